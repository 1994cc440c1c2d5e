import type { QuoteStatus } from "./types";

/** Who moves a quote, as the status machine names them. */
export const QUOTE_ACTORS = ["customer", "staff", "system"] as const;
export type QuoteActor = (typeof QUOTE_ACTORS)[number];

/** What moves a quote from status to status. */
export const QUOTE_MOVES = [
  "start_review",
  "send",
  "accept",
  "decline",
  "request_changes",
  "expire",
] as const;
export type QuoteMove = (typeof QUOTE_MOVES)[number];

/** What somebody can do with a quote: move it, and what needs no move. */
export type QuoteAction = QuoteMove | "edit_draft" | "convert";

export type QuoteTransition = { from: QuoteStatus; action: QuoteMove; actor: QuoteActor; to: QuoteStatus };

const UNDECIDED = ["requested", "in_review", "sent", "changes_requested", "expired"] as const;

/** One line per action and actor: from any of these, to that. */
const RULES: [QuoteMove, QuoteActor, QuoteStatus, readonly QuoteStatus[]][] = [
  ["accept", "customer", "accepted", ["sent"]],
  ["decline", "customer", "declined", ["sent", "changes_requested"]],
  // A quote that ran out may be asked for again.
  ["request_changes", "customer", "changes_requested", ["sent", "expired"]],
  ["start_review", "staff", "in_review", ["requested", "changes_requested"]],
  // A later version replaces what was sent, ran out or was declined; never what was accepted.
  ["send", "staff", "sent", [...UNDECIDED, "declined"]],
  ["decline", "staff", "declined", UNDECIDED],
  ["expire", "system", "expired", ["sent"]],
];

/** The status machine, row by row equal to `private.quote_transitions`, which decides; a test compares them. */
export const QUOTE_TRANSITIONS: readonly QuoteTransition[] = RULES.flatMap(([action, actor, to, froms]) =>
  froms.map((from) => ({ from, action, actor, to })),
);

/** The status at `now`: a sent quote whose time is over has expired, whatever is written down yet. */
export function currentStatus(
  quote: { status: QuoteStatus; validUntil: string | null },
  now: Date,
): QuoteStatus {
  const isOver = quote.validUntil !== null && Date.parse(quote.validUntil) < now.getTime();
  return quote.status === "sent" && isOver ? "expired" : quote.status;
}

/** Tabs of the lists. */
export const QUOTE_VIEWS = ["open", "waiting", "decided", "all"] as const;
export type QuoteView = (typeof QUOTE_VIEWS)[number];

/** The statuses that a tab shows to customers; null for every one. `waiting` is what they are to decide. */
export const QUOTE_VIEW_STATUSES: Record<QuoteView, readonly QuoteStatus[] | null> = {
  open: ["requested", "in_review", "sent", "changes_requested"],
  waiting: ["sent"],
  decided: ["accepted", "declined", "expired"],
  all: null,
};

/** What `actor` may do with the quote at `now`. For showing only what works; the database decides again. */
export function allowedQuoteActions(
  quote: { status: QuoteStatus; validUntil: string | null; order: unknown },
  actor: Exclude<QuoteActor, "system">,
  now: Date,
): QuoteAction[] {
  const status = currentStatus(quote, now);
  const actions: QuoteAction[] = QUOTE_TRANSITIONS.filter(
    (move) => move.from === status && move.actor === actor,
  ).map((move) => move.action);
  if (actor === "customer") return actions;
  if (status !== "accepted") actions.push("edit_draft");
  else if (!quote.order) actions.push("convert");
  return actions;
}
