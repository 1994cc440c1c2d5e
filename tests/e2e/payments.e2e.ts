import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { describe, expect, inject } from "vitest";
import { demoEmail } from "../helpers/app.ts";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { service } from "./program.ts";

/** What people wait at most for a confirmation to appear. */
const PATIENCE = { timeout: 15_000 };

/** The profile of the demo's first customer. */
async function customerId(): Promise<string> {
  const email = encodeURIComponent(demoEmail("customer"));
  const answer = await service(`/rest/v1/portal_users?email=eq.${email}&select=customer_id`);
  return (answer.json as { customer_id: string }[])[0]?.customer_id ?? "";
}

async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  const answer = await service(`/rest/v1/${table}`, { body: row });
  expect(answer.status, answer.text).toBe(201);
}

/** An invoice of this test's own, R 1 150,00, due in a week. */
async function newInvoice(): Promise<string> {
  const number = `INV-T-${Date.now()}`;
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await insert("invoices", {
    customer_id: await customerId(),
    number,
    subtotal: 100_000,
    tax: 15_000,
    total: 115_000,
    issued_on: day(0),
    due_on: day(7),
  });
  return number;
}

const payButton = (page: Page) => page.getByRole("button", { name: /^Pay R/ });

/** From the invoice to the payment page; the id of the session there. */
async function goToPay(page: Page, number: string): Promise<string> {
  await page.goto(`/portal/invoices/${number}`);
  await payButton(page).click();
  await page.waitForURL(`${inject("stripeUrl")}/pay/*`, PATIENCE);
  expect(await page.getByRole("heading").textContent()).toBe("Pay ZAR 115000");
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

async function confirm(session: string): Promise<void> {
  const delivered = await fetch(`${inject("stripeUrl")}/test/deliver/${session}`, { method: "POST" });
  expect(delivered.status).toBe(200);
}

describe("an invoice", () => {
  test("is paid on the provider's page, and says so as soon as it is confirmed", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const number = await newInvoice();
    const session = await goToPay(page, number);
    await page.getByRole("button", { name: "Pay" }).click();
    await page.waitForURL(`**/portal/invoices/${number}?payment=success`, PATIENCE);
    await page.getByText("Waiting for confirmation").waitFor(PATIENCE);
    expect(await payButton(page).count()).toBe(0);
    await expectAccessible(page);

    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await confirm(session);
    await page.getByText("Payment received").waitFor(PATIENCE);
    expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
    await confirm(session);
    await page.goto(`/portal/invoices/${number}`);
    const payments = page.getByRole("listitem").filter({ hasText: "Card" });
    await payments.first().waitFor(PATIENCE);
    expect(await payments.count()).toBe(1);
    expect(await payButton(page).count()).toBe(0);
  });

  test("stays as it is when somebody turns back, also on a phone, also without script", async ({
    newPage,
  }) => {
    const page = await newPage({ as: "customer", viewport: "phone", javaScript: false });
    const number = await newInvoice();
    const session = await goToPay(page, number);
    await page.getByRole("link", { name: "Back" }).click();
    await page.waitForURL(`**/portal/invoices/${number}?payment=cancelled`, PATIENCE);
    await page.getByText("Nothing was paid").waitFor(PATIENCE);
    expect(await goToPay(page, number)).toBe(session);
  });
});

test("an agent refunds, an admin approves, and the customer sees it happen", async ({ newPage }) => {
  const [agent, admin, customer] = await Promise.all([
    newPage({ as: "agent" }),
    newPage({ as: "admin" }),
    newPage({ as: "customer" }),
  ]);
  const [order, line] = [randomUUID(), randomUUID()];
  await insert("orders", {
    id: order,
    customer_id: await customerId(),
    number: `UA-T-${Date.now()}`,
    status: "delivered",
    subtotal: 450_000,
    total: 450_000,
  });
  await insert("order_items", {
    id: line,
    order_id: order,
    sku: "AMP",
    name: "Amplifier",
    quantity: 3,
    unit_price: 150_000,
    total: 450_000,
  });
  const opened = await customer.request.post("/api/portal/tickets", {
    data: {
      subject: `Cracked knob ${Date.now()}`,
      description: "One of three.",
      category: "order_issue",
      orderId: order,
      affectedItems: [{ orderItemId: line, quantity: 1 }],
    },
  });
  const { number } = ((await opened.json()) as { data: { number: string } }).data;

  await agent.goto(`/admin/tickets/${number}`);
  const dialog = agent.getByRole("dialog");
  // The page can be read before its script listens.
  await expect
    .poll(async () => {
      await agent.getByRole("button", { name: "Resolve", exact: true }).first().dispatchEvent("click");
      return dialog.isVisible();
    }, PATIENCE)
    .toBe(true);
  await dialog.getByLabel("How was it resolved?").selectOption("Full refund");
  await expectAccessible(agent);
  const amount = dialog.getByLabel(/^Amount that goes back/);
  expect(await amount.inputValue()).toBe("1500.00");
  await amount.fill("1 500,01");
  await dialog.getByLabel("What was done").fill("The price of one goes back to you.");
  await dialog.getByRole("button", { name: "Resolve" }).click();
  await dialog.getByText("At most ZAR 1,500.00 can go back", { exact: false }).waitFor(PATIENCE);
  expect(await dialog.getByLabel("What was done").inputValue()).toContain("goes back to you");
  await amount.fill("1 500,00");
  await dialog.getByRole("button", { name: "Resolve" }).click();
  await agent.getByText("Waiting for approval").waitFor(PATIENCE);
  expect(await agent.getByRole("button", { name: "Approve" }).count()).toBe(0);

  await customer.goto(`/portal/tickets/${number}`);
  await customer.getByText("Being checked", { exact: true }).waitFor(PATIENCE);
  await customer.getByText("The price of one goes back to you.").waitFor();
  await expectAccessible(customer);

  await admin.goto(`/admin/tickets/${number}`);
  const approve = admin.getByRole("button", { name: "Approve", exact: true });
  await expect
    .poll(async () => {
      if (await approve.isVisible()) await approve.click({ timeout: 1_000 }).catch(() => {});
      return admin.getByText("Approved", { exact: true }).isVisible();
    }, PATIENCE)
    .toBe(true);
  await customer.getByText("On its way to you", { exact: true }).waitFor(PATIENCE);
});
