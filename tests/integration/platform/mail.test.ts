import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { startSmtp } from "../../helpers/smtp";

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
  return { sendMail, listDevMessages };
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
