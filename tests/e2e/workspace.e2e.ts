import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";

const PATIENCE = { timeout: 15_000 };

type Ticket = { id: string; number: string };

async function openTicket(customer: Page): Promise<Ticket> {
  const data = {
    subject: `Fan is loud ${Date.now()}`,
    description: "In the evening.",
    category: "technical",
  };
  const response = await customer.request.post("/api/portal/tickets", { data });
  expect(response.status(), await response.text()).toBe(201);
  return ((await response.json()) as { data: Ticket }).data;
}

const reply = (page: Page) => page.getByRole("textbox", { name: /^Reply to/ });
const note = (page: Page) => page.getByRole("textbox", { name: "Internal note" });
const messages = (page: Page) => page.locator("article[data-author]");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const onTheirWay = (page: Page) => page.getByRole("list", { name: "Messages on their way" });
const isSaved = (page: Page) =>
  page.getByText("Draft saved").filter({ visible: true }).first().waitFor(PATIENCE);

async function goToTicket(page: Page, ticket: Ticket): Promise<void> {
  await page.goto(`/admin/tickets/${ticket.number}`);
  await reply(page).waitFor(PATIENCE);
}

/** What the customer has been sent, by the API. */
async function received(customer: Page, { id }: Ticket): Promise<string[]> {
  const response = await customer.request.get(`/api/portal/tickets/${id}/messages`);
  return ((await response.json()) as { data: { body: string }[] }).data.map(({ body }) => body);
}

describe("drafts", () => {
  test("a reply and a note are there on another device, each", async ({ newPage }) => {
    const [desk, phone] = [await newPage({ as: "agent" }), await newPage({ as: "agent" })];
    const ticket = await openTicket(await newPage({ as: "customer" }));
    await goToTicket(desk, ticket);
    await reply(desk).fill("Dear customer");
    await isSaved(desk);
    await desk.getByRole("button", { name: "Internal note" }).click();
    await note(desk).fill("Dear colleague");
    await isSaved(desk);
    await goToTicket(phone, ticket);
    expect(await reply(phone).inputValue()).toBe("Dear customer");
    await phone.getByRole("button", { name: "Internal note" }).click();
    expect(await note(phone).inputValue()).toBe("Dear colleague");
  });

  test("two tabs do not overwrite each other", async ({ newPage }) => {
    const one = await newPage({ as: "agent" });
    const two = await newPage({ as: "agent", tolerate: [/status of 409/] });
    const ticket = await openTicket(await newPage({ as: "customer" }));
    await goToTicket(one, ticket);
    await goToTicket(two, ticket);
    await reply(one).fill("From the first tab");
    await isSaved(one);
    await reply(two).fill("From the second tab");
    const conflict = two.getByRole("status").filter({ hasText: "changed in another tab" });
    await conflict.getByText("From the first tab").waitFor(PATIENCE);
    await expectAccessible(two);
    await conflict.getByRole("button", { name: "Use the other one" }).click();
    await expect.poll(() => reply(two).inputValue()).toBe("From the first tab");
  });
});

describe("sending", () => {
  test("can be taken back by button and by key, and is sent when nobody does", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const ticket = await openTicket(customer);
    await goToTicket(agent, ticket);
    await reply(agent).fill("Please send it in.");
    await button(agent, "Send reply").click();
    await button(agent, "Undo").click(PATIENCE);
    await expect.poll(() => reply(agent).inputValue(), PATIENCE).toBe("Please send it in.");
    await reply(agent).press("Control+Enter");
    await button(agent, "Undo").waitFor(PATIENCE);
    await expectAccessible(agent);
    await agent.keyboard.press("Control+z");
    await expect.poll(() => reply(agent).inputValue(), PATIENCE).toBe("Please send it in.");
    expect(await received(customer, ticket)).toEqual(["In the evening."]);
    await reply(agent).press("Control+Enter");
    await messages(agent).getByText("Please send it in.").waitFor({ timeout: 25_000 });
    expect(await received(customer, ticket)).toEqual(["In the evening.", "Please send it in."]);
  });

  test("goes on when the page is closed, and is back when the customer was faster", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const ticket = await openTicket(customer);
    await goToTicket(agent, ticket);
    await reply(agent).fill("Please send it in.");
    await button(agent, "Send reply").click();
    await button(agent, "Undo").waitFor(PATIENCE);
    await agent.goto("/admin/tickets");
    const data = { body: "It works again!" };
    await customer.request.post(`/api/portal/tickets/${ticket.id}/messages`, { data });
    await expect
      .poll(
        async () => {
          const drafts = await agent.request.get(`/api/admin/tickets/${ticket.id}/drafts`);
          return ((await drafts.json()) as { data: { reply: { returned: unknown } | null } }).data.reply
            ?.returned;
        },
        { timeout: 25_000 },
      )
      .toMatchObject({ reason: "newer_message" });
    await goToTicket(agent, ticket);
    expect(await reply(agent).inputValue()).toBe("Please send it in.");
    await agent.getByText("This was not sent").waitFor(PATIENCE);
    expect(await received(customer, ticket)).toEqual(["In the evening.", "It works again!"]);
  });

  test("a connection lost on the way doubles nothing", async ({ newPage }) => {
    const agent = await newPage({ as: "agent", tolerate: [/ERR_CONNECTION_RESET/] });
    const customer = await newPage({ as: "customer" });
    const ticket = await openTicket(customer);
    await agent.routeWebSocket(/\/realtime\//, () => {});
    await goToTicket(agent, ticket);
    await reply(agent).fill("Please send it in.");
    await isSaved(agent);
    let lost = 0;
    await agent.route(`**/admin/tickets/${ticket.number}`, async (route) => {
      if (route.request().method() !== "POST" || lost > 0) return route.fallback();
      lost += 1;
      // It arrives, and nobody hears of it.
      await route.fetch();
      await route.abort("connectionreset");
    });
    await button(agent, "Send reply").click();
    await agent.getByRole("alert").getByText("Nothing is lost").waitFor(PATIENCE);
    expect(await reply(agent).inputValue()).toBe("Please send it in.");
    await button(agent, "Try again").click();
    await button(agent, "Send now").click(PATIENCE);
    await messages(agent).getByText("Please send it in.").waitFor(PATIENCE);
    await expect.poll(() => onTheirWay(agent).getByRole("listitem").count(), PATIENCE).toBe(0);
    expect(lost).toBe(1);
    expect(await received(customer, ticket)).toEqual(["In the evening.", "Please send it in."]);
  });
});

test("who else is at a ticket and what they write is for staff to see", async ({ newPage }) => {
  const [agent, admin] = [await newPage({ as: "agent" }), await newPage({ as: "admin" })];
  const customer = await newPage({ as: "customer" });
  const ticket = await openTicket(customer);
  const frames: string[] = [];
  customer.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => frames.push(String(payload))),
  );
  await customer.goto(`/portal/tickets/${ticket.number}`);
  await goToTicket(agent, ticket);
  await goToTicket(admin, ticket);
  const others = agent.getByRole("status", { name: "Who else is here" });
  // Whoever moves is there; before the page is awake nobody notices.
  let step = 300;
  await expect
    .poll(async () => {
      step += 5;
      for (const page of [agent, admin]) await page.mouse.move(step, step);
      return others.getByText(/is here too/).isVisible();
    }, PATIENCE)
    .toBe(true);
  await reply(admin).fill("We are looking into it.");
  await others.getByText(/is writing a reply/).waitFor(PATIENCE);
  await expectAccessible(agent);
  await admin.goto("/admin/tickets");
  await expect.poll(() => others.textContent(), PATIENCE).toBe("");
  expect(frames.join()).not.toMatch(/presence_|writing/);
});

test("a template is found, previewed and put in by keyboard; what it lacks is not sent unseen", async ({
  newPage,
}) => {
  const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
  const ticket = await openTicket(customer);
  const name = `Parcel ${Date.now()}`;
  const body = "Dear {{customer.first_name}}, about {{ticket.number}}: {{order.number}} is on its way.";
  const made = await agent.request.post("/api/admin/templates", { data: { name, body } });
  expect(made.status(), await made.text()).toBe(201);
  await goToTicket(agent, ticket);
  await expect
    .poll(async () => {
      await agent.keyboard.press("t");
      return agent.getByRole("dialog", { name: "Insert a template" }).isVisible();
    }, PATIENCE)
    .toBe(true);
  const dialog = agent.getByRole("dialog", { name: "Insert a template" });
  // Whatever was typed while it came.
  await dialog.locator("input[role=combobox]").fill(name);
  await dialog.getByRole("option", { name }).waitFor(PATIENCE);
  await dialog.getByText(`about ${ticket.number}`).waitFor(PATIENCE);
  await dialog.getByText("Without a value in this ticket").waitFor(PATIENCE);
  await expectAccessible(agent);
  await agent.keyboard.press("Enter");
  await expect.poll(() => reply(agent).inputValue(), PATIENCE).toMatch(/^Dear \w+, about TKT/);

  await button(agent, "Send reply").click();
  const fault = agent.getByRole("status").filter({ hasText: "Something is not filled in" });
  await fault.getByText("{{order.number}}").waitFor(PATIENCE);
  const text = await reply(agent).inputValue();
  await reply(agent).fill(text.replace("{{order.number}}", "your order"));
  await fault.waitFor({ state: "detached" });
  await button(agent, "Send reply").click();
  await button(agent, "Send now").click(PATIENCE);
  await messages(agent).getByText("your order is on its way").waitFor(PATIENCE);
  const used = await agent.request.get(`/api/admin/templates?q=${encodeURIComponent(name)}`);
  expect(((await used.json()) as { data: { usageCount: number }[] }).data[0]?.usageCount).toBe(1);
});
