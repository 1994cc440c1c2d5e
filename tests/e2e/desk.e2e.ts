import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";

const PATIENCE = { timeout: 15_000 };

type Ticket = { id: string; number: string };

/** A ticket of this test's own, opened through the API. */
async function openTicket(customer: Page, subject = `Fan is loud ${Date.now()}`): Promise<Ticket> {
  const data = { subject, description: "Only in the evening.", category: "technical" };
  const response = await customer.request.post("/api/portal/tickets", { data });
  expect(response.status(), await response.text()).toBe(201);
  return ((await response.json()) as { data: Ticket }).data;
}

/** Makes a page deaf to live updates, as behind a bad line. */
const withoutLive = (page: Page) => page.routeWebSocket(/\/realtime\//, () => {});

const reply = (page: Page) => page.getByRole("textbox", { name: /^Reply to/ });
const note = (page: Page) => page.getByRole("textbox", { name: "Internal note" });
const messages = (page: Page) => page.locator("article[data-author]");

/** Does not wait for the seconds in which a message can be taken back. */
const sendNow = (page: Page) => page.getByRole("button", { name: "Send now" }).click(PATIENCE);

async function goToTicket(page: Page, ticket: Ticket): Promise<void> {
  await page.goto(`/admin/tickets/${ticket.number}`);
  await reply(page).waitFor(PATIENCE);
}

describe("the queue", () => {
  test("is worked by the keyboard alone", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const subject = `Keyboard only ${Date.now()}`;
    const ticket = await openTicket(customer, subject);
    await agent.goto("/admin/tickets");
    const search = agent.getByRole("searchbox", { name: "Search tickets" });
    const isFocused = () => search.evaluate((field) => field === document.activeElement);
    // The page can be read before its script listens.
    await expect
      .poll(async () => (await isFocused()) || agent.keyboard.press("/").then(isFocused), PATIENCE)
      .toBe(true);
    await agent.keyboard.type(ticket.number);
    await agent.keyboard.press("Enter");
    await agent.waitForURL(/q=TKT/);
    await agent.getByRole("link", { name: `Remove filter Search: ${ticket.number}` }).waitFor(PATIENCE);
    await agent.keyboard.press("Escape");
    await agent.keyboard.press("j");
    await expect
      .poll(() => agent.evaluate(() => document.activeElement?.textContent), PATIENCE)
      .toContain(subject);
    await agent.keyboard.press("o");
    await agent.getByRole("heading", { level: 1, name: subject }).waitFor(PATIENCE);
    await reply(agent).waitFor(PATIENCE);

    await agent.keyboard.press("n");
    await agent.keyboard.type("aha");
    expect(await note(agent).inputValue()).toBe("aha");
    await agent.keyboard.press("Escape");
    await agent.keyboard.press("Escape");
    await agent.waitForURL(/\/admin\/tickets\?q=TKT/);
  });

  test("narrows by what the form says, and widens again chip by chip", async ({ newPage }) => {
    const agent = await newPage({ as: "agent" });
    await agent.goto("/admin/tickets?view=all");
    await agent.getByRole("button", { name: "Filter" }).click();
    const form = agent.getByRole("region", { name: "Filter tickets" });
    await form.getByRole("checkbox", { name: "Resolved" }).check();
    await form.getByRole("checkbox", { name: "Closed" }).check();
    await form.getByLabel("Assignee").selectOption({ label: "Me" });
    await form.getByRole("button", { name: "Show tickets" }).click();
    await form.waitFor({ ...PATIENCE, state: "hidden" });
    await agent.getByRole("link", { name: "Remove filter Assignee: Me" }).click(PATIENCE);
    await expect.poll(() => agent.url(), PATIENCE).not.toContain("assignee");
    await agent.getByRole("link", { name: "Remove filter Status: Closed" }).click(PATIENCE);
    await expect.poll(() => agent.url(), PATIENCE).toMatch(/\?view=all&status=resolved$/);
    expect(await form.isVisible()).toBe(false);
    const statuses = await agent.getByRole("cell", { name: /^(New|In progress|Closed)$/ }).count();
    expect(statuses).toBe(0);
  });

  test("says by itself that there is a new ticket, and moves nothing until asked", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const [socket] = await Promise.all([
      agent.waitForEvent("websocket", (opened) => opened.url().includes("/realtime/")),
      agent.goto("/admin/tickets"),
    ]);
    await socket.waitForEvent("framereceived", ({ payload }) =>
      /realtime:staff.*phx_reply/.test(String(payload)),
    );
    const subject = `Appears by itself ${Date.now()}`;
    await openTicket(customer, subject);
    const news = agent.getByRole("button", { name: /new ticket/ });
    await news.waitFor(PATIENCE);
    expect(await agent.getByRole("link", { name: subject }).count()).toBe(0);
    await news.click();
    await agent.getByRole("link", { name: subject }).waitFor(PATIENCE);
    await news.waitFor({ state: "detached" });
  });
});

describe("two people on one ticket", () => {
  test("the second is told what the first did, and loses nothing", async ({ newPage }) => {
    const [agent, admin] = [await newPage({ as: "agent" }), await newPage({ as: "admin" })];
    const ticket = await openTicket(await newPage({ as: "customer" }));
    await withoutLive(agent);
    await goToTicket(agent, ticket);
    await goToTicket(admin, ticket);

    await admin.getByLabel("Priority").selectOption("urgent");
    await admin.getByText(/changed the priority from Medium to Urgent/).waitFor(PATIENCE);

    await agent.getByLabel("Category").selectOption("billing");
    const banner = agent.getByRole("status").filter({ hasText: "Somebody was faster" });
    await banner.waitFor(PATIENCE);
    expect(await banner.textContent()).toContain("set the priority to Urgent. Your change was not saved.");
    await expect.poll(() => agent.getByLabel("Category").inputValue(), PATIENCE).toBe("technical");
    await expectAccessible(agent);

    await banner.getByRole("button", { name: "Load the changes" }).click();
    await expect.poll(() => agent.getByLabel("Priority").inputValue(), PATIENCE).toBe("urgent");
    await agent.getByLabel("Category").selectOption("billing");
    await agent.getByText(/changed the category from Technical problem to Billing/).waitFor(PATIENCE);
  });

  test("an answer is held back when the customer wrote meanwhile", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const ticket = await openTicket(customer);
    await withoutLive(agent);
    await goToTicket(agent, ticket);
    await reply(agent).fill("Please send it in.");
    const path = `/api/portal/tickets/${ticket.id}/messages`;
    await customer.request.post(path, { data: { body: "It works again!" } });

    await agent.getByRole("button", { name: "Send reply" }).click();
    await agent.getByText(/wrote in the meantime\. Read that first/).waitFor(PATIENCE);
    expect(await (await customer.request.get(path)).text()).not.toContain("send it in");
    await agent.getByRole("button", { name: "Send anyway" }).click();
    await sendNow(agent);
    await messages(agent).getByText("Please send it in.").waitFor(PATIENCE);
    await messages(agent).getByText("It works again!").waitFor(PATIENCE);
  });

  test("somebody who is writing is shown what arrives", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const ticket = await openTicket(customer);
    await goToTicket(agent, ticket);
    await reply(agent).fill("Please send it in.");
    const data = { body: "It works again!" };
    await customer.request.post(`/api/portal/tickets/${ticket.id}/messages`, { data });
    const banner = agent.getByRole("status").filter({ hasText: "wrote in the meantime" });
    await banner.getByRole("button", { name: "Show it" }).click(PATIENCE);
    await banner.waitFor({ state: "detached" });
    await agent.getByRole("button", { name: "Send reply" }).click();
    await sendNow(agent);
    await messages(agent).getByText("Please send it in.").waitFor(PATIENCE);
  });
});

describe("writing", () => {
  test("an internal note is never seen by the customer", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const ticket = await openTicket(customer);
    await goToTicket(agent, ticket);
    const received: string[] = [];
    customer.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => received.push(String(payload))),
    );
    await customer.goto(`/portal/tickets/${ticket.number}`);

    await agent.getByRole("button", { name: "Internal note" }).click();
    await agent.getByText("Only staff will see this").filter({ visible: true }).waitFor();
    await note(agent).fill("Known fault of this batch.");
    await expectAccessible(agent);
    await note(agent).press("Control+Enter");
    await sendNow(agent);
    await messages(agent)
      .filter({ hasText: "Only staff see this" })
      .getByText("Known fault")
      .waitFor(PATIENCE);

    await agent.getByRole("button", { name: "Reply", exact: true }).click();
    await reply(agent).fill("A new one is on its way.");
    await agent.getByLabel("Afterwards").selectOption({ label: "In progress" });
    await agent.getByRole("button", { name: "Send reply" }).click();
    await sendNow(agent);
    await messages(customer).getByText("A new one is on its way.").waitFor(PATIENCE);
    expect(await customer.content()).not.toContain("Known fault");
    await customer.reload();
    await messages(customer).getByText("A new one is on its way.").waitFor(PATIENCE);
    expect(await customer.content()).not.toContain("Known fault");
    expect(received.join()).not.toContain("Known fault");
  });

  test("resolving asks how it was resolved, and reopening does not", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const ticket = await openTicket(customer);
    await goToTicket(agent, ticket);
    await agent.getByRole("button", { name: "Assign to me" }).click();
    await agent.getByText(/took the ticket/).waitFor(PATIENCE);
    await agent.getByRole("button", { name: "Resolve" }).click();
    const dialog = agent.getByRole("dialog", { name: "Resolve this ticket" });
    await dialog.getByLabel("How was it resolved?").selectOption("Something else");
    await dialog.getByLabel("What was done").fill("The fan was replaced.");
    await expectAccessible(agent);
    await dialog.getByRole("button", { name: "Resolve" }).click();
    await agent.getByRole("button", { name: "Reopen" }).waitFor(PATIENCE);
    await customer.goto(`/portal/tickets/${ticket.number}`);
    await customer.getByText("The fan was replaced.").waitFor(PATIENCE);

    await agent.getByRole("button", { name: "More actions" }).click();
    await agent.getByRole("menuitem", { name: "Close" }).click();
    await agent.getByText(/closed the ticket/).waitFor(PATIENCE);
    expect(await reply(agent).count()).toBe(0);
    expect(await note(agent).count()).toBe(1);
    await agent.getByRole("button", { name: "Reopen" }).click();
    await reply(agent).waitFor(PATIENCE);
  });
});

test("a ticket is opened for a customer who called", async ({ newPage }) => {
  const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
  await agent.goto("/admin/tickets/new");
  await agent.getByRole("button", { name: "Open ticket" }).waitFor();
  await agent.getByRole("combobox", { name: "Customer" }).fill("customer@portico.test");
  await agent.getByRole("option", { name: /customer@portico\.test/ }).waitFor(PATIENCE);
  await expectAccessible(agent);
  await agent.keyboard.press("Enter");
  await agent.getByLabel("What it is about").selectOption("technical");
  const subject = `Called about the antenna ${Date.now()}`;
  await agent.getByLabel("Subject").fill(subject);
  await agent.getByLabel("Description").fill("Reception is poor since the storm.");
  await agent.getByRole("button", { name: "Open ticket" }).click();
  await agent.getByRole("heading", { level: 1, name: subject }).waitFor(PATIENCE);
  await customer.goto("/portal/tickets");
  await customer.getByRole("link", { name: subject }).waitFor(PATIENCE);
});
