import { type Product, vatOn } from "./catalogue.ts";
import { DAY, HOUR, MINUTE } from "./clock.ts";
import type { Customer } from "./people.ts";
import { idOf } from "./random.ts";
import type { Row } from "./rows.ts";
import { makeParcels, type ParcelStory, type Parcels } from "./shipments.ts";

export type OrderStatus = NonNullable<Row<"orders">["status"]>;

export type OrderPlan = {
  key: string | number;
  number: string;
  lines: readonly { product: Product; quantity: number }[];
  status: OrderStatus;
  placedAt: Date;
  /** Cents off the whole order. */
  discount?: number;
  parcels?: ParcelStory;
};

/** An order with its rows, as invoices and tickets refer to it. */
export type Order = {
  order: Row<"orders"> & { id: string };
  items: (Row<"order_items"> & { id: string })[];
  events: Row<"order_events">[];
} & Parcels;

/** Delivery is free above this, in cents. */
const FREE_FROM = 150_000;
const DELIVERY = 12_957;

/** What happened up to each status: status, hours after the order, note. */
const HISTORY: Record<OrderStatus, readonly [OrderStatus, number, string][]> = (() => {
  const pending = ["pending", 0, "Order received"] as const;
  const paid = ["paid", 0.4, "Payment confirmed"] as const;
  const processing = ["processing", 20, "Picked and checked"] as const;
  const shipped = ["shipped", 44, "Collected by the carrier"] as const;
  const delivered = ["delivered", 98, "Delivered and signed for"] as const;
  const copy = (...steps: (readonly [OrderStatus, number, string])[]) =>
    steps.map(([status, hours, note]): [OrderStatus, number, string] => [status, hours, note]);
  return {
    pending: copy(pending),
    paid: copy(pending, paid),
    processing: copy(pending, paid, processing),
    shipped: copy(pending, paid, processing, shipped),
    delivered: copy(pending, paid, processing, shipped, delivered),
    cancelled: copy(pending, ["cancelled", 26, "Cancelled at the customer's request"]),
    refunded: copy(pending, paid, processing, shipped, delivered, ["refunded", 290, "Refund paid out"]),
  };
})();

export function makeOrder(plan: OrderPlan, customer: Customer, now: Date): Order {
  const id = idOf("order", plan.key);
  const items = plan.lines.map(({ product, quantity }, index) => ({
    id: idOf("order-item", plan.key, index),
    order_id: id,
    product_id: product.id,
    position: index + 1,
    sku: product.sku,
    name: product.name,
    quantity,
    unit_price: product.price,
    total: product.price * quantity,
  }));
  const subtotal = items.reduce((sum, item) => sum + item.total, 0);
  const shipping = subtotal >= FREE_FROM ? 0 : DELIVERY;
  const discount = plan.discount ?? 0;
  const tax = vatOn(subtotal + shipping - discount);
  const events = historyOf(plan, id, now);
  const expected = expectedAt(plan, events, now);
  return {
    order: {
      id,
      customer_id: customer.id,
      number: plan.number,
      status: plan.status,
      subtotal,
      shipping,
      tax,
      discount,
      total: subtotal + shipping + tax - discount,
      shipping_address: customer.address,
      expected_delivery_at: expected,
      placed_at: plan.placedAt.toISOString(),
      source: "seed",
      external_id: String(plan.key),
      created_at: plan.placedAt.toISOString(),
    },
    items,
    events,
    ...makeParcels(plan, customer, events, expected, now),
  };
}

function historyOf(plan: OrderPlan, orderId: string, now: Date): Row<"order_events">[] {
  const steps = HISTORY[plan.status];
  const lastHours = Math.max(...steps.map(([, hours]) => hours), 0.1);
  // An order that is younger than its history usually takes went faster.
  const pace = Math.min(1, (now.getTime() - plan.placedAt.getTime() - 10 * MINUTE) / (lastHours * HOUR));
  return steps.map(([status, hours, note], index) => ({
    id: idOf("order-event", plan.key, index),
    order_id: orderId,
    status,
    note,
    occurred_at: new Date(plan.placedAt.getTime() + hours * HOUR * pace).toISOString(),
  }));
}

/** Noon of the day after tomorrow for what is being packed, of tomorrow for what is on its way. */
function expectedAt(plan: OrderPlan, events: Row<"order_events">[], now: Date): string | null {
  const noon = Math.floor(now.getTime() / DAY) * DAY + 10 * HOUR;
  const shipped = events.find(({ status }) => status === "shipped")?.occurred_at;
  if (plan.parcels === "stale" && shipped) return new Date(Date.parse(shipped) + 3 * DAY).toISOString();
  if (plan.status === "processing") return new Date(noon + 2 * DAY).toISOString();
  if (plan.status === "shipped") return new Date(noon + DAY).toISOString();
  return events.find(({ status }) => status === "delivered")?.occurred_at ?? null;
}
