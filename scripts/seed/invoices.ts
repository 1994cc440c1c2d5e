import { VAT, vatOn } from "./catalogue.ts";
import { DAY, dateOf, HOUR } from "./clock.ts";
import type { Order } from "./orders.ts";
import { idOf } from "./random.ts";
import type { Row } from "./rows.ts";
import type { Service } from "./services.ts";

export type Invoice = {
  invoice: Row<"invoices"> & { id: string };
  items: Row<"invoice_items">[];
  payments: Row<"invoice_payments">[];
};

type InvoicePlan = {
  key: string;
  number: string;
  customerId: string;
  orderId?: string;
  serviceId?: string;
  lines: readonly { description: string; quantity: number; unitPrice: number; taxRate?: number }[];
  status: NonNullable<Row<"invoices">["status"]>;
  issuedAt: Date;
  dueAt: Date;
  paidAt?: Date;
  /** A first part of it, in cents, that arrived so far. */
  deposit?: { amount: number; at: Date };
  period?: { start: Date; end: Date };
};

/** The invoice of an order: due a week after it, open until the order is paid. */
export function invoiceOfOrder({ order, items }: Order): Invoice {
  const placedAt = new Date(order.placed_at ?? 0);
  const status = order.status === "pending" ? "pending" : order.status === "cancelled" ? "cancelled" : "paid";
  const extra = [
    { description: "Delivery", quantity: 1, unitPrice: order.shipping ?? 0 },
    { description: "Discount", quantity: 1, unitPrice: -(order.discount ?? 0) },
  ].filter(({ unitPrice }) => unitPrice !== 0);
  return makeInvoice({
    key: order.id,
    number: order.number.replace(/^UA/, "INV"),
    customerId: order.customer_id,
    orderId: order.id,
    lines: [
      ...items.map((item) => ({
        description: item.name,
        quantity: item.quantity,
        unitPrice: item.unit_price,
      })),
      ...extra,
    ],
    status,
    issuedAt: placedAt,
    dueAt: new Date(placedAt.getTime() + 7 * DAY),
    ...(status === "paid" && { paidAt: new Date(placedAt.getTime() + 0.4 * HOUR) }),
  });
}

/** A month of a service, issued so many days before today and due so many days from today. */
export function invoiceOfService(
  { service }: Service,
  plan: { issuedAt: Date; dueAt: Date; paidAt?: Date; sequence: number },
): Invoice {
  return makeInvoice({
    key: `${service.id}/${plan.sequence}`,
    number: `INV-${service.external_id}-${String(plan.sequence).padStart(2, "0")}`,
    customerId: service.customer_id,
    serviceId: service.id,
    lines: [{ description: `${service.package}, one month`, quantity: 1, unitPrice: service.price }],
    status: plan.paidAt ? "paid" : "pending",
    issuedAt: plan.issuedAt,
    dueAt: plan.dueAt,
    ...(plan.paidAt && { paidAt: plan.paidAt }),
    period: { start: plan.issuedAt, end: new Date(plan.issuedAt.getTime() + 30 * DAY) },
  });
}

/** An invoice with all that its plan says. Tax is rounded for each rate. */
export function makeInvoice(plan: InvoicePlan): Invoice {
  const id = idOf("invoice", plan.key);
  const items = plan.lines.map((line, index) => ({
    id: idOf("invoice-item", plan.key, index),
    invoice_id: id,
    position: index + 1,
    description: line.description,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    tax_rate: line.taxRate ?? VAT,
    total: Math.round(line.unitPrice * line.quantity),
  }));
  const subtotal = items.reduce((sum, item) => sum + item.total, 0);
  const taxed = items.reduce((sum, item) => sum + (item.tax_rate > 0 ? item.total : 0), 0);
  const tax = vatOn(taxed);
  const deposit = plan.deposit?.amount ?? 0;
  return {
    invoice: {
      id,
      customer_id: plan.customerId,
      order_id: plan.orderId ?? null,
      service_id: plan.serviceId ?? null,
      number: plan.number,
      status: plan.status,
      subtotal,
      tax,
      total: subtotal + tax,
      amount_paid: plan.status === "paid" ? subtotal + tax : deposit,
      issued_on: dateOf(plan.issuedAt),
      due_on: dateOf(plan.dueAt),
      period_start: plan.period ? dateOf(plan.period.start) : null,
      period_end: plan.period ? dateOf(plan.period.end) : null,
      paid_at: plan.paidAt?.toISOString() ?? null,
      source: "seed",
      external_id: plan.key,
      created_at: plan.issuedAt.toISOString(),
    },
    items,
    payments: [
      ...(plan.deposit ? [paymentOf(plan, id, deposit, plan.deposit.at)] : []),
      ...(plan.paidAt ? [paymentOf(plan, id, subtotal + tax - deposit, plan.paidAt)] : []),
    ],
  };
}

/** Orders are paid by card as they are placed, services by transfer. */
function paymentOf(plan: InvoicePlan, invoiceId: string, amount: number, paidAt: Date) {
  return {
    id: idOf("payment", plan.key),
    invoice_id: invoiceId,
    amount,
    currency: "ZAR",
    method: plan.orderId ? "card" : "bank_transfer",
    provider: "seed",
    provider_reference: plan.number,
    received_at: paidAt.toISOString(),
    created_at: paidAt.toISOString(),
  };
}
