import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { openTicket as open, type Person, reply, signedIn } from "../../helpers/people";
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
  smtp.refuse(false);
  await supabase.sql("delete from public.jobs");
  await supabase.sql("delete from public.email_logs");
});
/** Answers alone; what else is mailed about a ticket is told in ticket-email.test.ts. */
const openTicket: typeof open = async (...about) => {
  const ticket = await open(...about);
  await supabase.sql("delete from public.jobs where kind = 'ticket_email'");
  return ticket;
};

/** The environment is read once, so each set-up loads the modules afresh. */
async function load(changes: Record<string, string> = {}) {
  vi.resetModules();
  stubEnv({
    NEXT_PUBLIC_SUPABASE_URL: supabase.url,
    SUPABASE_SECRET_KEY: supabase.serviceKey,
    SITE_URL: "https://portal.example.com",
    SMTP_URL: smtp.url,
    MAIL_FROM: "Portico <support@example.com>",
    ...changes,
  });
  const { runJobs } = await import("@/lib/platform/jobs");
  const { notificationJobs } = await import("@/lib/notifications/jobs");
  return { run: (worker: string) => runJobs(worker, notificationJobs, 10), notificationJobs };
}

const logged = () =>
  supabase.sql<{ to_address: string; status: string; template: string; dedupe_key: string }>(
    "select to_address, status, template, dedupe_key from public.email_logs order by created_at",
  );

test("an answer of staff is mailed to whoever opened the ticket, with the ticket's headers", async () => {
  const { run } = await load();
  const ticket = await openTicket(customer);
  const answer = await reply(agent, ticket.id, { body: "Press the **reset** button." });
  expect(await run("w")).toMatchObject({ value: { claimed: 1, done: 1 } });
  expect(await logged()).toEqual([
    {
      to_address: customer.email,
      status: "sent",
      template: "ticket_reply",
      dedupe_key: `ticket_reply:${answer.id}:${customer.email}`,
    },
  ]);
  // Long headers go on in the next line, behind a space.
  const mail = smtp.mails[0]?.replace(/\r\n[ \t]+/g, " ") ?? "";
  expect(mail).toContain(`To: ${customer.email}`);
  expect(mail).toContain(`Subject: Re: Left channel crackles [${ticket.number}]`);
  expect(mail).toMatch(
    new RegExp(`^Message-ID: <reply\\.${answer.id}\\.[0-9a-f]{12}@portal\\.example\\.com>`, "im"),
  );
  expect(mail).toMatch(new RegExp(`^In-Reply-To: <ticket\\.${ticket.id}@portal\\.example\\.com>`, "im"));
  expect(mail).toMatch(new RegExp(`^X-Portico-Ticket: ${ticket.number}`, "im"));
  expect(mail).toMatch(/^Auto-Submitted: auto-generated/im);
  expect(mail).toContain("Press the **reset** button.");
  expect(mail).toContain("<strong>reset</strong>");
});

test("notes and customers' own messages are mailed to nobody", async () => {
  const { run } = await load();
  const ticket = await openTicket(customer);
  await reply(agent, ticket.id, { body: "They sound impatient.", internal: true });
  await reply(customer, ticket.id, { body: "Hello?" });
  expect(await run("w")).toMatchObject({ value: { claimed: 0 } });
  expect(smtp.mails).toEqual([]);
});

test("a note's id in a job by mistake still gives nothing away", async () => {
  const { notificationJobs } = await load();
  const ticket = await openTicket(customer);
  const note = await reply(agent, ticket.id, { body: "They sound impatient.", internal: true });
  await notificationJobs.ticket_reply_email?.({ messageId: note.id }, { jobId: 1, attempt: 1 });
  expect(smtp.mails).toEqual([]);
});

test("who wants no e-mails gets none", async () => {
  const { run } = await load();
  const quiet = await signedIn(supabase, "Pieter Botha");
  await quiet.db.rpc("update_preferences", { p_changes: { emailEnabled: false } });
  const ticket = await openTicket(quiet);
  await reply(agent, ticket.id, { body: "Done." });
  expect(await run("w")).toMatchObject({ value: { claimed: 1, done: 1 } });
  expect(smtp.mails).toEqual([]);
});

test("two workers at once, and a job that runs again, mail each answer once", async () => {
  const { run } = await load();
  const ticket = await openTicket(customer);
  for (const body of ["One.", "Two.", "Three."]) await reply(agent, ticket.id, { body });
  const runs = await Promise.all([run("first"), run("second")]);
  expect(runs.reduce((sum, one) => sum + (one.ok ? one.value.done : 0), 0)).toBe(3);
  expect(smtp.mails).toHaveLength(3);

  // The worker died after the mail was taken and before it could say so.
  await supabase.sql(
    "update public.jobs set status = 'running', locked_by = 'dead', locked_until = now() - interval '1 s'",
  );
  expect(await run("third")).toMatchObject({ value: { claimed: 3, done: 3 } });
  expect(smtp.mails).toHaveLength(3);
});

test("a server that refuses leads to another try, with the same Message-ID", async () => {
  const { run } = await load();
  const ticket = await openTicket(customer);
  await reply(agent, ticket.id, { body: "Done." });
  smtp.refuse(true);
  expect(await run("w")).toMatchObject({ value: { claimed: 1, failed: 1 } });
  expect(await logged()).toMatchObject([{ status: "failed" }]);
  smtp.refuse(false);
  await supabase.sql("update public.jobs set run_at = now()");
  expect(await run("w")).toMatchObject({ value: { claimed: 1, done: 1 } });
  expect(smtp.mails).toHaveLength(1);
  const [entry] = await supabase.sql<{ message_id: string; status: string }>(
    "select message_id, status from public.email_logs",
  );
  expect(entry?.status).toBe("sent");
  expect(smtp.mails[0]).toContain(entry?.message_id);
});

test("without a mail server the e-mail is kept, words and all", async () => {
  const { run } = await load({ SMTP_URL: "", MAIL_FROM: "" });
  const ticket = await openTicket(customer);
  await reply(agent, ticket.id, { body: "Press the **reset** button." });
  await run("w");
  await supabase.sql("update public.jobs set status = 'queued', run_at = now()");
  await run("w");
  const kept = await supabase.sql<{
    status: string;
    body_text: string;
    body_html: string;
    ticket_id: string;
  }>("select status, body_text, body_html, ticket_id from public.email_logs");
  expect(kept).toMatchObject([{ status: "kept", ticket_id: ticket.id }]);
  expect(kept[0]?.body_text).toContain("Press the **reset** button.");
  expect(kept[0]?.body_html).toContain("<strong>reset</strong>");
});
