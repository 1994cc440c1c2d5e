import { priceLines } from "../../lib/core/totals.ts";
import { type Product, product, VAT } from "./catalogue.ts";
import { DAY, dateOf, MINUTE } from "./clock.ts";
import type { Customer } from "./people.ts";
import { idOf } from "./random.ts";
import type { Row } from "./rows.ts";
import type { Person } from "./tickets.ts";

export type Quote = {
  quote: Row<"quote_requests"> & { id: string };
  versions: Row<"quote_versions">[];
  items: Row<"quote_items">[];
  changes: Row<"quote_change_requests">[];
  events: Row<"quote_events">[];
};

/** A product by its SKU, or words with a price. Cents without VAT. */
export type QuoteLine = {
  sku?: string;
  words?: string;
  quantity: number;
  price?: number;
  discount?: number;
  note?: string;
};

type Somebody = Person & { id: string };

export type VersionPlan = {
  /** Without it, staff are still at it. */
  sentAt?: Date;
  lines: readonly QuoteLine[];
  discount?: number;
  validDays: number;
  note?: string;
  /** What the customer wanted changed in it; lines by SKU or words. */
  wishes?: {
    at: Date;
    message: string;
    lines?: readonly { line: string; quantity?: number; message?: string }[];
  };
};

export type QuotePlan = {
  number: string;
  title: string;
  message: string;
  status: NonNullable<Row<"quote_requests">["status"]>;
  asked: readonly QuoteLine[];
  askedAt: Date;
  customer: Somebody;
  agent: Somebody;
  /** When staff took it; none has for a request that is new. */
  reviewedAt?: Date;
  versions?: readonly VersionPlan[];
  /** When it was accepted, declined or ran out. */
  endedAt?: Date;
  reason?: string;
  orderId?: string;
};

const TERMS =
  "Prices are for delivery in South Africa. Half with the order, the rest when everything works. Three years of guarantee on equipment, one on installation.";

/** A quote with its history, as the commands would have left it. */
export function makeQuote(plan: QuotePlan, customer: Customer): Quote {
  const id = idOf("quote", plan.number);
  const versions = (plan.versions ?? []).map((version, index) => makeVersion(plan, version, index + 1));
  const latest = versions.findLast(({ row }) => row.status !== "draft")?.row;
  const events = eventsOf(plan);
  const isAccepted = plan.status === "accepted";
  const isDeclined = plan.status === "declined";
  return {
    quote: {
      id,
      customer_id: customer.id,
      number: plan.number,
      title: plan.title,
      message: plan.message,
      status: plan.status,
      version: latest?.version ?? 0,
      revision: events.length,
      total: latest?.total ?? 0,
      valid_until: latest?.valid_until ?? null,
      requested_by: plan.customer.id,
      reviewer_id: plan.reviewedAt ? plan.agent.id : null,
      accepted_version: isAccepted ? (latest?.version ?? null) : null,
      accepted_at: isAccepted ? at(plan.endedAt) : null,
      accepted_by: isAccepted ? plan.customer.id : null,
      accepted_by_name: isAccepted ? plan.customer.name : null,
      declined_at: isDeclined ? at(plan.endedAt) : null,
      declined_by_name: isDeclined ? plan.customer.name : null,
      decline_reason: isDeclined ? (plan.reason ?? null) : null,
      order_id: plan.orderId ?? null,
      created_at: plan.askedAt.toISOString(),
      last_activity_at: events.at(-1)?.created_at ?? plan.askedAt.toISOString(),
    },
    versions: versions.map(({ row }) => row),
    items: [...askedItems(plan), ...versions.flatMap(({ items }) => items)],
    changes: (plan.versions ?? []).flatMap((version, index) => wishesOf(plan, version, index + 1)),
    events,
  };
}

const at = (moment: Date | undefined) => moment?.toISOString() ?? null;
const nameOf = (line: QuoteLine) => line.sku ?? line.words ?? "";
const productOf = (line: QuoteLine): Product | null => (line.sku ? product(line.sku) : null);
const itemId = (plan: QuotePlan, version: number, line: string) =>
  idOf("quote-item", plan.number, version, line);

function describe(plan: QuotePlan, version: number, line: QuoteLine, index: number) {
  const found = productOf(line);
  return {
    id: itemId(plan, version, nameOf(line)),
    quote_id: idOf("quote", plan.number),
    version,
    position: index + 1,
    line_key: idOf("quote-line", plan.number, version === 0 ? "asked" : "", nameOf(line)),
    product_id: found?.id ?? null,
    sku: found?.sku ?? null,
    description: found?.name ?? line.words ?? "",
    quantity: line.quantity,
    note: line.note ?? null,
  };
}

/** What was asked for, which has no prices. */
function askedItems(plan: QuotePlan): Row<"quote_items">[] {
  return plan.asked.map((line, index) => ({
    ...describe(plan, 0, line, index),
    unit_price: 0,
    tax_rate: VAT,
    discount: 0,
    total: 0,
  }));
}

function makeVersion(plan: QuotePlan, version: VersionPlan, number: number) {
  const prices = version.lines.map((line) => ({
    quantity: line.quantity,
    unitPrice: line.price ?? productOf(line)?.price ?? 0,
    taxRate: VAT,
    discount: line.discount ?? 0,
  }));
  const { lines, subtotal, discount, taxes, tax, total } = priceLines({
    currency: "ZAR",
    lines: prices,
    discount: version.discount,
  });
  const validOn = version.sentAt && dateOf(new Date(version.sentAt.getTime() + version.validDays * DAY));
  const row: Row<"quote_versions"> = {
    quote_id: idOf("quote", plan.number),
    version: number,
    status: versionStatus(plan, version, number),
    subtotal,
    discount,
    taxes,
    tax,
    total,
    valid_on: validOn ?? null,
    valid_until: validOn ? `${validOn}T21:59:59.999Z` : null,
    note: version.note ?? null,
    terms: TERMS,
    sent_at: at(version.sentAt),
    sent_by: version.sentAt ? plan.agent.id : null,
    sent_by_name: version.sentAt ? plan.agent.name : null,
    created_at: (version.sentAt ?? plan.reviewedAt ?? plan.askedAt).toISOString(),
  };
  const items = version.lines.map((line, index) => ({
    ...describe(plan, number, line, index),
    unit_price: prices[index]?.unitPrice ?? 0,
    tax_rate: VAT,
    discount: line.discount ?? 0,
    total: lines[index]?.net ?? 0,
  }));
  return { row, items };
}

function versionStatus(
  plan: QuotePlan,
  version: VersionPlan,
  number: number,
): NonNullable<Row<"quote_versions">["status"]> {
  if (!version.sentAt) return "draft";
  const sent = plan.versions?.filter(({ sentAt }) => sentAt).length ?? 0;
  if (number < sent) return "superseded";
  const { status } = plan;
  return status === "accepted" || status === "declined" || status === "expired" ? status : "sent";
}

function wishesOf(plan: QuotePlan, { wishes }: VersionPlan, version: number): Row<"quote_change_requests">[] {
  if (!wishes) return [];
  const common = {
    quote_id: idOf("quote", plan.number),
    version,
    requested_by: plan.customer.id,
    created_at: wishes.at.toISOString(),
  };
  const lines = wishes.lines ?? [];
  return [
    {
      ...common,
      id: idOf("quote-wish", plan.number, version),
      item_id: null,
      quantity: null,
      message: wishes.message,
    },
    ...lines.map(({ line, quantity, message }) => ({
      ...common,
      id: idOf("quote-wish", plan.number, version, line),
      item_id: itemId(plan, version, line),
      quantity: quantity ?? null,
      message: message ?? null,
    })),
  ];
}

/** What happened, in its order. */
function eventsOf(plan: QuotePlan): Row<"quote_events">[] {
  const events: Row<"quote_events">[] = [];
  const add = (
    type: string,
    moment: Date | undefined,
    who: Somebody | null,
    by: "customer" | "staff" | "system",
    version: number | null = null,
    note: string | null = null,
  ) => {
    if (!moment) return;
    events.push({
      id: idOf("quote-event", plan.number, events.length),
      quote_id: idOf("quote", plan.number),
      version,
      type,
      actor_type: by,
      actor_id: who?.id ?? null,
      actor_name: who?.name ?? "Portico",
      note,
      created_at: moment.toISOString(),
    });
  };
  add("requested", plan.askedAt, plan.customer, "customer");
  add("review_started", plan.reviewedAt, plan.agent, "staff");
  const versions = plan.versions ?? [];
  versions.forEach(({ sentAt, wishes }, index) => {
    const version = index + 1;
    add(version === 1 ? "sent" : "revised", sentAt, plan.agent, "staff", version);
    add("changes_requested", wishes?.at, plan.customer, "customer", version, wishes?.message ?? null);
  });
  const last = versions.length;
  if (plan.status === "accepted") add("accepted", plan.endedAt, plan.customer, "customer", last);
  if (plan.status === "declined") add("declined", plan.endedAt, plan.customer, "customer", last, plan.reason);
  if (plan.status === "expired") add("expired", plan.endedAt, null, "system", last);
  if (plan.orderId && plan.endedAt) {
    add("converted", new Date(plan.endedAt.getTime() + 20 * MINUTE), plan.agent, "staff", last);
  }
  return events;
}
