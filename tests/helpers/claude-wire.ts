import type { ServerResponse } from "node:http";

/** What the fake model says in one answer. */
export type FakeBlock =
  | { type: "text"; text: string; citations?: FakeCitation[] }
  | { type: "thinking"; thinking: string }
  /** `raw` is its input as it goes over the wire, when that is to be no JSON. */
  | { type: "tool_use"; id: string; name: string; input: unknown; raw?: string };
export type FakeCitation = {
  type: "search_result_location";
  source: string;
  title: string;
  cited_text: string;
  search_result_index: number;
  start_block_index: number;
  end_block_index: number;
};
export type FakeUsage = { input_tokens: number; output_tokens: number; cache_read_input_tokens: number };

/** An answer of the fake model, or one of the ways in which there is none. */
export type FakeReply = {
  blocks?: FakeBlock[];
  stopReason?:
    | "end_turn"
    | "tool_use"
    | "max_tokens"
    | "refusal"
    | "pause_turn"
    | "model_context_window_exceeded";
  usage?: Partial<FakeUsage>;
  /** Before the first event, and between two pieces of text. */
  delayMs?: number;
  paceMs?: number;
  /** HTTP error instead of an answer. */
  error?: { status: number; type: string; retryAfter?: number };
  /** After so many characters of text: an error event, a closed connection, a clean end too early, or silence. */
  breaks?: { after: number; by: "error_event" | "cut" | "early_end" | "silence"; type?: string };
};

const PIECE = 24;

/** The events of a message in the order of the wire, each with the text that it carries. */
function* eventsOf(
  model: string,
  reply: FakeReply,
): Generator<{ name: string; data: object; text?: string }> {
  const usage = usageOf(reply);
  const message = {
    ...envelope(model),
    content: [],
    stop_reason: null,
    usage: { ...usage, output_tokens: 1 },
  };
  yield { name: "message_start", data: { message } };
  yield { name: "ping", data: {} };
  for (const [index, block] of (reply.blocks ?? []).entries()) {
    yield { name: "content_block_start", data: { index, content_block: empty(block) } };
    for (const { delta, text } of deltasOf(block)) {
      yield { name: "content_block_delta", data: { index, delta }, ...(text === undefined ? {} : { text }) };
    }
    yield { name: "content_block_stop", data: { index } };
  }
  yield {
    name: "message_delta",
    data: { delta: { stop_reason: stopReasonOf(reply), stop_sequence: null }, usage },
  };
  yield { name: "message_stop", data: {} };
}

function empty(block: FakeBlock): object {
  if (block.type === "text") return { type: "text", text: "" };
  if (block.type === "thinking") return { type: "thinking", thinking: "", signature: "" };
  const { raw: _, ...rest } = block;
  return { ...rest, input: {} };
}

function* deltasOf(block: FakeBlock): Generator<{ delta: object; text?: string }> {
  if (block.type === "thinking") {
    yield { delta: { type: "thinking_delta", thinking: block.thinking } };
    yield { delta: { type: "signature_delta", signature: "c2lnbmVk" } };
  } else if (block.type === "tool_use") {
    for (const piece of piecesOf(block.raw ?? JSON.stringify(block.input))) {
      yield { delta: { type: "input_json_delta", partial_json: piece } };
    }
  } else {
    for (const citation of block.citations ?? []) yield { delta: { type: "citations_delta", citation } };
    for (const text of piecesOf(block.text)) yield { delta: { type: "text_delta", text }, text };
  }
}

function piecesOf(text: string): string[] {
  return text.match(new RegExp(`[^]{1,${PIECE}}`, "g")) ?? [];
}

function stopReasonOf({ stopReason, blocks = [] }: FakeReply): string {
  return stopReason ?? (blocks.some(({ type }) => type === "tool_use") ? "tool_use" : "end_turn");
}

function usageOf({ usage, blocks = [] }: FakeReply) {
  return {
    input_tokens: 40,
    output_tokens: Math.ceil(JSON.stringify(blocks).length / 4),
    cache_read_input_tokens: 0,
    cache_creation_input_tokens: 0,
    ...usage,
  };
}

let count = 0;
function envelope(model: string) {
  count += 1;
  return { id: `msg_${count}`, type: "message", role: "assistant", model, stop_sequence: null };
}

/** The whole message at once, for requests without `stream`. */
export function wholeMessage(model: string, reply: FakeReply): object {
  const content = (reply.blocks ?? []).map((block) =>
    block.type === "thinking" ? { ...block, signature: "c2lnbmVk" } : block,
  );
  return { ...envelope(model), content, stop_reason: stopReasonOf(reply), usage: usageOf(reply) };
}

/** Writes a message as server-sent events. `onText` hears when the first text leaves. */
export async function writeEvents(
  response: ServerResponse,
  model: string,
  reply: FakeReply,
  onText: () => void,
): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "request-id": "req_fake",
  });
  const send = (name: string, data: object) =>
    response.write(`event: ${name}\ndata: ${JSON.stringify({ type: name, ...data })}\n\n`);
  let sent = 0;
  for (const { name, data, text } of eventsOf(model, reply)) {
    const hasBegun = sent > 0 || text !== undefined;
    if (reply.breaks && hasBegun && sent >= reply.breaks.after) {
      return breakOff(response, send, reply.breaks);
    }
    if (text !== undefined) {
      if (sent === 0) onText();
      if (reply.paceMs && sent > 0) await new Promise((resolve) => setTimeout(resolve, reply.paceMs));
      sent += text.length;
    }
    if (response.destroyed) return;
    send(name, data);
  }
  response.end();
}

function breakOff(
  response: ServerResponse,
  send: (name: string, data: object) => void,
  { by, type = "overloaded_error" }: NonNullable<FakeReply["breaks"]>,
): void {
  if (by === "error_event") {
    send("error", { error: { type, message: "Overloaded" } });
    response.end();
  } else if (by === "early_end") response.end();
  // After what was written, and without the chunk that says that this is all.
  else if (by === "cut") response.socket?.end();
  // Silence: the connection stays open until the server or the client closes it.
}
