import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { startSmtp } from "../../helpers/smtp";
import { startWhatsApp, WHATSAPP_FAULTS } from "../../helpers/whatsapp";

const MAIL = {
  to: "thandi@example.com",
  subject: "Your ticket",
  text: "An answer.",
  template: "ticket_reply",
};

let supabase: TestSupabase;
beforeAll(async () => {
  supabase = await startTestSupabase();
});
afterAll(() => supabase.close());

/** The environment is read once, so each set-up loads the modules afresh. */
async function load(changes: Record<string, string> = {}) {
  vi.resetModules();
  stubEnv({
    NEXT_PUBLIC_SUPABASE_URL: supabase.url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: supabase.publishableKey,
    SUPABASE_SECRET_KEY: supabase.serviceKey,
    ...changes,
  });
  const { sendMail } = await import("@/lib/platform/mail");
  const { listDevMessages } = await import("@/lib/platform/dev-inbox");
  const { sendWhatsApp } = await import("@/lib/platform/whatsapp");
  return { sendMail, listDevMessages, sendWhatsApp };
}

const logged = (dedupeKey: string) =>
  supabase.sql<{ status: string; body_text: string | null; message_id: string | null; error: string | null }>(
    "select status, body_text, message_id, error from public.email_logs where dedupe_key = $1",
    [dedupeKey],
  );

describe("without a mail server", () => {
  it("keeps the e-mail, once for each key, for the development inbox", async () => {
    const { sendMail, listDevMessages } = await load();
    const mail = { ...MAIL, dedupeKey: "kept" };
    expect([await sendMail(mail), await sendMail(mail)].every((sent) => sent.ok)).toBe(true);
    expect(await logged("kept")).toEqual([
      { status: "kept", body_text: "An answer.", message_id: null, error: null },
    ]);
    const { email } = await supabase.createUser();
    await supabase.client().auth.signInWithOtp({ email });
    const messages = await listDevMessages();
    expect(messages?.map(({ to, subject }) => [to, subject])).toEqual([
      [email, "Your sign-in link"],
      ["thandi@example.com", "Your ticket"],
    ]);
  });

  it("shows no inbox with keys that are not a developer's", async () => {
    const { listDevMessages } = await load({ NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_own" });
    expect(await listDevMessages()).toBeNull();
  });
});

describe("with a mail server", () => {
  it("sends once for each key, and does not keep the text", async () => {
    const smtp = await startSmtp();
    const { sendMail } = await load({ SMTP_URL: smtp.url, MAIL_FROM: "Portico <support@example.com>" });
    const mail = { ...MAIL, dedupeKey: "sent", html: "<p>An answer.</p>" };
    expect([await sendMail(mail), await sendMail(mail)].every((sent) => sent.ok)).toBe(true);
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]).toMatch(
      /From: Portico <support@example.com>[\s\S]*To: thandi@example.com[\s\S]*An answer\./,
    );
    expect(await logged("sent")).toEqual([
      { status: "sent", body_text: null, message_id: expect.stringContaining("@"), error: null },
    ]);
    await smtp.close();
  });

  it("reports a refusal, and sends when it is tried again", async () => {
    const smtp = await startSmtp();
    const { sendMail } = await load({
      SMTP_URL: smtp.url,
      MAIL_FROM: "support@example.com",
      LOG_LEVEL: "silent",
    });
    const mail = { ...MAIL, dedupeKey: "refused" };
    smtp.refuse(true);
    expect(await sendMail(mail)).toMatchObject({
      ok: false,
      error: { code: "unavailable", reason: "mail_not_sent" },
    });
    const [refused] = await logged("refused");
    expect(refused).toMatchObject({ status: "failed", error: expect.stringContaining("550") });
    expect(refused?.error).not.toContain("thandi@example.com");
    smtp.refuse(false);
    expect((await sendMail(mail)).ok).toBe(true);
    expect(await logged("refused")).toMatchObject([{ status: "sent", error: null }]);
    await smtp.close();
  });
});

describe("WhatsApp", () => {
  const NOTE = {
    to: "+27825550100",
    template: { name: "ticket_reply", language: "en", parameters: ["Left channel crackles"] },
    preview: "There is an answer to: Left channel crackles",
    dedupeKey: "note",
    kind: "notice",
  } as const;
  const CODE = {
    ...NOTE,
    template: { name: "sign_in_code", language: "en", parameters: ["123456"] },
    preview: "123456 is your code.",
    kind: "code",
  } as const;
  const texts = (key: string) =>
    supabase.sql<{ status: string; body_text: string | null; error: string | null }>(
      "select status, body_text, error from public.message_logs where dedupe_key = $1",
      [key],
    );

  it("keeps messages where no service is configured, once for each key, for the development inbox", async () => {
    const { sendWhatsApp, listDevMessages } = await load();
    const message = { ...CODE, dedupeKey: "kept-code" };
    for (const sent of [await sendWhatsApp(message), await sendWhatsApp(message)]) {
      expect(sent).toEqual({ ok: true, value: { kept: true } });
    }
    const kept = (await listDevMessages())?.filter(({ channel }) => channel === "whatsapp");
    expect(kept).toMatchObject([{ to: "+27825550100", text: "123456 is your code." }]);
  });

  it("keeps no code where others could read it", async () => {
    const { sendWhatsApp } = await load({ NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_own" });
    expect(await sendWhatsApp({ ...CODE, dedupeKey: "elsewhere" })).toMatchObject({ ok: true });
    expect(await texts("elsewhere")).toMatchObject([{ status: "kept", body_text: null }]);
  });

  it("sends by the Cloud API, once for each key, and says which failures are worth another try", async () => {
    const whatsapp = await startWhatsApp();
    const { sendWhatsApp } = await load(whatsapp.env);
    const first = await sendWhatsApp({ ...CODE, dedupeKey: "sent" });
    expect(first).toEqual({ ok: true, value: { id: whatsapp.messages[0]?.id, kept: false } });
    expect(await sendWhatsApp({ ...CODE, dedupeKey: "sent" })).toEqual(first);
    expect(whatsapp.messages).toMatchObject([
      { to: "27825550100", template: "sign_in_code", parameters: ["123456"], button: "123456" },
    ]);
    expect(await texts("sent")).toEqual([{ status: "sent", body_text: null, error: null }]);

    const outcomes = {
      unreachable: ["invalid_request", "recipient_unreachable"],
      unknownTemplate: ["invalid_request", "message_refused"],
      tooMany: ["unavailable", "message_not_sent"],
      expiredToken: ["unavailable", "message_not_sent"],
      down: ["unavailable", "message_not_sent"],
    } as const;
    for (const [fault, [code, reason]] of Object.entries(outcomes)) {
      whatsapp.failNext(WHATSAPP_FAULTS[fault as keyof typeof WHATSAPP_FAULTS]);
      const sent = await sendWhatsApp({ ...NOTE, dedupeKey: fault });
      expect(sent, fault).toMatchObject({ ok: false, error: { code, reason } });
    }
    expect(await texts("down")).toMatchObject([{ status: "failed" }]);
    expect(await sendWhatsApp({ ...NOTE, dedupeKey: "down" })).toMatchObject({ ok: true });
    expect(await texts("down")).toMatchObject([{ status: "sent", error: null }]);

    await whatsapp.close();
    expect(await sendWhatsApp({ ...NOTE, dedupeKey: "away" })).toMatchObject({
      ok: false,
      error: { code: "unavailable", reason: "message_not_sent" },
    });
  });
});
