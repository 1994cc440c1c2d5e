import { readdirSync, readFileSync } from "node:fs";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sign } from "@/lib/integrations/signature";
import { stubEnv } from "../../helpers/env";
import { sampleMail } from "../../helpers/mail-samples";
import { openTicket, reply } from "../../helpers/people";
import { type Desk, openDesk, SECRET } from "./desk";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.supabase.close());
beforeEach(() => desk.reset());

const count = async () => {
  const [row] = await desk.supabase.sql<{ emails: number; tickets: number }>(
    "select (select count(*)::int from public.inbound_emails) as emails, (select count(*)::int from public.support_tickets) as tickets",
  );
  return row ?? { emails: 0, tickets: 0 };
};

describe("POST /api/webhooks/email", () => {
  const mail = () => sampleMail("plain.eml", { from: desk.customer.email, text: crypto.randomUUID() });
  const basic = (password: string) => `Basic ${Buffer.from(`postmark:${password}`).toString("base64")}`;

  test("takes what is signed, and what comes with the secret as a password", async () => {
    expect(await desk.deliver(mail())).toMatchObject({ status: 200, data: { repeated: false } });
    const json = sampleMail("postmark.json", { from: desk.customer.email });
    const headers = { "content-type": "application/json; charset=utf-8", authorization: basic(SECRET) };
    expect(await desk.post(json, headers)).toMatchObject({ status: 200, data: { repeated: false } });
  });

  test("refuses everything else, and keeps none of it", async () => {
    const before = await count();
    const body = mail();
    const now = Math.floor(Date.now() / 1_000);
    const type = { "content-type": "message/rfc822" };
    const refused = async (headers: Record<string, string>, reason: string) =>
      expect(await desk.post(body, { ...type, ...headers }), reason).toMatchObject({
        status: 401,
        error: { code: "unauthenticated", reason: `signature_${reason}` },
      });
    await refused({}, "unsigned");
    await refused({ authorization: "Bearer x" }, "unsigned");
    await refused({ authorization: basic("another-secret-of-somebody") }, "password");
    await refused({ authorization: basic("") }, "password");
    await refused({ "x-portico-signature": "t=1" }, "malformed");
    await refused({ "x-portico-signature": sign(SECRET, now - 301, body) }, "stale");
    await refused({ "x-portico-signature": sign("another-secret-of-somebody", now, body) }, "wrong");
    await refused({ "x-portico-signature": sign(SECRET, now, `${body} `) }, "wrong");
    expect(await count()).toEqual(before);
  });

  test("makes whoever keeps on guessing wait, and nobody else", async () => {
    const headers = { "content-type": "message/rfc822", authorization: basic("guess-guess-guess-guess") };
    for (let n = 0; n < 60; n++) await desk.post("x", headers);
    expect(await desk.post("x", headers)).toMatchObject({ status: 429 });
    expect(await desk.deliver(mail())).toMatchObject({ status: 200 });
  });

  test("says what is wrong with a body", async () => {
    expect(await desk.deliver(Buffer.from("hello"), "text/plain")).toMatchObject({ status: 415 });
    expect(await desk.deliver(Buffer.alloc(0))).toMatchObject({ status: 422 });
    expect(await desk.deliver(Buffer.from("{"), "application/json")).toMatchObject({ status: 400 });
    expect(await desk.deliver(Buffer.alloc(25 * 1024 * 1024 + 1, 97))).toMatchObject({ status: 413 });
  });

  test("is off without a secret", async () => {
    vi.resetModules();
    stubEnv({ NEXT_PUBLIC_SUPABASE_URL: desk.supabase.url });
    const { POST } = await import("@/app/api/webhooks/email/route");
    const request = new NextRequest("http://127.0.0.1:3000/api/webhooks/email", {
      method: "POST",
      body: "x",
    });
    const response = await POST(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { reason: "inbound_email_off" } });
  });

  test("the same e-mail twice at once, and again later, is one", async () => {
    const before = await count();
    const body = mail();
    const answers = await Promise.all([desk.deliver(body), desk.deliver(body), desk.deliver(body)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ data }) => data?.id)).size).toBe(1);
    expect(answers.filter(({ data }) => data?.repeated === false)).toHaveLength(1);
    await Promise.all([desk.work("one"), desk.work("two")]);
    expect(await desk.deliver(body)).toMatchObject({ status: 200, data: { repeated: true } });
    await desk.work();
    expect(await count()).toEqual({ emails: before.emails + 1, tickets: before.tickets + 1 });
    expect(await desk.kept(answers[0]?.data?.id)).toMatchObject({ state: "opened", raw_path: null });
    const [objects] = await desk.supabase.sql<{ n: number }>(
      "select count(*)::int as n from storage.objects where bucket_id = 'inbound-mail' and name like '%' || $1",
      [desk.sha256(body)],
    );
    expect(objects?.n).toBe(0);
  });

  test("the same e-mail by two ways, with other servers' marks on it, is one", async () => {
    const values = { from: desk.customer.email, id: "<two-ways@example.com>", text: "Twice" };
    const [first, second] = [sampleMail("plain.eml", values), sampleMail("plain.eml", values)];
    const marked = Buffer.concat([Buffer.from("Received: from b by c; Fri, 21 Nov 2026\r\n"), second]);
    const before = await count();
    const answers = [await desk.deliver(first), await desk.deliver(marked)];
    await Promise.all([desk.work("one"), desk.work("two")]);
    expect((await count()).tickets).toBe(before.tickets + 1);
    const states = await Promise.all(answers.map(({ data }) => desk.kept(data?.id)));
    expect(states.map(({ state, reason }) => reason ?? state).toSorted()).toEqual(["duplicate", "opened"]);
  });

  test("a worker that dies after any step leaves nothing doubled", async () => {
    const before = await count();
    const { data } = await desk.deliver(sampleMail("nested.eml", { from: desk.customer.email }));
    await desk.work();
    for (let n = 0; n < 2; n++) {
      await desk.supabase.sql(
        "update public.jobs set status = 'queued', run_at = now() where kind = 'process_inbound_email'",
      );
      await desk.work();
    }
    const email = await desk.kept(data?.id);
    expect(await count()).toEqual({ emails: before.emails + 1, tickets: before.tickets + 1 });
    expect((await desk.message(email.ticket_message_id)).files).toBe(2);
  });

  test("25 MB are taken", async () => {
    const base64 = Buffer.alloc(17 * 1024 * 1024, 1)
      .toString("base64")
      .replace(/.{76}/g, "$&\r\n");
    const body = Buffer.from(
      `From: ${desk.customer.email}\r\nTo: support@example.com\r\nSubject: Large\r\nMessage-ID: <large@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/octet-stream; name="dump.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n--b--\r\n`,
    );
    expect(body.length).toBeGreaterThan(23 * 1024 * 1024);
    const { data } = await desk.deliver(body);
    await desk.work();
    const email = await desk.kept(data?.id);
    expect(email).toMatchObject({ state: "opened" });
    expect((await desk.message(email.ticket_message_id)).body).toContain("dump.bin: larger than 10 MB");
  });
});

describe("new e-mail", () => {
  test("of somebody who signs in opens a ticket of theirs, and is acknowledged in its thread", async () => {
    const email = await desk.receive("plain.eml", {
      from: desk.customer.email.toUpperCase(),
      subject: "Re: AW: Hum",
      id: "<new-1@example.com>",
    });
    expect(email).toMatchObject({ state: "opened", authentication: "none" });
    expect(await desk.ticket(email.ticket_id)).toMatchObject({
      subject: "Hum",
      channel: "email",
      status: "new",
      customer_id: desk.customer.customerId,
      requester_id: desk.customer.id,
    });
    const { id } = await desk.lastMailTo(desk.customer.email, email.ticket_id ?? "");
    const [receipt] = await desk.supabase.sql<{ template: string; body_text: string }>(
      "select template, body_text from public.email_logs where id = $1",
      [id],
    );
    expect(receipt?.template).toBe("ticket_received");
    expect(receipt?.body_text).not.toContain("Any news?");
  });

  test("of a customer who never signed up opens one, and they are answered where they wrote from", async () => {
    const customerId = await desk.profile("Zanele Dube", "Zanele@Example.org");
    const email = await desk.receive("plain.eml", { from: "zanele@example.org", name: "Zanele D." });
    expect(await desk.ticket(email.ticket_id)).toMatchObject({ customer_id: customerId, requester_id: null });
    await reply(desk.agent, email.ticket_id ?? "", { body: "We are looking at it." });
    const mail = await desk.lastMailTo("zanele@example.org", email.ticket_id ?? "");
    const answer = await desk.receive("plain.eml", {
      from: "zanele@example.org",
      to: mail.reply_to,
      text: "Thanks",
    });
    expect(answer).toMatchObject({ state: "replied", ticket_id: email.ticket_id });
  });

  test("in Japanese is read in Japanese", async () => {
    const email = await desk.receive("japanese.eml", { from: desk.customer.email });
    expect(await desk.ticket(email.ticket_id)).toMatchObject({ subject: "アンプの故障" });
    expect((await desk.message(email.ticket_message_id)).body).toBe("音が出ません。\n\n電源は入っています。");
  });

  test("with parts in parts keeps words, picture and file, and no signature of a program", async () => {
    const email = await desk.receive("nested.eml", { from: desk.customer.email });
    expect(await desk.message(email.ticket_message_id)).toMatchObject({ files: 2 });
    const files = await desk.supabase.sql<{ file_name: string; mime_type: string; uploaded_by: string }>(
      "select file_name, mime_type, uploaded_by from public.ticket_attachments where message_id = $1 order by lower(file_name)",
      [email.ticket_message_id],
    );
    expect(files).toEqual([
      { file_name: "hum.png", mime_type: "image/png", uploaded_by: desk.customer.id },
      { file_name: "Rechnung Müller.pdf", mime_type: "application/pdf", uploaded_by: desk.customer.id },
    ]);
  });

  test("that passes an e-mail on holds that e-mail", async () => {
    const email = await desk.receive("forwarded.eml", { from: desk.customer.email });
    const { body } = await desk.message(email.ticket_message_id);
    expect(body).toContain("Please have a look at what the courier says.");
    expect(body).toContain("We could not find anybody at home.");
    expect(await desk.ticket(email.ticket_id)).toMatchObject({ subject: "Your parcel" });
  });

  test("refused files are named to the customer, the others are kept under harmless names", async () => {
    const email = await desk.receive("refused-files.eml", { from: desk.customer.email });
    const { body, files } = await desk.message(email.ticket_message_id);
    expect(files).toBe(1);
    for (const name of ["logo.png", "page.html", "winmail.dat"]) expect(body).toContain(`${name}: this kind`);
    const [file] = await desk.supabase.sql<{ file_name: string; storage_path: string }>(
      "select file_name, storage_path from public.ticket_attachments where message_id = $1",
      [email.ticket_message_id],
    );
    expect(file?.file_name).toBe("log.txt");
    expect(file?.storage_path).not.toContain("..");
  });

  test("what tries to be headers or markup is text on its line", async () => {
    const email = await desk.receive("injection.eml", { from: desk.customer.email });
    const { subject } = await desk.ticket(email.ticket_id);
    expect(subject).toBe(
      "Hello Bcc: _all@example.com <script>alert(1)</script>".replace("_", " ").replace("  ", " "),
    );
    const { body } = await desk.message(email.ticket_message_id);
    expect(body.split("  \n")).toEqual([
      "\\# Not a heading",
      "\\<img src=x onerror=alert(1)>",
      "!\\[x](https://tracker.example/p.png) 3\\*4\\*5 and snake_case_name",
      "not code",
    ]);
    // And the receipt, which repeats the subject, has one line for it.
    const mail = await desk.lastMailTo(desk.customer.email, email.ticket_id ?? "");
    const [log] = await desk.supabase.sql<{ subject: string }>(
      "select subject from public.email_logs where id = $1",
      [mail.id],
    );
    expect(log?.subject).not.toMatch(/[\r\n]/);
  });

  test("without a Message-ID, or cut off in the middle, is still somebody's message", async () => {
    const scan = { from: desk.customer.email, id: "" };
    expect(await desk.receive("no-message-id.eml", scan)).toMatchObject({ state: "opened" });
    const cut = await desk.receive("truncated.eml", { from: desk.customer.email });
    expect((await desk.message(cut.ticket_message_id)).body).toContain("The line went dead aft");
  });

  test("in Postmark's JSON is the same thing", async () => {
    const ticket = await openTicket(desk.customer);
    const mail = await desk.lastMailTo(desk.customer.email, ticket.id);
    const email = await desk.receive("postmark.json", {
      from: desk.customer.email,
      to: mail.reply_to,
      inReplyTo: mail.message_id,
      text: "From Postmark",
    });
    expect(email).toMatchObject({ state: "replied", ticket_id: ticket.id, authentication: "pass" });
    expect(await desk.message(email.ticket_message_id)).toMatchObject({ body: "From Postmark", files: 1 });
  });

  test("in Postmark's JSON with the message as it came is read from that", async () => {
    const raw = sampleMail("apple-fr.eml", { from: desk.customer.email }).toString("latin1");
    const body = JSON.stringify({ From: "x@example.net", OriginalRecipient: "a@b.example", RawEmail: raw });
    const { data } = await desk.deliver(Buffer.from(body), "application/json");
    await desk.work();
    expect(await desk.kept(data?.id)).toMatchObject({ state: "opened", from_address: desk.customer.email });
  });
});

test("every sample is a test's", () => {
  const folder = `${import.meta.dirname}/`;
  const tests = ["arrivals", "replies", "exceptions"]
    .map((name) => readFileSync(`${folder}${name}.test.ts`, "utf8"))
    .join("");
  for (const name of readdirSync(`${folder}samples`)) expect(tests, name).toContain(name);
});
