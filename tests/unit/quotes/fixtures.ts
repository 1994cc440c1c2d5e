import type { QuoteItem, QuoteVersion } from "@/lib/quotes/types";

const money = (amount: number) => ({ amount, currency: "ZAR" });

/** A line at R 100 each, 15 % tax. */
export function itemOf(lineKey: string, change: Partial<QuoteItem> = {}): QuoteItem {
  const quantity = change.quantity ?? 1;
  return {
    id: `${lineKey} of this version`,
    lineKey,
    productId: null,
    sku: null,
    description: `Line ${lineKey}`,
    quantity,
    unitPrice: money(100_00),
    taxRate: 0.15,
    discount: money(0),
    net: money(quantity * 100_00),
    note: null,
    ...change,
  };
}

/** A version with these lines. Its sums are those of lines at R 100. */
export function versionOf(
  version: number,
  items: QuoteItem[],
  change: Partial<QuoteVersion> = {},
): QuoteVersion {
  const subtotal = items.reduce((sum, item) => sum + item.net.amount, 0);
  return {
    version,
    status: "sent",
    items,
    currency: "ZAR",
    subtotal: money(subtotal),
    discount: money(0),
    taxes: [{ rate: 0.15, net: money(subtotal), tax: money(subtotal * 0.15) }],
    tax: money(subtotal * 0.15),
    total: money(subtotal * 1.15),
    validUntil: "2026-12-24T21:59:59.999Z",
    validOn: "2026-12-24",
    note: null,
    terms: null,
    sentAt: "2026-11-21T08:00:00.000Z",
    sentByName: "Thabo Nkosi",
    changes: [],
    ...change,
  };
}
