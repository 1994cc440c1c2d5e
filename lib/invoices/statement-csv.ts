import { stringify } from "csv-stringify/sync";
import { inert } from "@/lib/core/csv";
import { decimalText } from "@/lib/core/money";
import texts from "@/messages/en/invoices.json";
import { balanced } from "./statement";
import type { Statement, StatementEntry } from "./types";

const COLUMNS = ["date", "type", "invoice", "details", "debit", "credit", "balance", "currency"] as const;

type Row = Record<(typeof COLUMNS)[number], string>;

/**
 * A statement for spreadsheets: one table for all currencies, decimal points, amounts without signs of
 * currency, CRLF, and the mark by which Excel knows UTF-8.
 */
export function statementCsv(statement: Statement): string {
  const words = texts.statement.csv;
  const rows = statement.currencies.map(balanced).flatMap((account): Row[] => {
    const money = (amount: number) => decimalText({ amount, currency: account.currency });
    const row = (values: Partial<Row>): Row => ({
      ...(Object.fromEntries(COLUMNS.map((column) => [column, ""])) as Row),
      currency: account.currency,
      ...values,
    });
    return [
      row({ date: statement.from, type: words.opening, balance: money(account.opening) }),
      ...account.entries.map((entry) =>
        row({
          date: entry.day,
          type: words[entry.kind],
          invoice: inert(entry.number),
          details: inert(detailsOf(entry)),
          [entry.amount < 0 ? "credit" : "debit"]: money(Math.abs(entry.amount)),
          balance: money(entry.balance),
        }),
      ),
      row({ date: statement.to, type: words.closing, balance: money(account.closing) }),
    ];
  });
  const columns = COLUMNS.map((key) => ({ key, header: words.columns[key] }));
  return stringify(rows, { header: true, columns, bom: true, record_delimiter: "windows" });
}

function detailsOf({ method }: StatementEntry): string {
  const methods: Record<string, string | undefined> = texts.methods;
  return method === null ? "" : (methods[method] ?? texts.methods.other);
}
