import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { command, openTicket, reply } from "../../helpers/people";
import { type Desk, openDesk } from "./desk";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.supabase.close());
beforeEach(() => desk.reset());

async function answered() {
  const ticket = await openTicket(desk.customer);
  await reply(desk.agent, ticket.id, { body: "Please press the reset button." });
  return { ticket, mail: await desk.lastMailTo(desk.customer.email, ticket.id) };
}

describe("programs are not answered", () => {
  test.each([
    ["out-of-office.eml", "out_of_office"],
    ["vacation.eml", "auto_reply"],
    ["newsletter.eml", "mailing_list"],
  ])("%s", async (name, reason) => {
    const { ticket, mail } = await answered();
    const email = await desk.receive(name, {
      from: desk.customer.email,
      to: mail.reply_to,
      inReplyTo: mail.message_id,
    });
    expect(email).toMatchObject({ state: "ignored", reason, ticket_id: null });
    expect(await desk.ticket(ticket.id)).toMatchObject({ message_count: 2, status: "waiting_customer" });
    expect((await desk.lastMailTo(desk.customer.email, ticket.id)).id).toBe(mail.id);
  });

  test("our own e-mails, and what claims to be from us", async () => {
    const { mail } = await answered();
    for (const from of ["support@example.com", "Support@Example.com", "reply+x@reply.example.com"]) {
      const email = await desk.receive("plain.eml", { from, text: from });
      expect(email).toMatchObject({ state: "ignored", reason: "own_address" });
    }
    const back = await desk.receive("plain.eml", { from: desk.customer.email, id: mail.message_id });
    expect(back).toMatchObject({ state: "ignored", reason: "loop" });
  });

  test("a subject alone proves nothing: people write about their absence, too", async () => {
    const email = await desk.receive("plain.eml", {
      from: desk.customer.email,
      subject: "Out of office: who replaces Lerato?",
    });
    expect(email.state).toBe("opened");
  });

  test("one that answers without saying what it is, is stopped by the number of its e-mails", async () => {
    const chatty = await desk.stranger("Chatty Program");
    for (let n = 0; n < 20; n++) {
      const email = await desk.receive("plain.eml", { from: chatty.email, text: `Number ${n}` });
      expect(email.state).toBe("opened");
    }
    expect(await desk.receive("plain.eml", { from: chatty.email, text: "One more" })).toMatchObject({
      state: "quarantined",
      reason: "too_many",
    });
    // Nobody else waits for it.
    expect((await desk.receive("plain.eml", { from: desk.customer.email })).state).toBe("opened");
  });
});

describe("what could not be delivered", () => {
  const bounced = async (id: string) => {
    const [row] = await desk.supabase.sql<{ bounced_at: Date | null; bounce_reason: string | null }>(
      "select bounced_at, bounce_reason from public.email_logs where id = $1",
      [id],
    );
    return row;
  };
  const notes = (ticketId: string) =>
    desk.supabase.sql<{ body: string; author_type: string }>(
      "select body, author_type::text from public.ticket_messages where ticket_id = $1 and is_internal",
      [ticketId],
    );

  test.each([
    ["bounce-postfix.eml", "550 5.1.1"],
    ["bounce-exchange.eml", "554 5.2.2 mailbox full"],
    ["bounce-qmail.eml", "550 5.1.1 no such user"],
  ])("%s is marked in the log, and staff are told once", async (name, reason) => {
    const { ticket, mail } = await answered();
    const values = { from: desk.customer.email, to: "support@example.com", inReplyTo: mail.message_id };
    const email = await desk.receive(name, values);
    expect(email).toMatchObject({ state: "bounce", ticket_id: ticket.id });
    expect(await bounced(mail.id)).toMatchObject({
      bounced_at: expect.anything(),
      bounce_reason: expect.stringContaining(reason),
    });
    await desk.receive(name, values);
    const told = await notes(ticket.id);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ author_type: "system", body: expect.stringContaining(reason) });
    const [news] = await desk.supabase.sql<{ n: number }>(
      "select count(*)::int as n from public.notifications where event = 'email_bounced' and user_id = $1 and resource_id = $2",
      [desk.agent.id, ticket.id],
    );
    expect(news?.n).toBe(1);
    // The customer neither reads the note nor is it mailed to them.
    const seen = await command<object>(desk.customer, "get_ticket", { p_ref: ticket.id });
    expect(JSON.stringify(seen)).not.toContain("could not be delivered");
    expect((await desk.lastMailTo(desk.customer.email, ticket.id)).id).toBe(mail.id);
  });

  test("what is only late is left alone", async () => {
    const { ticket, mail } = await answered();
    const email = await desk.receive("bounce-delayed.eml", {
      from: desk.customer.email,
      inReplyTo: mail.message_id,
    });
    expect(email).toMatchObject({ state: "ignored", reason: "delayed" });
    expect(await notes(ticket.id)).toEqual([]);
  });

  test("a report about an e-mail that we never sent, or to somebody else, changes nothing", async () => {
    const { ticket, mail } = await answered();
    for (const values of [
      { from: desk.customer.email, inReplyTo: "<reply.made-up@portal.example.com>" },
      { from: "other@example.net", inReplyTo: mail.message_id },
    ]) {
      const email = await desk.receive("bounce-postfix.eml", values);
      expect(email).toMatchObject({ state: "ignored", reason: "unknown_failure" });
    }
    expect(await bounced(mail.id)).toMatchObject({ bounced_at: null });
    expect(await notes(ticket.id)).toEqual([]);
  });
});

describe("quarantine", () => {
  test("strangers, forged senders, staff, locked people and addresses of several customers", async () => {
    await desk.profile("One", "shared@example.org");
    await desk.profile("Two", "shared@example.org");
    const closed = await desk.profile("Gone", "gone@example.org");
    await desk.supabase.sql("update public.customer_profiles set account_status = 'closed' where id = $1", [
      closed,
    ]);
    const locked = await desk.stranger("Locked Out");
    await desk.supabase.sql("update public.portal_users set portal_active = false where id = $1", [
      locked.id,
    ]);
    for (const [from, reason] of [
      ["stranger@example.net", "unknown_sender"],
      ["shared@example.org", "ambiguous_sender"],
      ["gone@example.org", "closed_account"],
      [locked.email, "locked_sender"],
      [desk.agent.email, "staff_sender"],
      ["no address", "no_sender"],
    ] as const) {
      const email = await desk.receive("plain.eml", { from, text: from });
      expect(email, from).toMatchObject({ state: "quarantined", reason, ticket_id: null });
      expect(email.raw_path, "kept whole for staff to decide").not.toBeNull();
    }
    const spoofed = await desk.receive("spoofed.eml", { from: desk.customer.email });
    expect(spoofed).toMatchObject({ state: "quarantined", reason: "not_authentic", authentication: "fail" });
  });

  test("staff take an e-mail for a customer's, files and all, and its sender is answered", async () => {
    const customerId = await desk.profile("Nomsa Zulu", "nomsa@work.example");
    const email = await desk.receive("nested.eml", { from: "nomsa@home.example", name: "Nomsa" });
    expect(email).toMatchObject({ state: "quarantined", reason: "unknown_sender" });
    const decide = () =>
      command(desk.agent, "decide_email", {
        p_id: email.id,
        p_input: { action: "open", customerId },
      });
    await Promise.all([decide(), decide()]);
    await desk.work();
    const opened = await desk.kept(email.id);
    expect(opened).toMatchObject({ state: "opened", raw_path: null });
    expect(await desk.ticket(opened.ticket_id)).toMatchObject({ customer_id: customerId, channel: "email" });
    expect(await desk.message(opened.ticket_message_id)).toMatchObject({ author_name: "Nomsa", files: 2 });
    await reply(desk.agent, opened.ticket_id ?? "", { body: "Done." });
    const mail = await desk.lastMailTo("nomsa@home.example", opened.ticket_id ?? "");
    const again = await desk.receive("plain.eml", {
      from: "nomsa@home.example",
      to: mail.reply_to,
      text: "Thanks",
    });
    expect(again).toMatchObject({ state: "replied", ticket_id: opened.ticket_id });
  });

  test("staff add one to a ticket, for its customer", async () => {
    const { ticket } = await answered();
    const email = await desk.receive("plain.eml", { from: "partner@example.net", name: "Partner" });
    await command(desk.agent, "decide_email", {
      p_id: email.id,
      p_input: { action: "reply", ticket: ticket.number.toLowerCase() },
    });
    await desk.work();
    const added = await desk.kept(email.id);
    expect(added).toMatchObject({ state: "replied", ticket_id: ticket.id });
    expect(await desk.message(added.ticket_message_id)).toMatchObject({
      author_type: "customer",
      author_name: "Partner",
    });
    // Answers still go to whoever asked.
    await reply(desk.agent, ticket.id, { body: "Thank you." });
    await desk.work();
    const [sent] = await desk.supabase.sql<{ n: number }>(
      "select count(*)::int as n from public.email_logs where to_address = 'partner@example.net'",
    );
    expect(sent?.n).toBe(0);
  });

  test("staff take what a program seemed to have sent after all", async () => {
    const email = await desk.receive("vacation.eml", { from: desk.customer.email });
    await command(desk.agent, "decide_email", {
      p_id: email.id,
      p_input: { action: "open", customerId: desk.customer.customerId },
    });
    await desk.work();
    expect(await desk.kept(email.id)).toMatchObject({ state: "opened" });
  });

  test("what is discarded is gone but for its envelope, and decided once", async () => {
    const email = await desk.receive("plain.eml", { from: "spam@example.net" });
    await command(desk.agent, "decide_email", { p_id: email.id, p_input: { action: "discard" } });
    await desk.work();
    expect(await desk.kept(email.id)).toMatchObject({ state: "discarded", raw_path: null });
    const late = await desk.agent.db.rpc("decide_email", {
      p_id: email.id,
      p_input: { action: "open", customerId: desk.customer.customerId },
    });
    expect(late.error?.message).toBe("email_decided");
  });

  test("after 30 days nothing of it is kept", async () => {
    const email = await desk.receive("plain.eml", { from: "old@example.net" });
    await desk.supabase.sql(
      "update public.inbound_emails set received_at = now() - interval '31 days' where id = $1",
      [email.id],
    );
    const { mailboxJobs } = await import("@/lib/mailbox/jobs");
    await mailboxJobs.sweep_inbound_emails?.({}, { jobId: 1, attempt: 1 });
    expect(await desk.kept(email.id)).toMatchObject({
      state: "discarded",
      reason: "expired",
      raw_path: null,
      body_text: null,
    });
  });

  test("an e-mail that cannot be read at all waits for staff", async () => {
    const { data } = await desk.deliver(Buffer.from('{"Headers": 1}'), "application/json");
    await desk.work();
    expect(await desk.kept(data?.id)).toMatchObject({ state: "quarantined", reason: "unreadable" });
  });
});
