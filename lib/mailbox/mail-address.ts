import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import type { InboundState } from "./types";

/** The views of the list: what waits for somebody, what was set aside, and everything. */
export const MAIL_VIEWS = ["waiting", "ignored", "all"] as const;
export type MailView = (typeof MAIL_VIEWS)[number];

/** The states of a view; null for every one. */
export const MAIL_VIEW_STATES: Record<MailView, readonly InboundState[] | null> = {
  waiting: ["quarantined"],
  ignored: ["ignored"],
  all: null,
};

export type MailAddress = { view: MailView; cursor: Cursor | null };

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readMailAddress(params: Record<string, string | string[] | undefined>): MailAddress {
  const first = (value: string | string[] | undefined) => [value].flat()[0] ?? "";
  return {
    view: MAIL_VIEWS.find((view) => view === first(params.view)) ?? "waiting",
    cursor: decodeCursor(first(params.cursor)),
  };
}

/** The address of a list; another view begins at its first page. */
export function mailHref(address: MailAddress, change: Partial<MailAddress> = {}): string {
  const next = { ...address, cursor: null, ...change };
  const query = new URLSearchParams();
  if (next.view !== "waiting") query.set("view", next.view);
  if (next.cursor) query.set("cursor", encodeCursor(next.cursor));
  const text = query.toString();
  return text ? `/admin/mail?${text}` : "/admin/mail";
}
