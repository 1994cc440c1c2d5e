import "server-only";
import { getInvoice, getInvoiceFigures, listInvoices } from "@/lib/invoices/queries";
import type { InvoiceDetail, InvoiceSummary } from "@/lib/invoices/types";
import { type Draft, spoken } from "./extractive-draft";
import { type Asked, cannotRead, type Told } from "./extractive-told";
import type { Wants } from "./intents";
import { dueWords, invoiceSource, invoiceSummarySource, owedSource } from "./tools/invoices";
import { type Writing, words, writingFor } from "./tools/words";

const SHOWN = 5;

/** Which invoices are meant. */
const KINDS = {
  all: {},
  open: { status: ["pending", "overdue"], sort: "due" },
  overdue: { status: ["overdue"], sort: "due" },
  paid: { status: ["paid"] },
} satisfies Record<string, Parameters<typeof listInvoices>[1]>;

function kindOf(question: string, wants: Wants): keyof typeof KINDS {
  if (/\b(?:overdue|late|past due)\b/i.test(question)) return "overdue";
  if (/\b(?:unpaid|outstanding|open|owe|still|due)\b/i.test(question)) return "open";
  if (/\b(?:which|what|list|show)\b.*\bpaid\b|\bpaid invoices\b/i.test(question)) return "paid";
  return wants === "list" ? "all" : "open";
}

/** What is owed, or how it stands with one invoice. */
export async function tellInvoices(draft: Draft, { question, ref, wants, context }: Asked): Promise<Told> {
  const write = writingFor(context);
  const { viewer } = context;
  if (ref) {
    const found = await getInvoice(viewer, ref);
    if (!found.ok) return cannotRead(found.error);
    sayInvoice(draft, found.value, write);
    return "told";
  }
  if (wants === "latest") {
    const latest = await listInvoices(viewer, {}, { limit: 1 });
    if (!latest.ok) return cannotRead(latest.error);
    const [newest] = latest.value.items;
    if (newest) return tellInvoices(draft, { question, ref: newest.number, wants, context });
  }
  const kind = kindOf(question, wants);
  const [figures, found] = await Promise.all([
    getInvoiceFigures(viewer),
    listInvoices(viewer, KINDS[kind], { limit: SHOWN }),
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
    if (kind === "all") draft.say(words("answer.none.invoices"));
    return "told";
  }
  draft.paragraph();
  draft.say(words(`answer.several.invoices.${kind}`));
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
