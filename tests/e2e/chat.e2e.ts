import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { service } from "./program.ts";

const PATIENCE = { timeout: 15_000 };

type Order = { id: string; number: string };
type Session = { id: string; title: string; ticket: { id: string; number: string } | null };
type Message = { id: string; role: string; body: string; feedback: string | null };

const field = (page: Page) => page.getByRole("textbox", { name: "Your question" });
const answers = (page: Page) => page.getByRole("article", { name: "Assistant" });
const questions = (page: Page) => page.getByRole("article", { name: "You" });
/** What can be done with an answer is there once it is complete. */
const complete = (page: Page) => page.getByRole("button", { name: "Copy answer" });

async function read<T>(page: Page, path: string): Promise<T> {
  const response = await page.request.get(path);
  expect(response.status(), path).toBe(200);
  return ((await response.json()) as { data: T }).data;
}

async function anOrder(page: Page): Promise<Order> {
  const [order] = await read<Order[]>(page, "/api/portal/orders?status=shipped&limit=1");
  if (!order) throw new Error("no order to ask about");
  return order;
}

/** Opens the assistant, once its script is there. */
async function openChat(page: Page, path = "/portal/chat"): Promise<void> {
  await page.goto(path, { waitUntil: "networkidle" });
  await field(page).waitFor(PATIENCE);
}

async function ask(page: Page, question: string): Promise<void> {
  await field(page).fill(question);
  await page.keyboard.press("Enter");
  await questions(page).filter({ hasText: question }).last().waitFor(PATIENCE);
}

function sessionId(page: Page): string {
  return new URL(page.url()).searchParams.get("session") ?? "";
}

const messagesOf = async (page: Page) =>
  (await read<{ messages: Message[] }>(page, `/api/portal/chatbot/sessions/${sessionId(page)}`)).messages;

/** Asks by the API, so that there is something to look at. */
async function asked(page: Page, message: string): Promise<string> {
  const response = await page.request.post("/api/portal/chatbot", {
    data: { message },
    headers: { accept: "application/json" },
  });
  expect(response.status()).toBe(200);
  return ((await response.json()) as { data: { sessionId: string } }).data.sessionId;
}

describe("a conversation", () => {
  test("answers from an order, and each source opens beside the answer", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const { number } = await anOrder(page);
    await openChat(page);
    await page.getByText("no AI is involved").waitFor();
    await ask(page, `Where is order ${number}?`);
    await complete(page).waitFor(PATIENCE);
    await page.waitForURL(/\?session=/);

    const chip = answers(page).locator("[data-cite]").first();
    await chip.focus();
    await page.keyboard.press("Enter");
    const source = page.getByRole("complementary", { name: /^Source / });
    await source.getByRole("link", { name: "Open" }).waitFor(PATIENCE);
    expect(await source.textContent()).toContain(number);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await source.waitFor({ state: "detached" });
    expect(await chip.evaluate((element) => element === document.activeElement)).toBe(true);

    // On a phone the same chip opens a sheet.
    await page.setViewportSize({ width: 360, height: 740 });
    await chip.click();
    const sheet = page.getByRole("dialog", { name: /^Source / });
    await sheet.getByRole("link", { name: "Open" }).click();
    await page.waitForURL(/\/portal\/orders\//, PATIENCE);
    await page.getByRole("heading", { level: 1, name: new RegExp(number) }).waitFor(PATIENCE);
  });

  test("opens the whole passage with what was quoted of it, by the keyboard alone", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    await page.setViewportSize({ width: 1024, height: 740 });
    await openChat(page, `/portal/chat?session=${await asked(page, "How do returns work?")}`);
    const chip = answers(page).locator("[data-cite]").first();
    await chip.focus();
    await page.keyboard.press("Enter");
    const source = page.getByRole("complementary", { name: /^Source / });
    const quoted = source.locator("mark");
    await source.getByRole("link", { name: "Open in the help centre" }).waitFor(PATIENCE);
    const length = async (of: typeof source) => (await of.textContent())?.length ?? 0;
    await expect.poll(() => length(source), PATIENCE).toBeGreaterThan(200);
    expect(await length(source)).toBeGreaterThan((await length(quoted)) + 60);
    expect(await source.getByRole("link").getAttribute("href")).toMatch(/^\/help\//);
    expect(await source.evaluate((panel) => panel.contains(document.activeElement))).toBe(true);
    await expectAccessible(page);
    // The answer is still there to be read beside it, and Escape works from there too.
    await field(page).focus();
    await page.keyboard.press("Escape");
    await source.waitFor({ state: "detached" });
    expect(await chip.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test("is read aloud in whole sentences, and says when it is complete", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    await openChat(page);
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      const log = document.querySelector('[role="log"][aria-label="Assistant"]');
      if (!log) throw new Error("nothing is read aloud");
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) said.push(node.textContent ?? "");
      }).observe(log, { childList: true });
    });
    await ask(page, "How long does delivery take?");
    await complete(page).waitFor(PATIENCE);
    const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);
    await expect.poll(async () => (await said()).at(-1), PATIENCE).toMatch(/^Answer complete/);
    const sentences = (await said()).slice(1, -1);
    expect(sentences.length).toBeGreaterThan(0);
    expect((await said()).length, "not word by word").toBeLessThan(30);
    expect(sentences.join(" ")).not.toMatch(/\[\d+\]|\*\*/);
  });

  test("survives a reload in mid-answer, and another tab shows the same", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    await openChat(page);
    await ask(page, "What does the warranty cover, and for how long?");
    await page.waitForURL(/\?session=/, PATIENCE);
    await page.reload();
    await complete(page).waitFor(PATIENCE);
    const shown = await answers(page).last().textContent();

    const other = await page.context().newPage();
    await openChat(other, page.url());
    await complete(other).waitFor(PATIENCE);
    expect(await answers(other).last().textContent()).toBe(shown);
    await ask(other, "And how do returns work?");
    await expect.poll(() => questions(page).count(), PATIENCE).toBe(2);
    await expect.poll(() => complete(page).count(), PATIENCE).toBe(2);
    expect(await questions(other).count()).toBe(2);
  });

  test("goes on when the connection was lost", async ({ newPage }) => {
    const page = await newPage({ as: "customer", tolerate: [/ERR_/] });
    await openChat(page);
    let cut = 0;
    // The first words arrive, and then nothing: as in a tunnel.
    await page.route("**/api/portal/chatbot", async (route) => {
      const response = await route.fetch();
      const whole = await response.text();
      cut += 1;
      await route.fulfill({ response, body: whole.slice(0, whole.indexOf("event: delta")) });
    });
    await ask(page, "How do returns work?");
    await complete(page).waitFor(PATIENCE);
    expect(cut).toBe(1);
    expect((await messagesOf(page)).map(({ role }) => role)).toEqual(["user", "assistant"]);
  });

  test("keeps a question that could not be sent, and sends it once", async ({ newPage }) => {
    const page = await newPage({ as: "customer", tolerate: [/ERR_FAILED/] });
    await openChat(page);
    await page.route("**/api/portal/chatbot", (route) => route.abort());
    await ask(page, "Do you repair amplifiers?");
    await page.getByText("could not be sent").waitFor(PATIENCE);
    await page.unroute("**/api/portal/chatbot");
    await page.getByRole("button", { name: "Try again" }).click();
    await complete(page).waitFor(PATIENCE);
    expect(await questions(page).count()).toBe(1);
  });

  test("is edited, answered again, judged, searched, renamed and deleted", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const word = `zither${Date.now()}`;
    await openChat(page, `/portal/chat?session=${await asked(page, `How long is delivery, ${word}?`)}`);
    await page.getByRole("button", { name: "Edit question" }).click();
    await page.getByRole("textbox", { name: "Edit your question" }).fill("How do returns work?");
    await page.keyboard.press("Enter");
    await questions(page).filter({ hasText: "How do returns work?" }).waitFor(PATIENCE);
    await complete(page).waitFor(PATIENCE);
    expect(await questions(page).count()).toBe(1);
    await page.getByRole("button", { name: "Answer again" }).click();
    await page.getByRole("button", { name: "Answer again" }).waitFor(PATIENCE);

    await page.getByRole("button", { name: "Not helpful" }).click();
    await page.getByLabel("What was wrong with it?").fill("Too short");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send", exact: true }).first().click();
    await page.getByText("Thank you").waitFor(PATIENCE);
    await expect.poll(async () => (await messagesOf(page)).at(-1)?.feedback, PATIENCE).toBe("down");

    const list = page.getByRole("region", { name: "Conversations" });
    await list.getByRole("button", { name: /^Options of .*zither/ }).click();
    await list.getByRole("textbox", { name: "Name" }).fill(`About ${word}`);
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: `About ${word}` }).waitFor(PATIENCE);
    const options = list.getByRole("button", { name: /^Options of About zither/ });
    await expect.poll(() => options.evaluate((one) => one === document.activeElement), PATIENCE).toBe(true);
    await list.getByRole("searchbox").fill(word);
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=zither/, PATIENCE);
    expect(await list.getByRole("listitem").count()).toBe(1);

    await options.click();
    await list.getByRole("button", { name: "Delete conversation" }).click();
    await page.getByText("The conversation is deleted").waitFor(PATIENCE);
    await page.getByRole("heading", { level: 1, name: "Assistant" }).waitFor(PATIENCE);
    expect(await list.getByRole("listitem").count()).toBe(0);
    const undo = page.getByRole("button", { name: "Undo" });
    await expect.poll(() => undo.evaluate((one) => one === document.activeElement), PATIENCE).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: `About ${word}` }).waitFor(PATIENCE);
    await questions(page).filter({ hasText: "How do returns work?" }).waitFor(PATIENCE);
  });

  test("begins anew at another address, and drafts stay with their own", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const id = await asked(page, "How do returns work?");
    await openChat(page, `/portal/chat?session=${id}`);
    await field(page).fill("half a question");
    await expect
      .poll(() =>
        page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":chat:")).length),
      )
      .toBe(1);
    await page.getByRole("link", { name: "New conversation" }).click();
    await page.getByText("What would you like to know?").waitFor(PATIENCE);
    expect(await field(page).inputValue()).toBe("");
    await openChat(page, `/portal/chat?session=${id}`);
    await expect.poll(() => field(page).inputValue(), PATIENCE).toBe("half a question");
  });
});

describe("a proposal", () => {
  /** What the model would have proposed beside an answer; the answers of these tests have no model. */
  async function propose(page: Page, sessionId: string, subject: string): Promise<void> {
    const { messages } = await read<{ messages: Message[] }>(
      page,
      `/api/portal/chatbot/sessions/${sessionId}`,
    );
    const message_id = messages.at(-1)?.id;
    const [row] = (await service(`/rest/v1/chatbot_messages?id=eq.${message_id}&select=user_id`)).json as {
      user_id: string;
    }[];
    const input = { subject, description: "It hums at any volume.", category: "question" };
    const facts = Object.entries(input).map(([key, value]) => ({ key, value }));
    const body = {
      session_id: sessionId,
      message_id,
      user_id: row?.user_id,
      kind: "create_ticket",
      input,
      facts,
    };
    const made = await service("/rest/v1/chatbot_actions", { body });
    expect(made.status, made.text).toBe(201);
  }

  const ticketsWith = async (page: Page, subject: string) =>
    (await read<{ subject: string }[]>(page, `/api/portal/tickets?q=${encodeURIComponent(subject)}`)).length;

  test("does nothing before it is confirmed, and then what its card says", async ({ newPage }) => {
    const page = await newPage({ as: "customer2" });
    const [yes, no] = [`Hum ${Date.now()}`, `Hiss ${Date.now()}`];
    const id = await asked(page, "How do returns work?");
    await propose(page, id, yes);
    await propose(page, id, no);
    await openChat(page, `/portal/chat?session=${id}`);
    const card = (subject: string) =>
      page.getByRole("region", { name: "Open a ticket?" }).filter({ hasText: subject });
    await card(no).getByRole("button", { name: "Not now" }).click();
    await card(no).getByText("Not done").waitFor(PATIENCE);
    expect(await ticketsWith(page, yes)).toBe(0);
    await expectAccessible(page);
    await card(yes).getByRole("button", { name: "Confirm" }).click();
    await card(yes).getByText("Your ticket is open.").waitFor(PATIENCE);
    expect(await ticketsWith(page, yes)).toBe(1);
    expect(await ticketsWith(page, no)).toBe(0);
    await card(yes).getByRole("link", { name: "Open" }).click();
    await page.getByRole("heading", { level: 1, name: yes }).waitFor(PATIENCE);
  });
});

describe("a person", () => {
  test("gets the conversation with a brief that the customer edits first", async ({ newPage }) => {
    const page = await newPage({ as: "customer2" });
    await openChat(page);
    const question = `I want to speak to a person about my amplifier ${Date.now()}`;
    await ask(page, question);
    await complete(page).waitFor(PATIENCE);
    await page.getByText("You asked for a person").waitFor(PATIENCE);
    await page.getByRole("button", { name: "Talk to a person" }).last().click();
    const dialog = page.getByRole("dialog", { name: "Talk to a person" });
    await dialog.getByLabel("Subject").waitFor(PATIENCE);
    await dialog.getByLabel("Subject").fill("Amplifier hums");
    expect(await dialog.getByLabel("What it is about").inputValue()).toContain("amplifier");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Send to our team" }).click();
    await dialog.getByText(/^Your ticket TKT-.+ is open/).waitFor(PATIENCE);
    await dialog.getByRole("button", { name: "Stay here" }).click();
    await page.getByText(/goes on in ticket TKT-/).waitFor(PATIENCE);

    const session = await read<Session>(page, `/api/portal/chatbot/sessions/${sessionId(page)}`);
    if (!session.ticket) throw new Error("no ticket");
    const ticket = await read<{ subject: string }>(page, `/api/portal/tickets/${session.ticket.id}`);
    expect(ticket.subject).toBe("Amplifier hums");

    const agent = await newPage({ as: "agent" });
    await agent.goto(`/admin/tickets/${session.ticket.number}`);
    await agent.getByText("Conversation with the assistant").click();
    await agent.getByRole("article").filter({ hasText: question }).first().waitFor(PATIENCE);
    await expectAccessible(agent);
  });
});

test("the launcher knows what the page is about, keeps talking from page to page, and gives the focus back", async ({
  newPage,
}) => {
  const page = await newPage({ as: "customer" });
  const { number } = await anOrder(page);
  await page.goto(`/portal/orders/${number}`, { waitUntil: "networkidle" });
  const button = page.getByRole("link", { name: "Ask about this order" });
  await button.click();
  const panel = page.getByRole("dialog", { name: "Assistant" });
  await panel.getByText(`About: Order ${number}`).waitFor(PATIENCE);
  await expectAccessible(page);
  await ask(page, "When does it arrive?");
  await panel.getByText(`Order ${number}: When does it arrive?`).waitFor(PATIENCE);
  await complete(page).waitFor(PATIENCE);
  await page.keyboard.press("Escape");
  await expect.poll(() => button.evaluate((link) => link === document.activeElement), PATIENCE).toBe(true);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Invoices" }).click();
  await page.waitForURL("**/portal/invoices", PATIENCE);
  await page.getByRole("link", { name: "Ask the assistant" }).click();
  await panel.getByText(`Order ${number}: When does it arrive?`).waitFor(PATIENCE);
  await panel.getByRole("link", { name: "Open as a page" }).click();
  await page.waitForURL(/\/portal\/chat\?session=/, PATIENCE);
  await questions(page).filter({ hasText: "When does it arrive?" }).waitFor(PATIENCE);
  expect(await button.count()).toBe(0);
});

test("the launcher knows services by name, and the page of domains", async ({ newPage }) => {
  const page = await newPage({ as: "customer" });
  const [service] = await read<{ id: string; name: string }[]>(page, "/api/portal/services?limit=1");
  await page.goto(`/portal/services/${service?.id}`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Ask about this service" }).click();
  const panel = page.getByRole("dialog", { name: "Assistant" });
  await panel.getByText(`About: Service ${service?.name}`).waitFor(PATIENCE);
  await ask(page, "When does my contract end?");
  await panel.getByText(`Service ${service?.name}: When does my contract end?`).waitFor(PATIENCE);
  await complete(page).waitFor(PATIENCE);
  await page.goto("/portal/domains", { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Ask about your domains" }).click();
  await panel.getByRole("button", { name: "What is still missing for my domain?" }).waitFor(PATIENCE);
  // Somebody else's service is no context.
  const stranger = await newPage({ as: "customer2" });
  await stranger.goto(`/portal/chat?about=/portal/services/${service?.id}`, { waitUntil: "networkidle" });
  await field(stranger).waitFor(PATIENCE);
  expect(await stranger.getByText("About:").count()).toBe(0);
});

test("a question is asked and answered without script", async ({ newPage }) => {
  const page = await newPage({ as: "customer", javaScript: false });
  await page.goto("/portal/chat");
  await field(page).fill("How do returns work?");
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForURL(/\?session=/, PATIENCE);
  await questions(page).filter({ hasText: "How do returns work?" }).waitFor();
  const chip = answers(page).locator("[data-cite]").first();
  expect(await chip.getAttribute("href")).toMatch(/^\/help\//);
  await field(page).fill("And how long does delivery take?");
  await page.getByRole("button", { name: "Send" }).click();
  await questions(page).filter({ hasText: "And how long does delivery take?" }).waitFor(PATIENCE);
  expect(await questions(page).count()).toBe(2);
});

test("a conversation is renamed, deleted and had back without script", async ({ newPage }) => {
  const page = await newPage({ as: "customer2", javaScript: false });
  const word = `lute${Date.now()}`;
  await page.goto(`/portal/chat?session=${await asked(page, `Do you repair a ${word}?`)}`);
  const list = page.getByRole("region", { name: "Conversations" });
  await list.getByRole("button", { name: new RegExp(`^Options of .*${word}`) }).click();
  await list.getByRole("textbox", { name: "Name" }).fill(`My ${word}`);
  await list.getByRole("button", { name: "Save name" }).click();
  await page.getByRole("heading", { level: 1, name: `My ${word}` }).waitFor();
  await list.getByRole("button", { name: new RegExp(`^Options of My ${word}`) }).click();
  await list.getByRole("button", { name: "Delete conversation" }).click();
  await page.getByText("The conversation is deleted").waitFor();
  expect(await list.getByText(`My ${word}`).count()).toBe(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("heading", { level: 1, name: `My ${word}` }).waitFor();
});

test("somebody else's conversation is not there", async ({ newPage }) => {
  const owner = await newPage({ as: "customer" });
  const id = await asked(owner, "How do returns work?");
  const stranger = await newPage({ as: "customer2", tolerate: [/404/] });
  expect((await stranger.goto(`/portal/chat?session=${id}`))?.status()).toBe(404);
  expect((await stranger.request.get(`/api/portal/chatbot/sessions/${id}`)).status()).toBe(404);
});
