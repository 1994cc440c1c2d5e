import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { SEND_SMS_HOOK_SECRET } from "../keys.ts";
import type { Outbox } from "../outbox/outbox.ts";

/** Whom a code goes to, and on whose account. `phone` has no plus, as Supabase Auth keeps numbers. */
export interface PhoneCode {
  readonly user: Record<string, unknown>;
  readonly phone: string;
  readonly otp: string;
}

/** Hands a code to whoever sends it; false when it was refused. */
export type SendSms = (code: PhoneCode) => Promise<boolean>;

/** As long as Supabase Auth waits for a hook. */
const PATIENCE_MS = 5_000;

/**
 * Supabase Auth's Send-SMS hook, pointed at the portal: signed by Standard Webhooks, like a hosted project's. Where no
 * portal answers, as beside `npm run embedded` alone, the code goes into the outbox.
 */
export function createSendSms(outbox: Outbox, siteUrl: string): SendSms {
  return async ({ user, phone, otp }) => {
    const body = JSON.stringify({ user, sms: { otp, phone } });
    const id = `msg_${randomUUID()}`;
    const sentAt = new Date();
    const secret = SEND_SMS_HOOK_SECRET.replace(/^v1,whsec_/, "");
    const response = await fetch(`${siteUrl}/api/webhooks/send-sms`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
        "webhook-signature": new Webhook(secret).sign(id, sentAt, body),
      },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => null);
    if (response && response.status !== 404) return response.ok;
    await outbox.add({ channel: "sms", to: `+${phone}`, text: `${otp} is your code.` });
    return true;
  };
}
