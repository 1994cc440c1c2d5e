import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { call, dataOf, newcomer, openTicket, signedIn, signInBy } from "./program.ts";

const PATIENCE = { timeout: 15_000 };

test("an admin finds who read a ticket, and takes the filter back", async ({ newPage }) => {
  const [customer, agent] = await Promise.all([newcomer(), signedIn("agent")]);
  const ticket = await openTicket(customer);
  dataOf(await call(`/api/admin/tickets/${ticket.id}`, { token: agent.token }));

  const page = await newPage({ as: "admin" });
  await page.goto("/admin/audit");
  const record = page.getByRole("searchbox", { name: "Record", exact: true });
  await record.fill(ticket.number);
  await record.press("Enter");
  await page.waitForURL(/resource=TKT/, PATIENCE);
  const list = page.getByLabel("Audit entries", { exact: true });
  await list.getByText("Read", { exact: false }).first().waitFor(PATIENCE);
  await expectAccessible(page);

  await page.getByRole("searchbox", { name: "Actor", exact: true }).fill("nobody-of-this-name");
  await page.keyboard.press("Enter");
  await page.getByText("No entries match").filter({ visible: true }).waitFor(PATIENCE);
  await page.getByRole("link", { name: "Clear filters" }).filter({ visible: true }).click();
  await page.waitForURL(/\/admin\/audit$/, PATIENCE);
  await list.filter({ visible: true }).first().waitFor(PATIENCE);
});

test("a customer learns by keyboard who of the staff read their ticket, and takes it along", async ({
  newPage,
}) => {
  const [customer, agent] = await Promise.all([newcomer(), signedIn("agent")]);
  const ticket = await openTicket(customer, { subject: "Who reads this?" });
  dataOf(await call(`/api/admin/tickets/${ticket.id}`, { token: agent.token }));

  const page = await newPage();
  await signInBy(page, customer);
  await page.goto("/portal/privacy/access");
  await page.getByText(ticket.number).first().waitFor(PATIENCE);
  await page.getByRole("button", { name: "Filter", exact: true }).press("Enter");
  const who = page.getByLabel("Who", { exact: true }).filter({ visible: true });
  await who.selectOption("system");
  await page.getByRole("button", { name: "Show", exact: true }).filter({ visible: true }).press("Enter");
  await page.waitForURL(/role=system/, PATIENCE);
  await page
    .getByLabel("Who", { exact: true })
    .filter({ visible: true })
    .waitFor({ ...PATIENCE, state: "hidden" });
  await page.getByText("Nothing matches these filters").filter({ visible: true }).waitFor(PATIENCE);
  await page
    .getByRole("link", { name: /^Remove filter Who/ })
    .filter({ visible: true })
    .press("Enter");
  await page.waitForURL((url) => !url.search.includes("role"), PATIENCE);
  await page.getByText(ticket.number).filter({ visible: true }).first().waitFor(PATIENCE);

  const arriving = page.waitForEvent("download", PATIENCE);
  await page.getByRole("link", { name: "Download as CSV" }).filter({ visible: true }).press("Enter");
  const csv = await readFile(await (await arriving).path(), "utf8");
  expect(csv).toContain("Time (UTC),Who,Role");
  expect(csv).toContain(ticket.number);
});
