import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { command, openTicket, type Person, signedIn } from "../../helpers/people";
import { startSmtp } from "../../helpers/smtp";

let supabase: TestSupabase;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let customer: Person;
let agent: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  smtp = await startSmtp();
  customer = await signedIn(supabase, "Thandi Nkosi");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
});
afterAll(async () => {
  await smtp.close();
  await supabase.close();
});
beforeEach(async () => {
  smtp.mails.length = 0;
  await supabase.sql("delete from public.jobs");
  await supabase.sql("delete from public.notifications");
});

async function run() {
  vi.resetModules();
  stubEnv({
    NEXT_PUBLIC_SUPABASE_URL: supabase.url,
    SUPABASE_SECRET_KEY: supabase.serviceKey,
    SITE_URL: "https://portal.example.com",
    SMTP_URL: smtp.url,
    MAIL_FROM: "Portico <support@example.com>",
  });
  const { enqueueRecurringJobs, runJobs } = await import("@/lib/platform/jobs");
  const { slaJobs } = await import("@/lib/sla/jobs");
  await enqueueRecurringJobs();
  // What others queue is not this feature's.
  await supabase.sql("delete from public.jobs where not kind = any ($1)", [Object.keys(slaJobs)]);
  const ran = await runJobs("w", slaJobs, 20);
  const second = await runJobs("w", slaJobs, 20);
  return [ran, second].map((result) => (result.ok ? result.value : result.error));
}

const told = () =>
  supabase.sql<{ event: string; user_id: string; data: { kind?: string } }>(
    "select event, user_id, data from public.notifications order by created_at",
  );

test("whoever has a ticket is told once when its answer is overdue", async () => {
  const { id } = await openTicket(customer);
  await command(agent, "update_ticket", { p_ticket_id: id, p_changes: { assigneeId: agent.id } });
  await supabase.sql("delete from public.notifications");
  await supabase.sql(
    "update public.support_tickets set first_response_due_at = now() - interval '1 minute' where id = $1",
    [id],
  );
  expect(await run()).toMatchObject([{ failed: 0 }, { failed: 0 }]);
  await supabase.sql("delete from public.jobs");
  await run();
  expect(await told()).toEqual([
    { event: "sla_breached", user_id: agent.id, data: expect.objectContaining({ kind: "first_response" }) },
  ]);
});

test("a resolved ticket reminds its customer, then closes, and says that it did so itself", async () => {
  const { id, number } = await openTicket(customer, "Radio hums");
  await command(agent, "change_ticket_status", { p_ticket_id: id, p_action: "resolve" });
  await supabase.sql("delete from public.notifications");
  const age = (days: number) =>
    supabase.sql(
      "update public.support_tickets set resolved_at = now() - make_interval(hours => $2) where id = $1",
      [id, days * 24],
    );
  await age(5.5);
  await run();
  const mail = smtp.mails[0]?.replace(/\r\n[ \t]+/g, " ") ?? "";
  expect(smtp.mails).toHaveLength(1);
  expect(mail).toContain(`To: ${customer.email}`);
  expect(mail).toContain(`Subject: Re: Radio hums [${number}]`);
  expect(mail).toMatch(/closes by itself on/);
  expect(mail).not.toMatch(/\brat(e|ing)\b/i);
  expect(await told()).toMatchObject([{ event: "ticket_closing", user_id: customer.id }]);

  await supabase.sql("delete from public.jobs");
  await run();
  expect(smtp.mails).toHaveLength(1);

  await supabase.sql("delete from public.jobs");
  await age(7.5);
  await run();
  const { data } = await customer.db.rpc("get_ticket", { p_ref: id });
  expect(data).toMatchObject({ status: "closed" });
  expect(data.timeline.at(-1)).toMatchObject({
    newValue: "closed",
    actorType: "system",
    actorName: "Portico",
  });
});

test("a reminder that comes too late is not sent", async () => {
  const { id } = await openTicket(customer, "Light flickers");
  await supabase.sql("insert into public.jobs (kind, payload) values ('ticket_closing_email', $1)", [
    JSON.stringify({ ticketId: id }),
  ]);
  expect(await run()).toMatchObject([{ failed: 0 }, { failed: 0 }]);
  expect(smtp.mails).toHaveLength(0);
});
