import { DAY, HOUR } from "./clock.ts";
import { idOf } from "./random.ts";
import type { Row, Rows } from "./rows.ts";
import type { Ticket } from "./tickets.ts";

/** What is older than this was seen; what is newer is unread. Staff look more often. */
const UNREAD_FOR = { customer: 36 * HOUR, staff: 9 * HOUR };
/** How far back notifications go. */
const KEPT_FOR = 21 * DAY;

/**
 * What a person was told about a ticket and how far they have read it. `side` is whose replies are news:
 * a customer hears from staff, staff from customers.
 */
export function readingOf(
  userId: string,
  side: "customer" | "staff",
  { ticket, messages, events }: Ticket,
  now: Date,
): Pick<Rows, "notifications" | "ticket_reads"> {
  const news = { number: ticket.number, subject: ticket.subject };
  const other = side === "customer" ? "staff" : "customer";
  const told = (
    event: string,
    key: string,
    at: string,
    data: Record<string, string>,
  ): Row<"notifications"> => ({
    id: idOf("notification", userId, key),
    user_id: userId,
    event,
    resource_type: "ticket",
    resource_id: ticket.id,
    data: { ...news, ...data },
    dedupe_key: key,
    read_at: ageOf(at, now) < UNREAD_FOR[side] ? null : at,
    created_at: at,
  });
  const replies = messages
    .filter((message, index) => index > 0 && message.author_type === other && !message.is_internal)
    .map((message) =>
      told("ticket_reply", `ticket_reply:${message.id}`, message.created_at, {
        actorName: message.author_name,
        messageId: message.id,
      }),
    );
  const moves = events
    .filter((event) => event.actor_type === other && isNews(event))
    .map((event, index) =>
      told("ticket_status", `ticket_status:${ticket.id}:${index + 2}`, event.created_at, {
        actorName: event.actor_name,
        status: event.new_value ?? "",
      }),
    );
  const kept = [...replies, ...moves].filter(({ created_at }) => ageOf(created_at ?? "", now) < KEPT_FOR);
  const isRead = ageOf(ticket.last_activity_at, now) > UNREAD_FOR[side];
  const read = { user_id: userId, ticket_id: ticket.id, last_read_at: now.toISOString() };
  return { notifications: kept, ticket_reads: isRead ? [read] : [] };
}

/** An agent learns of a ticket that nobody has, and of one that was given to them. */
export function arrivalOf(userId: string, { ticket, events }: Ticket, now: Date): Row<"notifications">[] {
  const isMine = ticket.assignee_id === userId;
  const event = events.find(({ type }) => type === (isMine ? "assigned" : "created"));
  const isTheirs = !isMine && ticket.assignee_id !== null;
  if (!event || isTheirs || event.actor_id === userId || ageOf(event.created_at, now) > KEPT_FOR) return [];
  const kind = isMine ? "ticket_assigned" : "ticket_created";
  return [
    {
      id: idOf("notification", userId, kind, ticket.id),
      user_id: userId,
      event: kind,
      resource_type: "ticket",
      resource_id: ticket.id,
      data: { number: ticket.number, subject: ticket.subject, actorName: event.actor_name },
      dedupe_key: `${kind}:${ticket.id}`,
      read_at: ageOf(event.created_at, now) < UNREAD_FOR.staff ? null : event.created_at,
      created_at: event.created_at,
    },
  ];
}

/** A reply that moves the ticket is told as a reply; what people decide by itself is news. */
function isNews({ type, old_value, new_value }: Ticket["events"][number]): boolean {
  if (type !== "status_changed") return false;
  const isReopened = new_value === "in_progress" && old_value === "resolved";
  return isReopened || ["resolved", "on_hold", "cancelled"].includes(new_value ?? "");
}

function ageOf(at: string, now: Date): number {
  return now.getTime() - Date.parse(at);
}
