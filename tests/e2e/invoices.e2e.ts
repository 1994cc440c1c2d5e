import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** What a link leads to, fetched as the signed-in person. */
async function fetchLink(page: Page, name: RegExp): Promise<Buffer> {
  const href = await page.getByRole("link", { name }).first().getAttribute("href");
  const response = await page.request.get(href ?? "");
  expect(response.status()).toBe(200);
  expect(response.headers()["content-type"]).toBe("application/pdf");
  return response.body();
}

/** The number of an open invoice of which nobody has said yet that it is paid. */
async function unreported(page: Page): Promise<string> {
  const list = await page.request.get("/api/portal/invoices?status=pending,overdue&limit=20");
  const { data } = (await list.json()) as { data: { number: string }[] };
  for (const { number } of data) {
    const one = await page.request.get(`/api/portal/invoices/${number}`);
    if (((await one.json()) as { data: { paymentReport: object | null } }).data.paymentReport === null)
      return number;
  }
  throw new Error("every open invoice was reported as paid");
}

test("a customer sees what is owed, finds an invoice, and downloads the same document twice", async ({
  newPage,
}) => {
  const page = await newPage({ as: "customer2" });
  await page.goto("/portal/invoices");
  const main = page.getByRole("main");
  const owed = main.getByRole("region", { name: "Outstanding" });
  expect(await owed.textContent()).toMatch(/R\s[\d\s]+,\d\d.*of it is overdue/);
  await expectAccessible(page);

  await main.getByRole("link", { name: /^Overdue/ }).click();
  await page.waitForURL(/view=overdue/);
  await main.getByRole("searchbox", { name: "Search invoices" }).fill("ceiling speakers");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=ceiling/);
  const row = main.getByRole("link", { name: /INV-W-2039/ }).first();
  expect(await row.textContent()).toContain("3 days overdue");
  const first = await fetchLink(page, /Download invoice INV-W-2039/);
  await row.click();

  await page.getByRole("heading", { level: 1, name: "Invoice INV-W-2039" }).waitFor();
  // Two rates of tax, a deposit, and what is left.
  const text = (await main.textContent()) ?? "";
  expect(text).toMatch(/VAT 15% on/);
  expect(text).toMatch(/VAT 0% on/);
  const second = await fetchLink(page, /Download invoice INV-W-2039/);
  expect(second.equals(first)).toBe(true);
  expect(first.subarray(0, 5).toString()).toBe("%PDF-");
});

test("a statement comes as a file, and says what is wrong with a time", async ({ newPage }) => {
  const page = await newPage({ as: "customer" });
  await page.goto("/portal/invoices");
  await page.getByRole("button", { name: "Statement" }).click();
  const panel = page.getByRole("region", { name: "Statement of account" });
  const to = await panel.getByLabel("To", { exact: true }).inputValue();
  await panel.getByLabel("From", { exact: true }).fill("2020-01-01");
  await panel.getByRole("button", { name: "Download statement" }).click();
  await panel.getByText("two years at most").waitFor();
  await expectAccessible(page);

  await panel.getByLabel("From", { exact: true }).fill(`${Number(to.slice(0, 4)) - 1}-12-01`);
  await panel.getByLabel("Format").selectOption("csv");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    panel.getByRole("button", { name: "Download statement" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^statement-\d{4}-12-01-.*\.csv$/);
  const csv = readFileSync(await download.path(), "utf8");
  expect(csv.split("\r\n")[0]).toBe("\ufeffDate,Type,Invoice,Details,Invoiced,Paid,Balance,Currency");
  expect(csv).toContain("INV-W-2041");
});

test("whoever says that they have paid gets one ticket, with the proof", async ({ newPage }) => {
  const page = await newPage({ as: "customer", viewport: "phone" });
  const number = await unreported(page);
  await page.goto(`/portal/invoices/${number}`);
  const main = page.getByRole("main");
  await main.getByText("I have paid this").click();
  await main.getByLabel("Reference").fill("FNB 4471");
  await main.locator('input[type="file"]').first().setInputFiles({
    name: "proof.png",
    mimeType: "image/png",
    buffer: PNG,
  });
  await main
    .getByRole("list", { name: "Files" })
    .getByText(/proof\.png/)
    .waitFor();
  await main.getByRole("button", { name: "Remove proof.png" }).waitFor();
  await main.getByRole("progressbar").waitFor({ state: "detached" });
  await main.getByRole("button", { name: "Tell us" }).click();

  await main.getByText("You told us that you paid").waitFor();
  expect(await main.getByText("I have paid this").count()).toBe(0);
  // Where the bar at the top covers nothing.
  await page.evaluate(() => scrollTo(0, 0));
  await expectAccessible(page);
  await main.getByRole("link", { name: "Open ticket" }).click();
  await page.getByRole("heading", { level: 1, name: `Payment of invoice ${number}` }).waitFor();
  await page.getByText("Reference: FNB 4471").first().waitFor();
  await page
    .getByText(/proof\.png/)
    .first()
    .waitFor();
});

test("without script an invoice is read, and a payment reported", async ({ newPage }) => {
  const page = await newPage({ as: "customer2", javaScript: false });
  await page.goto("/portal/invoices?status=overdue");
  await page
    .getByRole("link", { name: /INV-W-2039/ })
    .first()
    .click();
  await page.getByText("I have paid this").click();
  await page.getByLabel("Reference").fill("Paper slip 12");
  await page.getByRole("button", { name: "Tell us" }).click();
  await page.getByText("You told us that you paid").waitFor();
});
