import { replay, step as stepOf } from "../../lib/sla/engine.ts";
import type { SlaClocks, SlaLogEntry, SlaTerms } from "../../lib/sla/types.ts";
import { HOUR } from "./clock.ts";
import { ROUND_THE_CLOCK, SHOP_CALENDAR } from "./hours.ts";
import { idOf, type Random } from "./random.ts";
import type { Row } from "./rows.ts";
import type { Priority, TicketStatus, TimedStep } from "./script.ts";

/** Somebody who writes or acts. */
export type Actor = { id: string | null; name: string; type: "customer" | "staff" | "system" };

type Message = Row<"ticket_messages"> & { id: string; created_at: string };
type Event = Row<"ticket_events"> & { created_at: string };

/** A conversation under way. */
export type Thread = {
  key: string | number;
  ticketId: string;
  customer: Actor;
  agent: Actor;
  /** Who gives the ticket to the agent. */
  dispatcher: Actor;
  messages: Message[];
  events: Event[];
  status: TicketStatus;
  assignee: Actor | null;
  lastActivityAt: Date;
  terms: SlaTerms;
  clocks: SlaClocks;
  resolvedAt: Date | null;
  closedAt: Date | null;
  rating: { score: number; comment: string | null; at: Date } | null;
};

export type ThreadPlan = Pick<Thread, "key" | "ticketId" | "customer" | "agent" | "dispatcher"> & {
  opening: string;
  openedAt: Date;
  priority: Priority;
  status: "new" | "waiting_ai";
};

/** Promised open hours to an answer and to the resolution, as `sla_policies` has them. */
const PROMISES: Record<Priority, readonly [number, number]> = {
  urgent: [1, 8],
  high: [4, 24],
  medium: [24, 72],
  low: [48, 120],
};

const TERMS = Object.fromEntries(
  Object.entries(PROMISES).map(([priority, [firstResponse, resolution]]) => [
    priority,
    {
      calendar: priority === "urgent" ? ROUND_THE_CLOCK : SHOP_CALENDAR,
      firstResponse: firstResponse * HOUR,
      nextResponse: firstResponse * HOUR,
      resolution: resolution * HOUR,
    },
  ]),
) as Record<Priority, SlaTerms>;
const PAUSED: readonly TicketStatus[] = ["waiting_customer", "on_hold"];
const LEADS_TO = {
  hold: "on_hold",
  resolve: "resolved",
  reopen: "in_progress",
  cancel: "cancelled",
  close: "closed",
  auto_close: "closed",
} as const satisfies Record<string, TicketStatus>;
const PORTAL: Actor = { id: null, name: "Portico", type: "system" };
const CLOSING_WORDS =
  "Nobody has written for seven days, so this ticket is closed. You can reopen it within 14 days of the resolution.";
const PRAISE = [
  "Quick and friendly.",
  "Solved in one day, thank you!",
  "Knew the answer at once.",
  null,
  null,
];
const COMPLAINT = ["It took too long.", "I had to explain it twice.", null];

export function openThread(plan: ThreadPlan): Thread {
  const terms = TERMS[plan.priority];
  const thread: Thread = {
    key: plan.key,
    ticketId: plan.ticketId,
    customer: plan.customer,
    agent: plan.agent,
    dispatcher: plan.dispatcher,
    messages: [],
    events: [],
    status: plan.status,
    assignee: null,
    lastActivityAt: plan.openedAt,
    terms,
    clocks: replay(terms, [{ kind: "opened", at: plan.openedAt.toISOString(), status: plan.status }]),
    resolvedAt: null,
    closedAt: null,
    rating: null,
  };
  record(thread, "created", plan.customer, { to: plan.status }, plan.openedAt);
  write(thread, plan.customer, plan.opening, plan.openedAt);
  return thread;
}

/** Does one step, by the rules of the ticket commands. */
export function play(thread: Thread, step: TimedStep): void {
  const { customer, agent, dispatcher } = thread;
  const { at } = step;
  if (step.does === "write") {
    write(thread, step.by === "customer" ? customer : agent, step.text, at, step.by === "note");
    if (step.by === "staff") {
      move(thread, "waiting_customer", agent, at);
    } else if (step.by === "customer" && PAUSED.includes(thread.status)) {
      move(thread, "in_progress", customer, at);
    }
  } else if (step.does === "assign") {
    thread.assignee = agent;
    record(thread, "assigned", dispatcher, { to: agent.name, isInternal: true }, at);
    move(thread, "assigned", dispatcher, at);
  } else {
    const isStaff = step.does === "hold" || step.does === "resolve";
    const actor = step.does === "auto_close" ? PORTAL : isStaff ? agent : customer;
    if (actor === PORTAL) write(thread, PORTAL, CLOSING_WORDS, at);
    move(thread, LEADS_TO[step.does], actor, at, step.text);
  }
}

/** Somewhat less than half of all people rate a resolved ticket, within a day. */
export function maybeRate(thread: Thread, random: Random, now: Date): void {
  if (!thread.resolvedAt || !random.chance(0.45)) return;
  const at = new Date(thread.resolvedAt.getTime() + random.between(0.5, 20) * HOUR);
  if (at > now) return;
  const scores = [5, 5, 5, 5, 5, 5, 4, 4, 4, 3, 2, 1];
  const score = random.pick(scores);
  thread.rating = { score, comment: random.pick(score >= 4 ? PRAISE : COMPLAINT), at };
  record(thread, "rated", thread.customer, { to: String(score) }, at);
}

/** What the ticket's own row says about its conversation. */
export function stateOf(thread: Thread) {
  const shown = thread.messages.filter((message) => !message.is_internal);
  const last = shown.at(-1);
  return {
    status: thread.status,
    assignee_id: thread.assignee?.id ?? null,
    version: thread.events.length,
    message_count: shown.length,
    last_activity_at: thread.lastActivityAt.toISOString(),
    last_message_author: last?.author_type ?? null,
    last_message_by: last?.author_name ?? null,
    first_response_due_at: iso(thread.clocks.firstResponseDueAt),
    first_responded_at: iso(thread.clocks.firstRespondedAt),
    next_response_due_at: iso(thread.clocks.nextResponseDueAt),
    resolution_due_at: iso(thread.clocks.resolutionDueAt),
    sla_paused_at: PAUSED.includes(thread.status) ? iso(thread.clocks.stoppedAt) : null,
    resolved_at: thread.resolvedAt?.toISOString() ?? null,
    closed_at: thread.closedAt?.toISOString() ?? null,
    rating: thread.rating?.score ?? null,
    rating_comment: thread.rating?.comment ?? null,
    rated_at: thread.rating?.at.toISOString() ?? null,
  };
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function tick(thread: Thread, entry: SlaLogEntry): void {
  thread.clocks = stepOf(thread.terms, thread.clocks, entry);
}

function write(thread: Thread, author: Actor, body: string, at: Date, isInternal = false): void {
  thread.messages.push({
    id: idOf("message", thread.key, thread.messages.length),
    ticket_id: thread.ticketId,
    author_type: author.type,
    author_id: author.id,
    author_name: author.name,
    body,
    is_internal: isInternal,
    created_at: at.toISOString(),
  });
  if (isInternal) return;
  thread.lastActivityAt = at;
  // The first message is what the ticket says.
  if (thread.messages.length > 1) tick(thread, { kind: "message", at: at.toISOString(), by: author.type });
}

function move(thread: Thread, to: TicketStatus, actor: Actor, at: Date, note?: string): void {
  if (to === thread.status) return;
  record(thread, "status_changed", actor, { from: thread.status, to, note }, at);
  tick(thread, { kind: "status", at: at.toISOString(), by: actor.type, status: to });
  thread.resolvedAt = to === "resolved" ? at : to === "closed" ? (thread.resolvedAt ?? at) : null;
  thread.closedAt = to === "closed" || to === "cancelled" ? at : null;
  thread.status = to;
  thread.lastActivityAt = at;
}

function record(
  thread: Thread,
  type: string,
  actor: Actor,
  change: { from?: string; to: string; note?: string | undefined; isInternal?: boolean },
  at: Date,
): void {
  thread.events.push({
    id: idOf("event", thread.key, thread.events.length),
    ticket_id: thread.ticketId,
    type,
    actor_type: actor.type,
    actor_id: actor.id,
    actor_name: actor.name,
    old_value: change.from ?? null,
    new_value: change.to,
    note: change.note ?? null,
    is_internal: change.isInternal ?? false,
    created_at: at.toISOString(),
  });
}
