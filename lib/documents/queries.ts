import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import type { PdfBuyer, PdfSeller } from "@/lib/platform/pdf/price-document";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { addressLines, textLines } from "./address";
import { readLogo } from "./logo";

/** What documents are kept for. */
export type DocumentKind = "invoice" | "quote";

/** Who issues a document and to whom, ready for the page. */
export type DocumentParties = {
  seller: PdfSeller;
  buyer: PdfBuyer;
  /** The customer's, for figures and dates. */
  locale: string;
  /** How to pay, and what is agreed: texts from the settings of the business. */
  paymentDetails: string | null;
  invoiceTerms: string | null;
  quoteTerms: string | null;
};

/** The parties as the database has them. Anything may be missing. */
export type StoredParties = { seller: Record<string, unknown>; buyer: Record<string, unknown> };

/**
 * The business and the customer of an invoice or a quote, as they are called today. `not_found` also for
 * what belongs to somebody else.
 */
export async function getDocumentParties(
  viewer: Viewer,
  kind: DocumentKind,
  id: string,
): Promise<Result<DocumentParties>> {
  const answer = unwrap(await viewer.db.rpc("get_document_parties", { p_kind: kind, p_id: id }));
  return answer.ok ? ok(await toParties(answer.value as unknown as StoredParties)) : answer;
}

/** Stored parties as a document prints them, with the logo read. */
export async function toParties({ seller, buyer }: StoredParties): Promise<DocumentParties> {
  const locale = supportedLocale(text(buyer.locale));
  const taxNumber = text(seller.taxNumber);
  return {
    seller: {
      name: text(seller.name) ?? "Portico",
      lines: [
        ...textLines(seller.address),
        ...[seller.phone, seller.email, seller.website].map(text).filter((line) => line !== null),
      ],
      taxNumber,
      registrationNumber: text(seller.registrationNumber),
      logo: await readLogo(text(seller.logoUrl)),
      primaryColor: text(seller.primaryColor),
    },
    buyer: {
      name: text(buyer.name) ?? "",
      company: text(buyer.company),
      customerNumber: text(buyer.customerNumber) ?? "",
      taxNumber: text(buyer.taxNumber),
      addressLines: addressLines(buyer.address, locale),
    },
    locale,
    paymentDetails: text(seller.paymentDetails),
    invoiceTerms: text(seller.invoiceTerms),
    quoteTerms: text(seller.quoteTerms),
  };
}

function text(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** Profiles come from other systems: what is no language is English. */
function supportedLocale(locale: string | null): string {
  try {
    return Intl.getCanonicalLocales(locale ?? "en")[0] ?? "en";
  } catch {
    return "en";
  }
}
