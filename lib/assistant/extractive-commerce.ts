import "server-only";
import type { Result } from "@/lib/core/result";
import { getOrder, listOrders } from "@/lib/orders/queries";
import type { OrderDetail, OrderSummary } from "@/lib/orders/types";
import { getQuote, listQuotes, type QuoteDetail } from "@/lib/quotes/queries";
import { type Draft, spoken } from "./extractive-draft";
import { type Asked, cannotRead, type Told } from "./extractive-told";
import { orderSource, orderSummarySource } from "./tools/orders";
import { quoteSource, quoteSummarySource } from "./tools/quotes";
import { type Writing, words, writingFor } from "./tools/words";

const UNDER_WAY = ["pending", "paid", "processing", "shipped"] as const;
const SHOWN = 5;
const OPEN = /\b(?:open|under way|pending|coming|on (?:its|their|the) way|not (?:here|delivered|arrived))\b/i;
/** Orders under way that are looked through for late ones. */
const LOOKED_AT = 20;
const NAME = 120;

/** Where an order is, or which ones are not here yet. */
export async function tellOrders(
  draft: Draft,
  { question, ref, wants, about, context }: Asked,
): Promise<Told> {
  const write = writingFor(context);
  if (about) {
    const named = await listOrders(context.viewer, { q: about }, { limit: 2 });
    if (!named.ok) return cannotRead(named.error);
    const [first] = named.value.items;
    if (!first) return "unknown";
    return tellOrders(draft, { question: "", ref: first.id, wants, context });
  }
  if (ref) {
    const found = await findOrder(context, ref);
    if (!found.ok) return cannotRead(found.error);
    sayOrder(draft, found.value, write, context.now ?? new Date(), wants === "paid");
    return "told";
  }
  if (wants === "late") return tellLate(draft, context, write);
  const isAll = (wants === "list" && !OPEN.test(question)) || wants === "latest";
  const filter = isAll ? {} : { status: [...UNDER_WAY] };
  const found = await listOrders(context.viewer, filter, { limit: wants === "latest" ? 1 : SHOWN });
  if (!found.ok) return cannotRead(found.error);
  const [only, ...more] = found.value.items;
  if (wants === "list" && isAll && only) {
    draft.say(words("answer.several.ordersAll"));
    for (const order of found.value.items) itemOrder(draft, order, write);
    return "told";
  }
  if (only && more.length > 0) {
    draft.say(words("answer.several.orders", { count: found.value.items.length }));
    for (const order of found.value.items) itemOrder(draft, order, write);
    return "told";
  }
  const one = only ?? (await latestOrder(context));
  if (!one) {
    draft.say(words("answer.none.orders"));
    return "told";
  }
  if (!only) draft.say(words("answer.order.none"));
  const detail = await getOrder(context.viewer, one.id);
  if (!detail.ok) return cannotRead(detail.error);
  sayOrder(draft, detail.value, write, context.now ?? new Date(), false);
  return "told";
}

/** What should be here already, with what its carrier said last: the reason is not in the records. */
async function tellLate(draft: Draft, context: Asked["context"], write: Writing): Promise<Told> {
  const now = context.now ?? new Date();
  const found = await listOrders(context.viewer, { status: [...UNDER_WAY] }, { limit: LOOKED_AT });
  if (!found.ok) return cannotRead(found.error);
  const late = found.value.items.filter(
    ({ expectedDeliveryAt }) => expectedDeliveryAt !== null && Date.parse(expectedDeliveryAt) < now.getTime(),
  );
  if (late.length === 0) draft.say(words("answer.order.noneLate"));
  for (const { id } of late.slice(0, 2)) {
    const detail = await getOrder(context.viewer, id);
    if (!detail.ok) return cannotRead(detail.error);
    draft.paragraph();
    sayOrder(draft, detail.value, write, now, false);
  }
  return "told";
}

async function latestOrder({ viewer }: Asked["context"]): Promise<OrderSummary | null> {
  const latest = await listOrders(viewer, {}, { limit: 1 });
  return latest.ok ? (latest.value.items[0] ?? null) : null;
}

/** By its number as it is, or by a part of it that fits one order alone. */
async function findOrder({ viewer }: Asked["context"], ref: string): Promise<Result<OrderDetail>> {
  const found = await getOrder(viewer, ref);
  if (found.ok || found.error.code !== "not_found" || !/^\d+$/.test(ref)) return found;
  const like = await listOrders(viewer, { q: ref }, { limit: 2 });
  const [only, other] = like.ok ? like.value.items : [];
  return only && !other ? getOrder(viewer, only.id) : found;
}

function itemOrder(draft: Draft, order: OrderSummary, write: Writing): void {
  const status = words(`orders.status.${order.status}`);
  const expected = order.deliveredAt ? null : order.expectedDeliveryAt;
  draft.item(
    words("answer.order.line", {
      number: spoken(order.number, 60),
      date: write.date(order.placedAt),
      status,
      expected: expected ? write.date(expected) : "none",
    }),
    orderSummarySource(order, write),
    order.number,
    status,
    expected && write.date(expected),
  );
}

function sayOrder(draft: Draft, order: OrderDetail, write: Writing, now: Date, isAboutMoney: boolean): void {
  const source = orderSource(order, write);
  const status = words(`orders.status.${order.status}`);
  const delivered = order.deliveredAt ? write.date(order.deliveredAt) : "none";
  draft.say(
    words("answer.order.state", {
      number: spoken(order.number, 60),
      status: order.status,
      date: write.date(order.placedAt),
      delivered,
    }),
    source,
    order.number,
    status,
    delivered,
  );
  if (isAboutMoney) {
    for (const { number, total, status: state } of order.invoices.slice(0, 3)) {
      const amount = write.money(total);
      draft.say(
        words("answer.order.invoice", { number: spoken(number, 60), amount, status: state }),
        source,
        number,
      );
    }
  }
  if (order.deliveredAt || order.status === "cancelled" || order.status === "refunded") return;
  order.shipments.slice(0, 3).forEach((parcel, index, all) => {
    const { carrier, trackingNumber, state } = parcel;
    draft.say(
      words("answer.order.parcel", {
        nth: all.length > 1 ? String(index + 1) : "one",
        state,
        carrier: carrier ? spoken(carrier, NAME) : "none",
        tracking: trackingNumber ? spoken(trackingNumber, NAME) : "none",
      }),
      source,
      trackingNumber ?? words(`orders.shipments.state.${state}`),
    );
  });
  const expected =
    order.shipments.find(({ expectedAt }) => expectedAt)?.expectedAt ?? order.expectedDeliveryAt;
  if (expected) {
    const date = write.date(expected);
    const isLate = Date.parse(expected) < now.getTime() && write.date(now) !== date;
    draft.say(words("answer.order.expected", { date, isLate: isLate ? "yes" : "no" }), source, date);
  }
  const [parcel] = order.shipments;
  const news = parcel?.events[0];
  if (news) {
    const time = write.time(news.at);
    draft.say(words("answer.order.news", { time, description: spoken(news.description, 200) }), source, time);
  }
  if (parcel?.isStale && parcel.lastEventAt) {
    const time = write.time(parcel.lastEventAt);
    draft.say(words("answer.order.stale", { time }), source, time);
  }
}

/** How it stands with a quote, or with all of them. */
export async function tellQuotes(draft: Draft, asked: Asked): Promise<Told> {
  const { ref, wants, context } = asked;
  const write = writingFor(context);
  const { viewer } = context;
  const now = context.now ?? new Date();
  if (ref) {
    const found = await getQuote(viewer, ref, { now });
    if (!found.ok) return cannotRead(found.error);
    sayQuote(draft, found.value, write);
    return "told";
  }
  const found = await listQuotes(viewer, {}, { limit: SHOWN });
  if (!found.ok) return cannotRead(found.error);
  const { items } = found.value;
  const [only] = items;
  if (!only) {
    draft.say(words("answer.none.quotes"));
    return "told";
  }
  // "Is my quote still valid?" is about the one that waits for an answer.
  const waiting = items.filter(({ status }) => status === "sent");
  const meant =
    items.length === 1 || wants === "latest" ? only : waiting.length === 1 ? waiting[0] : undefined;
  if (meant && wants !== "list") return tellQuotes(draft, { ...asked, ref: meant.id });
  draft.say(words("answer.several.quotes"));
  for (const quote of items) {
    const status = words(`quotes.status.customer.${quote.status}`);
    const total = quote.total ? write.money(quote.total) : "none";
    draft.item(
      words("answer.quote.line", {
        number: spoken(quote.number, 60),
        title: spoken(quote.title, NAME),
        status,
        total,
      }),
      quoteSummarySource(quote, write),
      quote.number,
      status,
      total,
    );
  }
  return "told";
}

function sayQuote(draft: Draft, quote: QuoteDetail, write: Writing): void {
  const source = quoteSource(quote, write);
  const { number, title, status, version, total, validUntil, order } = quote;
  draft.say(
    words("answer.quote.state", { number: spoken(number, 60), title: spoken(title, NAME), status }),
    source,
    number,
    words(`quotes.status.customer.${status}`),
  );
  if (total) {
    const amount = write.money(total);
    draft.say(words("answer.quote.total", { version: String(version), amount }), source, amount);
  }
  if (validUntil && status === "sent") {
    const time = write.time(validUntil);
    draft.say(words("answer.quote.valid", { time }), source, time);
  }
  if (order)
    draft.say(words("answer.quote.order", { number: spoken(order.number, 60) }), source, order.number);
}
