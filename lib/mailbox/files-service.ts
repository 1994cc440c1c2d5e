import "server-only";
import { oneLine } from "@/lib/mailbox/mail-parts";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { MAX_FILE_BYTES, MAX_FILES } from "@/lib/uploads/limits";
import { prepareUpload, writeObject } from "@/lib/uploads/service";
import type { MailFile } from "./types";

/** What became of a file that came along. */
export type FileOutcome = { name: string; refused: "wrong_type" | "too_large" | "too_many" | "empty" | null };

/** What mail programs add and nobody sent. */
const WRAPPING =
  /^(?:application\/(?:(?:x-)?pkcs7-signature|pgp-(?:signature|encrypted|keys))|message\/(?:delivery-status|disposition-notification|feedback-report)|text\/rfc822-headers)$/;

/**
 * Keeps the files of an e-mail through the same checks as an upload; says of each what became of it. Files
 * that were attached come before pictures in the text, which are often somebody's logo. Throws when the
 * store fails: a later try keeps what is missing.
 */
export async function keepFiles(emailId: string, files: readonly MailFile[]): Promise<FileOutcome[]> {
  const numbered = files.map((file, part) => ({ ...file, part })).filter(({ type }) => !WRAPPING.test(type));
  const ordered = [...numbered.filter((file) => !file.isInline), ...numbered.filter((file) => file.isInline)];
  const outcomes: FileOutcome[] = [];
  for (const file of ordered) {
    const name = oneLine(file.name, 150) || "file";
    const kept = outcomes.filter(({ refused }) => refused === null).length;
    const refused = kept >= MAX_FILES ? ("too_many" as const) : await keep(emailId, file);
    outcomes.push({ name, refused });
  }
  return outcomes;
}

async function keep(emailId: string, file: MailFile & { part: number }): Promise<FileOutcome["refused"]> {
  if (file.bytes.length === 0) return "empty";
  if (file.bytes.length > MAX_FILE_BYTES) return "too_large";
  const prepared = await prepareUpload(file);
  if (!prepared.ok) return prepared.error.code === "payload_too_large" ? "too_large" : "wrong_type";
  const { bytes, facts } = prepared.value;
  const registered = unwrap(
    await createAdminClient().rpc("register_email_file", {
      p_id: emailId,
      p_part: file.part,
      p_input: facts,
    }),
  );
  if (!registered.ok) throw new Error(`register_email_file: ${registered.error.code}`);
  const upload = registered.value as { id: string; storagePath: string; isStored: boolean } | null;
  if (!upload) return "too_many";
  if (upload.isStored) return null;
  const written = await writeObject(upload.id, upload.storagePath, bytes, facts.mimeType);
  if (!written.ok) throw new Error(`an attachment was not stored: ${written.error.code}`);
  return null;
}
