import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { GET as download } from "@/app/api/portal/privacy/requests/[id]/download/route";
import { POST as ask } from "@/app/api/portal/privacy/requests/route";
import { privacyJobs } from "@/lib/privacy/jobs";
import type { PrivacyRequest } from "@/lib/privacy/types";
import { FOREIGN, plantForeignWords } from "./scene";
import { NAME, PASSWORD, type Stage } from "./stage";

/** An export of the demo customer. */
export function exportTests(stage: () => Stage): void {
  let archive: Record<string, Uint8Array>;
  let request: PrivacyRequest;
  const textOf = (name: string) => new TextDecoder().decode(archive[name]);

  beforeAll(async () => {
    const { supabase, me, call, latest } = stage();
    await plantForeignWords(supabase, me.customer_id, me.id);
    expect(await call(ask, { body: { kind: "export" } })).toMatchObject({ status: 403 });
    expect(await call(ask, { body: { kind: "export", password: "not this one" } })).toMatchObject({
      status: 422,
    });
    const asked = await call<PrivacyRequest>(ask, { body: { kind: "export", password: PASSWORD } });
    expect(asked.status).toBe(201);
    await privacyJobs.privacy_export?.({ requestId: asked.data.id }, { jobId: 1, attempt: 1 });
    request = await latest("export");
    const headers = { "x-portico-password": PASSWORD };
    const { status, location } = await call(download, { headers }, request.id);
    expect(status).toBe(302);
    const response = await fetch(location ?? "");
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(request.result.sha256);
    expect(bytes.length).toBe(request.result.size);
    archive = unzipSync(bytes);
  }, 120_000);

  test("is ready, and says until when", () => {
    expect(request).toMatchObject({ status: "completed", result: { schemaVersion: 1 } });
    const days = (Date.parse(request.result.expiresAt ?? "") - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(request.result).not.toHaveProperty("path");
  });

  test("is what its own schema says", () => {
    const schema = JSON.parse(textOf("schema.json"));
    const data = JSON.parse(textOf("data.json"));
    expect(z.fromJSONSchema(schema).safeParse(data).error).toBeUndefined();
    // The schema is no rubber stamp: what it does not name, it refuses.
    expect(z.fromJSONSchema(schema).safeParse({ ...data, extra: 1 }).success).toBe(false);
  });

  test("holds their data, as JSON and as tables", async () => {
    const { supabase, me } = stage();
    const { sections } = JSON.parse(textOf("data.json")) as { sections: Record<string, { id: string }[]> };
    const counts = { support_tickets: 0, orders: 0, invoices: 0, quote_requests: 0, scheduled_calls: 0 };
    for (const table of Object.keys(counts)) {
      const [{ n } = { n: 0 }] = await supabase.sql<{ n: number }>(
        `select count(*)::int as n from public.${table} t where customer_id = $1 ${table === "support_tickets" ? "and not is_private" : ""}`,
        [me.customer_id],
      );
      expect(sections[table]?.length, table).toBe(n);
      expect(n, table).toBeGreaterThan(0);
      expect(textOf(`csv/${table}.csv`).split("\r\n").length, table).toBeGreaterThan(n);
    }
    expect(textOf("data.json")).toContain(NAME);
    expect(textOf("README.txt")).toContain(request.number);
    const attached = sections.ticket_attachments ?? [];
    expect(attached.length).toBeGreaterThan(0);
    for (const { id } of attached) {
      expect(
        Object.keys(archive).some((name) => name.startsWith(`files/${id}/`)),
        id,
      ).toBe(true);
    }
    expect(sections.portal_audit_log?.length).toBeGreaterThan(0);
  });

  test("shows of every table that it is to show what there is of theirs", async () => {
    const { supabase, me } = stage();
    const { sections } = JSON.parse(textOf("data.json")) as { sections: Record<string, unknown[]> };
    const subject = "row($1::uuid, array[$2::uuid], null, null, $1::uuid)::private.subject";
    const rows = await supabase.sql<{ name: string; count: number }>(
      `select split_part(table_name, '.', 2) as name, private.count_personal(shown, table_name, ${subject}) as count
       from private.personal_tables where shown is not null`,
      [me.customer_id, me.id],
    );
    // These go on while an export is made and fetched: it is in the log, and its owner is told.
    const moving = [
      "portal_audit_log",
      "privacy_requests",
      "privacy_request_events",
      "notifications",
      "notification_deliveries",
    ];
    const differs = rows.filter(
      ({ name, count }) => !moving.includes(name) && sections[name]?.length !== count,
    );
    expect(differs).toEqual([]);
    expect(rows.filter(({ count }) => count === 0)).toEqual([]);
  });

  test("holds nobody else's, and nothing that is for staff alone", async () => {
    const { supabase, me } = stage();
    const everything = Object.keys(archive).map((name) => [name, textOf(name)] as const);
    expect(everything.filter(([, text]) => text.includes(FOREIGN)).map(([name]) => name)).toEqual([]);
    const others = await supabase.sql<{ email: string }>(
      "select email from public.customer_profiles where id <> $1 and email is not null",
      [me.customer_id],
    );
    const text = textOf("data.json");
    expect(others.filter(({ email }) => text.includes(email))).toEqual([]);
  });

  test("is given to whoever asked, with the password, and to nobody else", async () => {
    const { call, strangerToken } = stage();
    expect(await call(download, {}, request.id)).toMatchObject({
      status: 403,
      error: { code: "forbidden" },
    });
    const headers = { "x-portico-password": PASSWORD };
    expect(await call(download, { headers, bearer: strangerToken }, request.id)).toMatchObject({
      status: 404,
    });
  });

  test("is given without asking again to whoever signed in a moment ago", async () => {
    const { call, signedIn } = stage();
    await signedIn("9 minutes");
    expect((await call(download, {}, request.id)).status).toBe(302);
    await signedIn("11 minutes");
    expect((await call(download, {}, request.id)).status).toBe(403);
  });

  test("is removed when its time is over", async () => {
    const { supabase, call, latest } = stage();
    await supabase.sql(
      `update public.privacy_requests set result = result || '{"expiresAt": "2026-01-01T00:00:00Z"}' where id = $1`,
      [request.id],
    );
    await privacyJobs.check_privacy?.({}, { jobId: 1, attempt: 1 });
    expect(await supabase.sql("select name from storage.objects where bucket_id = 'exports'")).toEqual([]);
    expect((await latest("export")).status).toBe("expired");
    const headers = { "x-portico-password": PASSWORD };
    expect(await call(download, { headers }, request.id)).toMatchObject({ status: 409 });
  });
}
