import { expect, test } from "vitest";
import { POST as ask, GET as list } from "@/app/api/portal/privacy/requests/route";
import { privacyJobs } from "@/lib/privacy/jobs";
import { isGenuine } from "@/lib/privacy/receipt";
import type { PrivacyRequest } from "@/lib/privacy/types";
import { writeEverywhere } from "./plant";
import { dumpDatabase, dumpFiles, FOREIGN } from "./scene";
import { EMAIL, NAME, PASSWORD, PHONE, SAID, type Stage } from "./stage";

/** A colleague of the demo customer, who goes before them. */
const LEAVER = { name: "Thandolwethu Marrowstone", email: "leaver@portico.test", phone: "+27825550177" };

/** A deletion of the demo customer, the last that is done on a stage. */
export function deletionTests(stage: () => Stage): void {
  /** Where something may stay, and by which rule: the legal-hold list. */
  const HELD = ["public.invoices"];

  test("of one person of a company takes their name out of what the company keeps", {
    timeout: 120_000,
  }, async () => {
    const { supabase, me, call } = stage();
    const leaver = await supabase.createUser({ email: LEAVER.email, password: PASSWORD });
    await supabase.sql(
      "update public.portal_users set customer_id = $2, full_name = $3, phone = $4 where id = $1",
      [leaver.id, me.customer_id, LEAVER.name, LEAVER.phone],
    );
    await supabase.sql("delete from public.customer_profiles where email = $1", [LEAVER.email]);
    const db = await supabase.clientFor(LEAVER.email, PASSWORD);
    for (const isPrivate of [true, false]) {
      const opened = await db.rpc("create_ticket", {
        p_key: `leaver ${isPrivate}`,
        p_input: {
          subject: `${LEAVER.name} asks`,
          description: `Call ${LEAVER.name} at ${LEAVER.phone}`,
          category: "question",
          isPrivate,
        },
      });
      expect(opened.error).toBeNull();
    }
    // And in every text of the company somebody speaks of them.
    const company = `private.subject_of('${me.customer_id}', '${me.id}', 'profile')`;
    await supabase.sql(writeEverywhere(company, `as ${LEAVER.name} (${LEAVER.email}) said`, ""));
    const isTrace = (text: string) =>
      Object.values(LEAVER).some((needle) => text.toLowerCase().includes(needle.toLowerCase()));
    const before = (await dumpDatabase(supabase)).filter(({ row }) => isTrace(row));
    expect(new Set(before.map(({ table }) => table)).size).toBeGreaterThan(30);

    const { data: session } = await db.auth.getSession();
    const asked = await call<PrivacyRequest>(ask, {
      bearer: session.session?.access_token ?? "",
      body: { kind: "deletion", password: PASSWORD },
    });
    expect(asked).toMatchObject({ status: 201, data: { scope: "person" } });
    await supabase.sql("update public.privacy_requests set effective_at = now() where id = $1", [
      asked.data.id,
    ]);
    await privacyJobs.privacy_erase?.({ requestId: asked.data.id }, { jobId: 1, attempt: 1 });
    const traces = (await dumpDatabase(supabase)).filter(({ row }) => isTrace(row));
    expect(traces.filter(({ table }) => !HELD.includes(table))).toEqual([]);
    const [{ n } = { n: 0 }] = await supabase.sql<{ n: number }>(
      "select count(*)::int as n from public.support_tickets where customer_id = $1",
      [me.customer_id],
    );
    expect(n, "the company's tickets stay").toBeGreaterThan(5);
  });

  test("leaves no trace but what the legal-hold list names", { timeout: 120_000 }, async () => {
    const { supabase, me, call, latest } = stage();
    await supabase.sql("delete from auth.users where email = 'colleague@portico.test'");
    await supabase.sql("delete from public.notifications where dedupe_key = 'foreign'");
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
    const said = before.filter(({ row }) => row.includes(SAID)).map(({ table }) => table);
    expect(new Set(said).size, "tables in which something stands that was said").toBeGreaterThan(45);
    const [subject] = await supabase.sql<{ text: string }>(
      "select private.subject_of($1, $2, 'profile')::text as text",
      [me.customer_id, me.id],
    );
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
    // Nor a row that was to go, whatever stands in it.
    const left = await supabase.sql<{ name: string; rows: number }>(
      `select table_name as name, private.count_personal(goes, table_name, $1::private.subject) as rows
       from private.personal_tables where goes is not null`,
      [subject?.text],
    );
    // A refund keeps the ticket that it was given on, without words; what finds tickets by words follows it.
    const found = await supabase.sql<{ words: string[] }>(
      "select tsvector_to_array(doc) as words from private.ticket_search where ticket_id = any (($1::private.subject).tickets)",
      [subject?.text],
    );
    expect(
      found.flatMap(({ words }) => words).filter((word) => !/^(c|\d+|erased|person)$/.test(word)),
    ).toEqual([]);
    expect(left.filter(({ name, rows }) => rows > 0 && name !== "private.ticket_search")).toEqual([]);
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
    const { supabase } = stage();
    const [receipt] = await supabase.sql<{ id: string; body: string; signature: string; public_key: string }>(
      "select * from public.privacy_receipts order by created_at desc limit 1",
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
    const { supabase, me } = stage();
    const names = await supabase.sql<{ actor_name: string }>(
      "select distinct actor_name from public.portal_audit_log where actor_id = $1",
      [me.id],
    );
    expect(names).toEqual([{ actor_name: "Erased person" }]);
    await expect(
      supabase.sql("update public.portal_audit_log set actor_name = 'Somebody' where actor_id = $1", [me.id]),
    ).rejects.toThrow("audit_log_append_only");
  });
}
