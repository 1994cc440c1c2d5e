import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import { fromLocal } from "@/lib/core/zoned";
import { addDays } from "./month";
import { listCalls } from "./queries";
import type { CallSummary } from "./types";

const PAGE = 100;
/** More than so many pages a week is not drawn; the list of the API has them all. */
const MOST_PAGES = 5;

/** Staff: the calls of a week where the reader is, but those that were cancelled. A failure to read throws. */
export async function loadWeek(
  viewer: Viewer,
  monday: string,
  agent: string | null,
): Promise<{ calls: CallSummary[]; isWhole: boolean }> {
  const start = fromLocal(`${monday}T00:00`, viewer.timeZone) ?? new Date(`${monday}T00:00:00Z`);
  const end =
    fromLocal(`${addDays(monday, 7)}T00:00`, viewer.timeZone) ?? new Date(start.getTime() + 7 * 86_400_000);
  const filters = {
    from: start.toISOString(),
    to: end.toISOString(),
    status: ["scheduled" as const, "completed" as const, "no_show" as const],
    ...(agent && { agent }),
  };
  const calls: CallSummary[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const paging: { limit: number; cursor?: NonNullable<ReturnType<typeof decodeCursor>> } = { limit: PAGE };
    const decoded = cursor === null ? null : decodeCursor(cursor);
    if (decoded) paging.cursor = decoded;
    const found = await listCalls(viewer, filters, paging);
    if (!found.ok) throw new Error(`cannot read the calls: ${found.error.code}`);
    calls.push(...found.value.items);
    cursor = found.value.nextCursor;
    if (cursor === null) break;
  }
  return { calls, isWhole: cursor === null };
}
