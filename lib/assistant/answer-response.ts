import "server-only";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { API_POLICY, STATIC_SECURITY_HEADERS } from "@/lib/platform/security-headers";
import texts from "@/messages/en/assistant-turn.json";
import type { AnswerEvents } from "./follow-service";
import type { AnswerEvent, AnswerStatus, Citation, OfferReason } from "./types";

/** Less than what proxies wait for. */
const BEAT_MS = 15_000;

/** Whether a caller wants the whole answer at once. Browsers and everybody who does not say get events. */
export function wantsJson(headers: Headers): boolean {
  const accept = headers.get("accept") ?? "";
  return accept.includes("application/json") && !accept.includes("text/event-stream");
}

/**
 * An answer as server-sent events, from its beginning. Whoever leaves only stops listening: the answer goes on.
 */
export function eventStream(subscribe: AnswerEvents): Response {
  const encoder = new TextEncoder();
  let unsubscribe = () => {};
  let beat: NodeJS.Timeout | undefined;
  const leave = () => {
    clearInterval(beat);
    unsubscribe();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let isOpen = true;
      const write = (text: string) => isOpen && controller.enqueue(encoder.encode(text));
      const end = () => {
        if (!isOpen) return;
        isOpen = false;
        leave();
        controller.close();
      };
      beat = setInterval(() => write(": still here\n\n"), BEAT_MS);
      unsubscribe = subscribe((event) => {
        if (!event) return end();
        write(`event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`);
      });
    },
    cancel: leave,
  });
  return new Response(body, {
    headers: {
      ...STATIC_SECURITY_HEADERS,
      "Content-Security-Policy": API_POLICY,
      "Content-Type": "text/event-stream; charset=utf-8",
      // Compressing proxies hold back what is small.
      "Cache-Control": "private, no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}

export type WholeAnswer = {
  sessionId: string;
  messageId: string;
  status: AnswerStatus;
  answer: string;
  citations: Citation[];
  answerer: string;
  /** Why a person is offered, when one is. */
  offer: OfferReason | null;
  escalatedTicket?: { id: string; number: string };
};

/** The same answer once it is over; a failed one is `unavailable`, with the sentence that says why. */
export function wholeAnswer(subscribe: AnswerEvents): Promise<Result<WholeAnswer>> {
  let whole: Partial<WholeAnswer> = { offer: null };
  let failure: Extract<AnswerEvent, { event: "error" }>["data"] | null = null;
  return new Promise((resolve) => {
    const unsubscribe = subscribe((event) => {
      if (event?.event === "session") {
        const { sessionId, answerer } = event.data;
        whole = { sessionId, answerer, offer: null };
      } else if (event?.event === "escalated") {
        const { reason, ticket } = event.data;
        whole = { ...whole, offer: reason, ...(ticket ? { escalatedTicket: ticket } : {}) };
      } else if (event?.event === "done") whole = { ...whole, ...event.data };
      else if (event?.event === "error") failure = event.data;
      if (event) return;
      queueMicrotask(() => unsubscribe());
      if (failure) return resolve(err(appError(failure.code, failure.message)));
      if (!whole.messageId) return resolve(err(appError("unavailable", texts.errors.down)));
      resolve(ok(whole as WholeAnswer));
    });
  });
}
