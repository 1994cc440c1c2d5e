import type { QuoteEvent, QuoteStatus } from "./types";

/** The way of a quote as a customer sees it; the last step exists once it is taken. */
export const QUOTE_STEPS = ["requested", "prepared", "offered", "decided", "ordered"] as const;
export type QuoteStep = (typeof QUOTE_STEPS)[number];

export type QuoteProgress = {
  step: QuoteStep;
  /** `stopped`: the way ended here without an order. */
  state: "done" | "current" | "upcoming" | "stopped";
  /** When it was reached, where that is known. */
  at: string | null;
};

/** The step that somebody is at; those before are done. */
const REACHED: Record<QuoteStatus, number> = {
  requested: 1,
  in_review: 1,
  changes_requested: 1,
  sent: 3,
  accepted: 4,
  declined: 3,
  expired: 3,
};

type Progressing = {
  status: QuoteStatus;
  createdAt: string;
  order: unknown;
  events: readonly Pick<QuoteEvent, "type" | "createdAt">[];
};

/** Where a quote stands on its way. What comes is `current` while somebody is at it. */
export function quoteProgress({ status, createdAt, order, events }: Progressing): QuoteProgress[] {
  const last = (...types: QuoteEvent["type"][]) =>
    events.findLast((event) => types.includes(event.type))?.createdAt ?? null;
  const isOver = status === "declined" || status === "expired";
  const times: Record<QuoteStep, string | null> = {
    requested: createdAt,
    prepared: last("review_started"),
    offered: last("sent", "revised"),
    decided: last(status === "accepted" ? "accepted" : status === "declined" ? "declined" : "expired"),
    ordered: last("converted"),
  };
  const reached = order ? QUOTE_STEPS.length : REACHED[status];
  return QUOTE_STEPS.map((step, index) => {
    const state =
      index < reached ? "done" : index > reached ? "upcoming" : isOver ? ("stopped" as const) : "current";
    return { step, state, at: state === "done" || state === "stopped" ? times[step] : null };
  });
}
