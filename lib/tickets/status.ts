import type { TicketStatus } from "./types";

/** Who moves a ticket, as the status machine names them. */
export const TICKET_ACTORS = ["customer", "staff", "system"] as const;
export type TicketActor = (typeof TICKET_ACTORS)[number];

export const STATUS_ACTIONS = [
  "assign",
  "start",
  "wait",
  "hold",
  "resolve",
  "close",
  "cancel",
  "reopen",
  "triage_done",
  "auto_answer",
  "auto_close",
] as const;
export type StatusAction = (typeof STATUS_ACTIONS)[number];

/** What somebody can do with a ticket: move it, and what needs no move. */
export type TicketAction = StatusAction | "reply" | "rate" | "follow_up";

export type Transition = { from: TicketStatus; action: StatusAction; actor: TicketActor; to: TicketStatus };

/** After this many days from the resolution a customer opens a follow-up instead of reopening. */
export const REOPEN_DAYS = 14;

const DAY_MS = 86_400_000;

const OPEN = ["new", "waiting_ai", "assigned", "in_progress", "waiting_customer", "on_hold"] as const;

/** One line per action and actor: from any of these, to that. */
const RULES: [StatusAction, TicketActor, TicketStatus, readonly TicketStatus[]][] = [
  ["resolve", "customer", "resolved", OPEN],
  ["close", "customer", "closed", [...OPEN, "resolved"]],
  ["cancel", "customer", "cancelled", ["new", "waiting_ai"]],
  // A ticket that nobody has goes back to `new`.
  ["reopen", "customer", "in_progress", ["resolved", "closed"]],
  ["assign", "staff", "assigned", ["new", "waiting_ai"]],
  ["start", "staff", "in_progress", ["new", "waiting_ai", "assigned", "waiting_customer", "on_hold"]],
  ["wait", "staff", "waiting_customer", ["new", "waiting_ai", "assigned", "in_progress", "on_hold"]],
  ["hold", "staff", "on_hold", ["new", "waiting_ai", "assigned", "in_progress", "waiting_customer"]],
  ["resolve", "staff", "resolved", OPEN],
  ["close", "staff", "closed", ["resolved"]],
  ["cancel", "staff", "cancelled", OPEN],
  ["reopen", "staff", "in_progress", ["resolved", "closed", "cancelled"]],
  ["triage_done", "system", "new", ["waiting_ai"]],
  ["auto_answer", "system", "waiting_customer", ["waiting_ai"]],
  ["auto_close", "system", "closed", ["resolved"]],
];

/** The status machine, row by row equal to `private.ticket_transitions`, which decides; a test compares them. */
export const TRANSITIONS: readonly Transition[] = RULES.flatMap(([action, actor, to, froms]) =>
  froms.map((from) => ({ from, action, actor, to })),
);

/** Tabs of the customer's list. */
export const TICKET_VIEWS = ["open", "waiting", "resolved", "all"] as const;
export type TicketView = (typeof TICKET_VIEWS)[number];

/** The statuses that a tab shows; null for every one. */
export const VIEW_STATUSES: Record<TicketView, readonly TicketStatus[] | null> = {
  open: OPEN,
  waiting: ["waiting_customer"],
  resolved: ["resolved", "closed", "cancelled"],
  all: null,
};

/** Whether work on the ticket is still to be done. */
export function isOpen(status: TicketStatus): boolean {
  return (OPEN as readonly TicketStatus[]).includes(status);
}

/** Until when a customer may reopen a ticket that was resolved then. */
export function reopenUntil(resolvedAt: string): Date {
  return new Date(Date.parse(resolvedAt) + REOPEN_DAYS * DAY_MS);
}

/** What the state machine and its time limits read of a ticket. */
type Subject = {
  status: TicketStatus;
  resolvedAt: string | null;
  rating: number | null;
  mergedInto?: object | null;
};

/**
 * What `actor` may do with the ticket at `now`. For showing only what works; the database decides again.
 * A customer's reply wakes a resolved ticket as long as reopening is possible.
 */
export function allowedActions(
  ticket: Subject,
  actor: Exclude<TicketActor, "system">,
  now: Date,
): TicketAction[] {
  const { status } = ticket;
  // A signpost: everything goes on in the surviving ticket.
  if (ticket.mergedInto) return [];
  const moves = TRANSITIONS.filter((move) => move.from === status && move.actor === actor).map(
    (move) => move.action,
  );
  const isClosed = status === "closed" || status === "cancelled";
  if (actor === "staff") return isClosed ? moves : ["reply", ...moves];

  const canReopen = ticket.resolvedAt === null || now <= reopenUntil(ticket.resolvedAt);
  const actions: TicketAction[] = moves.filter((action) => action !== "reopen" || canReopen);
  if (isOpen(status) || (status === "resolved" && canReopen)) actions.unshift("reply");
  if (!isOpen(status) && !actions.includes("reopen")) actions.push("follow_up");
  if ((status === "resolved" || status === "closed") && ticket.rating === null) actions.push("rate");
  return actions;
}

/** The action that leads `actor` from one status to another; null when there is none. */
export function actionBetween(from: TicketStatus, to: TicketStatus, actor: TicketActor): StatusAction | null {
  return (
    TRANSITIONS.find((move) => move.from === from && move.to === to && move.actor === actor)?.action ?? null
  );
}
