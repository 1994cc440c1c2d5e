import { z } from "zod";
import { ORDER_STATUSES } from "../orders/types.ts";
import { QUOTE_STATUSES } from "../quotes/types.ts";
import { INSTALLATION_STAGES, SERVICE_STATUSES } from "../services/types.ts";
import {
  address,
  amount,
  anyAmount,
  currency,
  customerReference,
  day,
  email,
  externalId,
  instant,
  link,
  list,
  locale,
  month,
  optionalEmail,
  optionalText,
  quantity,
  text,
  timeZone,
} from "./fields.ts";
import type { RecordKind } from "./types.ts";

/** What is stored; "overdue" follows from the date. */
const INVOICE_STATUSES = ["pending", "paid", "cancelled"] as const;

const customer = z.strictObject({
  externalId,
  customerNumber: optionalText(40),
  kind: z.enum(["person", "company"]).nullish(),
  fullName: text(200),
  companyName: optionalText(200),
  email: optionalEmail,
  phone: optionalText(32),
  billingAddress: address.nullish(),
  shippingAddress: address.nullish(),
  locale: locale.nullish(),
  timeZone: timeZone.nullish(),
  accountStatus: z.enum(["active", "suspended", "closed"]).nullish(),
});

const product = z.strictObject({
  externalId,
  sku: text(80),
  name: text(200),
  description: optionalText(5_000),
  category: optionalText(80),
  price: amount,
  currency: currency.nullish(),
  isActive: z.boolean().nullish(),
});

const shipment = z.strictObject({
  externalId: optionalText(200),
  carrier: optionalText(120),
  trackingNumber: optionalText(120),
  trackingUrl: link.nullish(),
  shippedAt: instant.nullish(),
  expectedAt: instant.nullish(),
  deliveredAt: instant.nullish(),
  cancelledAt: instant.nullish(),
  events: z
    .array(z.strictObject({ at: instant, description: text(300), location: optionalText(120) }))
    .max(200)
    .nullish(),
});

const order = z.strictObject({
  externalId,
  number: optionalText(40),
  customer: customerReference,
  status: z.enum(ORDER_STATUSES).nullish(),
  currency: currency.nullish(),
  items: list(
    z.strictObject({
      sku: optionalText(80),
      name: text(200),
      quantity,
      unitPrice: amount,
      total: amount.nullish(),
    }),
    1_000,
  ),
  subtotal: amount.nullish(),
  shipping: amount.nullish(),
  tax: amount.nullish(),
  discount: amount.nullish(),
  total: amount.nullish(),
  shippingAddress: address.nullish(),
  placedAt: instant.nullish(),
  expectedDeliveryAt: instant.nullish(),
  events: z
    .array(z.strictObject({ status: z.enum(ORDER_STATUSES), at: instant, note: optionalText(500) }))
    .max(200)
    .nullish(),
  shipments: z.array(shipment).max(50).nullish(),
  // What a list with one parcel an order has for columns.
  carrier: optionalText(120),
  trackingNumber: optionalText(120),
  trackingUrl: link.nullish(),
  shippedAt: instant.nullish(),
});

const invoice = z.strictObject({
  externalId,
  number: optionalText(40),
  customer: customerReference.nullish(),
  order: z.strictObject({ externalId: optionalText(200), number: optionalText(40) }).nullish(),
  status: z.enum(INVOICE_STATUSES).nullish(),
  currency: currency.nullish(),
  items: list(
    z.strictObject({
      description: text(300),
      quantity: z.number().positive().max(999_999_999),
      unitPrice: anyAmount,
      taxRate: z.number().min(0).max(1).nullish(),
      total: anyAmount.nullish(),
    }),
    1_000,
  ),
  subtotal: amount.nullish(),
  tax: amount.nullish(),
  total: amount.nullish(),
  amountPaid: amount.nullish(),
  issuedOn: day,
  dueOn: day,
  periodStart: day.nullish(),
  periodEnd: day.nullish(),
  paidAt: instant.nullish(),
});

const quote = z.strictObject({
  externalId,
  number: optionalText(40),
  customer: customerReference,
  title: text(200),
  message: optionalText(5_000),
  status: z.enum(QUOTE_STATUSES).nullish(),
  currency: currency.nullish(),
  validUntil: instant.nullish(),
  items: list(
    z.strictObject({
      sku: optionalText(80),
      description: text(300),
      quantity,
      unitPrice: amount,
      taxRate: z.number().min(0).max(1).nullish(),
      total: amount.nullish(),
    }),
    500,
  ),
  subtotal: amount.nullish(),
  discount: amount.nullish(),
  tax: amount.nullish(),
  total: amount.nullish(),
  createdAt: instant.nullish(),
});

const service = z.strictObject({
  externalId,
  customer: customerReference,
  name: text(200),
  package: text(120),
  bandwidthMbps: z.int().min(1).max(10_000_000).nullish(),
  allowanceBytes: z.int().min(1).max(Number.MAX_SAFE_INTEGER).nullish(),
  price: amount,
  currency: currency.nullish(),
  status: z.enum(SERVICE_STATUSES).nullish(),
  startedOn: day.nullish(),
  contractEndsOn: day.nullish(),
  endsOn: day.nullish(),
  noticeDays: z.int().min(0).max(365).nullish(),
  address: address.nullish(),
  statusNote: optionalText(500),
  installation: z
    .array(
      z.strictObject({
        stage: z.enum(INSTALLATION_STAGES),
        windowStart: instant.nullish(),
        windowEnd: instant.nullish(),
        technician: optionalText(120),
        preparation: optionalText(1_000),
        completedAt: instant.nullish(),
      }),
    )
    .max(5)
    .nullish(),
});

const usage = z.strictObject({
  externalId,
  service: z.strictObject({ externalId }),
  month,
  bytesDown: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  bytesUp: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullish(),
});

const transcript = z.strictObject({
  externalId,
  customer: customerReference.nullish(),
  call: z.strictObject({ id: optionalText(36), startedAt: instant.nullish() }).nullish(),
  agentEmail: email.nullish(),
  text: text(200_000),
  segments: z
    .array(
      z.strictObject({
        text: text(5_000),
        start: z.number().min(0).max(172_800).nullish(),
        end: z.number().min(0).max(172_800).nullish(),
        speaker: optionalText(120),
      }),
    )
    .max(5_000)
    .nullish(),
  summary: optionalText(5_000),
});

/** One record of each kind, as docs/integrations.md describes it. */
export const RECORD_SCHEMAS = {
  customers: customer,
  products: product,
  orders: order,
  invoices: invoice,
  quotes: quote,
  services: service,
  usage,
  transcripts: transcript,
} as const satisfies Record<RecordKind, z.ZodType>;
