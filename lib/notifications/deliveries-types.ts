import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import type texts from "@/messages/en/deliveries.json";
import type { Channel, NotificationGroup } from "./types";

/** What staff look at: what was given up first. */
export const DELIVERY_VIEWS = ["dead", "failed", "waiting", "sent", "skipped", "all"] as const;
export type DeliveryView = (typeof DELIVERY_VIEWS)[number];

export type DeliveryStatus = "queued" | "sent" | "kept" | "failed" | "dead" | "skipped";
/** Why it did not go out, as a key of the words for it. */
export type DeliveryError = keyof typeof texts.error;

/** One notification on its way out, for staff: not what it says. Times are ISO 8601 in UTC. */
export type DeliverySummary = {
  id: string;
  channel: Channel;
  status: DeliveryStatus;
  event: string;
  group: NotificationGroup;
  recipient: string;
  role: "customer" | "agent" | "admin";
  customerId: string | null;
  attempts: number;
  inDigest: boolean;
  error: DeliveryError | null;
  /** What the service said, for whoever can make something of it. */
  detail: string | null;
  notBefore: string;
  createdAt: string;
  finishedAt: string | null;
  deliveredAt: string | null;
  seenAt: string | null;
};

/** Each to 1,000. `ticketEmails`: jobs that mail about tickets and were given up. */
export type DeliveryCounts = { dead: number; failed: number; queued: number; ticketEmails: number };

export type DeliveryAddress = { view: DeliveryView; cursor: Cursor | null };

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readDeliveryAddress(params: Record<string, string | string[] | undefined>): DeliveryAddress {
  const first = (value: string | string[] | undefined) => [value].flat()[0] ?? "";
  return {
    view: DELIVERY_VIEWS.find((view) => view === first(params.view)) ?? "dead",
    cursor: decodeCursor(first(params.cursor)),
  };
}

/** The address of a list; another view begins at its first page. */
export function deliveryHref({ view, cursor }: DeliveryAddress): string {
  const query = new URLSearchParams();
  if (view !== "dead") query.set("view", view);
  if (cursor) query.set("cursor", encodeCursor(cursor));
  return query.size > 0 ? `/admin/mail/deliveries?${query}` : "/admin/mail/deliveries";
}
