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
  "ticket_merged",
  "ticket_merged_from",
  "ticket_split",
  "ticket_split_from",
  "order_pending",
  "order_paid",
  "order_processing",
  "order_shipped",
  "order_delivered",
  "order_cancelled",
  "order_refunded",
] as const;

/** A message and the change of status that comes with it are written by one command. */
const ONE_DEED_MS = 2_000;

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
  const status = isReopening(activity)
    ? "reopened"
    : (TICKET_STATUSES.find((one) => one === activity.newValue) ?? "other");
  return { key, values: { actor: actorOf(activity, readerName), status, number: activity.number } };
}

/**
 * Without the changes of status that only follow from a message beside them: who answers a ticket also
 * moves it, and need not be named twice for it.
 */
export function worthTelling(activities: readonly Activity[]): Activity[] {
  const said = activities.filter(({ kind }) => kind === "ticket_message");
  return activities.filter(
    (activity) =>
      activity.kind !== "ticket_status_changed" || !said.some((message) => isOneDeed(message, activity)),
  );
}

function isOneDeed(message: Activity, change: Activity): boolean {
  const apart = Math.abs(Date.parse(message.at) - Date.parse(change.at));
  return (
    message.resourceId === change.resourceId && message.actorName === change.actorName && apart <= ONE_DEED_MS
  );
}

function isReopening({ oldValue, newValue }: Activity): boolean {
  const wasSettled = oldValue === "resolved" || oldValue === "closed" || oldValue === "cancelled";
  return wasSettled && (newValue === "new" || newValue === "in_progress");
}

function actorOf({ actorName, actorType }: Activity, readerName: string): string {
  if (actorType === "system" || actorType === "ai" || !actorName) return "us";
  return actorType === "customer" && actorName === readerName ? "you" : actorName;
}
