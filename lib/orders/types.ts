import type { Money } from "@/lib/core/money";
import type { TicketStatus } from "@/lib/tickets/types";

/** The database's enum, in its order; a test compares them. */
export const ORDER_STATUSES = [
  "pending",
  "paid",
  "processing",
  "shipped",
  "delivered",
  "cancelled",
  "refunded",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** An order as a list shows it. Times are ISO 8601 in UTC. */
export type OrderSummary = {
  id: string;
  number: string;
  status: OrderStatus;
  placedAt: string;
  expectedDeliveryAt: string | null;
  deliveredAt: string | null;
  total: Money;
  /** Pieces, over all lines. */
  itemCount: number;
  /** Of the first three lines. */
  itemNames: string[];
  /** Whether a parcel is underway of which nothing was heard for days. */
  isStale: boolean;
};

/** How many of a line can still be reported, and until when; without `until` there is no end yet. */
export type Claimable = {
  quantity: number;
  until: string | null;
  /** Why none can. */
  reason: "claimed" | "window_passed" | null;
};

export type OrderItem = {
  id: string;
  sku: string;
  name: string;
  quantity: number;
  unitPrice: Money;
  total: Money;
  claimable: Claimable;
};

export type ShipmentState = "preparing" | "underway" | "delivered" | "cancelled";

export type Shipment = {
  id: string;
  carrier: string | null;
  trackingNumber: string | null;
  /** At the carrier's, http or https. */
  trackingUrl: string | null;
  state: ShipmentState;
  shippedAt: string | null;
  expectedAt: string | null;
  deliveredAt: string | null;
  cancelledAt: string | null;
  /** When it was last heard of. */
  lastEventAt: string | null;
  /** Underway, and nothing heard of it for longer than the business thinks right. */
  isStale: boolean;
  /** The latest 100, latest first. */
  events: { id: string; at: string; description: string; location: string | null }[];
};

export type OrderEvent = { status: OrderStatus; note: string | null; at: string };

/** What the viewer may do with an order. */
export type OrderAction = "report_issue" | "claim_items" | "download_invoice";

/** An order with all that its page shows. */
export type OrderDetail = OrderSummary & {
  totals: { subtotal: Money; shipping: Money; tax: Money; discount: Money; total: Money };
  /** As its source wrote it; see `addressLines`. */
  shippingAddress: Record<string, unknown>;
  items: OrderItem[];
  /** The latest first. */
  shipments: Shipment[];
  /** Oldest first. */
  events: OrderEvent[];
  invoices: {
    id: string;
    number: string;
    status: "pending" | "paid" | "cancelled";
    /** Calendar days. */
    issuedOn: string;
    dueOn: string;
    total: Money;
    amountPaid: Money;
  }[];
  /** The latest 20 tickets about it. */
  tickets: { id: string; number: string; subject: string; status: TicketStatus; lastActivityAt: string }[];
  allowedActions: OrderAction[];
};
