import "server-only";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { z } from "zod";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "@/lib/platform/env";
import { defaultMessage } from "@/lib/platform/error-messages";
import { log } from "@/lib/platform/log";
import { consumeRateLimit, type RateLimit } from "@/lib/platform/rate-limit";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { sendWhatsApp } from "@/lib/platform/whatsapp";
import texts from "@/messages/en/auth.json";

/** Counted here as well: Supabase's own endpoints can be called by anybody who has the publishable key. */
const DAILY: RateLimit = { name: "auth.sms-hook.day", limit: 12, windowSeconds: 24 * 60 * 60 };

const digits = z.string().regex(/^\+?[1-9]\d{5,14}$/);
const payload = z.object({
  user: z.object({ id: z.uuid(), phone: z.string().nullish(), new_phone: z.string().nullish() }),
  sms: z.object({ otp: z.string().regex(/^\d{4,10}$/), phone: digits.nullish() }),
});

/**
 * Supabase's Send-SMS hook: sends the code of `body` by WhatsApp. Signed by Standard Webhooks; the same delivery is
 * sent once. Only for numbers that are somebody's, so that nobody runs up a bill with strangers' numbers.
 *
 * Fails with `unavailable` when no secret is set or the code did not leave, `unauthenticated` (`bad_signature`) for
 * what Supabase did not send, `forbidden` for a number of nobody's, `rate_limited`.
 */
export async function deliverCode(body: string, headers: Headers): Promise<Result<Record<string, never>>> {
  const checked = verify(body, headers);
  if (!checked.ok) return checked;
  const { user, sms } = checked.value;
  const given = digits.safeParse(sms.phone || user.new_phone || user.phone);
  if (!given.success) return err(appError("invalid_request", defaultMessage("invalid_request")));
  const phone = `+${given.data.replace(/^\+/, "")}`;

  const allowed = await consumeRateLimit(DAILY, phone);
  if (!allowed.ok) return allowed;
  const owner = unwrap(
    await createAdminClient().rpc("authorize_phone_code", { p_user: user.id, p_phone: phone }),
  );
  if (!owner.ok) return owner;
  const facts = owner.value as { customerId: string | null; userId: string | null } | null;
  if (!facts) return err(appError("forbidden", defaultMessage("forbidden"), { reason: "number_unknown" }));

  const { codeTemplate, language } = getEnv().whatsapp;
  const sent = await sendWhatsApp({
    to: phone,
    template: { name: codeTemplate, language, parameters: [sms.otp] },
    preview: texts.codeMessage.replace("{code}", sms.otp),
    dedupeKey: `code:${headers.get("webhook-id")}`,
    customerId: facts.customerId ?? undefined,
    userId: facts.userId ?? undefined,
    kind: "code",
  });
  if (!sent.ok) return sent;
  // Kept where nobody reads it is as good as lost.
  if (sent.value.kept && !getEnv().isLocalSupabase) {
    log.error({}, "a sign-in code could not be sent: WhatsApp is not configured");
    return err(appError("unavailable", defaultMessage("unavailable"), { reason: "whatsapp_off" }));
  }
  return ok({});
}

function verify(body: string, headers: Headers): Result<z.output<typeof payload>> {
  const secret = getEnv().sendSmsHookSecret;
  if (!secret) return err(appError("unavailable", defaultMessage("unavailable"), { reason: "hook_off" }));
  try {
    const claimed = new Webhook(secret.replace(/^v1,/, "")).verify(body, Object.fromEntries(headers));
    const parsed = payload.safeParse(claimed);
    return parsed.success
      ? ok(parsed.data)
      : err(appError("invalid_request", defaultMessage("invalid_request")));
  } catch (error) {
    if (error instanceof SyntaxError)
      return err(appError("invalid_request", defaultMessage("invalid_request")));
    if (!(error instanceof WebhookVerificationError)) throw error;
    return err(appError("unauthenticated", defaultMessage("unauthenticated"), { reason: "bad_signature" }));
  }
}
