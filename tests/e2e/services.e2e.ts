import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { call, newcomer, type Person, service, signedIn } from "./program.ts";

const PATIENCE = { timeout: 15_000 };
const LIVE_MS = 3_000;

type Service = { id: string; name: string };

const rows = async <T>(path: string, options: Parameters<typeof service>[1] = {}) =>
  (await service(`/rest/v1/${path}`, options)).json as T[];

/** A fibre of this test's own, of the demo customer; or of somebody else. */
async function newService(customerId: string, more: Record<string, unknown> = {}): Promise<Service> {
  const name = `Fibre ${crypto.randomUUID().slice(0, 8)}`;
  const [made] = await rows<Service>("customer_services", {
    headers: { prefer: "return=representation" },
    body: {
      customer_id: customerId,
      name,
      package: "Fibre 100/100",
      bandwidth_mbps: 100,
      price: 78_174,
      ...more,
    },
  });
  if (!made) throw new Error("no service was made");
  return made;
}

async function customerOf({ id }: Pick<Person, "id">): Promise<string> {
  const [user] = await rows<{ customer_id: string }>(`portal_users?id=eq.${id}&select=customer_id`);
  return user?.customer_id ?? "";
}

const demoCustomer = async () => customerOf(await signedIn("customer"));
const open = (page: Page, { id }: Service) => page.goto(`/portal/services/${id}`);

test("a customer asks for another package once, and sees it asked", async ({ newPage }) => {
  const mine = await newService(await demoCustomer());
  const page = await newPage({ as: "customer" });
  await page.goto("/portal/services");
  await page.getByRole("link", { name: new RegExp(mine.name) }).click();
  await page.getByRole("heading", { level: 1, name: mine.name }).waitFor(PATIENCE);

  const choice = page.getByRole("radio", { name: /^Fibre 200\/200/ });
  expect(await choice.locator("xpath=..").textContent()).toMatch(/more a month/);
  await choice.check();
  await page
    .getByLabel(/^Anything we should know/)
    .first()
    .fill("From December, please.");
  await page.getByRole("button", { name: "Ask for this package" }).click();
  const asked = page.getByRole("status").filter({ hasText: "You asked to change to Fibre 200/200" });
  await asked.waitFor(PATIENCE);
  expect(await asked.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.getByRole("button", { name: "Ask for this package" }).count()).toBe(0);
  await expectAccessible(page);

  await asked.getByRole("link", { name: /^Ticket TKT-/ }).click();
  await page
    .getByRole("heading", { level: 1, name: `Change ${mine.name} to Fibre 200/200` })
    .waitFor(PATIENCE);
  await page.getByText("From December, please.").first().waitFor(PATIENCE);
  await page.goto("/portal/services");
  await page
    .getByRole("link", { name: new RegExp(`${mine.name}.*Change of package asked for`, "s") })
    .waitFor();
});

test("cancelling says the notice period first, and without script too", async ({ newPage }) => {
  const mine = await newService(await demoCustomer());
  const page = await newPage({ as: "customer", javaScript: false });
  await open(page, mine);
  await page.getByText("The notice period is 30 days").waitFor();
  await page.getByText("Cancel this service…").click();
  const [day] = await page
    .getByLabel("Last day", { exact: true })
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).min));
  expect(await page.getByLabel("Last day", { exact: true }).inputValue()).toBe(day);
  await page.getByLabel("Why do you cancel?", { exact: true }).selectOption("moving");
  await page.getByRole("button", { name: "Ask to cancel" }).click();
  await page.getByText(/^You asked to cancel this service on/).waitFor(PATIENCE);
  const tickets = await rows(`support_tickets?service_id=eq.${mine.id}&select=category`);
  expect(tickets).toEqual([{ category: "termination" }]);
});

describe("an installation", () => {
  test("shows the next visit, takes a wish for another time, and moves on while one watches", async ({
    newPage,
  }) => {
    const mine = await newService(await demoCustomer(), { status: "installing" });

    const set = async (stage: string, changes: Record<string, unknown>) => {
      const body = { p_service_id: mine.id, p_stage: stage, p_changes: changes };
      const answer = await service("/rest/v1/rpc/set_installation_step", { body });
      expect(answer.status, answer.text).toBe(200);
    };
    const at = (days: number, hour: string) =>
      `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${hour}:00Z`;
    await set("scheduled", { isDone: true });
    await set("installing", {
      windowStart: at(6, "07"),
      windowEnd: at(6, "10"),
      technician: "Kagiso Tau",
      preparation: "An adult must be at home.",
    });

    const page = await newPage({ as: "customer", viewport: "phone" });
    await open(page, mine);
    const current = page.locator('li[aria-current="step"]');
    // Seven in UTC is nine in Johannesburg.
    await current.getByText(/09:00.12:00/).waitFor();
    await current.getByText("Kagiso Tau").waitFor();
    await current.getByText("Ask for another time").first().click();
    await current.getByLabel("First choice", { exact: true }).fill(at(8, "00").slice(0, 10));
    await current.getByRole("button", { name: "Ask for another time" }).click();
    await current.getByText("You asked for another time").waitFor(PATIENCE);

    await set("installing", { windowStart: at(8, "11"), windowEnd: at(8, "13") });
    await current.getByText(/13:00.15:00/).waitFor({ timeout: LIVE_MS });
    expect(await current.getByText("You asked for another time").count()).toBe(0);
    await set("active", { isDone: true });
    await page.getByText("Active", { exact: true }).waitFor({ timeout: LIVE_MS });
    const told = await call("/api/portal/notifications", { token: (await signedIn("customer")).token });
    expect(told.text).toContain("A time is planned for your installation");
  });
});

test("what is suspended or has ended says so in plain words", async ({ newPage }) => {
  const customer = await demoCustomer();
  const statusNote = "The invoice of October is not paid. Pay it and the line is back within an hour.";
  const suspended = await newService(customer, { status: "suspended", status_note: statusNote });
  const ended = await newService(customer, { status: "terminated", ends_on: "2026-10-31" });
  const page = await newPage({ as: "customer" });
  await open(page, suspended);
  await page.getByText("This service is suspended").waitFor();
  await page.getByText(statusNote).waitFor();
  expect(await page.getByRole("button", { name: "Ask for this package" }).count()).toBe(0);
  await expectAccessible(page);
  await open(page, ended);
  await page.getByText(/This service ended on 31 Oct 2026/).waitFor();
  expect(await page.getByText("Cancel this service…").count()).toBe(0);
});

test("somebody else's service is not there", async ({ newPage }) => {
  const other = await newcomer();
  const theirs = await newService(await customerOf(other));
  const page = await newPage({ as: "customer", tolerate: [/404/] });
  expect((await open(page, theirs))?.status()).toBe(404);
});
