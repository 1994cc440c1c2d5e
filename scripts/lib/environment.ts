import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  JWT_SECRET,
  PUBLISHABLE_KEY,
  SECRET_KEY,
  SEND_SMS_HOOK_SECRET,
} from "../../supabase/embedded/keys.ts";
import { STATE_DIR } from "./paths.ts";
import { UserError } from "./steps.ts";

const SECRETS_FILE = join(STATE_DIR, "secrets.json");
const OWN_SETTINGS =
  /^(NEXT_PUBLIC_|SUPABASE_|PORTICO_|ANTHROPIC_|VOYAGE_|EMBEDDING_|WHATSAPP_|CLAMAV_|STRIPE_|SMTP_URL$|MAIL_FROM$|SITE_URL$|PORT$|HOST$|CRON_SECRET$|DNS_SERVERS$|INTEGRATION_SECRET|INBOUND_EMAIL_|SEND_SMS_HOOK_SECRET$|PHONE_SIGN_IN$|REPLY_DOMAIN$)/;
const SECRET_NAMES = ["CRON_SECRET", "INTEGRATION_SECRET"];

/** What the web app needs to know to talk to the embedded Supabase at `url`. */
export function embeddedSettings(url: string) {
  return {
    NEXT_PUBLIC_SUPABASE_URL: url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: PUBLISHABLE_KEY,
    SUPABASE_SECRET_KEY: SECRET_KEY,
    SUPABASE_JWT_SECRET: JWT_SECRET,
    SEND_SMS_HOOK_SECRET,
  };
}

/**
 * This process's environment without anything that configures Portico, nor what a `.env` file would add:
 * tests and measurements come out the same on every machine.
 */
export function hermeticEnv(settings: Record<string, string>): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (OWN_SETTINGS.test(name)) delete env[name];
  // Next takes this mark for "the .env files have been read".
  return { ...env, __NEXT_PROCESSED_ENV: "true", ...settings };
}

/** The secrets of this installation: made at the first start, then kept, so that callers stay authorised. */
export function keptSecrets(): Record<string, string> {
  const secrets: Record<string, string> = existsSync(SECRETS_FILE)
    ? JSON.parse(readFileSync(SECRETS_FILE, "utf8"))
    : {};
  const missing = SECRET_NAMES.filter((name) => !secrets[name]);
  for (const name of missing) secrets[name] = randomBytes(32).toString("hex");
  if (missing.length > 0) {
    writeFileSync(SECRETS_FILE, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return secrets;
}

/** Makes the folders if need be; throws a UserError when one cannot be written. */
export function assertWritable(...folders: string[]): void {
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
    } catch {
      throw new UserError(`Cannot write to ${folder}: give yourself write access to it.`);
    }
  }
}
