import { describe, expect, test } from "vitest";
import { priceLines } from "@/lib/core/totals";
import type { DocumentParties } from "@/lib/documents/queries";
import { renderPriceDocument } from "@/lib/platform/pdf/price-document";
import { quoteDocument } from "@/lib/quotes/pdf";
import type { QuoteDetail } from "@/lib/quotes/queries";
import type { QuoteVersion } from "@/lib/quotes/types";

const NOW = new Date("2026-11-21T08:00:00Z");
const zar = (amount: number) => ({ amount, currency: "ZAR" });

const PARTIES: DocumentParties = {
  seller: { name: "Umoya Audio", lines: ["12 Kloof Street", "Cape Town"], taxNumber: "4123456789" },
  buyer: { name: "José Ñandú", customerNumber: "C-010001", addressLines: ["Gdańska 5", "Łódź"] },
  locale: "en-ZA",
  paymentDetails: null,
  invoiceTerms: null,
  quoteTerms: null,
};

function version(lineCount: number, change: Partial<QuoteVersion> = {}): QuoteVersion {
  const prices = Array.from({ length: lineCount }, (_, index) => ({
    quantity: (index % 7) + 1,
    unitPrice: 12_345 + index * 111,
    taxRate: index % 5 === 0 ? 0 : 0.15,
    discount: index % 11 === 0 ? 500 : 0,
  }));
  const totals = priceLines({ currency: "ZAR", lines: prices, discount: 10_000 });
  return {
    version: 3,
    status: "sent",
    items: prices.map((line, index) => ({
      id: String(index),
      lineKey: String(index),
      productId: null,
      sku: `SKU-${index + 1}`,
      description: `Line ${index + 1}`,
      quantity: line.quantity,
      unitPrice: zar(line.unitPrice),
      taxRate: line.taxRate,
      discount: zar(line.discount),
      net: zar(totals.lines[index]?.net ?? 0),
      note: index % 20 === 0 ? "Delivered to the third floor" : null,
    })),
    currency: "ZAR",
    subtotal: zar(totals.subtotal),
    discount: zar(totals.discount),
    taxes: totals.taxes.map(({ rate, net, tax }) => ({ rate, net: zar(net), tax: zar(tax) })),
    tax: zar(totals.tax),
    total: zar(totals.total),
    validUntil: "2026-12-01T21:59:59.999Z",
    validOn: "2026-12-01",
    note: "Thank you for asking.",
    terms: "Half in advance.",
    // The evening before, where the customer is not.
    sentAt: "2026-11-20T23:30:00.000Z",
    sentByName: "Lerato Molefe",
    changes: [],
    ...change,
  };
}

const quote = { number: "QUO-2026-00001", title: "The hall", timeZone: "Africa/Johannesburg" } as QuoteDetail;
const document = (of: QuoteVersion) => quoteDocument(quote, of, PARTIES, NOW);

describe("a quote as a document", () => {
  test("has the version's figures as they were stored, and the customer's days", () => {
    const sent = version(3);
    expect(document(sent)).toMatchObject({
      kind: "quote",
      number: "QUO-2026-00001",
      version: 3,
      reference: "The hall",
      issuedOn: "2026-11-21",
      validUntil: "2026-12-01",
      total: sent.total.amount,
      notes: "Thank you for asking.",
      terms: "Half in advance.",
      lines: [{ description: "Line 1\nDelivered to the third floor", quantity: 1, discount: 500 }, {}, {}],
    });
  });

  test("says the hour where one was chosen", () => {
    const until = version(1, { validOn: null, validUntil: "2026-12-01T12:00:00.000Z", note: null });
    const { validUntil, notes } = document(until);
    expect(validUntil).toBe("2026-12-01");
    expect(notes).toMatch(/^Valid until 0?1 Dec 2026,? 14:00 \(Africa\/Johannesburg\)$/);
  });

  test("goes on over pages when it has two hundred lines", async () => {
    const bytes = await renderPriceDocument(document(version(200)));
    const text = Buffer.from(bytes).toString("latin1");
    const pages = text.match(/\/Type \/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(4);
    expect(pages).toBeLessThan(15);
  });
});
