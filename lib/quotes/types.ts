import type { Money } from "@/lib/core/money";

/** `expired` is computed: a sent quote whose time is over says so before anything has written it down. */
export const QUOTE_STATUSES = [
  "requested",
  "in_review",
  "sent",
  "changes_requested",
  "accepted",
  "declined",
  "expired",
] as const;
export type QuoteStatus = (typeof QUOTE_STATUSES)[number];

/** A version that customers see has left `draft`. */
export const QUOTE_VERSION_STATUSES = [
  "draft",
  "sent",
  "superseded",
  "accepted",
  "declined",
  "expired",
] as const;
export type QuoteVersionStatus = (typeof QUOTE_VERSION_STATUSES)[number];

/** What the quote's history tells of. */
export const QUOTE_EVENTS = [
  "requested",
  "created",
  "review_started",
  "draft_saved",
  "sent",
  "revised",
  "changes_requested",
  "accepted",
  "declined",
  "expired",
  "converted",
] as const;
export type QuoteEventType = (typeof QUOTE_EVENTS)[number];

/** Times are ISO 8601 in UTC. */
export type QuoteSummary = {
  id: string;
  number: string;
  title: string;
  status: QuoteStatus;
  /** The latest version that was sent; 0 before the first. */
  version: number;
  /** Rises with every change; what a command of staff compares with. */
  revision: number;
  /** Of the latest sent version, tax included; null before the first. */
  total: Money | null;
  validUntil: string | null;
  acceptedVersion: number | null;
  /** What was asked for, or what the latest version offers. */
  itemCount: number;
  createdAt: string;
  lastActivityAt: string;
  /** The order that an accepted quote became. */
  order: { id: string; number: string } | null;
  /** For staff alone. */
  customerId?: string;
  customerName?: string;
  customerNumber?: string;
  reviewerName?: string | null;
  hasDraft?: boolean;
};

/** A line that was asked for: a product of the catalogue, or words. */
export type QuoteRequestItem = {
  id: string;
  productId: string | null;
  sku: string | null;
  description: string;
  quantity: number;
  note: string | null;
};

/** A line of a version. */
export type QuoteItem = {
  id: string;
  /** The same for the same line in every version: what `compareVersions` goes by. */
  lineKey: string;
  productId: string | null;
  sku: string | null;
  description: string;
  quantity: number;
  /** Without tax. */
  unitPrice: Money;
  /** 0.15 for 15 %. */
  taxRate: number;
  /** Off this line. */
  discount: Money;
  /** Quantity × unit price − discount, without tax. */
  net: Money;
  note: string | null;
};

/** One line of a request for changes; without an item it is the general message. */
export type QuoteChange = {
  itemId: string | null;
  /** What the customer wants instead; 0 leaves the line out; null changes something else. */
  quantity: number | null;
  message: string | null;
};

export type QuoteTax = { rate: number; net: Money; tax: Money };

export type QuoteVersion = {
  version: number;
  status: QuoteVersionStatus;
  items: QuoteItem[];
  currency: string;
  /** The sum of the nets. */
  subtotal: Money;
  /** Off the whole, before tax. */
  discount: Money;
  /** One entry per rate, the highest first. */
  taxes: QuoteTax[];
  tax: Money;
  total: Money;
  /** To the millisecond; accepting a moment later is refused. */
  validUntil: string | null;
  /** The day that was chosen, when no time of day was. */
  validOn: string | null;
  note: string | null;
  terms: string | null;
  sentAt: string | null;
  sentByName: string | null;
  /** What the customer asked to change in this version. */
  changes: QuoteChange[];
};

export type QuoteFile = {
  id: string;
  fileName: string;
  mimeType: string | null;
  size: number | null;
  width: number | null;
  height: number | null;
  scanStatus: "pending" | "clean" | "infected" | "skipped";
  createdAt: string;
};

export type QuoteEvent = {
  id: string;
  type: QuoteEventType;
  version: number | null;
  actorType: "customer" | "staff" | "system";
  actorName: string;
  note: string | null;
  createdAt: string;
  /** From where; for staff alone, and only for what the customer decided. */
  ip?: string | null;
  userAgent?: string | null;
};

export type QuoteRecord = QuoteSummary & {
  /** Of the customer of record: validity ends where they are. */
  timeZone: string;
  request: {
    message: string;
    items: QuoteRequestItem[];
    attachments: QuoteFile[];
    requestedByName: string | null;
  };
  /** Sent versions, the latest first. */
  versions: QuoteVersion[];
  /** The next version while staff prepare it; for staff alone. */
  draft?: QuoteVersion | null;
  acceptance: { version: number; byName: string; at: string } | null;
  decline: { reason: string | null; byName: string; at: string } | null;
  events: QuoteEvent[];
  /** For staff alone. */
  customer?: {
    id: string;
    customerNumber: string;
    fullName: string;
    companyName: string | null;
    email: string | null;
    phone: string | null;
    timeZone: string;
    locale: string;
  };
};

/** A product as the search offers it; the price is without tax. */
export type ProductMatch = { id: string; sku: string; name: string; category: string; price: Money };
