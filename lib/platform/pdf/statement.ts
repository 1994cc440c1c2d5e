import type { PdfBuyer, PdfSeller } from "./price-document";

/** A statement of account. Days are "2026-11-21", amounts integer minor units of the account's currency. */
export type StatementDocument = {
  seller: PdfSeller;
  buyer: PdfBuyer;
  from: string;
  to: string;
  accounts: readonly StatementDocumentAccount[];
  labels: StatementLabels;
  locale: string;
};

export type StatementDocumentAccount = {
  currency: string;
  opening: number;
  entries: readonly { day: string; description: string; amount: number; balance: number }[];
  invoiced: number;
  paid: number;
  closing: number;
};

export type StatementLabels = Record<
  | "title"
  | "buyer"
  | "customerNumber"
  | "taxNumber"
  | "registrationNumber"
  | "period"
  | "date"
  | "details"
  | "debit"
  | "credit"
  | "balance"
  | "opening"
  | "invoiced"
  | "paid"
  | "closing"
  | "empty",
  string
> & {
  /** "Account in ZAR" */
  account: (currency: string) => string;
  page: (page: number, pages: number) => string;
};

/** An A4 statement; the same input gives the same bytes. Loaded and drawn like an invoice. */
export async function renderStatement(statement: StatementDocument): Promise<Uint8Array> {
  const [{ statementPages }, { toPdf }] = await Promise.all([
    import("./statement-layout"),
    import("./renderer"),
  ]);
  return toPdf(() => statementPages(statement), {
    title: `${statement.labels.title} ${statement.from} – ${statement.to}`,
    author: statement.seller.name,
    language: statement.locale,
    createdOn: statement.to,
  });
}
