import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";

const PATIENCE = { timeout: 30_000 };
/** The worker has other things to do as well. */
const WORK = { timeout: 90_000 };
const PASSWORD = "portico-demo-1";

const sectionOf = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });

test("a copy is prepared before one's eyes and taken with the password", { timeout: 180_000 }, async ({
  newPage,
}) => {
  const page = await newPage({ as: "customer" });
  await page.goto("/portal/privacy");
  const right = sectionOf(page, "Get a copy");
  await right.locator("summary").click();
  await right.getByLabel("Your password").last().fill("not this one");
  await right.getByRole("button", { name: "Prepare my copy" }).click();
  await right.getByText("That did not work").waitFor(PATIENCE);
  await right.getByLabel("Your password").last().fill(PASSWORD);
  await right.getByRole("button", { name: "Prepare my copy" }).click();
  // What an earlier try left gives way to this one.
  await right.locator("summary").waitFor({ ...PATIENCE, state: "detached" });
  // Nobody has pressed anything: the worker makes it, and the page hears of it.
  await right.getByText("Your copy is ready").waitFor(WORK);
  await expectAccessible(page);

  const checksum = await right.locator("code").textContent();
  const arriving = page.waitForEvent("download", PATIENCE);
  await right.getByLabel("Your password").first().fill(PASSWORD);
  await right.getByRole("button", { name: "Download" }).click();
  const file = await readFile(await (await arriving).path());
  expect(createHash("sha256").update(file).digest("hex")).toBe(checksum);
  expect(Object.keys(unzipSync(file))).toEqual(
    expect.arrayContaining(["README.txt", "schema.json", "data.json"]),
  );
});

test("the use of data is restricted and allowed again, and consents change", async ({ newPage }) => {
  const page = await newPage({ as: "customer2", viewport: "phone" });
  await page.goto("/portal/privacy");
  const right = sectionOf(page, "Restrict the use");
  await right.locator("summary").click();
  await right.getByRole("button", { name: "Restrict the use of my data" }).click();
  await page.getByText("The use of your data is restricted", { exact: true }).waitFor(PATIENCE);
  await right.getByRole("button", { name: "Lift the restriction" }).click();
  await right.locator("summary").waitFor(PATIENCE);

  const news = sectionOf(page, "News and offers On").or(
    page.getByRole("listitem").filter({ hasText: "We write to you about new products" }),
  );
  await news.getByRole("button", { name: "Agree" }).click();
  await news.getByRole("button", { name: "Take back" }).waitFor(PATIENCE);
});

test("a deletion shows what goes and what stays, is scheduled, and taken back from the dashboard", async ({
  newPage,
}) => {
  const page = await newPage({ as: "customer2" });
  await page.goto("/portal/privacy/deletion");
  await page.getByRole("heading", { name: "What must stay" }).waitFor(PATIENCE);
  await page.getByText("Issued invoices", { exact: true }).waitFor();
  await expectAccessible(page);
  await page.getByLabel("Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Schedule the deletion" }).click();
  // Pages that were left stay in the document, hidden.
  const notice = page.getByText(/Your data will be deleted on/).filter({ visible: true });
  await notice.waitFor(PATIENCE);
  await page.goto("/portal/dashboard");
  await notice.waitFor(PATIENCE);
  await page.getByRole("link", { name: "Take it back" }).click();
  await page.getByRole("button", { name: "Keep my data" }).click(PATIENCE);
  await notice.waitFor({ ...PATIENCE, state: "detached" });
});

test("a correction is asked for, and staff accept it", async ({ newPage }) => {
  const page = await newPage({ as: "customer" });
  await page.goto("/portal/privacy?correct=companyName");
  const right = sectionOf(page, "Have something corrected");
  const company = `Mokoena Records ${Date.now()}`;
  await right.getByLabel("What should stand there").fill(company);
  await right.getByRole("button", { name: "Send" }).click();
  const row = page.getByRole("link", { name: "Correction", exact: false }).first();
  await row.waitFor(PATIENCE);

  const desk = await newPage({ as: "agent" });
  const answer = await desk.request.get("/api/admin/privacy-requests?kind=correction&limit=100");
  const { data } = (await answer.json()) as { data: { number: string; details: { proposed?: string } }[] };
  const number = data.find(({ details }) => details.proposed === company)?.number;
  expect(number).toBeDefined();
  await desk.goto("/admin/privacy");
  await desk.getByText(/request is past its day/).waitFor(PATIENCE);
  const inMenu = desk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Privacy/ });
  const before = await inMenu.textContent();
  expect(before).toMatch(/[1-9]\d* open, [1-9]\d* overdue$/);
  await desk.getByRole("link", { name: number ?? "" }).click();
  await desk.getByRole("button", { name: "Accept and apply" }).click();
  await desk.getByText("Done", { exact: true }).waitFor(PATIENCE);
  await expect.poll(() => inMenu.textContent(), PATIENCE).not.toBe(before);
  await expectAccessible(desk);

  await page.goto(`/portal/privacy/requests/${number}`);
  await page.getByText("Done", { exact: true }).waitFor(PATIENCE);
  await page.getByText("Accepted", { exact: true }).waitFor();
});
