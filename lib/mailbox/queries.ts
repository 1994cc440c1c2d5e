import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { MAIL_VIEW_STATES, type MailAddress } from "./mail-address";
import { INBOUND_REASONS, type InboundDetail, type InboundReason, type InboundSummary } from "./types";

const PAGE = 25;
const COLUMNS =
  "id, state, reason, fromAddress:from_address, fromName:from_name, subject, receivedAt:received_at, files";

type Row = Omit<InboundSummary, "hasFiles" | "reason"> & { reason: string | null; files: unknown[] };

/** A page of e-mails, latest first. Throws when it cannot be read. */
export async function loadMail(viewer: Viewer, { view, cursor }: MailAddress): Promise<Page<InboundSummary>> {
  let query = viewer.db
    .from("inbound_emails")
    .select(COLUMNS)
    .order("received_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(PAGE + 1);
  const states = MAIL_VIEW_STATES[view];
  if (states) query = query.in("state", [...states]);
  if (cursor) {
    query = query.or(`received_at.lt."${cursor.at}",and(received_at.eq."${cursor.at}",id.lt.${cursor.id})`);
  }
  const answer = unwrap(await query);
  if (!answer.ok) throw new Error(`cannot read the e-mails: ${answer.error.code}`);
  const rows = answer.value as unknown as Row[];
  const shown = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return page(
    shown.map(({ files, ...row }) => ({
      ...row,
      reason: toReason(row.reason),
      receivedAt: new Date(row.receivedAt).toISOString(),
      hasFiles: files.length > 0,
    })),
    // With the database's own digits: a rounded time would skip or repeat rows.
    last ? encodeCursor({ at: last.receivedAt, id: last.id }) : null,
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
