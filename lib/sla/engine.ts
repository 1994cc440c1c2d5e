// The clocks of a ticket, as `private.sla_step` runs them; `cases.json` is run through both.
import type { TicketStatus } from "../tickets/types.ts";
import { addBusinessTime, businessTimeBetween } from "./calendar.ts";
import type { BusinessCalendar, SlaClocks, SlaLogEntry, SlaTerms } from "./types.ts";

const NO_CLOCKS: SlaClocks = {
  status: "new",
  stoppedAt: null,
  firstResponseDueAt: null,
  firstRespondedAt: null,
  nextResponseDueAt: null,
  resolutionDueAt: null,
};

/** The clocks after a whole log, which begins with `opened` and is in order. */
export function replay(terms: SlaTerms, log: readonly SlaLogEntry[]): SlaClocks {
  return log.reduce((clocks, entry) => step(terms, clocks, entry), NO_CLOCKS);
}

/**
 * The clocks after one more entry. Automatic and AI messages answer nothing; the clocks stand while we wait
 * or hold, and stop when the ticket is settled.
 */
export function step(terms: SlaTerms, clocks: SlaClocks, entry: SlaLogEntry): SlaClocks {
  const at = Date.parse(entry.at);
  if (entry.kind === "opened") {
    return {
      ...NO_CLOCKS,
      status: entry.status ?? "new",
      firstResponseDueAt: promised(terms, at, terms.firstResponse),
      resolutionDueAt: promised(terms, at, terms.resolution),
    };
  }
  return entry.kind === "message"
    ? afterMessage(terms, clocks, entry.by, at)
    : afterStatus(terms, clocks, entry, at);
}

type Author = Extract<SlaLogEntry, { kind: "message" }>["by"];

function afterMessage(terms: SlaTerms, clocks: SlaClocks, by: Author, at: number): SlaClocks {
  if (by === "staff") {
    return { ...clocks, firstRespondedAt: clocks.firstRespondedAt ?? at, nextResponseDueAt: null };
  }
  const asksAgain = clocks.firstRespondedAt !== null && clocks.nextResponseDueAt === null;
  if (by !== "customer" || !asksAgain) return clocks;
  // Promised from the first word that nobody has answered; as of the stop, while the clocks stand.
  return { ...clocks, nextResponseDueAt: promised(terms, clocks.stoppedAt ?? at, terms.nextResponse) };
}

function afterStatus(
  terms: SlaTerms,
  clocks: SlaClocks,
  { by, status }: Extract<SlaLogEntry, { kind: "status" }>,
  at: number,
): SlaClocks {
  const was = classOf(clocks.status);
  const is = classOf(status);
  const next = { ...clocks, status };
  const { stoppedAt } = clocks;
  if (stoppedAt !== null && is !== was) {
    const moved = (due: number | null) => resumed(terms.calendar, due, stoppedAt, at);
    if (clocks.firstRespondedAt === null) next.firstResponseDueAt = moved(clocks.firstResponseDueAt);
    next.nextResponseDueAt = moved(clocks.nextResponseDueAt);
    next.resolutionDueAt = moved(clocks.resolutionDueAt);
  }
  if (is === "settled") {
    next.nextResponseDueAt = null;
  } else if (was === "settled" && by === "customer" && clocks.firstRespondedAt !== null) {
    // Who reopens without a word waits for one all the same.
    next.nextResponseDueAt ??= promised(terms, at, terms.nextResponse);
  }
  next.stoppedAt = is === "running" ? null : is === was ? stoppedAt : at;
  return next;
}

/** Whether a status lets the clocks run; paused while we wait or hold. */
function classOf(status: TicketStatus): "running" | "paused" | "settled" {
  if (status === "waiting_customer" || status === "on_hold") return "paused";
  return status === "resolved" || status === "closed" || status === "cancelled" ? "settled" : "running";
}

function promised({ calendar }: SlaTerms, from: number, amount: number | null): number | null {
  return amount === null ? null : addBusinessTime(calendar, from, amount);
}

/** A due time once a clock that stopped runs again: as much open time is left as there was. */
function resumed(
  calendar: BusinessCalendar,
  due: number | null,
  stoppedAt: number,
  at: number,
): number | null {
  // What was late before the clock stopped stays as late as it was.
  if (due === null || due <= stoppedAt) return due;
  return addBusinessTime(calendar, at, businessTimeBetween(calendar, stoppedAt, due));
}
