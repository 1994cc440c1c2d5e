import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { call, dataOf, newcomer, openTicket, signedIn } from "./program.ts";

const PATIENCE = { timeout: 15_000 };

type DeskTicket = { priority: string; assigneeName: string | null; tags: string[] };

/** A word that no other ticket has. */
const ownWord = () => `theremin-${crypto.randomUUID().slice(0, 8)}`;

async function deskTicket(id: string): Promise<DeskTicket> {
  const { token } = await signedIn("admin");
  return dataOf<DeskTicket>(await call(`/api/admin/tickets/${id}`, { token }));
}

/** Makes a team of one, whose tickets go to whoever has least; back on the list. */
async function makeTeam(page: Page, name: string): Promise<void> {
  await page.goto("/admin/settings/teams/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("radio", { name: /To whoever has least/ }).check();
  await page.getByRole("checkbox", { name: "Chantal Jacobs" }).check();
  await page.getByLabel("Tickets that Chantal Jacobs takes at most").fill("500");
  await page.getByRole("button", { name: "Make team" }).click();
  await page.getByRole("heading", { level: 2, name }).waitFor(PATIENCE);
}

test("a rule is written with the keyboard, tried, switched on, and does what it says", async ({
  newPage,
}) => {
  const word = ownWord();
  const [team, rule] = [`Team ${word}`, `Rule ${word}`];
  const customer = await newcomer();
  const past = await openTicket(customer, { subject: `It hums: ${word}` });
  const page = await newPage({ as: "admin" });
  // Whoever has just seen the teams finds the new one all the same.
  await page.goto("/admin/settings/automation/new");
  await makeTeam(page, team);

  await page.goto("/admin/settings/automation/new");
  await page.getByLabel(/^Name/).fill(rule);
  await page.getByRole("button", { name: "Add condition" }).press("Enter");
  const condition = page.getByRole("group", { name: "Condition 1" });
  await condition.getByLabel("What to look at").selectOption({ label: "Subject" });
  await condition.getByLabel(/^Values/).fill(`nothing, ${word}`);
  const first = page.getByRole("group", { name: "Action 1" });
  await first.getByLabel("With").selectOption({ label: "Urgent" });
  await page.getByRole("button", { name: "Add action" }).press("Enter");
  const second = page.getByRole("group", { name: "Action 2" });
  await second.getByLabel("What to do").selectOption({ label: "Hand to a team" });
  await second.getByLabel("With").selectOption({ label: team });
  await expectAccessible(page);

  await page.getByRole("button", { name: "Try it" }).press("Enter");
  await page.getByText("Would have matched: 1.").waitFor(PATIENCE);
  await page.getByRole("link", { name: `It hums: ${word}` }).waitFor();
  await page.getByText(new RegExp(`^Hand to a team: .*→ ${team}$`)).waitFor();
  expect((await deskTicket(past.id)).priority).not.toBe("urgent");

  await page.getByRole("button", { name: "Save rule" }).press("Enter");
  await page.getByRole("heading", { level: 1, name: rule }).waitFor(PATIENCE);
  await page.getByRole("checkbox", { name: /^On/ }).check();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Saved", { exact: true }).waitFor(PATIENCE);

  const next = await openTicket(customer, { subject: `It whistles: ${word}` });
  await expect
    .poll(() => deskTicket(next.id), PATIENCE)
    .toMatchObject({ priority: "urgent", assigneeName: "Chantal Jacobs" });
  await page.goto("/admin/settings/automation");
  const row = page.getByRole("listitem").filter({ hasText: rule });
  await row.getByText("Ran once in 30 days").waitFor(PATIENCE);
  await row.getByRole("link", { name: rule }).click();
  await page.getByRole("link", { name: `It whistles: ${word}` }).waitFor(PATIENCE);

  // The customer reads what happened, and not by which rule.
  const seen = await call(`/api/portal/tickets/${next.id}`, { token: customer.token });
  expect(seen.text).not.toContain(rule);

  // Its team ends: the rule says what it lacks.
  await page.goto("/admin/settings/teams");
  await page.getByRole("link", { name: `Edit team: ${team}` }).click();
  await page.getByRole("button", { name: "End team" }).click(PATIENCE);
  await page.getByRole("heading", { level: 1, name: "Teams" }).waitFor(PATIENCE);
  await page.goto("/admin/settings/automation");
  await row.getByText("Something it names is gone").waitFor(PATIENCE);
  await row.getByRole("button", { name: `Switch off “${rule}”` }).click();
  await row.getByText("Off", { exact: true }).waitFor(PATIENCE);
  await row.getByRole("link", { name: rule }).click();
  await page.getByText("This team has ended.").first().waitFor(PATIENCE);
  await page.getByRole("button", { name: "Delete rule" }).click();
  await page.getByRole("heading", { level: 1, name: "Automation" }).waitFor(PATIENCE);
  // Pages that were left stay in the document, hidden from roles.
  await expect.poll(() => page.getByRole("link", { name: rule }).count(), PATIENCE).toBe(0);
});

test("an agent reads rules, tries them on a phone, and says when they are away", async ({ newPage }) => {
  const page = await newPage({ as: "agent", viewport: "phone" });
  await page.goto("/admin/settings/automation");
  expect(await page.getByRole("link", { name: "New rule" }).count()).toBe(0);
  await page.getByRole("link", { name: "Spoiled food is urgent" }).click();
  await page.getByText("Only admins change rules.").waitFor(PATIENCE);
  expect(await page.getByLabel(/^Name/).isDisabled()).toBe(true);
  await page.getByLabel("Period").selectOption({ label: "Last year" });
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByText(/^(Would have matched|No ticket of this period)/).waitFor(PATIENCE);
  await expectAccessible(page);

  await page.goto("/admin/settings/teams");
  expect(await page.getByRole("link", { name: /^Edit team/ }).count()).toBe(0);
  await page.getByRole("button", { name: "I am away" }).click();
  await page.getByText("You are away.").waitFor(PATIENCE);
  await page.getByRole("button", { name: "I am back" }).click();
  await page.getByText("You are available").waitFor(PATIENCE);
});
