import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { makeBrowser, startPushService, VAPID } from "../../helpers/push";
import { startSmtp } from "../../helpers/smtp";
import { apiRequest, routeContext } from "../../helpers/visitor";
import { startWhatsApp, WHATSAPP_APP_SECRET, WHATSAPP_FAULTS } from "../../helpers/whatsapp";

let supabase: TestSupabase;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let customer: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  smtp = await startSmtp();
  customer = await signedIn(supabase, "Thandi Nkosi");
});
afterAll(async () => {
  await smtp.close();
  await supabase.close();
});
beforeEach(async () => {
  smtp.mails.length = 0;
  smtp.refuse(false);
  for (const table of [
    "notifications",
    "jobs",
    "email_logs",
    "notification_preferences",
    "push_subscriptions",
  ]) {
    await supabase.sql(`delete from public.${table}`);
  }
});

/** The environment is read once, so each set-up loads the modules afresh. */
async function load(changes: Record<string, string> = {}) {
  vi.resetModules();
  stubEnv({
    ...supabase.env,
    SITE_URL: "https://portal.example.com",
    SMTP_URL: smtp.url,
    MAIL_FROM: "Portico <support@example.com>",
    ...changes,
  });
  return import("@/lib/notifications/outbox-service");
}

/** Tells the customer something, as a command would. */
const tell = (event: string, data: object = {}, key: string = crypto.randomUUID()) =>
  supabase.sql("select private.notify($1, $2, 'order', $3, $4, $5)", [
    customer.id,
    event,
    crypto.randomUUID(),
    JSON.stringify(data),
    key,
  ]);
const due = () => supabase.sql("update public.notification_deliveries set not_before = now()");
const outbox = () =>
  supabase.sql<{ channel: string; status: string; error: string | null; attempts: number }>(
    "select channel, status, error, attempts from public.notification_deliveries order by created_at, channel",
  );
/** With long lines put together. */
const mails = () => smtp.mails.map((mail) => mail.replace(/=\r\n/g, "").replace(/\r\n[ \t]+/g, " "));

describe("by e-mail", () => {
  test("says what happened in both forms, loads nothing, and can be ended with one click", async () => {
    const { deliverDue } = await load();
    await tell("order_status", { status: "shipped", number: "1042" });
    await due();
    await deliverDue();
    expect(await outbox()).toMatchObject([{ channel: "email", status: "sent" }]);
    const [mail = ""] = mails();
    expect(mail).toContain(`To: ${customer.email}`);
    expect(mail).toContain("Subject: Your order is on its way: 1042");
    expect(mail).toMatch(/^Content-Type: text\/plain/im);
    expect(mail).toMatch(/^Content-Type: text\/html/im);
    expect(mail).toContain("https://portal.example.com/portal/orders/1042");
    expect(mail).toMatch(
      /^List-Unsubscribe: <https:\/\/portal\.example\.com\/api\/notifications\/unsubscribe\?token=[0-9a-f]{32}\.orders-order_status\.[0-9a-f]{40}>/im,
    );
    expect(mail).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im);
    expect(mail).not.toMatch(/<(img|script|link|iframe)\b/i);
    expect(mail).toContain("prefers-color-scheme: dark");
  });

  test("what is about security cannot be ended", async () => {
    const { deliverDue } = await load();
    await supabase.sql("update private.notification_events set security = true where event = 'system'");
    await tell("system", { title: "Your password was changed" });
    await deliverDue();
    await supabase.sql("update private.notification_events set security = false where event = 'system'");
    expect(mails()[0]).toContain("Subject: Your password was changed");
    expect(mails()[0]).not.toMatch(/^List-Unsubscribe/im);
  });

  test("a server that refuses leads to another try, and a repeated one sends nothing twice", async () => {
    const { deliverDue } = await load();
    await tell("order_status", { status: "shipped", number: "1042" });
    await due();
    smtp.refuse(true);
    await deliverDue();
    expect(await outbox()).toMatchObject([{ status: "failed", error: "mail_not_sent", attempts: 1 }]);
    smtp.refuse(false);
    await due();
    await Promise.all([deliverDue(), deliverDue()]);
    expect(await outbox()).toMatchObject([{ status: "sent", error: null, attempts: 2 }]);
    expect(smtp.mails).toHaveLength(1);
    // The worker died after the mail was taken and before it could say so.
    await supabase.sql("update public.notification_deliveries set status = 'queued', finished_at = null");
    await deliverDue();
    expect(smtp.mails).toHaveLength(1);
  });

  test("what is read in the portal meanwhile is not mailed", async () => {
    const { deliverDue } = await load();
    await tell("order_status", { status: "shipped", number: "1042" });
    await customer.db.rpc("mark_notifications_read", {});
    await due();
    await deliverDue();
    expect(await outbox()).toMatchObject([{ status: "skipped", error: "read" }]);
    expect(smtp.mails).toEqual([]);
  });

  test("without a mail server it is kept", async () => {
    const { deliverDue } = await load({ SMTP_URL: "", MAIL_FROM: "" });
    await tell("order_status", { status: "shipped", number: "1042" });
    await due();
    await deliverDue();
    expect(await outbox()).toMatchObject([{ status: "kept" }]);
    const [kept] = await supabase.sql<{ body_text: string }>("select body_text from public.email_logs");
    expect(kept?.body_text).toContain("https://portal.example.com/portal/orders/1042");
  });

  test("a digest gathers what was not read, and is one e-mail", async () => {
    const { deliverDue } = await load();
    await customer.db.rpc("save_notification_preferences", { p_changes: { digest: "daily" } });
    for (const number of ["1042", "1043", "1044"]) await tell("order_status", { status: "shipped", number });
    await supabase.sql("update public.notifications set read_at = now() where data ->> 'number' = '1043'");
    await deliverDue();
    expect(smtp.mails).toEqual([]);
    await due();
    await deliverDue();
    const [mail = "", ...more] = mails();
    expect(more).toEqual([]);
    expect(mail).toContain("Subject: 2 pieces of news from Portico");
    expect(mail).toContain("https://portal.example.com/portal/orders/1042");
    expect(mail).toContain("https://portal.example.com/portal/orders/1044");
    expect(mail).not.toContain("/orders/1043");
    expect(mail).toMatch(/^List-Unsubscribe: <.*token=[0-9a-f]{32}\.all\./im);
    expect((await outbox()).map(({ status }) => status).sort()).toEqual(["sent", "sent", "skipped"]);
    await customer.db.rpc("save_notification_preferences", { p_changes: { digest: "off" } });
  });
});

describe("by web push", () => {
  const phone = makeBrowser();
  const laptop = makeBrowser();
  let service: Awaited<ReturnType<typeof startPushService>>;

  beforeAll(async () => {
    service = await startPushService({ phone, laptop }, VAPID.VAPID_PUBLIC_KEY);
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.pushed.length = 0;
    service.answers.clear();
    for (const [name, { p256dh, auth }] of Object.entries({ phone, laptop })) {
      await supabase.sql(
        "insert into public.push_subscriptions (user_id, endpoint, p256dh, auth, label) values ($1, $2, $3, $4, $5)",
        [customer.id, `${service.origin}/${name}/1`, p256dh, auth, name],
      );
    }
    await customer.db.rpc("save_notification_preferences", {
      p_changes: { groups: { orders: { email: false } } },
    });
  });
  const loadPush = (changes = {}) => load({ ...VAPID, PUSH_TRUSTED_ORIGINS: service.origin, ...changes });
  const devices = async () =>
    (await supabase.sql<{ label: string }>("select label from public.push_subscriptions order by label")).map(
      ({ label }) => label,
    );

  test("every allowed browser can read what happened, and nobody else", async () => {
    const { deliverDue } = await loadPush();
    await tell("order_status", { status: "shipped", number: "1042", secret: "not for a lock screen" });
    await deliverDue();
    expect(await outbox()).toEqual([{ channel: "push", status: "sent", error: null, attempts: 1 }]);
    expect(service.pushed.map(({ path }) => path).sort()).toEqual(["/laptop/1", "/phone/1"]);
    for (const { message, headers } of service.pushed) {
      expect(message).toEqual({
        title: "Your order is on its way",
        body: "1042 · Portico",
        url: "/portal/orders/1042",
        tag: expect.any(String),
      });
      expect(headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400", urgency: "normal" });
    }
  });

  test("a browser that is gone is forgotten, the others are told", async () => {
    const { deliverDue } = await loadPush();
    service.answers.set("/phone/1", 410);
    await tell("order_status", { status: "shipped", number: "1042" });
    await deliverDue();
    expect(await devices()).toEqual(["laptop"]);
    expect(await outbox()).toMatchObject([{ status: "sent" }]);
    service.answers.set("/laptop/1", 404);
    await tell("order_status", { status: "delivered", number: "1042" });
    await deliverDue();
    expect(await devices()).toEqual([]);
    expect((await outbox()).at(-1)).toMatchObject({ status: "skipped", error: "no_device" });
  });

  test.each([
    [503, "failed", "push_unreachable"],
    [429, "failed", "push_unreachable"],
    [400, "dead", "push_refused"],
  ])("a service that answers %i: %s", async (status, state, error) => {
    const { deliverDue } = await loadPush();
    for (const path of ["/phone/1", "/laptop/1"]) service.answers.set(path, status);
    await tell("order_status", { status: "shipped", number: "1042" });
    await deliverDue();
    expect(await outbox()).toMatchObject([{ status: state, error }]);
    expect(await devices()).toEqual(["laptop", "phone"]);
  });

  test("nothing is sent into our own network, whatever a browser says its address is", async () => {
    const { deliverDue } = await load(VAPID);
    await tell("order_status", { status: "shipped", number: "1042" });
    await deliverDue();
    expect(service.pushed).toEqual([]);
    expect(await devices()).toEqual([]);
    const { isPushEndpoint } = await import("@/lib/platform/web-push");
    expect(isPushEndpoint("https://fcm.googleapis.com/fcm/send/abc")).toBe(true);
    expect(isPushEndpoint("https://updates.push.services.mozilla.com/wpush/v2/abc")).toBe(true);
    for (const endpoint of [
      "http://fcm.googleapis.com/x",
      "https://127.0.0.1/x",
      "https://10.1.2.3/x",
      "https://169.254.169.254/latest/meta-data",
      "https://[::1]/x",
      "https://[::ffff:10.0.0.1]/x",
      "https://localhost/x",
      "https://metadata.google.internal/x",
      "https://fcm.googleapis.com:8443/x",
      "https://user:pw@fcm.googleapis.com/x",
      "https://2130706433/x",
      "ftp://x.example/x",
      "nonsense",
    ]) {
      expect(isPushEndpoint(endpoint), endpoint).toBe(false);
    }
  });

  test("without keys the channel is off", async () => {
    const { deliverDue } = await load();
    await tell("order_status", { status: "shipped", number: "1042" });
    await deliverDue();
    expect(await outbox()).toMatchObject([{ status: "skipped", error: "push_off" }]);
  });
});

describe("by WhatsApp", () => {
  const NUMBER = "+27821234567";
  let service: Awaited<ReturnType<typeof startWhatsApp>>;
  let webhook: string;
  let server: Server;

  beforeAll(async () => {
    service = await startWhatsApp();
    await supabase.sql("update public.portal_users set phone = $1, phone_verified_at = now() where id = $2", [
      NUMBER,
      customer.id,
    ]);
    await supabase.sql(
      "insert into public.whatsapp_templates (name, language, parameters, status) values ('portal_news', 'en', '{name,title,number,detail}', 'approved')",
    );
    // The portal's address as WhatsApp sees it.
    server = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { POST } = await import("@/app/api/webhooks/whatsapp/route");
      const request = new NextRequest(`http://portal.test${incoming.url}`, {
        method: "POST",
        headers: incoming.headers as Record<string, string>,
        body: Buffer.concat(chunks),
      });
      const answer = await POST(request, routeContext());
      outgoing.writeHead(answer.status).end(await answer.text());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks/whatsapp`;
  });
  afterAll(async () => {
    server.close();
    await service.close();
  });
  beforeEach(async () => {
    service.messages.length = 0;
    await supabase.sql("delete from public.message_logs");
    await choose(true);
  });
  const choose = (whatsapp: boolean) =>
    customer.db.rpc("save_notification_preferences", {
      p_changes: { groups: { orders: { whatsapp, email: false } } },
    });
  const loadWhatsApp = () =>
    load({ ...service.env, WHATSAPP_APP_SECRET, WHATSAPP_VERIFY_TOKEN: "a-token-of-the-test-suite" });

  test("an approved template goes to the number that was proved, and what became of it is known", async () => {
    const { deliverDue } = await loadWhatsApp();
    await tell("order_status", { status: "shipped", number: "1042" });
    await deliverDue();
    expect(service.messages).toMatchObject([
      {
        to: NUMBER.slice(1),
        template: "portal_news",
        language: "en",
        parameters: ["Thandi Nkosi", "Your order is on its way", "1042", "1042"],
      },
    ]);
    expect(await outbox()).toMatchObject([{ channel: "whatsapp", status: "sent" }]);
    const id = service.messages[0]?.id ?? "";
    expect(await service.report(webhook, id, "read", undefined, "wrong-secret-of-somebody-else")).toBe(401);
    expect(await service.report(webhook, id, "read")).toBe(200);
    expect(await service.report(webhook, id, "delivered")).toBe(200);
    const [row] = await supabase.sql<{ status: string; seen: boolean }>(
      "select m.status::text, d.seen_at is not null as seen from public.message_logs m join public.notification_deliveries d using (provider_id)",
    );
    expect(row).toEqual({ status: "read", seen: true });
  });

  test("a busy service is asked again, a number without WhatsApp is given up", async () => {
    const { deliverDue } = await loadWhatsApp();
    service.failNext(WHATSAPP_FAULTS.tooMany);
    await tell("order_status", { status: "shipped", number: "1042" });
    await deliverDue();
    expect(await outbox()).toMatchObject([{ status: "failed", error: "message_not_sent" }]);
    service.failNext(WHATSAPP_FAULTS.unreachable);
    await due();
    await deliverDue();
    expect(await outbox()).toMatchObject([{ status: "dead", error: "recipient_unreachable" }]);
  });

  test("whoever answers with stop gets no more", async () => {
    const { deliverDue } = await loadWhatsApp();
    const value = { messages: [{ from: NUMBER.slice(1), type: "text", text: { body: "STOP" } }] };
    const body = JSON.stringify({
      object: "whatsapp_business_account",
      entry: [{ changes: [{ field: "messages", value }] }],
    });
    const signature = createHmac("sha256", WHATSAPP_APP_SECRET).update(body).digest("hex");
    const answer = await fetch(webhook, {
      method: "POST",
      headers: { "x-hub-signature-256": `sha256=${signature}` },
      body,
    });
    expect(answer.status).toBe(200);
    await tell("order_status", { status: "shipped", number: "1042" });
    await deliverDue();
    expect(service.messages).toEqual([]);
    expect(await outbox()).toEqual([]);
  });

  test("the address is confirmed to whoever knows the token", async () => {
    await loadWhatsApp();
    const { GET } = await import("@/app/api/webhooks/whatsapp/route");
    const ask = async (token: string) => {
      const query = `hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`;
      const answer = await GET(apiRequest(`/api/webhooks/whatsapp?${query}`, {}), routeContext());
      return [answer.status, await answer.text()] as const;
    };
    expect(await ask("a-token-of-the-test-suite")).toEqual([200, "1158201444"]);
    expect((await ask("another"))[0]).toBe(403);
  });
});

test("a complaint that the mail provider reports ends e-mails, and its person is told in the portal", async () => {
  await load({ INBOUND_EMAIL_SECRET: "a-secret-of-the-test-suite" });
  const { POST } = await import("@/app/api/webhooks/email-reports/route");
  const report = async (body: unknown, password = "a-secret-of-the-test-suite") => {
    const request = new NextRequest("http://portal.test/api/webhooks/email-reports", {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`portico:${password}`)}` },
      body: JSON.stringify(body),
    });
    const answer = await POST(request, routeContext());
    return [answer.status, ((await answer.json()) as { data?: unknown }).data] as const;
  };
  expect((await report({ RecordType: "SpamComplaint", Email: customer.email }, "guess"))[0]).toBe(401);
  expect(await report({ RecordType: "SpamComplaint", Email: customer.email })).toEqual([200, { reports: 1 }]);
  expect((await report({ what: "else" }))[0]).toBe(400);
  // Another report of the same says nothing new.
  expect((await report({ RecordType: "SpamComplaint", Email: customer.email }))[0]).toBe(200);
  const { data } = await customer.db.from("notifications").select("event, data");
  expect(data).toMatchObject([{ event: "email_off", data: { reason: "complaint" } }]);
  const { data: after } = await customer.db.rpc("reactivate_email");
  expect(after).toMatchObject({ email: { suppressed: null } });
});

test("an address that is gone gets nothing more, one that is full for now does", async () => {
  const { deliverDue } = await load({ INBOUND_EMAIL_SECRET: "a-secret-of-the-test-suite" });
  const { POST } = await import("@/app/api/webhooks/email-reports/route");
  const bounce = async (Type: string) => {
    const request = new NextRequest("http://portal.test/api/webhooks/email-reports", {
      method: "POST",
      headers: { authorization: `Basic ${btoa("portico:a-secret-of-the-test-suite")}` },
      // As the person may have written it.
      body: JSON.stringify({ RecordType: "Bounce", Type, Email: customer.email.toUpperCase() }),
    });
    expect((await POST(request, routeContext())).status).toBe(200);
    await tell("order_status", { status: "shipped", number: Type });
    await due();
    await deliverDue();
    return (await outbox()).at(-1);
  };
  expect(await bounce("SoftBounce")).toMatchObject({ status: "sent" });
  expect(await bounce("HardBounce")).toMatchObject({ status: "skipped", error: "bounced" });
  expect(smtp.mails).toHaveLength(1);
  const { data } = await customer.db.rpc("get_notification_preferences");
  expect(data).toMatchObject({ email: { suppressed: { reason: "bounce" } } });
  await customer.db.rpc("reactivate_email");
  expect(await bounce("SoftBounce")).toMatchObject({ status: "sent" });
});

test("what was given up waits for staff with the reason, and goes out once they let it", async () => {
  const { deliverDue } = await load();
  const agent = await signedIn(supabase, "Lerato Molefe", "agent");
  const { data: before } = await agent.db.rpc("delivery_counts");
  await tell("order_status", { status: "shipped", number: "1042" });
  smtp.refuse(true);
  for (let attempt = 1; attempt <= 9; attempt += 1) {
    await due();
    await deliverDue();
  }
  expect(await outbox()).toMatchObject([{ status: "dead", error: "mail_not_sent", attempts: 8 }]);
  expect((await agent.db.rpc("delivery_counts")).data).toEqual({ ...(before as object), dead: 1 });
  type Listed = { items: { id: string; recipient: string; detail: string }[] };
  const dead = async () =>
    (await agent.db.rpc("search_deliveries", { p_filters: { view: "dead" } })).data as unknown as Listed;
  const [given] = (await dead()).items;
  expect(given).toMatchObject({ recipient: "Thandi Nkosi", error: "mail_not_sent" });
  expect(given?.detail).not.toBe("");
  smtp.refuse(false);
  const again = () => agent.db.rpc("resend_deliveries", { p_input: { ids: [given?.id ?? ""] } });
  expect((await customer.db.rpc("resend_deliveries", { p_input: { all: true } })).error?.code).toBe("PT403");
  expect((await again()).data).toEqual({ count: 1 });
  await deliverDue();
  expect(smtp.mails).toHaveLength(1);
  expect((await again()).data).toEqual({ count: 0 });
  await deliverDue();
  expect(smtp.mails).toHaveLength(1);
  expect((await dead()).items).toEqual([]);
});

test("one click of a mail program ends its e-mails, without anybody signed in", async () => {
  await load();
  const { GET, POST } = await import("@/app/api/notifications/unsubscribe/route");
  const [made] = await supabase.sql<{ token: string }>(
    "select private.unsubscribe_token($1, 'billing') as token",
    [customer.id],
  );
  const address = (token: string) => `http://portal.test/api/notifications/unsubscribe?token=${token}`;
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  /** In either of the two forms that the RFC allows. */
  const click = async (token: string, body: BodyInit = new URLSearchParams("List-Unsubscribe=One-Click")) =>
    (await POST(new NextRequest(address(token), { method: "POST", body }), routeContext())).status;
  // A program that opens the address ends nothing by that, and its person finds the page.
  const opened = await GET(new NextRequest(address(made?.token ?? "")), routeContext());
  expect([opened.status, opened.headers.get("location")]).toEqual([
    303,
    `https://portal.example.com/unsubscribe?token=${made?.token}`,
  ]);
  expect((await customer.db.from("notification_preferences").select("grp")).data).toEqual([]);
  expect(await click(made?.token ?? "")).toBe(200);
  expect(await click(made?.token ?? "", form)).toBe(200);
  expect(await click((made?.token ?? "").replace("billing", "orders"))).toBe(404);
  const { data } = await customer.db.from("notification_preferences").select("grp, channel, enabled");
  expect(data).toEqual([{ grp: "billing", channel: "email", enabled: false }]);
});
