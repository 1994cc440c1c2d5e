import { getTranslations } from "next-intl/server";
import type { StaffMember } from "@/lib/tickets/desk-types";
import { BULK_LIMIT } from "@/lib/tickets/queue-schema";
import { TICKET_PRIORITIES, type TicketStatus } from "@/lib/tickets/types";
import type { BulkChoices } from "./bulk-bar";
import type { QueueTexts } from "./queue-desk";
import type { SaveViewTexts } from "./save-view";
import type { ViewMenuTexts } from "./view-menu";

/** Statuses that many tickets can be given: those that no other command leads to. */
const BULK_STATUSES = [
  "in_progress",
  "waiting_customer",
  "on_hold",
  "resolved",
  "closed",
  "cancelled",
] as const satisfies readonly TicketStatus[];

const LIST = [
  "caption",
  "select",
  "selectAll",
  "more",
  "loading",
  "failed",
  "retry",
  "newOne",
  "newMany",
  "show",
] as const;
const PREVIEW = ["label", "empty", "loading", "failed", "toggle"] as const;
const BULK = [
  "label",
  "selectedOne",
  "selectedMany",
  "tooMany",
  "assign",
  "me",
  "nobody",
  "priority",
  "status",
  "tag",
  "tags",
  "tagsHint",
  "addTags",
  "removeTags",
  "clear",
  "dismiss",
  "doneOne",
  "doneMany",
  "nothing",
  "undo",
  "undone",
  "failedOne",
  "failedMany",
  "notUndoneOne",
  "notUndoneMany",
  "offline",
] as const;
const VIEW_MENU = [
  "more",
  "update",
  "rename",
  "share",
  "unshare",
  "up",
  "down",
  "delete",
  "deleted",
  "undo",
  "failed",
  "name",
  "submit",
  "cancel",
  "close",
] as const;
const SAVE_VIEW = ["save", "saveTitle", "name", "shareLabel", "submit"] as const;

/** The browser fills in counts and numbers itself. */
const raw = (t: { raw: (key: never) => unknown }, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, String(t.raw(name as never))]));

/** Words of `QueueDesk`. */
export async function queueTexts(): Promise<QueueTexts> {
  const [list, preview, bulk] = await Promise.all([
    getTranslations("queue.list"),
    getTranslations("queue.preview"),
    getTranslations("queue.bulk"),
  ]);
  const texts = { list: raw(list, LIST), preview: raw(preview, PREVIEW), bulk: raw(bulk, BULK) };
  texts.bulk.tooMany = (texts.bulk.tooMany ?? "").replace("{max}", String(BULK_LIMIT));
  return texts as QueueTexts;
}

/** What the bar for many tickets offers. */
export async function bulkChoices(viewerId: string, staff: readonly StaffMember[]): Promise<BulkChoices> {
  const words = await getTranslations("tickets");
  return {
    viewerId,
    max: BULK_LIMIT,
    staff: staff.map(({ id, fullName }) => ({ value: id, label: fullName })),
    priorities: TICKET_PRIORITIES.toReversed().map((value) => ({ value, label: words(`priority.${value}`) })),
    statuses: BULK_STATUSES.map((value) => ({ value, label: words(`status.staff.${value}`) })),
  };
}

/** Words of `ViewMenu`. */
export async function viewMenuTexts(): Promise<ViewMenuTexts> {
  return raw(await getTranslations("queue.views"), VIEW_MENU) as ViewMenuTexts;
}

/** Words of `SaveView`. */
export async function saveViewTexts(): Promise<SaveViewTexts> {
  return raw(await getTranslations("queue.views"), SAVE_VIEW) as SaveViewTexts;
}
