import type { PdfLabels } from "./labels";

/** Who the document comes from: the business as it was called when the document was made. */
export type PdfSeller = {
  name: string;
  /** Address and contact, line by line. */
  lines: readonly string[];
  taxNumber?: string | null;
  registrationNumber?: string | null;
  /** PNG or JPEG. */
  logo?: Uint8Array | null;
  /** CSS hex or oklch(); anything else is the default teal. */
  primaryColor?: string | null;
};

export type PdfBuyer = {
  name: string;
  company?: string | null;
  customerNumber: string;
  taxNumber?: string | null;
  addressLines: readonly string[];
};

/** Amounts are integer minor units of `currency`; rates are shares of one (0.15); days are "2026-11-21". */
export type PriceDocument = {
  kind: "invoice" | "quote";
  number: string;
  /** Printed for quotes, which have several. */
  version?: number;
  /** A word beside the title. Leave it out of documents that are kept: a status changes. */
  status?: string;
  seller: PdfSeller;
  buyer: PdfBuyer;
  issuedOn: string;
  dueOn?: string | null;
  validUntil?: string | null;
  period?: { start: string; end: string } | null;
  /** The order or anything else that the document answers. */
  reference?: string | null;
  currency: string;
  lines: readonly PriceDocumentLine[];
  subtotal: number;
  /** Of the whole document, above the discounts of lines. */
  discount: number;
  taxes: readonly { rate: number; net: number; tax: number }[];
  tax: number;
  total: number;
  amountPaid?: number;
  notes?: string | null;
  terms?: string | null;
  labels: PdfLabels;
  locale: string;
};

export type PriceDocumentLine = {
  description: string;
  sku?: string | null;
  quantity: number;
  unitPrice: number;
  taxRate: number;
  discount?: number;
  net: number;
};

/**
 * An A4 document with its fonts in it. The same input gives the same bytes: nothing in it comes from the
 * clock or from chance. The renderer is loaded at the first call, not with the server.
 */
export async function renderPriceDocument(document: PriceDocument): Promise<Uint8Array> {
  const [{ priceDocumentPages }, { toPdf }] = await Promise.all([
    import("./price-layout"),
    import("./renderer"),
  ]);
  return toPdf(() => priceDocumentPages(document), {
    title: `${document.labels.title} ${document.number}`,
    author: document.seller.name,
    language: document.locale,
    createdOn: document.issuedOn,
  });
}
