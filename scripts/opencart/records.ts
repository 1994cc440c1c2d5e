import type { OrderStatus } from "../../lib/orders/types.ts";
import type { OpenCartCustomer, OpenCartOrder } from "./source.ts";
import type { StatusMap } from "./statuses.ts";
import { instantOf, minorUnits, plainText, unescapeHtml } from "./values.ts";

/** What the records of a shop have in common. */
export type Shop = { timeZone: string; numberPrefix: string; statuses: StatusMap };

export type Mapped = { ok: true; record: Record<string, unknown> } | { ok: false; reason: string };

/** A customer of OpenCart as `npm run import -- customers` takes one. */
export function customerRecord(customer: OpenCartCustomer) {
  return {
    externalId: String(customer.customer_id),
    fullName: fullName(customer) || customer.email,
    email: usableEmail(customer.email),
    phone: customer.telephone.slice(0, 32),
  };
}

/**
 * An order of OpenCart as `npm run import -- orders` takes one. The shop's total is final: what rounding each
 * part leaves over goes to the subtotal, so that the parts add up.
 */
export function orderRecord(order: OpenCartOrder, { timeZone, numberPrefix, statuses }: Shop): Mapped {
  const { currency_code: currency, currency_value: rate } = order;
  const status = statuses.of(order.order_status_id);
  if (!status) {
    const name = `${statuses.nameOf(order.order_status_id)} (${order.order_status_id})`;
    return { ok: false, reason: `The status ${name} stands for none of the portal's: map it in --statuses.` };
  }
  const placedAt = instantOf(order.date_added, timeZone);
  if (!placedAt) return { ok: false, reason: "The order has no date." };
  const money = (value: string) => minorUnits(value, rate, currency);
  return {
    ok: true,
    record: {
      externalId: String(order.order_id),
      number: `${numberPrefix}${order.order_id}`,
      customer: {
        // A guest has no id; the address says who it was.
        externalId: order.customer_id > 0 ? String(order.customer_id) : null,
        email: usableEmail(order.email),
        fullName: fullName(order),
        phone: order.telephone.slice(0, 32),
      },
      status,
      currency,
      items: order.products.map((line) => ({
        sku: unescapeHtml(line.model),
        name: [unescapeHtml(line.name), ...(line.options.length > 0 ? [optionsOf(line.options)] : [])]
          .join(" ")
          .slice(0, 200),
        quantity: line.quantity,
        unitPrice: money(line.price),
        total: money(line.total),
      })),
      ...sums(order, money),
      shippingAddress: addressOf(order),
      placedAt,
      events: eventsOf(order, timeZone, statuses, { status, at: placedAt }),
    },
  };
}

/** What `opencart_orders_cache` keeps of an order. */
export function cacheRow(order: OpenCartOrder, { timeZone, statuses }: Shop) {
  const money = (value: string) => minorUnits(value, order.currency_value, order.currency_code);
  const addedAt = instantOf(order.date_added, timeZone);
  return {
    orderId: order.order_id,
    storeName: unescapeHtml(order.store_name).slice(0, 120),
    invoiceNumber: order.invoice_no > 0 ? `${order.invoice_prefix}${order.invoice_no}`.slice(0, 80) : null,
    status: statuses.nameOf(order.order_status_id).slice(0, 80),
    paymentMethod: methodName(order.payment_method).slice(0, 200),
    shippingMethod: methodName(order.shipping_method).slice(0, 200),
    currency: order.currency_code,
    total: money(order.total),
    totals: order.totals.slice(0, 50).map(({ code, title, value }) => ({
      code,
      title: unescapeHtml(title).slice(0, 120),
      amount: money(value),
    })),
    addedAt,
    modifiedAt: instantOf(order.date_modified, timeZone) ?? addedAt,
  };
}

type Sums = { subtotal: number; shipping: number; tax: number; discount: number; total: number };

function sums(order: OpenCartOrder, money: (value: string) => number): Sums {
  const lines = order.totals.filter(({ code }) => code !== "total");
  const of = (wanted: (line: { code: string; amount: number }) => boolean) =>
    lines
      .map(({ code, value }) => ({ code, amount: money(value) }))
      .filter(wanted)
      .reduce((sum, { amount }) => sum + amount, 0);
  const total = money(order.total);
  const shipping = of(({ code, amount }) => code === "shipping" && amount > 0);
  const tax = of(({ code, amount }) => code === "tax" && amount > 0);
  // Coupons, vouchers, points and credit are lines below zero.
  const discount = -of(({ amount }) => amount < 0);
  return { subtotal: total - shipping - tax + discount, shipping, tax, discount, total };
}

function eventsOf(
  order: OpenCartOrder,
  timeZone: string,
  statuses: StatusMap,
  now: { status: OrderStatus; at: string },
) {
  const events = order.history.flatMap(({ order_status_id, notify, comment, date_added }) => {
    const status = statuses.of(order_status_id);
    const at = instantOf(date_added, timeZone);
    if (!status || !at) return [];
    // A comment that the customer was not sent was written for the shop.
    const note = notify ? plainText(comment).slice(0, 500) : "";
    return [{ status, at, ...(note && { note }) }];
  });
  const news = events.filter((event, index) => event.status !== events[index - 1]?.status || "note" in event);
  return news.length > 0 ? news.slice(-200) : [now];
}

function addressOf(order: OpenCartOrder) {
  // Goods that are not sent have an empty address.
  if (!order.shipping_address_1 && !order.shipping_city) return null;
  const text = (value: string) => unescapeHtml(value) || null;
  return {
    name: fullName({ firstname: order.shipping_firstname, lastname: order.shipping_lastname }) || null,
    company: text(order.shipping_company),
    line1: text(order.shipping_address_1),
    line2: text(order.shipping_address_2),
    city: text(order.shipping_city),
    province: text(order.shipping_zone),
    postalCode: text(order.shipping_postcode),
    country: text(order.shipping_country),
  };
}

function optionsOf(options: readonly { name: string; value: string }[]): string {
  return `(${options.map(({ name, value }) => `${unescapeHtml(name)}: ${unescapeHtml(value)}`).join(", ")})`;
}

/** Old shops have addresses that are none; an order is not lost over one. */
function usableEmail(email: string): string | null {
  return /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? email.trim() : null;
}

function fullName({ firstname, lastname }: { firstname: string; lastname: string }): string {
  return unescapeHtml(`${firstname} ${lastname}`).trim();
}

/** From 4.0.2 on a method is JSON with a name, before that the name itself. */
function methodName(method: string | null): string {
  if (!method?.startsWith("{")) return plainText(method);
  try {
    const { name } = JSON.parse(method) as { name?: unknown };
    return typeof name === "string" ? plainText(name) : "";
  } catch {
    return plainText(method);
  }
}
