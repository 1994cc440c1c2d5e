import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { MAIL_VIEW_STATES, type MailAddress } from "./mail-address";
import { INBOUND_REASONS, type InboundDetail, type InboundReason, type InboundSummary } from "./types";

const PAGE = 25;

type Row = Omit<InboundSummary, "reason"> & { reason: string | null };

/** A page of e-mails, latest first. Throws when it cannot be read. */
export async function loadMail(viewer: Viewer, { view, cursor }: MailAddress): Promise<Page<InboundSummary>> {
  const states = MAIL_VIEW_STATES[view];
  const answer = unwrap(
    await viewer.db.rpc("list_inbound_emails", {
      ...(states && { p_states: [...states] }),
      p_cursor: cursor,
      p_limit: PAGE,
    }),
  );
  if (!answer.ok) throw new Error(`cannot read the e-mails: ${answer.error.code}`);
  const { items, nextCursor } = answer.value as unknown as { items: Row[]; nextCursor: Cursor | null };
  return page(
    items.map((row) => ({ ...row, reason: toReason(row.reason) })),
    nextCursor && encodeCursor(nextCursor),
  );
}

/** One e-mail with its full text; null when there is none. Throws when it cannot be read. */
export async function findMail(viewer: Viewer, id: string): Promise<InboundDetail | null> {
  const answer = unwrap(await viewer.db.rpc("get_inbound_email", { p_id: id }));
  if (!answer.ok) {
    if (answer.error.code === "not_found") return null;
    throw new Error(`cannot read an e-mail: ${answer.error.code}`);
  }
  const mail = answer.value as unknown as InboundDetail;
  return { ...mail, reason: toReason(mail.reason) };
}

function toReason(reason: string | null): InboundReason | null {
  return reason === null ? null : (INBOUND_REASONS.find((one) => one === reason) ?? "other");
}
