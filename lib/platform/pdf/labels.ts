import { createTranslator } from "next-intl";
import texts from "@/messages/en/documents.json";
import type { StatementLabels } from "./statement";

const LABELS = [
  "title",
  "number",
  "version",
  "issuedOn",
  "dueOn",
  "validUntil",
  "period",
  "reference",
  "buyer",
  "customerNumber",
  "taxNumber",
  "registrationNumber",
  "description",
  "quantity",
  "unitPrice",
  "taxRate",
  "amount",
  "lineDiscount",
  "subtotal",
  "discount",
  "total",
  "amountPaid",
  "amountDue",
  "notes",
  "terms",
] as const;

/** The words of a document, and its two sentences that take figures. */
export type PdfLabels = Record<(typeof LABELS)[number], string> & {
  /** "VAT 15% on R 100,00" */
  taxLine: (rate: string, net: string) => string;
  /** "Page 1 of 3" */
  page: (page: number, pages: number) => string;
};

/** The words of an invoice or a quote. */
export function pdfLabels(kind: "invoice" | "quote"): PdfLabels {
  const t = createTranslator({ locale: "en", messages: texts });
  const own = texts.kinds[kind];
  const words = Object.fromEntries(LABELS.map((name) => [name, { ...texts.labels, ...own }[name]]));
  return {
    ...(words as Record<(typeof LABELS)[number], string>),
    taxLine: (rate, net) => t("taxLine", { rate, net }),
    page: (page, pages) => t("page", { page, pages }),
  };
}

/** The words of a statement of account. */
export function statementLabels(): StatementLabels {
  const t = createTranslator({ locale: "en", messages: texts });
  return {
    ...texts.statement,
    customerNumber: texts.labels.customerNumber,
    taxNumber: texts.labels.taxNumber,
    registrationNumber: texts.labels.registrationNumber,
    account: (currency) => t("account", { currency }),
    page: (page, pages) => t("page", { page, pages }),
  };
}
