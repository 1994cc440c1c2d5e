import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { makeBrowser, startPushService } from "../../helpers/push";
import { startSmtp } from "../../helpers/smtp";

/** Made for these tests. */
const VAPID = {
  VAPID_PUBLIC_KEY: "BOdghWg1_x-6qK9KFQP3Et0DwWoi8dNK9iXUYFjwHaOYE6Xe3b4gN-3Ap_bJUL2cG8tDsFtSRFqhjrJE2nBZADs",
  VAPID_PRIVATE_KEY: "42QN0pC0Xx7R37AF3XqAM68mSVl1VfwaErhxhFVQVhE",
  VAPID_SUBJECT: "mailto:support@example.com",
};

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
      /^List-Unsubscribe: <https:\/\/portal\.example\.com\/api\/notifications\/unsubscribe\?token=[0-9a-f]{32}\.orders\.[0-9a-f]{40}>/im,
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
