import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { storable } from "@/lib/tickets/schema";
import { CALL_LIMITS } from "./schema";
import { CALL_VIEWS, type CallView } from "./types";

/** What the address of the customer's list says. */
export type CallListAddress = { view: CallView; q: string; cursor: Cursor | null };

type SearchParams = Record<string, string | string[] | undefined>;

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readCallListAddress(params: SearchParams): CallListAddress {
  const text = (name: string) => [params[name]].flat()[0] ?? "";
  return {
    view: CALL_VIEWS.find((view) => view === text("view")) ?? "upcoming",
    q: Array.from(storable(text("q")))
      .slice(0, CALL_LIMITS.search)
      .join(""),
    cursor: decodeCursor(text("cursor")),
  };
}

/** The query string of a list. */
export function callListQuery({ view, q, cursor }: CallListAddress): string {
  const query = new URLSearchParams();
  if (view !== "upcoming") query.set("view", view);
  if (q) query.set("q", q);
  if (cursor) query.set("cursor", encodeCursor(cursor));
  const text = query.toString();
  return text && `?${text}`;
}
