import type { Cast } from "./cast.ts";
import { type Clock, DAY, MINUTE } from "./clock.ts";
import { idOf, randomFor } from "./random.ts";
import type { Row, Rows } from "./rows.ts";

/** An entry of the audit log, as `import_audit_entries` takes it. */
type Entry = {
  id: string;
  at: string;
  actor_id: string | null;
  actor_role: "agent" | "ai" | "system" | "customer";
  actor_name: string;
  action: string;
  resource_type: string;
  resource_id: string;
  customer_id: string;
  purpose: string;
  fields?: unknown;
};

/** Older tickets came before anything was written down. */
const KNOWN_FOR_DAYS = 75;

/**
 * Who looked at what of the demo customers: the triage at each ticket that came, whoever answered it before each
 * answer and at the order it is about, the portal that closed it, and the people themselves.
 */
export function accessEntries(rows: Rows, cast: Cast, clock: Clock): Entry[] {
  const start = clock.now.getTime() - KNOWN_FOR_DAYS * DAY;
  const names = new Map(Object.values(cast).map(({ id, name }) => [id, name]));
  const recent = rows.support_tickets.filter(({ created_at }) => Date.parse(created_at ?? "") > start);
  return recent
    .flatMap((ticket) => entriesOf(ticket, rows.ticket_messages, names))
    .filter(({ at }) => Date.parse(at) < clock.now.getTime());
}

function entriesOf(
  ticket: Row<"support_tickets">,
  messages: readonly Row<"ticket_messages">[],
  names: Map<string, string>,
): Entry[] {
  const { id = "", customer_id, requester_id, order_id, created_at = "" } = ticket;
  const random = randomFor("access", id);
  const about = { resource_type: "ticket", resource_id: id, customer_id };
  const entries: Omit<Entry, "id">[] = [
    {
      ...about,
      at: later(created_at, 20_000),
      actor_id: null,
      actor_role: "ai",
      actor_name: "local",
      action: "ticket.read",
      purpose: "triage",
    },
  ];
  const requester = requester_id ? names.get(requester_id) : undefined;
  if (requester_id && requester) {
    entries.push({
      ...about,
      at: created_at,
      actor_id: requester_id,
      actor_role: "customer",
      actor_name: requester,
      action: "ticket.create",
      purpose: "self-service",
    });
    entries.push({
      ...about,
      at: later(created_at, random.int(30, 600) * MINUTE),
      actor_id: requester_id,
      actor_role: "customer",
      actor_name: requester,
      action: "ticket.read",
      purpose: "self-service",
    });
  }
  for (const message of messages) {
    const name = message.author_id ? names.get(message.author_id) : undefined;
    if (message.ticket_id !== id || message.author_type !== "staff" || message.is_internal || !name) continue;
    const written = message.created_at ?? created_at;
    const by = { actor_id: message.author_id ?? null, actor_role: "agent" as const, actor_name: name };
    // People look more than once before they answer, and at what it is about.
    for (let look = random.int(1, 3); look > 0; look--) {
      const at = later(written, -look * random.int(3, 8) * MINUTE);
      entries.push({ ...about, ...by, at, action: "ticket.read", purpose: "support" });
    }
    if (order_id) {
      const order = { resource_type: "order", resource_id: order_id, customer_id };
      entries.push({
        ...order,
        ...by,
        at: later(written, -2 * MINUTE),
        action: "order.read",
        purpose: "support",
      });
    }
    entries.push({ ...about, ...by, at: written, action: "ticket.reply", purpose: "support" });
  }
  if (ticket.status === "closed" && ticket.closed_at) {
    const by = { actor_id: null, actor_role: "system" as const, actor_name: "Portico" };
    entries.push({ ...about, ...by, at: ticket.closed_at, action: "ticket.auto_close", purpose: "support" });
  }
  return entries.map((entry, index) => ({ id: idOf("access", id, index), ...entry }));
}

function later(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}
