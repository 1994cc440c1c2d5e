import "server-only";
import { z } from "zod";
import { orderPath } from "@/lib/orders/path";
import { getOrder, listOrders } from "@/lib/orders/queries";
import { orderParams } from "@/lib/orders/schema";
import { ORDER_STATUSES, type OrderDetail, type OrderSummary, type Shipment } from "@/lib/orders/types";
import type { Source } from "../types";
import { defineTool, reading } from "./define";
import { lines, onOneLine } from "./source";
import { type Writing, words, writingFor } from "./words";

const NAME = 120;
const NOTE = 200;

/** The customer's orders, latest first. */
export const listOrdersTool = defineTool({
  name: "list_orders",
  description:
    "Lists the customer's own orders, latest first, with status, expected delivery and total. Use it to find an order when no number is given.",
  module: "orders",
  input: z.object({
    status: z.array(z.enum(ORDER_STATUSES)).max(ORDER_STATUSES.length).optional(),
    q: z.string().max(100).describe("Words of a number, an article or a name.").optional(),
    limit: z.int().min(1).max(10).default(5),
  }),
  run: async ({ status, q, limit }, context) => {
    const found = await listOrders(context.viewer, { status, q }, { limit });
    const write = writingFor(context);
    return reading(found, ({ items }) => ({
      sources: items.map((order) => orderSummarySource(order, write)),
      note: items.length === 0 ? "The customer has no such orders." : undefined,
    }));
  },
});

/** One order with its parcels. */
export const getOrderTool = defineTool({
  name: "get_order",
  description:
    "Reads one of the customer's own orders by number or id: lines, parcels with tracking, what happened, its invoices and tickets.",
  module: "orders",
  input: z.object({ order: orderParams.shape.id.describe("Number, such as UA-10231, or id.") }),
  run: async ({ order }, context) => {
    const found = await getOrder(context.viewer, order);
    return reading(found, (detail) => ({ sources: [orderSource(detail, writingFor(context))] }));
  },
});

/** An order as a list tells of it. */
export function orderSummarySource(order: OrderSummary, write: Writing): Source {
  return { ...heading(order), text: lines(...summaryFacts(order, write)) };
}

function heading(order: OrderSummary): Pick<Source, "kind" | "id" | "title" | "href"> {
  return {
    kind: "order",
    id: order.id,
    title: words("title.order", { number: order.number }),
    href: orderPath(order),
  };
}

function summaryFacts(order: OrderSummary, write: Writing): string[] {
  const { placedAt, expectedDeliveryAt, deliveredAt, status } = order;
  const isComing = !deliveredAt && status !== "cancelled" && status !== "refunded";
  return lines(
    words("title.order", { number: order.number }),
    words("fact.status", { value: words(`orders.status.${status}`) }),
    words("fact.placed", { date: write.date(placedAt) }),
    isComing && expectedDeliveryAt && words("fact.expected", { date: write.date(expectedDeliveryAt) }),
    deliveredAt && words("fact.delivered", { date: write.date(deliveredAt) }),
    words("fact.items", {
      count: String(order.itemCount),
      names: order.itemNames.map((name) => onOneLine(name, NAME)).join(", "),
    }),
    words("fact.total", { amount: write.money(order.total) }),
  ).split("\n");
}

/** An order with all its facts. */
export function orderSource(order: OrderDetail, write: Writing): Source {
  const { totals, items, shipments, events, invoices, tickets } = order;
  const text = lines(
    summaryFacts(order, write),
    shipments.length === 0 && !order.deliveredAt && words("fact.noTracking"),
    shipments.slice(0, 5).flatMap((parcel) => parcelFacts(parcel, write)),
    totals.shipping.amount > 0 && words("fact.shipping", { amount: write.money(totals.shipping) }),
    totals.discount.amount > 0 && words("fact.discount", { amount: write.money(totals.discount) }),
    items.slice(0, 20).map((item) =>
      words("fact.item", {
        quantity: String(item.quantity),
        name: onOneLine(item.name, NAME),
        sku: onOneLine(item.sku, 60),
        amount: write.money(item.unitPrice),
      }),
    ),
    items
      .filter(({ claimable }) => claimable.quantity > 0 && claimable.until !== null)
      .slice(0, 10)
      .map(({ name, claimable }) =>
        words("fact.claimable", {
          quantity: claimable.quantity,
          name: onOneLine(name, NAME),
          until: claimable.until ? write.date(claimable.until) : "none",
        }),
      ),
    events.slice(-8).map(({ status, note, at }) =>
      words("fact.orderEvent", {
        date: write.date(at),
        status: words(`orders.status.${status}`),
        note: note ? onOneLine(note, NOTE) : "none",
      }),
    ),
    invoices.slice(0, 5).map((invoice) =>
      words("fact.orderInvoice", {
        number: onOneLine(invoice.number, 60),
        status: words(`invoices.status.${invoice.status}`),
        amount: write.money(invoice.total),
        date: write.day(invoice.dueOn),
      }),
    ),
    tickets.slice(0, 5).map((ticket) =>
      words("fact.orderTicket", {
        number: ticket.number,
        subject: onOneLine(ticket.subject, NAME),
        status: words(`tickets.status.customer.${ticket.status}`),
      }),
    ),
  );
  return { ...heading(order), text };
}

function parcelFacts(parcel: Shipment, write: Writing): string[] {
  const [news] = parcel.events;
  return lines(
    words("fact.parcel", {
      state: words(`orders.shipments.state.${parcel.state}`),
      carrier: parcel.carrier ? onOneLine(parcel.carrier, NAME) : "none",
      tracking: parcel.trackingNumber ? onOneLine(parcel.trackingNumber, NAME) : "none",
    }),
    parcel.shippedAt && words("fact.parcelShipped", { date: write.date(parcel.shippedAt) }),
    parcel.deliveredAt && words("fact.parcelDelivered", { time: write.time(parcel.deliveredAt) }),
    parcel.state === "underway" &&
      parcel.expectedAt &&
      words("fact.parcelExpected", { date: write.date(parcel.expectedAt) }),
    news &&
      words("fact.parcelNews", {
        time: write.time(news.at),
        description: onOneLine(news.description, NOTE),
        location: news.location ? onOneLine(news.location, NAME) : "none",
      }),
    parcel.isStale && parcel.lastEventAt && words("fact.stale", { time: write.time(parcel.lastEventAt) }),
  ).split("\n");
}
