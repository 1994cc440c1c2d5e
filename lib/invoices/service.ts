import "server-only";
import { createTranslator } from "next-intl";
import type { Viewer } from "@/lib/auth/viewer";
import { formatDate } from "@/lib/core/dates";
import { appError } from "@/lib/core/errors";
import { formatMoney } from "@/lib/core/money";
import { err, ok, type Result } from "@/lib/core/result";
import { toParties } from "@/lib/documents/queries";
import { statementLabels } from "@/lib/platform/pdf/labels";
import { renderStatement, type StatementDocumentAccount } from "@/lib/platform/pdf/statement";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/invoices.json";
import { explainInvoice, invoiceFieldMessage } from "./field-messages";
import { getInvoice, getStatement } from "./queries";
import type { PaymentReportInput, StatementQuery } from "./schema";
import { balanced } from "./statement";
import { statementCsv } from "./statement-csv";
import type { InvoiceDetail, PaymentReport, StatementAccount } from "./types";

/** A file to save. */
export type StatementFile = { bytes: Uint8Array<ArrayBuffer>; fileName: string; mimeType: string };

/** Drawing takes some two milliseconds an entry, during which this process does nothing else. */
const MOST_DRAWN = 1_000;

const t = createTranslator({ locale: "en", messages: texts });

/**
 * The statement of account of a time, as a PDF or for a spreadsheet. `validation_failed` for more than 5,000
 * entries, in a PDF more than 1,000.
 */
export async function statementFile(
  viewer: Viewer,
  { from, to, format }: StatementQuery,
): Promise<Result<StatementFile>> {
  const found = await getStatement(viewer, { from, to });
  if (!found.ok) return found;
  const { parties: stored, ...statement } = found.value;
  const name = `statement-${from}-${to}`;
  if (format === "csv") {
    const bytes = new TextEncoder().encode(statementCsv(statement));
    return ok({ bytes, fileName: `${name}.csv`, mimeType: "text/csv; charset=utf-8" });
  }
  const count = statement.currencies.reduce((sum, { entries }) => sum + entries.length, 0);
  if (count > MOST_DRAWN) {
    const message = invoiceFieldMessage("from", "too_many_for_pdf");
    return err(appError("validation_failed", message, { fields: { from: [message] } }));
  }
  const { seller, buyer, locale } = await toParties(stored);
  const rendered = await renderStatement({
    seller,
    buyer,
    from,
    to,
    accounts: statement.currencies.map(toAccount),
    labels: statementLabels(),
    locale,
  });
  return ok({ bytes: new Uint8Array(rendered), fileName: `${name}.pdf`, mimeType: "application/pdf" });
}

function toAccount(account: StatementAccount): StatementDocumentAccount {
  const { entries, ...sums } = balanced(account);
  return {
    ...sums,
    entries: entries.map(({ day, kind, number, method, amount, balance }) => ({
      day,
      description:
        kind === "invoice"
          ? t("statement.invoiceLine", { number })
          : t("statement.paymentLine", { number, method: methodName(method) }),
      amount,
      balance,
    })),
  };
}

function methodName(method: string | null): string {
  const names: Record<string, string | undefined> = texts.methods;
  return names[method ?? ""] ?? texts.methods.other;
}

/**
 * "I have paid": opens a billing ticket that says what the customer knows of their payment, or gives the one
 * that is open already. `not_found`, `conflict` with reason `invoice_paid` or `invoice_cancelled`.
 */
export async function reportPayment(
  viewer: Viewer,
  input: PaymentReportInput,
): Promise<Result<PaymentReport>> {
  const found = await getInvoice(viewer, input.invoiceId);
  if (!found.ok) return found;
  const invoice = found.value;
  const answer = unwrap(
    await viewer.db.rpc("report_invoice_payment", {
      p_key: input.key,
      p_invoice_id: invoice.id,
      p_input: {
        subject: t("report.subject", { number: invoice.number }),
        description: describe(invoice, input, viewer.locale),
        attachmentIds: input.attachmentIds,
      },
    }),
  );
  return answer.ok ? ok(answer.value as unknown as PaymentReport) : err(explainInvoice(answer.error));
}

function describe(invoice: InvoiceDetail, input: PaymentReportInput, locale: string): string {
  const amount = formatMoney(invoice.outstanding, locale);
  const facts = [
    t("report.lineDate", { date: formatDate(`${input.paidOn}T00:00:00Z`, locale, "UTC") }),
    t("report.lineMethod", { method: methodName(input.method) }),
    ...(input.reference ? [t("report.lineReference", { reference: input.reference })] : []),
  ];
  return [t("report.intro", { number: invoice.number, amount }), facts.join("\n"), input.note]
    .filter(Boolean)
    .join("\n\n");
}
