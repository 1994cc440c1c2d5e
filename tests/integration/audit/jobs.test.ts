import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditJobs } from "@/lib/audit/jobs";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";

let supabase: TestSupabase;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({ ...supabase.env });
});
afterAll(() => supabase.close());

const run = (kind: keyof typeof auditJobs) => auditJobs[kind]?.({}, { jobId: 1, attempt: 1 });

test("an old month becomes a file that holds every entry, and leaves the database", async () => {
  await supabase.sql("select private.ensure_audit_partitions('2023-03-01', 1)");
  await supabase.sql(`insert into public.portal_audit_log (occurred_at, actor_role, actor_name, action, resource_type, purpose, fields)
    select '2023-03-01'::timestamptz + n * interval '17 minutes', 'agent', 'Zoë ' || n, 'ticket.read', 'ticket', 'support', '["a\\nb"]'
    from generate_series(0, 2500) n where n % 200 < 150`);
  const [before] = await supabase.sql<{ n: number }>(
    "select count(*)::int as n from public.portal_audit_log_2023_03",
  );
  await run("archive_audit_log");

  const [kept] = await supabase.sql<{ entries: number; digest: string; storage_path: string; bytes: number }>(
    "select entries, digest, storage_path, bytes::int from private.audit_archives",
  );
  expect(kept?.entries).toBe(before?.n);
  const [gone] = await supabase.sql<{
    there: boolean;
    left: number;
  }>(`select to_regclass('public.portal_audit_log_2023_03') is not null as there,
    (select count(*)::int from public.portal_audit_log where occurred_at < '2024-01-01') as left`);
  expect(gone).toEqual({ there: false, left: 0 });

  const file = await createAdminClient()
    .storage.from("audit-archive")
    .download(kept?.storage_path ?? "");
  const bytes = Buffer.from(await (file.data as Blob).arrayBuffer());
  expect(bytes.length).toBe(kept?.bytes);
  const lines = gunzipSync(bytes).toString("utf8").trimEnd().split("\n");
  expect(lines).toHaveLength(before?.n ?? -1);
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({
    actorName: "Zoë 1",
    purpose: "support",
    fields: ["a\nb"],
  });
  // As docs/audit.md says that anybody can check it.
  const days = Map.groupBy(lines, (line) =>
    new Date(Number(JSON.parse(line).occurredAt) * 1000).toISOString().slice(0, 10),
  );
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(sha256([...days.values()].map((day) => sha256(day.join("\n"))).join(""))).toBe(kept?.digest);

  await run("archive_audit_log");
  expect(await supabase.sql("select month from private.audit_archives")).toHaveLength(1);
});

test("days are sealed and found as they were", async () => {
  await supabase.sql(`insert into public.portal_audit_log (occurred_at, actor_role, action, resource_type)
    select now() - interval '3 days' + n * interval '1 second', 'system', 'thing.read', 'ticket' from generate_series(1, 20) n`);
  await run("seal_audit_log");
  const seals = await supabase.sql<{ entries: number }>(
    "select entries from private.audit_seals order by day desc",
  );
  expect(seals.length).toBeGreaterThanOrEqual(2);
  const [check] = await supabase.sql<{ broken: string[]; strays: number }>(
    "select broken, strays from private.audit_checks order by id desc limit 1",
  );
  expect(check).toEqual({ broken: [], strays: 0 });
});
