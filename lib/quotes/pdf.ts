import "server-only";
import { createHash } from "node:crypto";
import type { Viewer } from "@/lib/auth/viewer";
import { calendarDay, formatDateTime } from "@/lib/core/dates";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { type DocumentParties, getDocumentParties } from "@/lib/documents/queries";
import { type KeptDocument, keepDocument } from "@/lib/documents/service";
import { defaultMessage } from "@/lib/platform/error-messages";
import { pdfLabels } from "@/lib/platform/pdf/labels";
import { type PriceDocument, renderPriceDocument } from "@/lib/platform/pdf/price-document";
import texts from "@/messages/en/quotes.json";
import { getQuote, type QuoteDetail } from "./queries";
import type { QuoteItem, QuoteVersion } from "./types";

/**
 * The PDF of a version, by default of the latest: rendered at the first call and kept, the same bytes ever
 * after. Staff also get the draft, marked as one and not kept. `not_found` for a version that the viewer does
 * not see, and for a quote without one.
 */
export async function quotePdf(viewer: Viewer, ref: string, version?: number): Promise<Result<KeptDocument>> {
  const found = await getQuote(viewer, ref);
  if (!found.ok) return found;
  const quote = found.value;
  const wanted = version ?? quote.version;
  if (quote.draft && quote.draft.version === wanted) return draftPdf(viewer, quote, quote.draft);
  const sent = quote.versions.find((one) => one.version === wanted);
  if (!sent) return err(appError("not_found", defaultMessage("not_found")));
  return keepDocument(viewer, {
    kind: "quote",
    id: quote.id,
    version: sent.version,
    render: () => render(viewer, quote, sent),
  });
}

async function draftPdf(
  viewer: Viewer,
  quote: QuoteDetail,
  draft: QuoteVersion,
): Promise<Result<KeptDocument>> {
  const rendered = await render(viewer, quote, draft, texts.pdf.draft);
  if (!rendered.ok) return rendered;
  const bytes = new Uint8Array(rendered.value);
  const fileName = `${quote.number.replace(/[^\w.-]+/g, "-")}-draft.pdf`;
  return ok({ bytes, fileName, sha256: createHash("sha256").update(bytes).digest("hex") });
}

async function render(
  viewer: Viewer,
  quote: QuoteDetail,
  version: QuoteVersion,
  status?: string,
): Promise<Result<Uint8Array>> {
  const parties = await getDocumentParties(viewer, "quote", quote.id);
  if (!parties.ok) return parties;
  const document = quoteDocument(quote, version, parties.value, new Date());
  return ok(await renderPriceDocument(status ? { ...document, status } : document));
}

/** A version as a document. Days are those of the customer; `now` stands for when a draft would be sent. */
export function quoteDocument(
  quote: QuoteDetail,
  version: QuoteVersion,
  parties: DocumentParties,
  now: Date,
): PriceDocument {
  const { timeZone } = quote;
  const { seller, buyer, locale } = parties;
  const until = version.validUntil;
  // The page names a day; who chose an hour as well reads it in the notes.
  const hour =
    until && !version.validOn
      ? texts.pdf.validUntil.replace("{time}", `${formatDateTime(until, locale, timeZone)} (${timeZone})`)
      : null;
  return {
    kind: "quote",
    number: quote.number,
    version: version.version,
    seller,
    buyer,
    reference: quote.title,
    issuedOn: calendarDay(version.sentAt ?? now, timeZone),
    validUntil: version.validOn ?? (until && calendarDay(until, timeZone)),
    currency: version.currency,
    lines: version.items.map(toLine),
    subtotal: version.subtotal.amount,
    discount: version.discount.amount,
    taxes: version.taxes.map(({ rate, net, tax }) => ({ rate, net: net.amount, tax: tax.amount })),
    tax: version.tax.amount,
    total: version.total.amount,
    notes: [version.note, hour].filter(Boolean).join("\n\n") || null,
    terms: version.terms,
    labels: pdfLabels("quote"),
    locale,
  };
}

function toLine(item: QuoteItem): PriceDocument["lines"][number] {
  return {
    description: item.note ? `${item.description}\n${item.note}` : item.description,
    sku: item.sku,
    quantity: item.quantity,
    unitPrice: item.unitPrice.amount,
    taxRate: item.taxRate,
    discount: item.discount.amount,
    net: item.net.amount,
  };
}
