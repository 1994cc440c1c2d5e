import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as verifyOtp } from "@/app/api/portal/auth/verify-otp/route";
import { POST as sendSms } from "@/app/api/webhooks/send-sms/route";
import { confirmPhoneChange, requestEmailChange, requestPhoneChange } from "@/lib/auth/contact-service";
import { authJobs } from "@/lib/auth/jobs";
import { changePassword } from "@/lib/auth/password-service";
import { requestPhoneCode, signInWithPhoneCode } from "@/lib/auth/phone-service";
import { signIn as signInByPassword, signInWithLink } from "@/lib/auth/service";
import { findViewerByToken } from "@/lib/auth/viewer";
import { SEND_SMS_HOOK_SECRET } from "../../../supabase/embedded/keys.ts";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { apiRequest, createVisitor, routeContext, tokenHashIn } from "../../helpers/visitor";
import { startWhatsApp } from "../../helpers/whatsapp";

let supabase: TestSupabase;
let whatsapp: Awaited<ReturnType<typeof startWhatsApp>>;
let portal: Server;

// The portal's side of the hook: what Supabase posts goes to the route, over the real protocol.
beforeAll(async () => {
  portal = createServer(async (incoming, outgoing) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const response = await hook(body, incoming.headers as Record<string, string>);
    outgoing.writeHead(response.status).end(await response.text());
  });
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
  whatsapp = await startWhatsApp();
  supabase = await startTestSupabase({
    siteUrl: `http://127.0.0.1:${(portal.address() as AddressInfo).port}`,
  });
  stubEnv({ ...supabase.env, ...whatsapp.env, SEND_SMS_HOOK_SECRET });
});
afterAll(async () => {
  await supabase.close();
  await whatsapp.close();
  await new Promise((resolve) => portal.close(resolve));
});
beforeEach(() => supabase.sql("delete from private.rate_limits"));

function hook(body: string, headers: Record<string, string>): Promise<Response> {
  const { host: _, connection: __, ...rest } = headers;
  return sendSms(apiRequest("/api/webhooks/send-sms", { body, headers: rest }), routeContext());
}

let last = 1000;
/** A number that nobody has had before. */
const newNumber = () => `+2782555${++last}`;

async function customer(phone: string, changes: { kind?: "person" | "company"; claimed?: boolean } = {}) {
  const [row] = await supabase.sql<{ id: string }>(
    `insert into public.customer_profiles (full_name, phone, kind, phone_is_claimed) values ('Thandi Nkosi', $1, $2, $3) returning id`,
    [phone, changes.kind ?? "person", changes.claimed ?? false],
  );
  return row?.id ?? "";
}

/** Asks for a code, and answers with what arrived by WhatsApp; null when nothing did. */
async function codeFor(phone: string): Promise<string | null> {
  const before = whatsapp.messages.length;
  const visitor = createVisitor();
  expect(await requestPhoneCode(visitor, phone)).toEqual({ ok: true });
  await visitor.settle();
  const message = whatsapp.messages.slice(before).find(({ to }) => `+${to}` === phone);
  return message?.parameters[0] ?? null;
}

/** Lets the waiting time between two codes pass. */
async function later(): Promise<void> {
  await supabase.sql("delete from private.rate_limits");
  await supabase.sql("update embedded.phone_codes set sent_at = sent_at - interval '61 seconds'");
}

const signIn = (phone: string, code: string) => signInWithPhoneCode(createVisitor(), phone, code);
const REFUSED = { ok: false, error: { code: "unauthenticated", reason: "otp_expired" } };

describe("signing in by phone", () => {
  it("makes a sign-in for the one customer with the number on file, and finds it again", async () => {
    const phone = newNumber();
    const customerId = await customer(`${phone.slice(0, 3)} (0)${phone.slice(3, 5)} ${phone.slice(5)}`);
    const code = await codeFor(phone);
    expect(code).toMatch(/^\d{6}$/);
    expect(whatsapp.messages.at(-1)).toMatchObject({
      template: "sign_in_code",
      language: "en",
      button: code,
    });
    const signedIn = await signIn(phone, code ?? "");
    expect(signedIn).toMatchObject({
      ok: true,
      value: { user: { fullName: "Thandi Nkosi", role: "customer", email: "" } },
    });
    const people = await supabase.sql(
      "select customer_id, phone, phone_verified_at is not null as proven from public.portal_users where customer_id = $1",
      [customerId],
    );
    expect(people).toEqual([{ customer_id: customerId, phone, proven: true }]);

    await later();
    const again = await signIn(phone, (await codeFor(phone)) ?? "");
    expect(again.ok && signedIn.ok && again.value.user.id).toBe(signedIn.ok && signedIn.value.user.id);
    const logged = await supabase.sql(
      "select status, body_text from public.message_logs where to_number = $1",
      [phone],
    );
    expect(logged).toEqual([
      { status: "sent", body_text: null },
      { status: "sent", body_text: null },
    ]);
  });

  it("is the same sign-in as by e-mail for a person who has one", async () => {
    const phone = newNumber();
    const { id, email } = await supabase.createUser();
    await supabase.sql("update public.customer_profiles set phone = $2 where lower(email) = $1", [
      email,
      phone,
    ]);
    // Somebody began an account with the number before, at Supabase itself.
    await supabase.client().auth.signInWithOtp({ phone });
    const code = await codeFor(phone);
    expect(await signIn(phone, code ?? "")).toMatchObject({ ok: true, value: { user: { id, email } } });
    expect(await supabase.sql("select id from auth.users where phone = $1", [phone.slice(1)])).toHaveLength(
      1,
    );
  });

  it("is a sign-in of its own in a company, whose number may be reception's", async () => {
    const phone = newNumber();
    const { id, email } = await supabase.createUser();
    await supabase.sql(
      "update public.customer_profiles set phone = $2, kind = 'company' where lower(email) = $1",
      [email, phone],
    );
    const signedIn = await signIn(phone, (await codeFor(phone)) ?? "");
    expect(signedIn).toMatchObject({ ok: true });
    expect(signedIn.ok && signedIn.value.user.id).not.toBe(id);
    const [row] = await supabase.sql(
      "select count(distinct customer_id)::int as profiles from public.portal_users where id in ($1, $2)",
      [id, signedIn.ok && signedIn.value.user.id],
    );
    expect(row).toEqual({ profiles: 1 });
  });

  it("answers over HTTP as signing in by password does", async () => {
    const phone = newNumber();
    await customer(phone);
    const token = await codeFor(phone);
    const answer = await verifyOtp(
      apiRequest("/api/portal/auth/verify-otp", { body: { phone, token } }),
      routeContext(),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie().join()).toContain("HttpOnly");
    expect((await answer.json()).data).toMatchObject({
      user: { role: "customer" },
      session: { accessToken: expect.any(String) },
    });
  });
});

describe("numbers that open nothing", () => {
  it("answers alike, sends nothing and makes no account", async () => {
    const unknown = newNumber();
    const [twice, claimed, locked, staff] = [newNumber(), newNumber(), newNumber(), newNumber()];
    await customer(twice);
    await customer(twice);
    await customer(claimed, { claimed: true });
    const lockedUser = await supabase.createUser();
    await supabase.sql("update public.customer_profiles set phone = $2 where lower(email) = $1", [
      lockedUser.email,
      locked,
    ]);
    await supabase.sql("update public.portal_users set portal_active = false where id = $1", [lockedUser.id]);
    const agent = await supabase.createUser();
    await supabase.sql("update public.portal_users set role = 'agent', customer_id = null where id = $1", [
      agent.id,
    ]);
    await supabase.sql("update auth.users set phone = $2, phone_confirmed_at = now() where id = $1", [
      agent.id,
      staff.slice(1),
    ]);
    const count = () => supabase.sql("select count(*)::int as n from auth.users");
    const before = await count();
    for (const phone of [unknown, twice, claimed, locked, staff]) {
      expect(await codeFor(phone), phone).toBeNull();
      expect(await signIn(phone, "123456"), phone).toMatchObject(REFUSED);
    }
    expect(await count()).toEqual(before);
  });

  it("takes as long for a number that is somebody's", async () => {
    const phone = newNumber();
    await customer(phone);
    const timed = async (number: string) => {
      const started = performance.now();
      await signIn(number, "000000");
      return performance.now() - started;
    };
    await codeFor(phone);
    const [known, unknown] = [await timed(phone), await timed(newNumber())];
    // Both wait for the same moment.
    expect(Math.min(known, unknown)).toBeGreaterThanOrEqual(399);
  });

  it("lets nobody in who asks Supabase itself", async () => {
    const stranger = newNumber();
    const before = whatsapp.messages.length;
    const { error } = await supabase.client().auth.signInWithOtp({ phone: stranger });
    expect(error).toMatchObject({ status: 500 });
    expect(whatsapp.messages).toHaveLength(before);
    expect(await supabase.sql("select 1 from public.portal_users where phone = $1", [stranger])).toEqual([]);
  });
});

describe("guessing and replaying", () => {
  it("ends a code after five wrong tries, also at Supabase itself", async () => {
    const phone = newNumber();
    await customer(phone);
    const code = (await codeFor(phone)) ?? "";
    const wrong = code === "111111" ? "222222" : "111111";
    for (let n = 0; n < 5; n++) expect(await signIn(phone, wrong)).toMatchObject(REFUSED);
    expect(await signIn(phone, code)).toMatchObject({ ok: false, error: { code: "rate_limited" } });
    const direct = await supabase.client().auth.verifyOtp({ phone, token: code, type: "sms" });
    expect(direct.error?.code).toBe("otp_expired");
    // A new code has tries of its own.
    await later();
    expect(await signIn(phone, (await codeFor(phone)) ?? "")).toMatchObject({ ok: true });
  });

  it("takes a code once, from its own number, within ten minutes, and only the newest", async () => {
    const [phone, other] = [newNumber(), newNumber()];
    await customer(phone);
    await customer(other);
    const first = (await codeFor(phone)) ?? "";
    const others = await codeFor(other);
    if (first !== others) expect(await signIn(other, first)).toMatchObject(REFUSED);
    await later();
    const second = (await codeFor(phone)) ?? "";
    if (first !== second) expect(await signIn(phone, first)).toMatchObject(REFUSED);
    expect(await signIn(phone, second)).toMatchObject({ ok: true });
    expect(await signIn(phone, second)).toMatchObject(REFUSED);

    await later();
    const third = (await codeFor(phone)) ?? "";
    await supabase.sql("update embedded.phone_codes set sent_at = now() - interval '10 minutes 1 second'");
    expect(await signIn(phone, third)).toMatchObject(REFUSED);
  });

  it("lets one of two in who use a code at the same moment", async () => {
    const phone = newNumber();
    await customer(phone);
    const code = (await codeFor(phone)) ?? "";
    const both = await Promise.all([signIn(phone, code), signIn(phone, code)]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  });

  it("sends one code a minute and five an hour, to anybody's number and nobody's alike", async () => {
    const known = newNumber();
    await customer(known);
    for (const phone of [known, newNumber()]) {
      const ask = () => requestPhoneCode(createVisitor(), phone);
      expect(await ask()).toEqual({ ok: true });
      expect(await ask()).toMatchObject({
        ok: false,
        error: { code: "rate_limited", retryAfterSeconds: expect.any(Number) },
      });
      const minute = () =>
        supabase.sql(
          "update private.rate_limits set window_start = window_start - interval '61 seconds' where bucket like 'auth.code.next:%'",
        );
      for (let n = 0; n < 4; n++) {
        await minute();
        expect(await ask()).toEqual({ ok: true });
      }
      await minute();
      const flooded = await ask();
      expect(flooded).toMatchObject({ ok: false, error: { code: "rate_limited" } });
      expect(!flooded.ok && flooded.error.retryAfterSeconds).toBeGreaterThan(60);
    }
  });
});

describe("the Send-SMS hook", () => {
  const signed = (body: string, at = new Date(), id = "msg_test") => ({
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(SEND_SMS_HOOK_SECRET.replace("v1,whsec_", "")).sign(id, at, body),
  });
  const bodyFor = (phone: string) =>
    JSON.stringify({
      user: { id: crypto.randomUUID(), phone: phone.slice(1) },
      sms: { otp: "123456", phone: phone.slice(1) },
    });

  it("takes what Supabase signed, once", async () => {
    const phone = newNumber();
    await customer(phone);
    const body = bodyFor(phone);
    const before = whatsapp.messages.length;
    for (let n = 0; n < 2; n++) expect((await hook(body, signed(body))).status).toBe(200);
    expect(whatsapp.messages).toHaveLength(before + 1);
  });

  it("refuses what is forged, changed, old or for a number of nobody's", async () => {
    const phone = newNumber();
    await customer(phone);
    const body = bodyFor(phone);
    const old = new Date(Date.now() - 6 * 60_000);
    expect((await hook(body, { "content-type": "application/json" })).status).toBe(401);
    expect((await hook(body.replace("123456", "654321"), signed(body))).status).toBe(401);
    expect((await hook(body, signed(body, old))).status).toBe(401);
    const stranger = bodyFor(newNumber());
    expect((await hook(stranger, signed(stranger))).status).toBe(403);
    const odd = JSON.stringify({ user: {}, sms: {} });
    expect((await hook(odd, signed(odd))).status).toBe(400);
  });
});

describe("a new number or address", () => {
  const visitorOf = async (email: string, password: string) => {
    const visitor = createVisitor();
    const signed = await signInByPassword(visitor, { email, password });
    if (!signed.ok) throw new Error(signed.error.message);
    const viewer = await findViewerByToken(signed.value.session.accessToken, visitor.headers);
    if (!viewer.ok) throw new Error(viewer.error.message);
    return { visitor, viewer: viewer.value };
  };

  it("counts once its code came back, is told to the old one, and needs the password", async () => {
    const phone = newNumber();
    const { id, email, password } = await supabase.createUser();
    const { visitor, viewer } = await visitorOf(email, password);
    const wrong = await requestPhoneChange(viewer, visitor, { phone, currentPassword: "not this one" });
    expect(wrong).toMatchObject({ ok: false, error: { fields: { currentPassword: [expect.any(String)] } } });
    const before = whatsapp.messages.length;
    expect(await requestPhoneChange(viewer, visitor, { phone, currentPassword: password })).toEqual({
      ok: true,
    });
    expect(whatsapp.messages.slice(before).map(({ to }) => `+${to}`)).toEqual([phone]);
    const code = whatsapp.messages.at(-1)?.button ?? "";
    const stored = () =>
      supabase.sql(
        "select phone, phone_verified_at is not null as proven from public.portal_users where id = $1",
        [id],
      );
    expect(await stored()).toEqual([{ phone: null, proven: false }]);

    const other = await supabase.createUser();
    const stranger = await visitorOf(other.email, other.password);
    const guessed = code === "111111" ? "222222" : "111111";
    expect(
      await confirmPhoneChange(stranger.viewer, stranger.visitor, { phone, code: guessed }),
    ).toMatchObject(REFUSED);
    expect(await confirmPhoneChange(viewer, visitor, { phone, code })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await stored()).toEqual([{ phone, proven: true }]);
    expect(await supabase.sql("select 1 from auth.sessions where user_id = $1", [id])).toHaveLength(1);
    await later();
    expect(await signIn(phone, (await codeFor(phone)) ?? "")).toMatchObject({
      ok: true,
      value: { user: { id } },
    });

    // Somebody else's number is answered alike, and nothing is sent.
    await later();
    const count = whatsapp.messages.length;
    const taken = await requestPhoneChange(stranger.viewer, stranger.visitor, {
      phone,
      currentPassword: other.password,
    });
    expect(taken).toEqual({ ok: true });
    expect(whatsapp.messages).toHaveLength(count);
  });

  it("is an e-mail address once its link was opened, and the old one hears of it", async () => {
    const { id, email, password } = await supabase.createUser();
    const { visitor, viewer } = await visitorOf(email, password);
    const address = `new-${id}@portico.test`;
    expect(
      await requestEmailChange(viewer, visitor, { email: address, currentPassword: "no" }),
    ).toMatchObject({ ok: false });
    expect(await requestEmailChange(viewer, visitor, { email: address, currentPassword: password })).toEqual({
      ok: true,
    });
    const emailOf = async () =>
      (await supabase.sql<{ email: string }>("select email from public.portal_users where id = $1", [id]))[0]
        ?.email;
    expect(await emailOf()).toBe(email);
    const [mail] = (await supabase.outbox()).filter(({ to }) => to === address);
    expect(await signInWithLink(createVisitor(), tokenHashIn(mail), "email_change")).toMatchObject({
      ok: true,
    });
    expect(await emailOf()).toBe(address);
    const [job] = await supabase.sql<{ payload: unknown }>(
      "select payload from public.jobs where kind = 'contact_changed' and payload ->> 'userId' = $1",
      [id],
    );
    await authJobs.contact_changed?.(job?.payload, { attempt: 1 } as never);
    const told = await supabase.sql(
      "select to_address from public.email_logs where template = 'contact_changed'",
    );
    expect(told).toEqual([{ to_address: email }]);
    // An address that is taken is answered alike.
    const other = await supabase.createUser();
    const known = await requestEmailChange((await visitorOf(address, password)).viewer, visitor, {
      email: other.email,
      currentPassword: password,
    });
    expect(known).toEqual({ ok: true });
  });

  it("is an address for somebody who had none, if they signed in just now", async () => {
    const phone = newNumber();
    await customer(phone);
    const visitor = createVisitor();
    const signed = await signInWithPhoneCode(visitor, phone, (await codeFor(phone)) ?? "");
    if (!signed.ok) throw new Error(signed.error.message);
    const { accessToken } = signed.value.session;
    const viewer = await findViewerByToken(accessToken, visitor.headers);
    if (!viewer.ok) throw new Error(viewer.error.message);
    const input = { email: `first-${viewer.value.id}@portico.test`, currentPassword: "" };
    await supabase.sql(
      "update auth.sessions set created_at = now() - interval '16 minutes' where user_id = $1",
      [viewer.value.id],
    );
    expect(await requestEmailChange(viewer.value, visitor, input)).toMatchObject({
      ok: false,
      error: { reason: "sign_in_again" },
    });
    await supabase.sql("update auth.sessions set created_at = now() where user_id = $1", [viewer.value.id]);
    expect(await requestEmailChange(viewer.value, visitor, input)).toEqual({ ok: true });
    const [mail] = (await supabase.outbox()).filter(({ to }) => to === input.email);
    expect(await signInWithLink(createVisitor(), tokenHashIn(mail), "email_change")).toMatchObject({
      ok: true,
      value: { user: { email: input.email } },
    });
  });

  it("changes a password with the old one, which signs out everybody else", async () => {
    const { email, password } = await supabase.createUser();
    const [here, there] = [await visitorOf(email, password), await visitorOf(email, password)];
    const change = (currentPassword: string, next: string) =>
      changePassword(here.viewer, { currentPassword, password: next });
    expect(await change("wrong", "violet onion train")).toMatchObject({
      ok: false,
      error: { fields: { currentPassword: [expect.any(String)] } },
    });
    expect(await change(password, "short")).toMatchObject({
      ok: false,
      error: { fields: { password: [expect.any(String)] } },
    });
    expect(await change(password, "violet onion train")).toEqual({ ok: true, value: undefined });
    const alive = async (one: typeof here) => (await one.viewer.db.rpc("get_viewer")).error === null;
    expect([await alive(here), await alive(there)]).toEqual([true, false]);
    await expect(visitorOf(email, password)).rejects.toThrow();
    await visitorOf(email, "violet onion train");
    expect(
      await supabase.sql(
        "select 1 from public.notifications where event = 'security_password_changed' and user_id = $1",
        [here.viewer.id],
      ),
    ).toHaveLength(1);
  });
});
