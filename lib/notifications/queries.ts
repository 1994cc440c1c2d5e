import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import type { Module } from "@/lib/core/modules";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import {
  NOTIFICATION_GROUPS,
  NOTIFICATION_VIEWS,
  type Notification,
  type NotificationGroup,
  type NotificationRecord,
  type NotificationView,
} from "./types";
import { inWords } from "./words";

const CUSTOMERS_ALONE = new Set<NotificationGroup>(["orders", "services", "domains"]);
const GROUP_MODULES: Partial<Record<NotificationGroup, Module>> = {
  orders: "orders",
  billing: "invoices",
  quotes: "quotes",
  services: "services",
  domains: "domains",
  calls: "calls",
};

const COLUMNS =
  "id, event, resourceType:resource_type, resourceId:resource_id, data, readAt:read_at, createdAt:created_at";

type Options = {
  view?: NotificationView;
  group?: NotificationGroup | undefined;
  cursor?: Cursor | undefined;
  limit?: number;
};

/** A page of the viewer's own notifications in words, latest first. */
export async function listNotifications(
  viewer: Viewer,
  { view = "all", group, cursor, limit = 20 }: Options = {},
): Promise<Result<Page<Notification>>> {
  let query = viewer.db
    .from("notifications")
    .select(COLUMNS)
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(limit + 1);
  if (view === "unread") query = query.is("read_at", null);
  if (group) query = query.eq("grp", group);
  if (cursor) {
    query = query.or(`created_at.lt."${cursor.at}",and(created_at.eq."${cursor.at}",id.lt.${cursor.id})`);
  }
  const answer = unwrap(await query);
  if (!answer.ok) return answer;
  const rows = answer.value as unknown as NotificationRecord[];
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const audience = viewer.role === "customer" ? "customer" : "staff";
  return ok(
    page(
      shown.map((row) => inWords(withIsoTimes(row), audience, viewer.locale)),
      // With the database's own digits: a rounded time would skip or repeat rows.
      last ? encodeCursor({ at: last.createdAt, id: last.id }) : null,
    ),
  );
}

function withIsoTimes(row: NotificationRecord): NotificationRecord {
  return { ...row, createdAt: toIso(row.createdAt), readAt: row.readAt && toIso(row.readAt) };
}

function toIso(timestamp: string): string {
  return new Date(timestamp).toISOString();
}

/** What the page of notifications shows for its address. An address that makes no sense shows the latest. */
export async function loadNotifications(
  viewer: Viewer,
  address: Record<string, string | string[] | undefined>,
) {
  const view = NOTIFICATION_VIEWS.find((one) => one === address.view) ?? "all";
  const cursor = typeof address.cursor === "string" ? decodeCursor(address.cursor) : null;
  const group = NOTIFICATION_GROUPS.find((one) => one === address.group);
  const list = await listNotifications(viewer, { view, group, cursor: cursor ?? undefined, limit: 30 });
  if (!list.ok) throw new Error(`cannot read the notifications: ${list.error.code}`);
  return {
    notifications: list.value,
    view,
    group: group ?? null,
    groups: groupsOf(viewer),
    isFirstPage: cursor === null,
    unread: viewer.unreadNotifications,
  };
}

/** The kinds that somebody gets, by what they do here and what this business uses. */
function groupsOf({ role, modules }: Viewer): NotificationGroup[] {
  const isStaff = role !== "customer";
  return NOTIFICATION_GROUPS.filter((group) => {
    const module = GROUP_MODULES[group];
    const isTheirs = isStaff ? !CUSTOMERS_ALONE.has(group) : group !== "desk";
    return isTheirs && (module === undefined || modules.includes(module));
  });
}
