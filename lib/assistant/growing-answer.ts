import type { AnswerChannel } from "./answer-channel";
import type { AnswerEvent, Answerer, AnswerStatus, Citation, OfferReason } from "./types";

type ToolStep = Extract<AnswerEvent, { event: "tool" }>["data"];
type Ended = Exclude<AnswerStatus, "streaming">;

/** An answer while it is written: what its readers are told, and what is kept of it. */
export type GrowingAnswer = {
  readonly sessionId: string;
  readonly messageId: string;
  /** Says who writes. Said again, all that was told so far is void. */
  begin(answerer: Answerer, model: string | null): void;
  text(text: string): void;
  cite(citation: Citation): void;
  tool(step: ToolStep): void;
  /** Offers a person; the first reason is the one that is kept. */
  offer(reason: OfferReason | null): void;
  /** Not all of it could be said: what is kept, and the words that say so. Readers get it with the end. */
  withhold(kept: string, notice: string): void;
  fail(message: string): void;
  cost(tokens: number, support: "good" | "weak" | "none" | null): void;
  draft(): { body: string; citations: Citation[] };
  failure(): string | null;
  finish(isStopped: boolean): {
    status: Ended;
    body: string;
    citations: Citation[];
    answerer: Answerer;
    model: string | null;
    offer: OfferReason | null;
    tokens: number;
    reserved: boolean;
    support: "good" | "weak" | "none" | null;
  };
};

/** An answer of which nothing is written yet. */
export function createAnswer(
  channel: Pick<AnswerChannel, "emit">,
  { sessionId, messageId, title }: { sessionId: string; messageId: string; title: string },
  ticket: { id: string; number: string } | null,
): GrowingAnswer {
  let answerer: Answerer = "extractive";
  let model: string | null = null;
  /** Whether the model was asked at all: then something was set aside for it. */
  let reserved = false;
  let body = "";
  let citations: Citation[] = [];
  let offered: OfferReason | null = null;
  let isWithheld = false;
  let failed: string | null = null;
  let tokens = 0;
  let support: "good" | "weak" | "none" | null = null;

  return {
    sessionId,
    messageId,
    begin(who, which) {
      [answerer, model] = [who, which];
      [body, citations] = ["", []];
      reserved ||= who === "claude";
      channel.emit({ event: "session", data: { sessionId, messageId, title, answerer } });
      if (offered) channel.emit({ event: "escalated", data: { reason: offered, ticket } });
    },
    text(text) {
      body += text;
      channel.emit({ event: "delta", data: { text } });
    },
    cite(citation) {
      citations.push(citation);
      channel.emit({ event: "citation", data: citation });
    },
    tool: (data) => channel.emit({ event: "tool", data }),
    offer(reason) {
      if (offered) return;
      offered = reason;
      channel.emit({ event: "escalated", data: { reason, ticket } });
    },
    withhold(kept, notice) {
      isWithheld = true;
      body = [kept, notice].filter((part) => part !== "").join("\n\n");
    },
    fail(message) {
      failed ??= message;
      this.offer("unavailable");
    },
    cost(spent, found) {
      tokens += spent;
      support = found;
    },
    draft: () => ({ body, citations }),
    failure: () => failed,
    finish(isStopped) {
      const status: Ended = isStopped ? "stopped" : failed ? "failed" : isWithheld ? "withheld" : "complete";
      return {
        status,
        body: body.trim(),
        citations,
        answerer,
        model,
        offer: offered,
        tokens,
        reserved,
        support,
      };
    },
  };
}
