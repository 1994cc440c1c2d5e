import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inert } from "@/lib/core/csv";
import { minorUnitDigits } from "@/lib/core/money";
import { balanced } from "@/lib/invoices/statement";
import { statementCsv } from "@/lib/invoices/statement-csv";
import type { StatementAccount, StatementEntry } from "@/lib/invoices/types";

const amount = fc.integer({ min: 1, max: 10 ** 12 });
const entry = fc
  .record({
    kind: fc.constantFrom("invoice" as const, "payment" as const),
    amount,
    number: fc.string({ maxLength: 40 }),
  })
  .map(
    ({ kind, amount: size, number }): StatementEntry => ({
      day: "2026-11-21",
      kind,
      number,
      invoiceId: "00000000-0000-4000-8000-000000000000",
      method: kind === "payment" ? "card" : null,
      amount: kind === "invoice" ? size : -size,
    }),
  );
const account = fc.record({
  currency: fc.constantFrom("ZAR", "JPY", "KWD"),
  opening: fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
  entries: fc.array(entry, { maxLength: 40 }),
}) satisfies fc.Arbitrary<StatementAccount>;

describe("an account", () => {
  test("closes with what it opened with, plus invoices, less payments", () => {
    fc.assert(
      fc.property(account, (given) => {
        const { opening, invoiced, paid, closing, entries } = balanced(given);
        expect(closing).toBe(opening + invoiced - paid);
        expect(entries.at(-1)?.balance ?? opening).toBe(closing);
        expect(invoiced).toBeGreaterThanOrEqual(0);
        expect(paid).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("goes on where the one before it ended, wherever the time is cut", () => {
    fc.assert(
      fc.property(account, fc.nat({ max: 40 }), (given, cut) => {
        const before = balanced({ ...given, entries: given.entries.slice(0, cut) });
        const after = balanced({ ...given, opening: before.closing, entries: given.entries.slice(cut) });
        expect(after.closing).toBe(balanced(given).closing);
      }),
    );
  });
});

const read = (csv: string) => parse(csv, { bom: true, columns: true }) as Record<string, string>[];
const toMinor = (text: string, currency: string) =>
  Math.round(Number(text || 0) * 10 ** minorUnitDigits(currency));

describe("the table for spreadsheets", () => {
  test("adds up to the balance in every currency, whatever numbers are called", () => {
    fc.assert(
      fc.property(account, (given) => {
        const rows = read(statementCsv({ from: "2026-11-01", to: "2026-11-30", currencies: [given] }));
        expect(rows).toHaveLength(given.entries.length + 2);
        const sum = (column: string) =>
          rows.reduce((total, row) => total + toMinor(row[column] ?? "", given.currency), 0);
        expect(given.opening + sum("Invoiced") - sum("Paid")).toBe(balanced(given).closing);
        expect(toMinor(rows.at(-1)?.Balance ?? "", given.currency)).toBe(balanced(given).closing);
      }),
    );
  });

  test("runs no formula that somebody hid in a number", () => {
    for (const bad of ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "|x", "%x", '=HYPERLINK("http://x")']) {
      expect(inert(bad)).toBe(`'${bad}`);
    }
    expect(inert("INV-1")).toBe("INV-1");
    const number = '=cmd|"/c calc"!A1';
    const entries = [
      { day: "2026-11-21", kind: "invoice" as const, number, invoiceId: "x", method: null, amount: 100 },
    ];
    const csv = statementCsv({
      from: "2026-11-01",
      to: "2026-11-30",
      currencies: [{ currency: "ZAR", opening: -5, entries }],
    });
    expect(read(csv)[1]?.Invoice).toBe(`'${number}`);
    // An amount of ours keeps its minus: it is a number, and spreadsheets must be able to add it.
    expect(read(csv)[0]?.Balance).toBe("-0.05");
  });

  test("is read as UTF-8 by Excel, with its line ends", () => {
    const csv = statementCsv({ from: "2026-11-01", to: "2026-11-30", currencies: [] });
    expect(csv).toBe("\ufeffDate,Type,Invoice,Details,Invoiced,Paid,Balance,Currency\r\n");
  });
});
