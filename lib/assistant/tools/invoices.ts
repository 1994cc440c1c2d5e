import "server-only";
import { z } from "zod";
import { invoicePath } from "@/lib/invoices/path";
import { getInvoice, getInvoiceFigures, listInvoices } from "@/lib/invoices/queries";
import { invoiceRef } from "@/lib/invoices/schema";
import {
  INVOICE_STATUSES,
  type InvoiceDetail,
  type InvoiceFigures,
  type InvoiceSummary,
} from "@/lib/invoices/types";
import type { Source } from "../types";
import { defineTool, reading, whyNot } from "./define";
import { lines, onOneLine } from "./source";
import { type Writing, words, writingFor } from "./words";

const LINE = 160;
/** The id of the source that sums up; every other one is an invoice's. */
const OWED = "outstanding";

/** The customer's invoices, and what they owe altogether. */
export const listInvoicesTool = defineTool({
  name: "list_invoices",
  description:
    "Lists the customer's own invoices, latest first, and what is outstanding in total. Use it for what the customer owes, or to find an invoice.",
  module: "invoices",
  input: z.object({
    status: z.array(z.enum(INVOICE_STATUSES)).max(INVOICE_STATUSES.length).optional(),
    q: z.string().max(100).describe("Words of a number or of what is charged for.").optional(),
    limit: z.int().min(1).max(10).default(5),
  }),
  run: async ({ status, q, limit }, context) => {
    const [found, figures] = await Promise.all([
      listInvoices(context.viewer, { status, q }, { limit }),
      getInvoiceFigures(context.viewer),
    ]);
    const write = writingFor(context);
    if (!figures.ok) return { sources: [], note: whyNot(figures.error) };
    return reading(found, ({ items }) => ({
      sources: [owedSource(figures.value, write), ...items.map((one) => invoiceSummarySource(one, write))],
      note: items.length === 0 ? "The customer has no such invoices." : undefined,
    }));
  },
});

/** One invoice with its lines and payments. */
export const getInvoiceTool = defineTool({
  name: "get_invoice",
  description:
    "Reads one of the customer's own invoices by number or id: status, due day, lines, payments, what is still outstanding.",
  module: "invoices",
  input: z.object({ invoice: invoiceRef.shape.id.describe("Number, such as INV-10231, or id.") }),
  run: async ({ invoice }, context) => {
    const found = await getInvoice(context.viewer, invoice);
    return reading(found, (detail) => ({ sources: [invoiceSource(detail, writingFor(context))] }));
  },
});

/** What is owed altogether. */
export function owedSource({ outstanding, overdue, next }: InvoiceFigures, write: Writing): Source {
  const amounts = (list: readonly { amount: number; currency: string }[]) =>
    list
      .filter(({ amount }) => amount > 0)
      .map((money) => write.money(money))
      .join(" + ");
  const owed = amounts(outstanding);
  const late = amounts(overdue);
  return {
    kind: "invoice",
    id: OWED,
    title: words("title.owed"),
    href: "/portal/invoices",
    text: lines(
      owed ? words("fact.owedTotal", { amount: owed }) : words("fact.owedNothing"),
      late && words("fact.owedOverdue", { amount: late }),
      next &&
        words("fact.owedNext", {
          number: onOneLine(next.number, 60),
          amount: write.money(next.outstanding),
          date: write.day(next.dueOn),
        }),
    ),
  };
}

/** An invoice as a list tells of it. */
export function invoiceSummarySource(invoice: InvoiceSummary, write: Writing): Source {
  return { ...heading(invoice), text: lines(...facts(invoice, write)) };
}

function heading(invoice: InvoiceSummary): Pick<Source, "kind" | "id" | "title" | "href"> {
  return {
    kind: "invoice",
    id: invoice.id,
    title: words("title.invoice", { number: invoice.number }),
    href: invoicePath(invoice),
  };
}

function facts(invoice: InvoiceSummary, write: Writing): string[] {
  const { status, dueOn, dueInDays, paidAt, period, order, subject } = invoice;
  const isOpen = status === "pending" || status === "overdue";
  return lines(
    words("title.invoice", { number: invoice.number }),
    words("fact.status", { value: words(`invoices.status.${status}`) }),
    subject && words("fact.about", { subject: onOneLine(subject, LINE) }),
    words("fact.total", { amount: write.money(invoice.total) }),
    words("fact.outstanding", { amount: write.money(invoice.outstanding) }),
    invoice.amountPaid.amount > 0 && words("fact.paidSoFar", { amount: write.money(invoice.amountPaid) }),
    words("fact.issued", { date: write.day(invoice.issuedOn) }),
    isOpen && words("fact.due", { date: write.day(dueOn), words: dueWords(dueInDays) }),
    paidAt && words("fact.paid", { date: write.date(paidAt) }),
    period && words("fact.period", { start: write.day(period.start), end: write.day(period.end) }),
    order && words("fact.order", { number: onOneLine(order.number, 60) }),
  ).split("\n");
}

/** When it is due, as its page says it. */
export function dueWords(days: number): string {
  if (days < 0) return words("invoices.due.overdue", { days: -days });
  if (days === 0) return words("invoices.due.today");
  return days === 1 ? words("invoices.due.tomorrow") : words("invoices.due.soon", { days });
}

/** An invoice with all its facts. */
export function invoiceSource(invoice: InvoiceDetail, write: Writing): Source {
  const { lines: charged, payments, paymentReport, tax } = invoice;
  return {
    ...heading(invoice),
    text: lines(
      facts(invoice, write),
      charged.slice(0, 20).map((line) =>
        words("fact.line", {
          quantity: String(line.quantity),
          description: onOneLine(line.description, LINE),
          amount: write.money(line.net),
        }),
      ),
      tax.amount > 0 && words("fact.tax", { amount: write.money(tax) }),
      payments
        .slice(0, 10)
        .map(({ amount, receivedAt }) =>
          words("fact.payment", { date: write.date(receivedAt), amount: write.money(amount) }),
        ),
      paymentReport &&
        words("fact.reported", {
          date: write.date(paymentReport.reportedAt),
          number: paymentReport.ticketNumber,
        }),
    ),
  };
}
