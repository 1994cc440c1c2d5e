import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { findReplyTicket } from "@/lib/mailbox/reply-address";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { command, openTicket, type Person, reply, signedIn } from "../../helpers/people";
import { startSmtp } from "../../helpers/smtp";

const SECRET = "a-secret-of-the-test-suite";
const DOMAIN = "reply.example.com";

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
  await supabase.sql("delete from public.email_logs");
});

/** Sends what is due, and gives the e-mails with long lines put together. */
async function send(changes: Record<string, string> = {}): Promise<string[]> {
  vi.resetModules();
  stubEnv({
    NEXT_PUBLIC_SUPABASE_URL: supabase.url,
    SUPABASE_SECRET_KEY: supabase.serviceKey,
    SITE_URL: "https://portal.example.com",
    SMTP_URL: smtp.url,
    MAIL_FROM: "Portico <support@example.com>",
    INBOUND_EMAIL_SECRET: SECRET,
    REPLY_DOMAIN: DOMAIN,
    ...changes,
  });
  const { runJobs } = await import("@/lib/platform/jobs");
  const { notificationJobs } = await import("@/lib/notifications/jobs");
  const before = smtp.mails.length;
  const run = await runJobs("w", notificationJobs, 20);
  expect(run).toMatchObject({ ok: true, value: { failed: 0 } });
  return smtp.mails.slice(before).map((mail) => mail.replace(/=\r\n/g, "").replace(/\r\n[ \t]+/g, " "));
}

const header = (mail: string | undefined, name: string) =>
  new RegExp(`^${name}: (.*)$`, "im").exec(mail ?? "")?.[1]?.trim() ?? "";

test("the e-mails of a ticket are one conversation, each answered to an address of its recipient's own", async () => {
  const ticket = await openTicket(customer);
  const [receipt] = await send();
  expect(receipt).toContain("We have your message");
  expect(header(receipt, "To")).toBe(customer.email);
  await reply(agent, ticket.id, { body: "Press the **reset** button." });
  const [first] = await send();
  await reply(agent, ticket.id, { body: "And now?" });
  const [second] = await send();

  const root = `<ticket.${ticket.id}@portal.example.com>`;
  expect(header(receipt, "In-Reply-To")).toBe(root);
  expect(header(first, "In-Reply-To")).toBe(header(receipt, "Message-ID"));
  expect(header(second, "In-Reply-To")).toBe(header(first, "Message-ID"));
  expect(header(second, "References").split(" ")).toEqual([
    root,
    header(receipt, "Message-ID"),
    header(first, "Message-ID"),
  ]);
  expect(new Set([receipt, first, second].map((mail) => header(mail, "Subject")))).toEqual(
    new Set([`Re: Left channel crackles [${ticket.number}]`]),
  );
  for (const mail of [receipt, first, second]) {
    expect(header(mail, "Auto-Submitted")).toBe("auto-generated");
    expect(mail).toMatch(/^Content-Type: text\/plain/im);
    expect(mail).toMatch(/^Content-Type: text\/html/im);
    const address = header(mail, "Reply-To");
    expect(findReplyTicket({ secrets: [SECRET], domain: DOMAIN }, [address], customer.email)).toEqual({
      ticketId: ticket.id,
      isSenders: true,
    });
    // Neither the secret nor anybody of ours is in it.
    expect(mail).not.toContain(SECRET);
    expect(mail).not.toContain(agent.email);
  }
});

test("an answer can come as soon as an e-mail is on its way: its id is known before", async () => {
  const ticket = await openTicket(customer);
  await send({ SMTP_URL: "", MAIL_FROM: "" });
  const rows = await supabase.sql<{ status: string; message_id: string; reply_to: string }>(
    "select status::text, message_id, reply_to from public.email_logs where ticket_id = $1",
    [ticket.id],
  );
  expect(rows).toMatchObject([{ status: "kept", reply_to: expect.stringMatching(/^reply\+/) }]);
  expect(rows[0]?.message_id).toMatch(/^<received\..+@portal\.example\.com>$/);
});

test("without a domain for answers, e-mails lead to the portal as before", async () => {
  const ticket = await openTicket(customer);
  await reply(agent, ticket.id, { body: "Done." });
  const mails = await send({ INBOUND_EMAIL_SECRET: "", REPLY_DOMAIN: "" });
  expect(mails).toHaveLength(2);
  for (const mail of mails) {
    expect(header(mail, "Reply-To")).toBe("");
    expect(mail).toContain("Please answer in the portal");
    expect(mail).not.toContain("above this line");
  }
});

test("what the customer wrote is not sent back to whoever it seems to be from", async () => {
  await command(customer, "create_ticket", {
    p_key: crypto.randomUUID(),
    p_input: { subject: "Hello", description: "Buy at https://spam.example", category: "technical" },
  });
  const [receipt] = await send();
  expect(receipt).not.toContain("spam.example");
});

test("a ticket that staff open, resolve or cancel is told; what the customer does themselves is not", async () => {
  const phoned = await command(agent, "create_ticket", {
    p_key: crypto.randomUUID(),
    p_input: {
      subject: "No light",
      description: "The box is dark.",
      category: "technical",
      customerId: customer.customerId,
    },
  });
  const [opened] = await send();
  expect(opened).toContain("We opened a ticket for you");
  expect(opened).toContain("The box is dark.");

  await reply(agent, phoned.id, { body: "A note of ours", internal: true });
  await agent.db.rpc("resolve_ticket", {
    p_ticket_id: phoned.id,
    p_input: { resolutionType: "no_action", notes: "The plug was loose." },
  });
  const [resolved, ...more] = await send();
  expect(more).toEqual([]);
  expect(resolved).toContain("Your ticket is resolved");
  expect(resolved).toContain("The plug was loose.");
  expect(resolved).not.toContain("A note of ours");

  const own = await openTicket(customer);
  await send();
  await customer.db.rpc("change_ticket_status", { p_ticket_id: own.id, p_action: "resolve", p_input: {} });
  expect(await send()).toEqual([]);

  const refused = await openTicket(customer);
  await send();
  await agent.db.rpc("change_ticket_status", { p_ticket_id: refused.id, p_action: "cancel", p_input: {} });
  const [cancelled] = await send();
  expect(cancelled).toContain("Your ticket was cancelled");
});

test("news that is no longer true when its turn comes is not sent", async () => {
  const ticket = await openTicket(customer);
  await send();
  await agent.db.rpc("change_ticket_status", { p_ticket_id: ticket.id, p_action: "resolve", p_input: {} });
  await customer.db.rpc("change_ticket_status", { p_ticket_id: ticket.id, p_action: "reopen", p_input: {} });
  expect(await send()).toEqual([]);
});

test("quiet hours hold e-mails about a ticket back, a summary does not, and each goes out once", async () => {
  const sleeper = await signedIn(supabase, "Ayanda Zulu");
  const hour = (shift: string) =>
    `to_char((now() + interval '${shift}') at time zone private.zone_of($1), 'HH24:MI')`;
  const [clock] = await supabase.sql<{ from: string; to: string; over: string }>(
    `select ${hour("-2 hours")} as from, ${hour("2 hours")} as to, ${hour("-1 hour")} as over`,
    [sleeper.id],
  );
  const rest = (to = "") =>
    sleeper.db.rpc("save_notification_preferences", {
      p_changes: { quietHours: { from: clock?.from ?? "", to }, digest: "daily" },
    });
  expect((await rest(clock?.to)).error).toBeNull();
  const ticket = await openTicket(sleeper);
  await reply(agent, ticket.id, { body: "Good morning." });
  expect(await send()).toEqual([]);
  const waiting = () =>
    supabase.sql<{ kind: string; minutes: number }>(
      `select kind, extract(epoch from run_at - now())::int / 60 as minutes from public.jobs
       where status = 'queued' and kind in ('ticket_email', 'ticket_reply_email') order by kind`,
    );
  expect((await waiting()).map(({ kind }) => kind)).toEqual(["ticket_email", "ticket_reply_email"]);
  for (const { minutes } of await waiting()) expect(minutes).toBeGreaterThan(115);
  // Their end has come: as if it had been an hour ago.
  const wake = () => supabase.sql("update public.jobs set run_at = now() where status = 'queued'");
  expect((await rest(clock?.over)).error).toBeNull();
  await wake();
  const readers = (await send()).map((mail) => header(mail, "To"));
  expect(readers).toEqual([sleeper.email, sleeper.email]);
  await wake();
  expect(await send()).toEqual([]);
});

test("one event of tickets can be switched off", async () => {
  const calm = await signedIn(supabase, "Bongani Cele");
  await calm.db.rpc("save_notification_preferences", {
    p_changes: { events: { ticket_created: { email: false } } },
  });
  const ticket = await openTicket(calm);
  await reply(agent, ticket.id, { body: "Have a look." });
  const mails = await send();
  expect(mails).toHaveLength(1);
  expect(mails[0]).toContain("Have a look.");
  expect(header(mails[0], "List-Unsubscribe")).toContain(".tickets-ticket_reply.");
});

test("who wants no e-mails gets none of these either", async () => {
  const quiet = await signedIn(supabase, "Pieter Botha");
  await quiet.db.rpc("update_preferences", { p_changes: { emailEnabled: false } });
  await openTicket(quiet);
  expect(await send()).toEqual([]);
});

test("a customer who never signed up is written to at the address of the profile, and told how to", async () => {
  const [profile] = await supabase.sql<{ id: string }>(
    "insert into public.customer_profiles (full_name, email) values ('Zanele Dube', 'Zanele@Example.com') returning id",
  );
  await command(agent, "create_ticket", {
    p_key: crypto.randomUUID(),
    p_input: { subject: "Hi", description: "Hi", category: "technical", customerId: profile?.id },
  });
  const [mail] = await send();
  expect(header(mail, "To")).toBe("zanele@example.com");
  expect(mail).toContain("sign up there with");
});
