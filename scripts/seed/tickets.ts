import type { Domain } from "./domains.ts";
import type { Order } from "./orders.ts";
import type { Customer } from "./people.ts";
import { idOf, type Random, randomFor } from "./random.ts";
import type { Row, Rows } from "./rows.ts";
import { type Priority, scriptOf, type TicketStatus } from "./script.ts";
import type { Service } from "./services.ts";
import type { Story } from "./stories/story.ts";
import { maybeRate, openThread, play, stateOf } from "./thread.ts";

/** A sign-in, or (without id) somebody who only has a name. */
export type Person = { id: string | null; name: string };

/** What the ticket is about, for the story's placeholders and the ticket's references. */
export type Subject = {
  order?: Order | undefined;
  item?: Order["items"][number] | undefined;
  service?: Service | undefined;
  domain?: Domain | undefined;
};

export type TicketPlan = {
  key: string | number;
  number: string;
  story: Story;
  status: TicketStatus;
  openedAt: Date;
  customer: Customer;
  requester: Person;
  /** Who has it, or would; ignored while nobody has touched it. */
  agent: Person;
  /** Who gave it to the agent, when they did not take it themselves. */
  assignedBy?: Person;
  subject?: Subject;
  priority?: Priority;
  channel?: NonNullable<Row<"support_tickets">["channel"]>;
  isPrivate?: boolean;
  isReopened?: boolean;
  followUpOf?: string;
};

export type Ticket = {
  ticket: Row<"support_tickets"> & { id: string; last_activity_at: string };
  messages: (Row<"ticket_messages"> & { id: string; created_at: string })[];
  events: (Row<"ticket_events"> & { created_at: string })[];
  tags: Row<"ticket_tags">[];
  refunds: Row<"refunds">[];
};

/** What the customer reads under the resolution. */
const RESOLUTION_NOTES: Readonly<Record<Story["resolution"], string>> = {
  full_refund: "The full price is on its way back to you.",
  partial_refund: "Part of what you paid is on its way back to you.",
  replacement: "You keep the replacement; nothing is charged for it.",
  store_credit: "The amount is waiting in your account for your next order.",
  no_action: "Nothing was left to do after our answer.",
  other: "It is done as we wrote in the ticket.",
};

/** What staff refund without asking anybody, in cents. */
const REFUND = 15_000;

/** As `ticket_categories` has them; all others are medium. */
const CATEGORY_PRIORITY: Readonly<Record<string, Priority>> = {
  order_issue: "high",
  product: "low",
  site_edit: "low",
  upgrade: "low",
  question: "low",
};

/** A ticket with its conversation and timeline, as people would have made it through the portal's commands. */
export function makeTicket(plan: TicketPlan, now: Date): Ticket {
  const { story, requester, agent, subject = {} } = plan;
  const id = idOf("ticket", plan.key);
  const random = randomFor("ticket", plan.key);
  const priority = plan.priority ?? CATEGORY_PRIORITY[story.category] ?? "medium";
  const fill = filler(plan, random);
  const thread = openThread({
    key: plan.key,
    ticketId: id,
    customer: { ...requester, type: "customer" },
    agent: { ...agent, type: "staff" },
    dispatcher: { ...(plan.assignedBy ?? agent), type: "staff" },
    opening: fill(story.opening),
    openedAt: plan.openedAt,
    priority,
    status: plan.status === "waiting_ai" ? "waiting_ai" : "new",
  });
  for (const step of scriptOf({ ...plan, priority }, random, now)) {
    play(thread, step.text === undefined ? step : { ...step, text: fill(step.text) });
  }
  maybeRate(thread, random, now);
  return {
    ticket: {
      id,
      number: plan.number,
      customer_id: plan.customer.id,
      requester_id: requester.id,
      subject: fill(story.subject),
      description: fill(story.opening),
      category: story.category,
      issue_type: story.issueType ?? null,
      priority,
      channel: plan.channel ?? "portal",
      is_private: plan.isPrivate ?? false,
      order_id: subject.order?.order.id ?? null,
      service_id: subject.service?.service.id ?? null,
      domain_id: subject.domain?.id ?? null,
      follow_up_of: plan.followUpOf ?? null,
      resolution_type: thread.resolvedAt ? story.resolution : null,
      resolution_notes: thread.resolvedAt ? RESOLUTION_NOTES[story.resolution] : null,
      created_at: plan.openedAt.toISOString(),
      ...stateOf(thread),
    },
    messages: thread.messages,
    events: plan.followUpOf ? [...thread.events, followUpEvent(plan, plan.followUpOf)] : thread.events,
    tags: thread.assignee ? story.tags.map((tag) => ({ ticket_id: id, tag })) : [],
    refunds: thread.resolvedAt ? refundsOf(plan, id, thread.resolvedAt) : [],
  };
}

/** A tenth of the order at most, where the story gives a part of it back and the order was paid. */
function refundsOf(
  { key, story, agent, subject }: TicketPlan,
  ticketId: string,
  at: Date,
): Ticket["refunds"] {
  const order = subject?.order?.order;
  const isPaid = order && !["pending", "cancelled", "refunded"].includes(order.status ?? "pending");
  if (story.resolution !== "partial_refund" || !isPaid) return [];
  return [
    {
      id: idOf("refund", key),
      ticket_id: ticketId,
      order_id: order.id,
      amount: Math.min(REFUND, Math.floor(order.total / 10)),
      currency: "ZAR",
      status: "approved",
      requested_by: agent.id,
      approved_by: agent.id,
      decided_at: at.toISOString(),
      created_at: at.toISOString(),
    },
  ];
}

export function ticketRows({ ticket, messages, events, tags, refunds }: Ticket): Partial<Rows> {
  return {
    support_tickets: [ticket],
    ticket_messages: messages,
    ticket_events: events,
    ticket_tags: tags,
    refunds,
  };
}

/** The earlier ticket says that this one goes on from it. */
function followUpEvent(plan: TicketPlan, originalId: string): Ticket["events"][number] {
  return {
    id: idOf("follow-up", plan.key),
    ticket_id: originalId,
    type: "follow_up_created",
    actor_type: "customer",
    actor_id: plan.requester.id,
    actor_name: plan.requester.name,
    old_value: null,
    new_value: plan.number,
    note: null,
    is_internal: plan.isPrivate ?? false,
    created_at: plan.openedAt.toISOString(),
  };
}

function filler(
  { requester, agent, customer, subject }: TicketPlan,
  random: Random,
): (text: string) => string {
  const order = subject?.order;
  const words: Record<string, string | undefined> = {
    customer: requester.name.split(" ", 1)[0],
    agent: agent.name.split(" ", 1)[0],
    town: customer.town,
    order: order?.order.number,
    product: subject?.item?.name.replace(/ \((pair|each|set of \d)\)$/, ""),
    carrier: order?.shipments[0]?.carrier ?? "the carrier",
    tracking: order?.shipments[0]?.tracking_number ?? `KC${random.int(10_000_000, 99_999_999)}`,
    package: subject?.service?.service.package,
    domain: subject?.domain?.hostname,
  };
  return (text) => text.replace(/\{(\w+)\}/g, (placeholder, word: string) => words[word] ?? placeholder);
}
