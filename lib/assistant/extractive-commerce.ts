import "server-only";
import type { Result } from "@/lib/core/result";
import { getInvoice, getInvoiceFigures, listInvoices } from "@/lib/invoices/queries";
import type { InvoiceDetail, InvoiceSummary } from "@/lib/invoices/types";
import { getOrder, listOrders } from "@/lib/orders/queries";
import type { OrderDetail, OrderSummary } from "@/lib/orders/types";
import { getQuote, listQuotes, type QuoteDetail } from "@/lib/quotes/queries";
import { type Draft, spoken } from "./extractive-draft";
import { type Asked, cannotRead, type Told } from "./extractive-told";
import { dueWords, invoiceSource, invoiceSummarySource, owedSource } from "./tools/invoices";
import { orderSource, orderSummarySource } from "./tools/orders";
import { quoteSource, quoteSummarySource } from "./tools/quotes";
import { type Writing, words, writingFor } from "./tools/words";

const UNDER_WAY = ["pending", "paid", "processing", "shipped"] as const;
const SHOWN = 5;
const NAME = 120;

/** Where an order is, or which ones are not here yet. */
export async function tellOrders(draft: Draft, { ref, wants, about, context }: Asked): Promise<Told> {
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
  const found = await listOrders(context.viewer, wants === "list" ? {} : { status: [...UNDER_WAY] }, {
    limit: SHOWN,
  });
  if (!found.ok) return cannotRead(found.error);
  const [only, ...more] = found.value.items;
  if (wants === "list" && only) {
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

/** What is owed, or how it stands with one invoice. */
export async function tellInvoices(draft: Draft, { ref, wants, context }: Asked): Promise<Told> {
  const write = writingFor(context);
  const { viewer } = context;
  if (ref) {
    const found = await getInvoice(viewer, ref);
    if (!found.ok) return cannotRead(found.error);
    sayInvoice(draft, found.value, write);
    return "told";
  }
  const isListed = wants === "list";
  const [figures, found] = await Promise.all([
    getInvoiceFigures(viewer),
    listInvoices(viewer, isListed ? {} : { status: ["pending", "overdue"], sort: "due" }, { limit: SHOWN }),
  ]);
  if (!figures.ok) return cannotRead(figures.error);
  if (!found.ok) return cannotRead(found.error);
  const owed = owedSource(figures.value, write);
  const amounts = (list: readonly { amount: number; currency: string }[]) =>
    list
      .filter(({ amount }) => amount > 0)
      .map((money) => write.money(money))
      .join(" + ");
  const total = amounts(figures.value.outstanding);
  const late = amounts(figures.value.overdue);
  if (total) draft.say(words("answer.invoice.owed", { amount: total }), owed, total);
  else draft.say(words("answer.invoice.nothing"), owed, words("fact.owedNothing"));
  if (late) draft.say(words("answer.invoice.overdue", { amount: late }), owed, late);
  const { items } = found.value;
  if (items.length === 0) {
    if (isListed) draft.say(words("answer.none.invoices"));
    return "told";
  }
  draft.paragraph();
  draft.say(words(isListed ? "answer.several.invoicesAll" : "answer.several.invoices"));
  for (const invoice of items) itemInvoice(draft, invoice, write);
  return "told";
}

function itemInvoice(draft: Draft, invoice: InvoiceSummary, write: Writing): void {
  const { number, subject, status, dueInDays, outstanding, total } = invoice;
  const isOpen = status === "pending" || status === "overdue";
  const due = isOpen ? dueWords(dueInDays) : words(`invoices.status.${status}`);
  const amount = write.money(isOpen ? outstanding : total);
  draft.item(
    words("answer.invoice.line", {
      number: spoken(number, 60),
      about: subject ? spoken(subject, 80) : "none",
      amount,
      due,
    }),
    invoiceSummarySource(invoice, write),
    number,
    amount,
    due,
  );
}

function sayInvoice(draft: Draft, invoice: InvoiceDetail, write: Writing): void {
  const source = invoiceSource(invoice, write);
  const { number, status, outstanding, total, amountPaid, dueOn, paidAt, paymentReport } = invoice;
  const amount = write.money(outstanding);
  const due = write.day(dueOn);
  const paid = paidAt ? write.date(paidAt) : "none";
  draft.say(
    words("answer.invoice.state", { status, number: spoken(number, 60), amount, due, paid }),
    source,
    number,
    words(`invoices.status.${status}`),
    amount,
    due,
    paid,
  );
  const whole = write.money(total);
  if (whole !== amount) draft.say(words("answer.invoice.total", { amount: whole }), source, whole);
  if (status !== "paid" && amountPaid.amount > 0) {
    const part = write.money(amountPaid);
    draft.say(words("answer.invoice.part", { amount: part }), source, part);
  }
  if (paymentReport?.isOpen && status !== "paid") {
    const date = write.date(paymentReport.reportedAt);
    draft.say(words("answer.invoice.reported", { date, number: paymentReport.ticketNumber }), source, date);
  }
  draft.say(words("answer.invoice.open"));
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
  if (items.length === 1 && wants !== "list") return tellQuotes(draft, { ...asked, ref: only.id });
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
