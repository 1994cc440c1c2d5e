import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { GET as download } from "@/app/api/portal/privacy/requests/[id]/download/route";
import { POST as ask, GET as list } from "@/app/api/portal/privacy/requests/route";
import { privacyJobs } from "@/lib/privacy/jobs";
import { isGenuine } from "@/lib/privacy/receipt";
import { PRIVACY_TRANSITIONS } from "@/lib/privacy/status";
import { CONSENT_PURPOSES, CORRECTION_FIELDS, type PrivacyRequest } from "@/lib/privacy/types";
import { loadDemo } from "../../../scripts/seed/load-demo";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { apiRequest, routeContext } from "../../helpers/visitor";
import { dumpDatabase, dumpFiles, FOREIGN, plantForeignWords } from "./scene";

const PASSWORD = "portico-demo-1";
const EMAIL = "customer@portico.test";
const NAME = "Zanele Quibbleford";
const PHONE = "+27825550199";
/** Stands in everything that they wrote or that was written to them. */
const SAID = "SAID-TO-PORTICO";

let supabase: TestSupabase;
let token: string;
let me: { id: string; customer_id: string };
let strangerToken: string;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({ ...supabase.env });
  await loadDemo(supabase.client(supabase.serviceKey) as Parameters<typeof loadDemo>[0], new Date());
  token = await signIn(EMAIL);
  strangerToken = await signIn("customer2@portico.test");
  await signedIn("1 hour");
  [me] = (await supabase.sql("select id, customer_id from public.portal_users where email = $1", [
    EMAIL,
  ])) as [typeof me];
  await supabase.sql("update public.portal_users set full_name = $2, phone = $3 where id = $1", [
    me.id,
    NAME,
    PHONE,
  ]);
  await supabase.sql("update public.customer_profiles set full_name = $2, phone = $3 where id = $1", [
    me.customer_id,
    NAME,
    PHONE,
  ]);
}, 120_000);
afterAll(() => supabase.close());

/** Makes it so long ago that everybody signed in. */
const signedIn = (ago: string) =>
  supabase.sql("update auth.sessions set created_at = now() - $1::interval", [ago]);

async function signIn(email: string): Promise<string> {
  const { data } = await (await supabase.clientFor(email, PASSWORD)).auth.getSession();
  return data.session?.access_token ?? "";
}

async function call<T>(handler: typeof ask, options: Parameters<typeof apiRequest>[1], id?: string) {
  const response = await handler(
    apiRequest("/api/portal/privacy/requests", { bearer: token, ...options }),
    routeContext(id === undefined ? {} : { id }),
  );
  const text = await response.text();
  const body = (text ? JSON.parse(text) : {}) as { data: T; error: { code: string; reason?: string } };
  return { status: response.status, location: response.headers.get("location"), ...body };
}

const latest = async (kind: string) =>
  (await call<PrivacyRequest[]>(list, {})).data.find((request) => request.kind === kind) as PrivacyRequest;

test("the database and the portal know the same rules", async () => {
  const rows = await supabase.sql(
    `select kind, from_status as "from", action, actor, to_status as "to" from private.privacy_transitions`,
  );
  const inOrder = (all: readonly object[]) =>
    all.map((row) => JSON.stringify(Object.entries(row).toSorted())).toSorted();
  expect(inOrder(rows)).toEqual(inOrder(PRIVACY_TRANSITIONS));
  const [lists] = await supabase.sql<{ fields: string[]; purposes: string[] }>(
    "select private.correction_fields() as fields, (select array_agg(purpose order by position) from private.consent_purposes) as purposes",
  );
  expect(lists).toEqual({ fields: [...CORRECTION_FIELDS], purposes: [...CONSENT_PURPOSES] });
});

describe("an export of the demo customer", () => {
  let archive: Record<string, Uint8Array>;
  let request: PrivacyRequest;
  const textOf = (name: string) => new TextDecoder().decode(archive[name]);

  beforeAll(async () => {
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

  test("holds nobody else's, and nothing that is for staff alone", async () => {
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
    await signedIn("9 minutes");
    expect((await call(download, {}, request.id)).status).toBe(302);
    await signedIn("11 minutes");
    expect((await call(download, {}, request.id)).status).toBe(403);
  });

  test("is removed when its time is over", async () => {
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
});

describe("a deletion of the demo customer", () => {
  /** Where something may stay, and by which rule: the legal-hold list. */
  const HELD = ["public.invoices"];

  test("leaves no trace but what the legal-hold list names", { timeout: 120_000 }, async () => {
    await supabase.sql("delete from auth.users where email = 'colleague@portico.test'");
    await supabase.sql("delete from public.notifications where dedupe_key = 'foreign'");
    const mine = "in (select id from public.support_tickets where customer_id = $1)";
    for (const [table, column, whose] of [
      ["support_tickets", "subject", "customer_id = $1"],
      ["support_tickets", "description", "customer_id = $1"],
      ["ticket_messages", "body", `ticket_id ${mine}`],
      ["ticket_insights", "summary", `ticket_id ${mine}`],
      [
        "chatbot_messages",
        "body",
        "session_id in (select id from public.chatbot_sessions where customer_id = $1)",
      ],
      ["scheduled_calls", "purpose", "customer_id = $1"],
      ["quote_requests", "message", "customer_id = $1"],
    ]) {
      await supabase.sql(
        `update public.${table} set ${column} = left(coalesce(${column}, ''), 90) || ' ${SAID} of ${NAME}, ${EMAIL}' where ${whose}`,
        [me.customer_id],
      );
    }
    // Through the doors that people use, so that jobs, e-mails, notices and first answers are there as well.
    const db = await supabase.clientFor(EMAIL, PASSWORD);
    const opened = await db.rpc("create_ticket", {
      p_key: "told",
      p_input: {
        subject: `${SAID} once more`,
        description: `${SAID}: call ${NAME} at ${PHONE}`,
        category: "question",
      },
    });
    expect(opened.error).toBeNull();
    await supabase.sql(
      "insert into public.kb_searches (query, source, results, support) values ($1, 'help', 0, 'none')",
      [`where is the parcel of ${NAME}`],
    );
    await supabase.sql(
      `insert into public.email_logs (to_address, subject, template, body_text, customer_id) values ('agent@portico.test', $1, 'ticket_created', $2, $3)`,
      [`${NAME} wrote`, SAID, me.customer_id],
    );
    const before = await dumpDatabase(supabase);
    expect(before.filter(({ row }) => row.includes(SAID)).length).toBeGreaterThan(20);
    const strangers = before.filter(
      ({ table, row }) => table === "public.ticket_messages" && row.includes(FOREIGN),
    ).length;

    const asked = await call<PrivacyRequest>(ask, {
      body: { kind: "deletion", password: PASSWORD, details: `${SAID}: goodbye` },
    });
    expect(asked).toMatchObject({ status: 201, data: { status: "scheduled", scope: "profile" } });
    const { id } = asked.data;
    await privacyJobs.privacy_erase?.({ requestId: id }, { jobId: 1, attempt: 1 });
    expect((await latest("deletion")).status, "nothing happens before its time").toBe("scheduled");
    await supabase.sql("update public.privacy_requests set effective_at = now() where id = $1", [id]);
    await privacyJobs.privacy_erase?.({ requestId: id }, { jobId: 1, attempt: 1 });
    // The worker may come twice.
    await privacyJobs.privacy_erase?.({ requestId: id }, { jobId: 1, attempt: 2 });

    const needles = [NAME, EMAIL, PHONE, SAID, "quibbleford"].map((needle) => needle.toLowerCase());
    const isTrace = (text: string) => needles.some((needle) => text.toLowerCase().includes(needle));
    const traces = (await dumpDatabase(supabase)).filter(({ row }) => isTrace(row));
    expect(traces.filter(({ table }) => !HELD.includes(table))).toEqual([]);
    // What stays is the invoice with whom it was issued to, and nothing that was said.
    expect(traces.filter(({ row }) => row.toLowerCase().includes(SAID.toLowerCase()))).toEqual([]);
    expect(
      (await dumpFiles(supabase)).filter(({ content }) => isTrace(content)).map(({ file }) => file),
    ).toEqual([]);
    expect(
      await supabase.sql("select name from storage.objects where name like $1", [`${me.customer_id}/%`]),
    ).toEqual([]);

    // Nobody else lost anything.
    const [{ n } = { n: 0 }] = await supabase.sql<{ n: number }>(
      `select count(*)::int as n from public.ticket_messages where body like '%${FOREIGN}%'`,
    );
    expect(n).toBeGreaterThan(0);
    expect(n).toBeLessThanOrEqual(strangers);
    expect((await call(list, {})).status).toBe(401);
  });

  test("is proven by a receipt that names nobody", async () => {
    const [receipt] = await supabase.sql<{ id: string; body: string; signature: string; public_key: string }>(
      "select * from public.privacy_receipts",
    );
    const { data } = await supabase.client().rpc("get_privacy_receipt", { p_id: receipt?.id });
    expect(isGenuine(data)).toBe(true);
    expect(isGenuine({ ...data, body: data.body.replace("erased", "kept") })).toBe(false);
    expect(JSON.parse(data.body)).toMatchObject({
      receipt: receipt?.id,
      scope: "profile",
      kept: { tax_invoices: { "public.invoices": expect.any(Number) } },
      tables: { "public.support_tickets": { erased: expect.any(Number) } },
    });
  });

  test("keeps the audit log for who did what, without a name", async () => {
    const names = await supabase.sql<{ actor_name: string }>(
      "select distinct actor_name from public.portal_audit_log where actor_id = $1",
      [me.id],
    );
    expect(names).toEqual([{ actor_name: "Erased person" }]);
    await expect(
      supabase.sql("update public.portal_audit_log set actor_name = 'Somebody' where actor_id = $1", [me.id]),
    ).rejects.toThrow("audit_log_append_only");
  });
});
