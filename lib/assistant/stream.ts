import type { ErrorCode } from "@/lib/core/errors";
import type { AnswerEvent, Answerer, AnswerStatus, Citation, OfferReason, ProposedAction } from "./types";

const EVENTS = new Set(["session", "tool", "delta", "citation", "escalated", "done", "error"]);

/** Reads `text/event-stream` in pieces as they arrive, however they are cut. What is no event of ours is passed over. */
export function createEventParser(): (piece: string) => AnswerEvent[] {
  let rest = "";
  return (piece) => {
    const blocks = (rest + piece).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.map(toEvent).filter((event) => event !== null);
  };
}

function toEvent(block: string): AnswerEvent | null {
  let name = "";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const value = line.slice(line.indexOf(":") + 1).replace(/^ /, "");
    if (line.startsWith("event:")) name = value.trim();
    else if (line.startsWith("data:")) data.push(value);
  }
  if (!EVENTS.has(name)) return null;
  try {
    return { event: name, data: JSON.parse(data.join("\n")) } as AnswerEvent;
  } catch {
    return null;
  }
}

/** The events of a body. Ends when the body does; throws when the connection is cut. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<AnswerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createEventParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      yield* parse(done ? "\n\n" : decoder.decode(value, { stream: true }));
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Something that is being looked up. */
export type ToolStep = { id: string; name: string; status: "running" | "done" | "failed" };

/** An answer as far as it has come. */
export type RunningAnswer = {
  sessionId: string | null;
  messageId: string | null;
  title: string | null;
  answerer: Answerer | null;
  text: string;
  status: AnswerStatus;
  citations: Citation[];
  tools: ToolStep[];
  actions: ProposedAction[];
  offer: { reason: OfferReason | null; ticket: { id: string; number: string } | null } | null;
  error: { code: ErrorCode; message: string } | null;
};

/** An answer of which nothing has come yet. */
export const NO_ANSWER: RunningAnswer = {
  sessionId: null,
  messageId: null,
  title: null,
  answerer: null,
  text: "",
  status: "streaming",
  citations: [],
  tools: [],
  actions: [],
  offer: null,
  error: null,
};

/** The answer after one more event. A stream that is picked up again begins with `session`, and so from nothing. */
export function addEvent(answer: RunningAnswer, { event, data }: AnswerEvent): RunningAnswer {
  switch (event) {
    case "session":
      return { ...NO_ANSWER, ...data };
    case "delta":
      return { ...answer, text: answer.text + data.text };
    case "citation":
      return { ...answer, citations: withItem(answer.citations, data, (one) => one.n === data.n) };
    case "tool": {
      const { action, ...step } = data;
      return {
        ...answer,
        tools: withItem(answer.tools, step, (one) => one.id === step.id),
        actions: action ? withItem(answer.actions, action, (one) => one.id === action.id) : answer.actions,
      };
    }
    case "escalated":
      return { ...answer, offer: data };
    case "done":
      return {
        ...answer,
        messageId: data.messageId,
        status: data.status,
        text: data.answer,
        citations: data.citations,
        tools: answer.tools.filter((step) => step.status === "failed"),
      };
    case "error":
      return { ...answer, status: "failed", error: { code: data.code, message: data.message } };
    default:
      return answer;
  }
}

/** Puts an item in the place of the one that it is a newer state of, or at the end. */
function withItem<T>(items: readonly T[], item: T, isSame: (one: T) => boolean): T[] {
  const at = items.findIndex(isSame);
  return at < 0 ? [...items, item] : items.with(at, item);
}

/** Whether a sentence may end here: after its mark and what closes it, or at a line's end. */
const SENTENCE_END = /[.!?…。！？؟][)\]"'”’*_]*(?=\s)|\n/g;

/**
 * Up to where a text has whole sentences: a screen reader that is given each word as it comes says none of them
 * well. All of it once nothing more comes.
 */
export function wholeSentences(text: string, isComplete: boolean): number {
  if (isComplete) return text.length;
  let end = 0;
  for (const match of text.matchAll(SENTENCE_END)) end = match.index + match[0].length;
  return end;
}
