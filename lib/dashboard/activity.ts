import { TICKET_STATUSES } from "@/lib/tickets/types";
import type { Activity } from "./types";

/** Kinds that `dashboard.activity` has words for; later ones fall back to `ticket_other` or `order_other`. */
export const ACTIVITY_KINDS = [
  "ticket_created",
  "ticket_message",
  "ticket_status_changed",
  "ticket_priority_changed",
  "ticket_category_changed",
  "ticket_rated",
  "ticket_follow_up_created",
  "order_pending",
  "order_paid",
  "order_processing",
  "order_shipped",
  "order_delivered",
  "order_cancelled",
  "order_refunded",
] as const;

type ActivityKey = (typeof ACTIVITY_KINDS)[number] | "ticket_other" | "order_other";

/**
 * The message of `dashboard.activity` for something that happened. `actor` is a name, `you` for the reader
 * or `us` for the portal itself.
 */
export function activityWords(
  activity: Activity,
  readerName: string,
): { key: ActivityKey; values: { actor: string; status: string; number: string } } {
  const key = ACTIVITY_KINDS.find((kind) => kind === activity.kind) ?? `${activity.resourceType}_other`;
  const status = TICKET_STATUSES.find((one) => one === activity.newValue) ?? "other";
  return { key, values: { actor: actorOf(activity, readerName), status, number: activity.number } };
}

function actorOf({ actorName, actorType }: Activity, readerName: string): string {
  if (actorType === "system" || actorType === "ai" || !actorName) return "us";
  return actorType === "customer" && actorName === readerName ? "you" : actorName;
}
