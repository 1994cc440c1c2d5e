import "server-only";
import { ok, type Result } from "@/lib/core/result";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";

/** Private, and without a policy: only the service key reaches it. */
const BUCKET = "inbound-mail";

/** The kinds of body in which an e-mail comes. */
export const MAIL_CONTENT_TYPES = ["message/rfc822", "application/json"] as const;
export type MailContentType = (typeof MAIL_CONTENT_TYPES)[number];

/** Keeps the bytes of an e-mail. The same bytes have the same path, so that a second delivery changes nothing. */
export async function keepRawMail(
  bytes: Uint8Array,
  sha256: string,
  contentType: MailContentType,
): Promise<Result<string>> {
  const path = `${sha256.slice(0, 2)}/${sha256}`;
  const kept = unwrap(
    await createAdminClient().storage.from(BUCKET).upload(path, bytes, { contentType, upsert: true }),
  );
  return kept.ok ? ok(path) : kept;
}

/** The bytes of an e-mail, as it came. */
export async function readRawMail(path: string): Promise<Result<Uint8Array>> {
  const read = unwrap(await createAdminClient().storage.from(BUCKET).download(path));
  return read.ok ? ok(new Uint8Array(await read.value.arrayBuffer())) : read;
}

/** Removes the bytes of e-mails that are dealt with; those that are gone already are no failure. */
export async function removeRawMail(paths: string[]): Promise<Result<undefined>> {
  if (paths.length === 0) return ok();
  const admin = createAdminClient();
  const removed = unwrap(await admin.storage.from(BUCKET).remove(paths));
  if (!removed.ok) return removed;
  const noted = unwrap(await admin.rpc("raw_emails_removed", { p_paths: paths }));
  return noted.ok ? ok() : noted;
}
