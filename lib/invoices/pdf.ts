import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { Result } from "@/lib/core/result";
import { type DocumentParties, toParties } from "@/lib/documents/queries";
import { type KeptDocument, keepDocument } from "@/lib/documents/service";
import { pdfLabels } from "@/lib/platform/pdf/labels";
import { type PriceDocument, renderPriceDocument } from "@/lib/platform/pdf/price-document";
import { findInvoiceOfOrder, readInvoice } from "./queries";
import type { InvoiceDetail } from "./types";

/**
 * An invoice never changes once issued, so it has one document: rendered at the first call, the same bytes
 * ever after. `not_found` also for what belongs to somebody else.
 */
export async function invoicePdf(viewer: Viewer, ref: string): Promise<Result<KeptDocument>> {
  const found = await readInvoice(viewer, ref);
  if (!found.ok) return found;
  const { invoice, parties } = found.value;
  return keepDocument(viewer, {
    kind: "invoice",
    id: invoice.id,
    version: 1,
    render: async () => renderPriceDocument(invoiceDocument(invoice, await toParties(parties))),
  });
}

/** The document of an order's invoice; `not_found` when the order has none. */
export async function invoicePdfOfOrder(viewer: Viewer, ref: string): Promise<Result<KeptDocument>> {
  const id = await findInvoiceOfOrder(viewer, ref);
  return id.ok ? invoicePdf(viewer, id.value) : id;
}

/** An invoice as a document. It tells what was issued, and nothing that changes afterwards, such as payments. */
export function invoiceDocument(invoice: InvoiceDetail, parties: DocumentParties): PriceDocument {
  return {
    kind: "invoice",
    number: invoice.number,
    seller: parties.seller,
    buyer: parties.buyer,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    period: invoice.period,
    reference: invoice.order?.number ?? null,
    currency: invoice.total.currency,
    lines: invoice.lines.map((line) => ({
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice.amount,
      taxRate: line.taxRate,
      net: line.net.amount,
    })),
    subtotal: invoice.subtotal.amount,
    discount: 0,
    taxes: invoice.taxes.map(({ rate, net, tax }) => ({ rate, net: net.amount, tax: tax.amount })),
    tax: invoice.tax.amount,
    total: invoice.total.amount,
    notes: parties.paymentDetails,
    terms: parties.invoiceTerms,
    labels: pdfLabels("invoice"),
    locale: parties.locale,
  };
}
