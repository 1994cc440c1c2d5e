import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { type Conversation, createConversation } from "@/components/assistant/conversation-store";
import type { ChatMessage, ChatTranscript } from "@/lib/assistant/chat-types";
import type { AnswerEvent } from "@/lib/assistant/types";

type Asked = { method: string; path: string; key: string | null; body: Record<string, unknown> };
type Reply = (response: ServerResponse, asked: Asked) => void | Promise<void>;

const S = "11111111-1111-4111-8111-111111111111";
const M = "22222222-2222-4222-8222-222222222222";
const Q = "33333333-3333-4333-8333-333333333333";
const BEGUN: AnswerEvent = {
  event: "session",
  data: { sessionId: S, messageId: M, title: "Where?", answerer: "extractive" },
};
const delta = (text: string): AnswerEvent => ({ event: "delta", data: { text } });
const done = (answer: string): AnswerEvent => ({
  event: "done",
  data: { messageId: M, status: "complete", answer, citations: [] },
});

let replies: Reply[] = [];
let calls: Asked[] = [];

/** A server that answers one call after the other as a test says, at the addresses that a browser would use. */
beforeEach(async () => {
  replies = [];
  calls = [];
  const server = createServer(async (request, response) => {
    const asked = await read(request);
    calls.push(asked);
    const reply = replies.shift();
    if (reply) await reply(response, asked);
    else
      json(response, 500, { error: { code: "internal", message: "Nothing left to say.", requestId: "r" } });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const realFetch = globalThis.fetch;
  const line = new EventTarget();
  vi.stubGlobal("fetch", (path: string, init: RequestInit) =>
    realFetch(`http://127.0.0.1:${port}${path}`, init),
  );
  vi.stubGlobal("addEventListener", line.addEventListener.bind(line));
  vi.stubGlobal("removeEventListener", line.removeEventListener.bind(line));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
});
afterEach(() => vi.unstubAllGlobals());

async function read(request: IncomingMessage): Promise<Asked> {
  let text = "";
  for await (const piece of request) text += piece;
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    key: (request.headers["idempotency-key"] as string | undefined) ?? null,
    body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const events =
  (...all: AnswerEvent[]): Reply =>
  (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const { event, data } of all) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    response.end();
  };
/** The line goes dead after these. */
const cutAfter =
  (...all: AnswerEvent[]): Reply =>
  (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const text = all.map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join("");
    response.write(text, () => setTimeout(() => response.destroy(), 20));
  };
const transcript =
  (...messages: ChatMessage[]): Reply =>
  (response) =>
    json(response, 200, { data: talk(...messages) });

function talk(...messages: ChatMessage[]): ChatTranscript {
  return { id: S, title: "Where?", status: "open", ticket: null, lastMessageAt: "", messages };
}

function message(role: "user" | "assistant", body: string, more: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: role === "user" ? Q : M,
    role,
    body,
    status: "complete",
    citations: [],
    answerer: role === "user" ? null : "extractive",
    offer: null,
    feedback: null,
    actions: [],
    createdAt: "2026-11-21T12:00:00Z",
    ...more,
  };
}

const until = (store: Conversation, isSo: (state: ReturnType<Conversation["get"]>) => boolean) =>
  expect.poll(() => isSo(store.get()), { timeout: 5_000 }).toBe(true);

test("a question is answered as it arrives, then shown as it was kept", async () => {
  const changed = vi.fn();
  const store = createConversation(null, changed);
  replies = [
    events(BEGUN, delta("Here"), delta(" it is."), done("Here it is.")),
    transcript(message("user", "Where?"), message("assistant", "Here it is.")),
  ];
  await store.ask("Where?");
  expect(store.get()).toMatchObject({ running: null, failed: null, session: { id: S, title: "Where?" } });
  expect(store.get().messages.map(({ id, body }) => [id, body])).toEqual([
    [Q, "Where?"],
    [M, "Here it is."],
  ]);
  expect(calls[0]).toMatchObject({ method: "POST", body: { message: "Where?" } });
  expect(changed).toHaveBeenCalledWith(S);
});

test("an answer whose connection is lost is picked up where it is, and is not doubled", async () => {
  const store = createConversation(null, () => undefined);
  replies = [
    cutAfter(BEGUN, delta("Here ")),
    (response) => json(response, 503, { error: { code: "unavailable", message: "Away.", requestId: "r" } }),
    events(BEGUN, delta("Here it is."), done("Here it is.")),
    transcript(message("user", "Where?"), message("assistant", "Here it is.")),
  ];
  const asking = store.ask("Where?");
  await until(store, ({ running }) => running?.isLost === true);
  expect(store.get().running?.answer.text).toBe("Here ");
  await asking;
  expect(store.get().messages.at(-1)?.body).toBe("Here it is.");
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /api/portal/chatbot",
    `GET /api/portal/chatbot/sessions/${S}/stream?messageId=${M}`,
    `GET /api/portal/chatbot/sessions/${S}/stream?messageId=${M}`,
    `GET /api/portal/chatbot/sessions/${S}`,
  ]);
});

test("a question that is refused is kept with its reason, and asked again under the same key", async () => {
  const store = createConversation(null, () => undefined);
  const error = { code: "rate_limited", message: "Enough for today.", requestId: "r" };
  replies = [
    (response) => json(response, 429, { error }),
    events(BEGUN, done("Yes.")),
    transcript(message("user", "Again?"), message("assistant", "Yes.")),
  ];
  await store.ask("Again?");
  const { failed } = store.get();
  expect(failed).toMatchObject({ question: "Again?", error: { message: "Enough for today." } });
  await store.ask("Again?", null, failed?.key);
  expect(store.get()).toMatchObject({ failed: null, running: null });
  expect(calls[1]?.key).toBe(calls[0]?.key);
});

test("an edited question takes the place of what followed it, and gives it back when it is refused", async () => {
  const before = talk(message("user", "Where?"), message("assistant", "There."));
  const store = createConversation(before, () => undefined);
  replies = [
    (response) => json(response, 409, { error: { code: "conflict", message: "Wait.", requestId: "r" } }),
    transcript(...before.messages),
  ];
  const asking = store.ask("When?", Q);
  expect(store.get().messages).toEqual([]);
  await asking;
  await until(store, ({ messages }) => messages.length === 2);
  expect(store.get().failed?.replaces).toBe(Q);
  expect(calls[0]?.body).toEqual({ message: "When?", sessionId: S, replaces: Q });
});

test("two questions at once are one", async () => {
  const store = createConversation(null, () => undefined);
  replies = [events(BEGUN, done("Yes.")), transcript(message("user", "One"), message("assistant", "Yes."))];
  await Promise.all([store.ask("One"), store.ask("Two")]);
  expect(calls.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("stopping before anything came stops it as soon as it can be named", async () => {
  const store = createConversation(null, () => undefined);
  replies = [
    async (response, asked) => {
      await store.stop();
      await events(BEGUN, delta("Lo"), done("Lo"))(response, asked);
    },
    (response) => json(response, 200, { data: { messageId: M } }),
    transcript(message("user", "Long?"), message("assistant", "Lo", { status: "stopped" })),
  ];
  await store.ask("Long?");
  expect(calls.map(({ path }) => path)).toContain(`/api/portal/chatbot/sessions/${S}/stop`);
});

test("an answer that was running before the page was there goes on in it", () => {
  const running = message("assistant", "So far", { status: "streaming" });
  const store = createConversation(talk(message("user", "Where?"), running), () => undefined);
  expect(store.get()).toMatchObject({
    messages: [],
    running: { question: "Where?", answer: { messageId: M, sessionId: S, text: "So far" } },
  });
});
