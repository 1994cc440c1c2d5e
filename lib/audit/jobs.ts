import "server-only";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { takesLong } from "@/lib/platform/jobs/registry";
import { log } from "@/lib/platform/log";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";

/** Private, and without a policy: only the service key reaches it. */
const BUCKET = "audit-archive";
const LINES_AT_ONCE = 2_000;
const DAYS_AT_ONCE = 31;
/** Days whose seals are compared with their entries each time. */
const CHECKED_DAYS = 7;

type Sealed = { sealed: { day: string; entries: number; chain: string }[]; isDone: boolean };
type Checked = { days: number; broken: string[]; strays: number };
type Line = { day: string; line: string; at: string; id: string };

/** Jobs of the audit log: days are sealed and checked, months whose time is over become files. */
export const auditJobs: JobHandlers = {
  seal_audit_log: takesLong(async () => {
    for (let isDone = false; !isDone; ) {
      const answer = unwrap(await createAdminClient().rpc("seal_audit_days", { p_most: DAYS_AT_ONCE }));
      if (!answer.ok) throw new Error(`seal_audit_days: ${answer.error.code}`);
      const sealed = answer.value as unknown as Sealed;
      isDone = sealed.isDone;
      // The second place where a seal is written: who changes the database does not change this one.
      for (const seal of sealed.sealed) log.info({ auditSeal: seal }, "a day of the audit log was sealed");
    }
    const answer = unwrap(await createAdminClient().rpc("check_audit_seals", { p_days: CHECKED_DAYS }));
    if (!answer.ok) throw new Error(`check_audit_seals: ${answer.error.code}`);
    const { broken, strays } = answer.value as unknown as Checked;
    if (broken.length > 0) log.error({ broken }, "entries of the audit log do not match their seals");
    if (strays > 0) log.error({ strays }, "entries of the audit log lie outside of any month");
  }),

  archive_audit_log: takesLong(async () => {
    for (;;) {
      const next = unwrap(await createAdminClient().rpc("next_audit_archive"));
      if (!next.ok) throw new Error(`next_audit_archive: ${next.error.code}`);
      const month = next.value as string | null;
      if (month === null) return;
      await archive(month);
    }
  }),
};

/** Keeps a month as a file, looks whether the file can be read, and lets the database take the month out. */
async function archive(month: string): Promise<void> {
  const admin = createAdminClient();
  const { file, entries, digest } = await packed(month);
  const path = `${month.slice(0, 7)}-${digest.slice(0, 12)}.ndjson.gz`;
  const bucket = admin.storage.from(BUCKET);
  const stored = unwrap(await bucket.upload(path, file, { contentType: "application/gzip", upsert: true }));
  if (!stored.ok) throw new Error(`cannot keep the audit log of ${month}: ${stored.error.code}`);
  const kept = unwrap(await bucket.download(path));
  if (!kept.ok || !Buffer.from(await kept.value.arrayBuffer()).equals(file)) {
    throw new Error(`the audit log of ${month} was not kept as it was sent`);
  }
  const done = unwrap(
    await admin.rpc("finish_audit_archive", {
      p_month: month,
      p_entries: entries,
      p_digest: digest,
      p_path: path,
      p_bytes: file.length,
    }),
  );
  if (!done.ok) throw new Error(`finish_audit_archive: ${done.error.reason ?? done.error.code}`);
  log.info({ month, entries, digest, path }, "a month of the audit log was archived");
}

/** A month as gzipped lines, a member for each page, with the digest that the database computes as well. */
async function packed(
  month: string,
): Promise<{ file: Buffer<ArrayBuffer>; entries: number; digest: string }> {
  const members: Buffer[] = [];
  const days = new Map<string, ReturnType<typeof createHash>>();
  let entries = 0;
  for (let cursor: Pick<Line, "at" | "id"> | null = null; ; ) {
    const answer = unwrap(
      await createAdminClient().rpc("read_audit_archive", {
        p_month: month,
        p_cursor: cursor,
        p_limit: LINES_AT_ONCE,
      }),
    );
    if (!answer.ok) throw new Error(`read_audit_archive: ${answer.error.code}`);
    const lines = answer.value as unknown as Line[];
    for (const { day, line } of lines) {
      const hash = days.get(day);
      days.set(day, hash ? hash.update(`\n${line}`) : createHash("sha256").update(line));
    }
    if (lines.length > 0) members.push(gzipSync(lines.map(({ line }) => `${line}\n`).join("")));
    entries += lines.length;
    const last = lines.at(-1);
    if (!last || lines.length < LINES_AT_ONCE) break;
    cursor = { at: last.at, id: last.id };
  }
  const digests = [...days.values()].map((hash) => hash.digest("hex")).join("");
  const digest = createHash("sha256").update(digests).digest("hex");
  return { file: Buffer.concat(members.length > 0 ? members : [gzipSync("")]), entries, digest };
}
