import type { StatementAccount, StatementEntry } from "./types";

/** What is owed from entry to entry, in minor units of one currency. */
export type BalancedAccount = {
  currency: string;
  opening: number;
  entries: (StatementEntry & { balance: number })[];
  /** The sum of the invoices. */
  invoiced: number;
  /** The sum of the payments, as a positive amount. */
  paid: number;
  closing: number;
};

/** An account with its running balance and sums. The closing balance is the last one. */
export function balanced({ currency, opening, entries }: StatementAccount): BalancedAccount {
  let balance = opening;
  let invoiced = 0;
  let paid = 0;
  const lines = entries.map((entry) => {
    balance += entry.amount;
    if (entry.kind === "invoice") invoiced += entry.amount;
    else paid -= entry.amount;
    return { ...entry, balance };
  });
  return { currency, opening, entries: lines, invoiced, paid, closing: balance };
}
