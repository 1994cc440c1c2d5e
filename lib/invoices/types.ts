import type { Money } from "@/lib/core/money";

/** As people see them: overdue is computed from the due day, by the customer's calendar. */
export const INVOICE_STATUSES = ["pending", "overdue", "paid", "cancelled"] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** Days are "2026-11-21", times ISO 8601 in UTC. */
export type InvoiceSummary = {
  id: string;
  number: string;
  status: InvoiceStatus;
  total: Money;
  amountPaid: Money;
  /** Nothing once it is paid or cancelled. */
  outstanding: Money;
  issuedOn: string;
  dueOn: string;
  /** Days from today, where the customer is; negative when it is late. */
  dueInDays: number;
  paidAt: string | null;
  /** The time that it charges for. */
  period: { start: string; end: string } | null;
  order: { id: string; number: string } | null;
  /** What the first of its lines says; null for an invoice without lines. */
  subject: string | null;
  lineCount: number;
  createdAt: string;
};

export type InvoiceLine = {
  id: string;
  description: string;
  quantity: number;
  unitPrice: Money;
  /** A share: 0.15. */
  taxRate: number;
  net: Money;
};

export type TaxLine = { rate: number; net: Money; tax: Money };

export type InvoicePaymentLine = { id: string; amount: Money; method: string; receivedAt: string };

/** What became of "I have paid". */
export type PaymentReport = {
  ticketId: string;
  ticketNumber: string;
  status: string;
  reportedAt: string;
  /** As long as it is, there is no second one. */
  isOpen: boolean;
};

export type InvoiceDetail = InvoiceSummary & {
  subtotal: Money;
  tax: Money;
  taxes: TaxLine[];
  lines: InvoiceLine[];
  payments: InvoicePaymentLine[];
  paymentReport: PaymentReport | null;
};

/** What a customer owes. Amounts never mix currencies: one entry each, the largest first. */
export type InvoiceFigures = {
  outstanding: Money[];
  overdue: Money[];
  counts: Record<InvoiceStatus, number>;
  /** The open one that is due first. */
  next: InvoiceSummary | null;
  /** The customer's day. */
  today: string;
};

/** A change of what is owed: invoices raise it, payments lower it. */
export type StatementEntry = {
  day: string;
  kind: "invoice" | "payment";
  number: string;
  invoiceId: string;
  method: string | null;
  /** Minor units, with its sign. */
  amount: number;
};

export type StatementAccount = { currency: string; opening: number; entries: StatementEntry[] };

export type Statement = { from: string; to: string; currencies: StatementAccount[] };
