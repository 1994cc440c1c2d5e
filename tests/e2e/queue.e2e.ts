import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";

const PATIENCE = { timeout: 15_000 };

/** So many tickets with one word of their own, opened through the API; the word. */
async function openTickets(customer: Page, count: number): Promise<string> {
  const word = `w${crypto.randomUUID().slice(0, 8)}`;
  for (let at = 1; at <= count; at++) {
    const data = { subject: `Rack ${at} ${word}`, description: "It hums.", category: "technical" };
    const response = await customer.request.post("/api/portal/tickets", { data });
    expect(response.status(), await response.text()).toBe(201);
  }
  return word;
}

const rows = (page: Page) => page.locator("[data-id]:visible");
const chosen = (page: Page) => page.locator("[data-id] input:checked").count();

/** The queue of these tickets, once its script listens. */
async function goToQueue(page: Page, query: string, count: number): Promise<void> {
  await page.goto(`/admin/tickets?${query}`);
  await expect.poll(() => rows(page).count(), PATIENCE).toBe(count);
  // The keys work when the first of them does.
  await expect
    .poll(async () => {
      await page.keyboard.press("j");
      return page.evaluate(() => document.activeElement?.closest("[data-id]") !== null);
    }, PATIENCE)
    .toBe(true);
}

describe("many tickets", () => {
  test("are chosen and changed by keys, told one by one, and put back", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const word = await openTickets(customer, 4);
    await goToQueue(agent, `q=${word}&sort=oldest`, 4);
    await rows(agent).first().getByRole("link").focus();
    await agent.keyboard.press("x");
    await agent.keyboard.press("j");
    await agent.keyboard.press("j");
    await agent.keyboard.press("Shift+X");
    expect(await chosen(agent)).toBe(3);
    const bar = agent.getByRole("region", { name: "Change the selected tickets" });
    await bar.getByText("3 selected").waitFor(PATIENCE);
    await expectAccessible(agent);

    await bar.getByRole("button", { name: "Priority" }).click();
    await agent.getByRole("menuitem", { name: "Urgent" }).click();
    await agent.getByText("3 tickets changed").waitFor(PATIENCE);
    await expect.poll(() => rows(agent).getByText("Urgent").count(), PATIENCE).toBe(3);
    await agent.getByRole("button", { name: "Undo" }).click();
    await agent.getByText("Put back as it was").waitFor(PATIENCE);
    await expect.poll(() => rows(agent).getByText("Urgent").count(), PATIENCE).toBe(0);

    await bar.getByRole("button", { name: "Status" }).click();
    await agent.getByRole("menuitem", { name: "Closed" }).click();
    await agent.getByText("3 tickets were not changed").waitFor(PATIENCE);
    await agent.getByText("A ticket that is new cannot be changed this way.").first().waitFor();
    await agent.keyboard.press("Escape");
    expect(await chosen(agent)).toBe(0);
  });

  test("a range is chosen with the shift key, and a ticket is taken with a", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const word = await openTickets(customer, 3);
    await goToQueue(agent, `q=${word}&sort=oldest`, 3);
    await rows(agent).first().getByRole("checkbox").click();
    await rows(agent)
      .last()
      .getByRole("checkbox")
      .click({ modifiers: ["Shift"] });
    expect(await chosen(agent)).toBe(3);
    await agent.keyboard.press("Escape");
    await rows(agent).first().getByRole("link").focus();
    await agent.keyboard.press("a");
    await agent.getByText("1 ticket changed").waitFor(PATIENCE);
    await expect.poll(() => rows(agent).first().textContent(), PATIENCE).toContain("Assigned");
  });
});

test("a view is saved, found again, renamed and deleted, and comes back", async ({ newPage }) => {
  const agent = await newPage({ as: "agent" });
  const name = `High ${Date.now()}`;
  await agent.goto("/admin/tickets?view=all&priority=high&sort=oldest");
  const save = agent.getByRole("region", { name: "Save these filters as a view" });
  await expect
    .poll(async () => {
      await agent.getByRole("button", { name: "Save view" }).first().click();
      return save.isVisible();
    }, PATIENCE)
    .toBe(true);
  await save.getByLabel("Name").fill(name);
  await save.getByRole("button", { name: "Save view" }).click();
  await agent.getByRole("heading", { level: 1, name }).waitFor(PATIENCE);
  const views = agent.getByRole("navigation", { name: "Views" });
  await agent.goto("/admin/tickets");
  await views.getByRole("link", { name }).click(PATIENCE);
  await agent.waitForURL(/priority=high&sort=oldest&saved=/);
  await expectAccessible(agent);

  await views.getByRole("button", { name: `Change the view ${name}` }).click(PATIENCE);
  await agent.getByRole("menuitem", { name: "Delete" }).click();
  await agent.getByText(`Deleted the view ${name}`).waitFor(PATIENCE);
  await views.getByRole("link", { name }).waitFor({ state: "detached", ...PATIENCE });
  await agent.getByRole("button", { name: "Undo" }).click();
  await views.getByRole("link", { name }).waitFor(PATIENCE);
});

test("a ticket is read beside the list, and answered from there by one key", async ({ newPage }) => {
  const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
  const word = await openTickets(customer, 2);
  await goToQueue(agent, `q=${word}&sort=oldest`, 2);
  await agent.keyboard.press("p");
  const preview = agent.getByRole("complementary", { name: "Preview of the ticket" });
  await preview.getByText("Rack 1").waitFor(PATIENCE);
  await preview.getByText("It hums.").waitFor(PATIENCE);
  await agent.keyboard.press("j");
  await preview.getByText("Rack 2").waitFor(PATIENCE);
  await expectAccessible(agent);
  await agent.keyboard.press("r");
  const reply = agent.getByRole("textbox", { name: /^Reply to/ });
  await expect
    .poll(() => reply.evaluate((field) => field === document.activeElement).catch(() => false), PATIENCE)
    .toBe(true);
});

test("further rows come by themselves, and a mistyped word is said to be one", async ({ newPage }) => {
  const agent = await newPage({ as: "agent" });
  await agent.goto("/admin/tickets?view=all");
  await rows(agent).first().waitFor(PATIENCE);
  expect(await rows(agent).count()).toBe(50);
  await expect
    .poll(async () => {
      await agent.evaluate(() => scrollTo(0, document.body.scrollHeight));
      return rows(agent).count();
    }, PATIENCE)
    .toBeGreaterThan(100);
  await agent.goto("/admin/tickets?q=delivrey");
  await agent.getByText("These tickets hold similar ones").waitFor(PATIENCE);
});
