import type { Page } from "playwright-core";
import sharp from "sharp";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { pdfText } from "../helpers/pdf.ts";

const PATIENCE = { timeout: 15_000 };

type Order = { id: string; number: string; items: { id: string; claimable: { quantity: number } }[] };

const question = (page: Page) => page.locator("[data-question]:visible").first();
const next = (page: Page) => page.getByRole("button", { name: "Continue" }).click();

/** An order with something left to report. */
async function claimableOrder(page: Page): Promise<Order> {
  const list = (await (await page.request.get("/api/portal/orders?status=delivered")).json()) as {
    data: { id: string }[];
  };
  for (const { id } of list.data) {
    const { data } = (await (await page.request.get(`/api/portal/orders/${id}`)).json()) as { data: Order };
    if (data.items.some(({ claimable }) => claimable.quantity > 0)) return data;
  }
  throw new Error("no order to report");
}

/** Somebody's desk, out of focus: big soft shapes. */
async function blurredPhoto(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><rect width="1200" height="900" fill="#8a7"/>
    <rect x="200" y="150" width="500" height="600" fill="#fff"/><circle cx="900" cy="450" r="180" fill="#333"/></svg>`;
  return sharp(Buffer.from(svg)).blur(30).jpeg().toBuffer();
}

describe("a guided ticket", () => {
  test("asks one question at a time, by keyboard, back and forth, and loses nothing", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const order = await claimableOrder(page);
    await page.goto("/portal/tickets/new");
    await page.getByRole("link", { name: /^Problem with an order/ }).click();
    await expect.poll(() => question(page).textContent(), PATIENCE).toBe("Which order?");
    await page.getByText("Question 2 of 5").first().waitFor();
    await expectAccessible(page);
    // Nothing chosen: the question stays.
    await next(page);
    expect(await question(page).textContent()).toBe("Which order?");

    await page.locator(`[name=orderId][value="${order.id}"]`).evaluate((radio: HTMLInputElement) => {
      const fold = radio.closest("details");
      if (fold) fold.open = true;
    });
    await page.locator(`[name=orderId][value="${order.id}"]`).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect.poll(() => question(page).textContent(), PATIENCE).toBe(`Which items of ${order.number}?`);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      `Which items of ${order.number}?`,
    );
    await page.locator("[type=checkbox]:visible:enabled").first().check();
    await next(page);
    await expect.poll(() => question(page).textContent(), PATIENCE).toBe("What is wrong?");
    await page.goBack();
    await expect.poll(() => question(page).textContent(), PATIENCE).toBe(`Which items of ${order.number}?`);
    expect(await page.locator("[type=checkbox]:visible:checked").count()).toBe(1);
    await page.goForward();
    await page.getByRole("radio", { name: "Packaging problem" }).check();
    await next(page);
    await page.getByText("Draft saved").waitFor(PATIENCE);
    await page.reload();
    await expect.poll(() => question(page).textContent(), PATIENCE).toBe("What happened?");
    await expectAccessible(page);

    // What is missing is asked for, in its place.
    await page.getByRole("button", { name: "Open ticket" }).click();
    expect(
      await page.getByLabel("Subject", { exact: true }).evaluate((field) => field === document.activeElement),
    ).toBe(true);
    const subject = `Box was open ${Date.now()}`;
    await page.getByLabel("Subject", { exact: true }).fill(subject);
    await page.getByLabel("Description", { exact: true }).fill("Tape was torn.");
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles([{ name: "box.jpg", mimeType: "image/jpeg", buffer: await blurredPhoto() }]);
    await page.getByRole("status").filter({ hasText: "box.jpg: This photo looks blurred" }).waitFor(PATIENCE);
    await expect.poll(() => page.locator("input[name=attachmentIds]").count(), PATIENCE).toBe(1);
    await page.getByRole("button", { name: "Open ticket" }).click();
    await page.getByRole("heading", { level: 1, name: subject }).waitFor(PATIENCE);
    const number = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const answer = await page.request.get(`/api/portal/tickets/${number}`);
    const { data } = (await answer.json()) as { data: Record<string, unknown> };
    expect(data).toMatchObject({
      category: "order_issue",
      issueType: "packaging_issue",
      orderId: order.id,
      affectedItems: [{ quantity: 1 }],
      attachments: [{ fileName: "box.jpg" }],
    });

    const pdf = await page.request.get(`/api/portal/tickets/${number}/pdf`);
    expect(pdf.headers()["content-type"]).toBe("application/pdf");
    const text = await pdfText(await pdf.body());
    expect(text).toContain(subject);
    expect(text).toContain("Attached: box.jpg");
  });

  test("offers a ticket that says the same, and takes what was written there", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const subject = `Kettle whistles in the morning ${Date.now()}`;
    const opened = await page.request.post("/api/portal/tickets", {
      data: { subject, description: "Loudly.", category: "technical" },
    });
    const { data } = (await opened.json()) as { data: { number: string } };
    await page.goto("/portal/tickets/new?category=technical");
    await page.getByLabel("Description", { exact: true }).fill("It whistles again.");
    await page.getByLabel("Subject", { exact: true }).fill("The kettle whistles every morning");
    await page.getByRole("link", { name: subject }).waitFor(PATIENCE);
    await expectAccessible(page);
    await page.getByRole("button", { name: new RegExp(`^This is it.*${subject}`) }).click();
    await page.waitForURL(`**/portal/tickets/${data.number}`, PATIENCE);
    await expect
      .poll(() => page.getByLabel("Your message").inputValue(), PATIENCE)
      .toBe("It whistles again.");
  });

  test("is one plain form without script", async ({ newPage }) => {
    const page = await newPage({ as: "customer", javaScript: false, tolerate: [/\.js csp$/] });
    const order = await claimableOrder(page);
    await page.goto("/portal/tickets/new");
    await page.getByRole("link", { name: "Show everything on one page" }).click();
    const subject = `All at once ${Date.now()}`;
    await page.getByRole("radio", { name: /^Problem with an order/ }).check();
    await page.getByRole("radio", { name: "Wrong items", exact: true }).check();
    const radio = page.locator(`[name=orderId][value="${order.id}"]`);
    if (!(await radio.isVisible())) await page.getByText(/older orders?$/).click();
    await radio.check();
    await page.locator("[data-order] [type=checkbox]:visible:enabled").first().check();
    await page.getByLabel("Subject", { exact: true }).fill(subject);
    await page.getByLabel("Description", { exact: true }).fill("Somebody else's.");
    await page.getByRole("button", { name: "Open ticket" }).click();
    await page.getByRole("heading", { level: 1, name: subject }).waitFor(PATIENCE);
    await page.getByRole("link", { name: order.number, exact: true }).waitFor();
    await page.getByText("Wrong items").first().waitFor();
  });
});

test("a rating that is put aside is not asked for again", async ({ newPage }) => {
  const page = await newPage({ as: "customer" });
  const data = { subject: "Thank you", description: "That was it.", category: "question" };
  const opened = await page.request.post("/api/portal/tickets", { data });
  const { number } = ((await opened.json()) as { data: { number: string } }).data;
  await page.request.patch(`/api/portal/tickets/${number}/status`, { data: { status: "resolved" } });
  await page.goto(`/portal/tickets/${number}`);
  await page.getByText("How was our help?").waitFor(PATIENCE);
  await page.getByRole("button", { name: "Not now" }).click();
  await expect
    .poll(async () => {
      const answer = await page.request.get(`/api/portal/tickets/${number}`);
      return ((await answer.json()) as { data: { ratingAsked: boolean } }).data.ratingAsked;
    }, PATIENCE)
    .toBe(false);
});

test("a year in figures is there to see and to read", async ({ newPage }) => {
  const page = await newPage({ as: "customer" });
  await page.goto("/portal/tickets");
  await page.getByText("Your tickets in figures").click();
  await page.getByRole("img", { name: /^Tickets by month: \d+ opened/ }).waitFor(PATIENCE);
  await page.getByText("Show as a table").click();
  expect(await page.getByRole("table").first().getByRole("row").count()).toBe(13);
  await expectAccessible(page);
});
