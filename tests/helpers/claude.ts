import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type FakeBlock,
  type FakeCitation,
  type FakeReply,
  wholeMessage,
  writeEvents,
} from "./claude-wire.ts";

type Content = string | { type: string; [key: string]: unknown }[];
/** A request as it arrived, and when. */
export type ClaudeRequest = {
  path: string;
  headers: IncomingMessage["headers"];
  body: {
    model: string;
    stream?: boolean;
    system?: Content;
    messages: { role: "user" | "assistant"; content: Content }[];
    tools?: { name: string; description?: string; input_schema: unknown; cache_control?: unknown }[];
    output_config?: { effort?: string; format?: { type: string; schema: unknown } };
    max_tokens: number;
    [key: string]: unknown;
  };
  /** Milliseconds of `performance.timeOrigin + performance.now()`: when it came, and when its first text left. */
  at: number;
  firstTextAt: number | null;
  /** Whether the client closed the connection before the answer was over. */
  isAborted: boolean;
};
type Script = (request: ClaudeRequest, index: number) => FakeReply | Promise<FakeReply>;

export type FakeClaude = Awaited<ReturnType<typeof startClaude>>;

const CLAUDE_API_KEY = "sk-ant-test-portico";

/**
 * A local server that speaks Anthropic's Messages API, streaming and not, scripted by the test:
 * `claude.answer(request => says("Hello"))` for all requests to come, `claude.queue(…)` for the next ones first.
 * Requests are kept, newest last.
 */
export async function startClaude() {
  const requests: ClaudeRequest[] = [];
  const queue: Script[] = [];
  let script: Script = () => says("Hello.");

  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await textOf(incoming)) as ClaudeRequest["body"];
    const request: ClaudeRequest = {
      path: incoming.url ?? "",
      headers: incoming.headers,
      body,
      at: clock(),
      firstTextAt: null,
      isAborted: false,
    };
    requests.push(request);
    response.on("close", () => {
      request.isAborted = !response.writableEnded;
    });
    // The SDK sends the key as a bearer token; older ones in a header of its own.
    const { authorization, "x-api-key": key } = incoming.headers;
    const isKnown = authorization === `Bearer ${CLAUDE_API_KEY}` || key === CLAUDE_API_KEY;
    if (!isKnown) return fail(response, { status: 401, type: "authentication_error" });
    if (request.path.split("?")[0] !== "/v1/messages") {
      return fail(response, { status: 404, type: "not_found_error" });
    }
    const reply = await (queue.shift() ?? script)(request, requests.length - 1);
    if (reply.delayMs) await new Promise((resolve) => setTimeout(resolve, reply.delayMs));
    if (reply.error) return fail(response, reply.error);
    if (body.stream) {
      return writeEvents(response, body.model, reply, () => {
        request.firstTextAt = clock();
      });
    }
    if (reply.breaks?.by === "silence") return;
    if (reply.breaks) return void response.destroy();
    response
      .writeHead(200, { "content-type": "application/json", "request-id": "req_fake" })
      .end(JSON.stringify(wholeMessage(body.model, reply)));
  }

  return {
    url,
    requests,
    /** How all requests are answered from now on, but for those that `queue` has answers for. */
    answer(next: FakeReply | Script) {
      script = typeof next === "function" ? next : () => next;
    },
    /** Answers of the next requests, in this order. */
    queue(...replies: (FakeReply | Script)[]) {
      for (const reply of replies) queue.push(typeof reply === "function" ? reply : () => reply);
    },
    /** Forgets requests and scripts. */
    reset() {
      requests.length = 0;
      queue.length = 0;
      script = () => says("Hello.");
    },
    /** For `createClaude`. */
    settings: { apiKey: CLAUDE_API_KEY, baseUrl: url },
    /** For the environment of an app. */
    env: { ANTHROPIC_API_KEY: CLAUDE_API_KEY, ANTHROPIC_BASE_URL: url },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function fail(response: ServerResponse, { status, type, retryAfter }: NonNullable<FakeReply["error"]>): void {
  response
    .writeHead(status, {
      "content-type": "application/json",
      "request-id": "req_fake",
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    })
    .end(JSON.stringify({ type: "error", error: { type, message: `fake ${type}` }, request_id: "req_fake" }));
}

/** The clock that two processes of one machine share, in milliseconds with fractions. */
export const clock = () => performance.timeOrigin + performance.now();

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk as string;
  return text;
}

// What the model says ---------------------------------------------------------------------------------

/** One answer of several blocks, or of a text alone. */
export function says(...parts: (string | FakeBlock)[]): FakeReply {
  return { blocks: parts.map((part) => (typeof part === "string" ? { type: "text", text: part } : part)) };
}

/** Text that cites sources, by what a tool result or the request called them (`kind:id`). */
export function cites(
  text: string,
  ...citations: { source: string; quote: string; title?: string }[]
): FakeBlock {
  const located = citations.map(
    ({ source, quote, title = "" }): FakeCitation => ({
      type: "search_result_location",
      source,
      title,
      cited_text: quote,
      search_result_index: 0,
      start_block_index: 0,
      end_block_index: 1,
    }),
  );
  return { type: "text", text, citations: located };
}

let callCount = 0;
/** A call of a tool. */
export function uses(name: string, input: unknown = {}): FakeBlock {
  callCount += 1;
  return { type: "tool_use", id: `toolu_${callCount}`, name, input };
}

export const thinks = (thinking = "Let me see."): FakeBlock => ({ type: "thinking", thinking });

/** Structured output. */
export const json = (value: unknown): FakeReply => says(JSON.stringify(value));

/** The ways in which there is no answer. */
export const fails = {
  rateLimited: (retryAfter?: number): FakeReply => ({
    error: { status: 429, type: "rate_limit_error", ...(retryAfter === undefined ? {} : { retryAfter }) },
  }),
  overloaded: (): FakeReply => ({ error: { status: 529, type: "overloaded_error" } }),
  broken: (): FakeReply => ({ error: { status: 500, type: "api_error" } }),
  unauthorised: (): FakeReply => ({ error: { status: 401, type: "authentication_error" } }),
  midStream: (text: string, after = text.length, type = "overloaded_error"): FakeReply => ({
    ...says(text),
    breaks: { after, by: "error_event", type },
  }),
  cut: (text: string, after = text.length): FakeReply => ({ ...says(text), breaks: { after, by: "cut" } }),
  earlyEnd: (text: string, after = text.length): FakeReply => ({
    ...says(text),
    breaks: { after, by: "early_end" },
  }),
  silence: (text = "", after = text.length): FakeReply => ({
    ...says(text || " "),
    breaks: { after, by: "silence" },
  }),
  refusal: (text = ""): FakeReply => ({ ...(text ? says(text) : { blocks: [] }), stopReason: "refusal" }),
  truncated: (text: string): FakeReply => ({ ...says(text), stopReason: "max_tokens" }),
  malformed: (): FakeReply => says('{"category": "bill'),
};

// What the model was asked ----------------------------------------------------------------------------

type SearchResult = { source: string; title: string; content: { text: string }[]; citations?: unknown };

/** All `search_result` blocks of a request: those of tool results and those beside them. */
export function searchResults({ body }: ClaudeRequest): SearchResult[] {
  const found: SearchResult[] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) look(item);
    else if (typeof value === "object" && value !== null) {
      if ((value as { type?: string }).type === "search_result") found.push(value as SearchResult);
      else look((value as { content?: unknown }).content);
    }
  };
  look(body.messages);
  return found;
}

/** Everything that the model was given to read, system prompt included. */
export function allText({ body }: ClaudeRequest): string {
  return JSON.stringify([body.system, body.messages]);
}
