import { calendarDay } from "@/lib/core/dates";
import type { MessageAuthor, TicketEvent, TicketMessage } from "./types";

export type ThreadItem<M extends TicketMessage = TicketMessage> =
  /** `continues`: the same person went on writing, so their name need not stand there again. */
  { kind: "message"; message: M; continues: boolean } | { kind: "event"; event: TicketEvent };

/** What was written and what happened on one calendar day ("2026-11-21") of the reader. */
export type ThreadDay<M extends TicketMessage = TicketMessage> = { day: string; items: ThreadItem<M>[] };

/** What an automatic answer without a model is signed with, as `private.post_auto_answer` has it. */
const AUTOMATIC_ANSWER = "Automatic answer";

/** Who wrote a message, for its badge and its looks: what was quoted without a model is no AI's. */
export function writerOf({
  authorType,
  authorName,
}: Pick<TicketMessage, "authorType" | "authorName">): MessageAuthor | "auto" {
  return authorType === "ai" && authorName === AUTOMATIC_ANSWER ? "auto" : authorType;
}

/** Messages of one person this close together read as one. */
const CONTINUES_WITHIN_MS = 5 * 60_000;

/** Messages and events in the order of their times, by days of the reader's time zone. */
export function threadDays<M extends TicketMessage>(
  messages: readonly M[],
  events: readonly TicketEvent[],
  timeZone: string,
): ThreadDay<M>[] {
  const entries = [
    ...messages.map((message) => ({ at: message.createdAt, message, event: null })),
    ...events.map((event) => ({ at: event.createdAt, message: null, event })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

  const days: ThreadDay<M>[] = [];
  let previous: M | null = null;
  for (const { at, message, event } of entries) {
    const day = calendarDay(at, timeZone);
    let last = days.at(-1);
    if (last?.day !== day) {
      last = { day, items: [] };
      days.push(last);
      previous = null;
    }
    if (message) last.items.push({ kind: "message", message, continues: isContinued(previous, message) });
    else if (event) last.items.push({ kind: "event", event });
    previous = message;
  }
  return days;
}

function isContinued(previous: TicketMessage | null, message: TicketMessage): boolean {
  return (
    previous !== null &&
    previous.authorType === message.authorType &&
    previous.authorId === message.authorId &&
    previous.internal === message.internal &&
    Date.parse(message.createdAt) - Date.parse(previous.createdAt) < CONTINUES_WITHIN_MS
  );
}

/** Which sentence tells an event, from `tickets.event.*`; null for what the thread shows by itself. */
export function eventSentence(event: TicketEvent) {
  switch (event.type) {
    case "created":
      return null;
    case "status_changed":
      return statusSentence(event);
    case "assigned":
      if (event.newValue === null) return "unassigned";
      return event.newValue === event.actorName ? "self_assigned" : "assigned";
    case "privacy_changed":
      return event.newValue === "private" ? "made_private" : "shared";
    case "tagged":
      return event.newValue === null ? "untagged" : "tagged";
    case "team_changed":
      return event.newValue === null ? "team_removed" : "team_changed";
    default:
      return event.type;
  }
}

function statusSentence({ oldValue, newValue, actorType }: TicketEvent) {
  // What triage did stands in the thread itself, when it did anything.
  if (oldValue === "waiting_ai" && actorType === "system") return null;
  const wasSettled = oldValue === "resolved" || oldValue === "closed" || oldValue === "cancelled";
  switch (newValue) {
    case "in_progress":
    case "new":
      if (wasSettled) return "reopened";
      // A customer's reply has just been read above it.
      return actorType === "customer" ? null : "in_progress";
    case "closed":
      return actorType === "system" ? "closed_automatically" : "closed";
    case "assigned":
      return "taken";
    case "resolved":
    case "cancelled":
    case "on_hold":
    case "waiting_customer":
      return newValue;
    default:
      return null;
  }
}
