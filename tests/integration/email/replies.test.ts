import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTicket, reply } from "../../helpers/people";
import { type Desk, openDesk } from "./desk";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.supabase.close());
beforeEach(() => desk.reset());

/** A ticket of the customer's that staff answered, and that answer's e-mail. */
async function answered() {
  const ticket = await openTicket(desk.customer);
  await reply(desk.agent, ticket.id, { body: "Please press the **reset** button." });
  return { ticket, mail: await desk.lastMailTo(desk.customer.email, ticket.id) };
}

describe("what was written, without what it answers", () => {
  test.each([
    [
      "gmail-en.eml",
      "Hi Lerato,\n\nIt works now – thank you! But the \\*second\\* amplifier hums.\n\nThandi",
    ],
    ["outlook-de.eml", /^Guten Tag,\n\ndas Gerät läuft – für „nur“ 5 € Strom am Tag\./],
    ["apple-fr.eml", "Bonjour, ça marche déjà mieux. Où est la pièce manquante ?"],
    ["outlook-af.eml", "Dit help nie. Kan u iemand stuur?"],
    ["html-only.eml", "Sent the photo an hour ago.  \nDid it arrive?"],
    [
      "thunderbird-nl.eml",
      "Goedemorgen,\n\n> Which lamp is lit?\n\nDe groene – maar die knippert.\n\n> And have you pressed reset?\n\nJa, twee keer.",
    ],
  ])("%s", async (name, text) => {
    const { ticket, mail } = await answered();
    const email = await desk.receive(name, {
      from: desk.customer.email,
      to: mail.reply_to,
      inReplyTo: mail.message_id,
    });
    expect(email).toMatchObject({ state: "replied", ticket_id: ticket.id, raw_path: null });
    const message = await desk.message(email.ticket_message_id);
    if (typeof text === "string") expect(message.body).toBe(text);
    else expect(message.body).toMatch(text);
    expect(message.body).not.toMatch(/reset\b.*button|\d{4} \d\d:\d\d|alert\(1\)/);
    expect(message).toMatchObject({ author_type: "customer", author_id: desk.customer.id });
    expect(await desk.ticket(ticket.id)).toMatchObject({ status: "in_progress" });
    // Staff can read all of it.
    expect(email.body_text).toContain("reset");
  });

  test("a forwarded e-mail is what it is about", async () => {
    const { mail } = await answered();
    const email = await desk.receive("forwarded-gmail.eml", {
      from: desk.customer.email,
      to: mail.reply_to,
    });
    const { body } = await desk.message(email.ticket_message_id);
    expect(body).toContain("This is the invoice I mean.");
    expect(body).toContain("Invoice 17 is due on Friday.");
  });
});

describe("to which ticket", () => {
  const plain = (values: Parameters<Desk["receive"]>[1]) => desk.receive("plain.eml", values);

  test("by In-Reply-To, by References, or by the root of the conversation, at whatever address", async () => {
    const { ticket, mail } = await answered();
    const from = desk.customer.email;
    for (const values of [
      { inReplyTo: mail.message_id },
      { references: `<x@y.example> ${mail.message_id} <z@y.example>` },
      { references: `<ticket.${ticket.id}@portal.example.com>` },
    ]) {
      expect(await plain({ from, text: JSON.stringify(values), ...values })).toMatchObject({
        state: "replied",
        ticket_id: ticket.id,
      });
    }
  });

  test("by the reply address where the headers say nothing", async () => {
    const { ticket, mail } = await answered();
    const email = await plain({ from: desk.customer.email, to: mail.reply_to });
    expect(email).toMatchObject({ state: "replied", ticket_id: ticket.id });
  });

  test("headers go before the address", async () => {
    const [one, two] = [await answered(), await answered()];
    const email = await plain({
      from: desk.customer.email,
      to: two.mail.reply_to,
      inReplyTo: one.mail.message_id,
    });
    expect(email.ticket_id).toBe(one.ticket.id);
  });

  test("an answer to one's own e-mail follows it", async () => {
    const first = await plain({ from: desk.customer.email, subject: "Hum", id: "<own-1@example.com>" });
    expect(first.state).toBe("opened");
    const second = await plain({ from: desk.customer.email, inReplyTo: "<own-1@example.com>", text: "P.S." });
    expect(second).toMatchObject({ state: "replied", ticket_id: first.ticket_id });
  });

  test("a colleague of the same profile writes too, but not to a private ticket", async () => {
    const colleague = await desk.stranger("Sipho Nkosi");
    await desk.supabase.sql("update public.portal_users set customer_id = $1 where id = $2", [
      desk.customer.customerId,
      colleague.id,
    ]);
    const { ticket, mail } = await answered();
    const email = await plain({ from: colleague.email, to: mail.reply_to });
    expect(email).toMatchObject({ state: "replied", ticket_id: ticket.id });
    expect(await desk.message(email.ticket_message_id)).toMatchObject({ author_id: colleague.id });

    await desk.supabase.sql("update public.support_tickets set is_private = true where id = $1", [ticket.id]);
    expect(await plain({ from: colleague.email, to: mail.reply_to, text: "And now?" })).toMatchObject({
      state: "quarantined",
      reason: "not_participant",
    });
  });

  test("another customer who got hold of the address, or of the headers, does not write to it", async () => {
    const other = await desk.stranger("Pieter Botha");
    const { ticket, mail } = await answered();
    for (const values of [{ to: mail.reply_to }, { inReplyTo: mail.message_id }]) {
      const email = await plain({ from: other.email, text: JSON.stringify(values), ...values });
      expect(email).toMatchObject({ state: "quarantined", reason: "not_participant", ticket_id: null });
    }
    expect(await plain({ from: "nobody@example.net", to: mail.reply_to })).toMatchObject({
      state: "quarantined",
      reason: "not_participant",
    });
    expect(await desk.ticket(ticket.id)).toMatchObject({ message_count: 2 });
  });

  test("the address that it was made for may write, also when it is nobody's any more", async () => {
    const { ticket } = await answered();
    const to = desk.replyAddress(ticket.id, "earlier@example.net");
    const email = await plain({ from: "earlier@example.net", name: "Earlier", to });
    expect(email).toMatchObject({ state: "replied", ticket_id: ticket.id });
    expect(await desk.message(email.ticket_message_id)).toMatchObject({
      author_type: "customer",
      author_id: null,
      author_name: "Earlier",
    });
  });

  test("a forged address leads nowhere: the e-mail opens a ticket of its own", async () => {
    const { ticket, mail } = await answered();
    const to = mail.reply_to.replace(/.{3}(?=@)/, "abc");
    const email = await plain({ from: desk.customer.email, to });
    expect(email.state).toBe("opened");
    expect(email.ticket_id).not.toBe(ticket.id);
  });
});

describe("tickets that are over", () => {
  const close = async (id: string, days: number, status = "closed") =>
    desk.supabase.sql(
      `update public.support_tickets set status = $2::public.ticket_status, resolved_at = now() - make_interval(days => $3::int),
         closed_at = now() - make_interval(days => $3::int) where id = $1`,
      [id, status, days],
    );

  test("closed within 14 days is open again", async () => {
    const { ticket, mail } = await answered();
    await close(ticket.id, 13);
    const email = await desk.receive("plain.eml", { from: desk.customer.email, to: mail.reply_to });
    expect(email).toMatchObject({ state: "replied", ticket_id: ticket.id });
    expect(await desk.ticket(ticket.id)).toMatchObject({ status: "in_progress" });
  });

  test.each([
    ["closed", 15],
    ["resolved", 15],
    ["cancelled", 1],
  ])("%s %i days ago gets a follow-up that names it", async (status, days) => {
    const { ticket, mail } = await answered();
    await close(ticket.id, days, status);
    const email = await desk.receive("plain.eml", { from: desk.customer.email, to: mail.reply_to });
    expect(email.state).toBe("opened");
    expect(await desk.ticket(email.ticket_id)).toMatchObject({
      follow_up_of: ticket.id,
      subject: "Left channel crackles",
      channel: "email",
    });
    expect(await desk.ticket(ticket.id)).toMatchObject({ status });
  });
});
