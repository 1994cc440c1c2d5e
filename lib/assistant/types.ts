import type { ErrorCode } from "@/lib/core/errors";

/** Who wrote an answer: the model, or the portal itself by quoting what it found. */
export const ANSWERERS = ["claude", "extractive"] as const;
export type Answerer = (typeof ANSWERERS)[number];

/** `streaming` until the last word; `withheld` when what it claimed was not supported. */
export const ANSWER_STATUSES = ["streaming", "complete", "stopped", "failed", "withheld"] as const;
export type AnswerStatus = (typeof ANSWER_STATUSES)[number];

export const SOURCE_KINDS = [
  "article",
  "product",
  "order",
  "invoice",
  "quote",
  "ticket",
  "call",
  "service",
  "domain",
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Something that was retrieved for this viewer and may be cited: a passage of an article, or a record. */
export type Source = {
  kind: SourceKind;
  /** Id of the chunk or of the record. */
  id: string;
  /** "Returns and refunds › Opened boxes", "Order UMO-10231". */
  title: string;
  /** What the source says, as plain text; for a record its facts, one a line. */
  text: string;
  /** Where it opens, within the portal: `/help/returns#opened-boxes`, `/portal/orders/…`. */
  href: string;
};

/** A source that an answer leans on: `[n]` in its text. */
export type Citation = Omit<Source, "text"> & {
  n: number;
  /** The words that support the sentence, out of the source's text. */
  quote: string;
};

/** What an assistant may propose and only the customer may do, by confirming it in the interface. */
export const ACTION_KINDS = [
  "create_ticket",
  "reply_to_ticket",
  "accept_quote",
  "request_invoice",
  "book_call",
  "move_call",
  "cancel_call",
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

export const ACTION_STATUSES = ["proposed", "done", "declined", "failed", "expired"] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** A proposal as its card shows it. */
export type ProposedAction = {
  id: string;
  kind: ActionKind;
  status: ActionStatus;
  /** What will happen, line by line: `{ key: "subject", value: "…" }`; the interface has the words for the keys. */
  facts: { key: string; value: string }[];
  expiresAt: string;
  /** Where the result opens once it is done. */
  href: string | null;
};

/** Why a person is offered. */
export const OFFER_REASONS = [
  "asked",
  "anger",
  "refund_dispute",
  "legal",
  "bad_answers",
  "not_found",
  "unsupported",
  "budget",
  "unavailable",
] as const;
export type OfferReason = (typeof OFFER_REASONS)[number];

/** The events of `POST /api/portal/chatbot`, in the order in which they may come. */
export type AnswerEvent =
  | { event: "session"; data: { sessionId: string; messageId: string; title: string; answerer: Answerer } }
  | {
      event: "tool";
      data: { id: string; name: string; status: "running" | "done" | "failed"; action?: ProposedAction };
    }
  | { event: "delta"; data: { text: string } }
  | { event: "citation"; data: Citation }
  /** A person is offered, or the ticket exists already. */
  | {
      event: "escalated";
      data: { reason: OfferReason | null; ticket: { id: string; number: string } | null };
    }
  /** The answer as it was kept; its text replaces the deltas when the status is `withheld`. */
  | {
      event: "done";
      data: { messageId: string; status: AnswerStatus; answer: string; citations: Citation[] };
    }
  | { event: "error"; data: { code: ErrorCode; message: string; requestId: string } };
