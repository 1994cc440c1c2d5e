import { vi } from "vitest";

/** What the shell that runs the tests may have set. */
const OTHERS = [
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_BASE_URL",
  "ANTHROPIC_MODEL",
  "ANTHROPIC_TRIAGE_MODEL",
  "CLAMAV_HOST",
  "CLAMAV_PORT",
  "CLIENT_IP_HEADER",
  "CRON_SECRET",
  "DNS_SERVERS",
  "INBOUND_EMAIL_SECRET",
  "INBOUND_EMAIL_SECRET_PREVIOUS",
  "MAIL_FROM",
  "PUSH_TRUSTED_ORIGINS",
  "REPLY_DOMAIN",
  "SMTP_URL",
  "STRIPE_API_BASE",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "SUPABASE_JWT_SECRET",
  "VAPID_PRIVATE_KEY",
  "VAPID_PUBLIC_KEY",
  "VAPID_SUBJECT",
  "WHATSAPP_APP_SECRET",
  "WHATSAPP_VERIFY_TOKEN",
  "WHATSAPP_BASE_URL",
  "WHATSAPP_PHONE_NUMBER_ID",
  "WHATSAPP_TOKEN",
];

/** An environment for tests that need one and no Supabase behind it: nothing listens on the port. */
export function stubEnv(changes: Record<string, string> = {}): void {
  const values = {
    NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:1",
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_test",
    SUPABASE_SECRET_KEY: "sb_secret_test",
    SITE_URL: "http://127.0.0.1:3000",
    LOG_LEVEL: "silent",
    ...changes,
  };
  for (const name of OTHERS) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
}
