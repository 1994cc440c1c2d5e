import { describe, expect, it } from "vitest";
import { EnvError, parseEnv } from "@/lib/platform/env";

const LOCAL = {
  NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:54321",
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_ACJWlzQHlZjBrEguHvfOxg_3BJgxAaH",
  SUPABASE_SECRET_KEY: "sb_secret_test",
};
const HOSTED = {
  ...LOCAL,
  NEXT_PUBLIC_SUPABASE_URL: "https://abc.supabase.co/",
  SITE_URL: "https://portal.example.com/",
};

function faults(source: Record<string, string | undefined>): string[] {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
}

describe("a wrong environment", () => {
  it("is reported with one line for each variable, all at once", () => {
    expect(faults({})).toEqual([
      "NEXT_PUBLIC_SUPABASE_URL is missing: the address of the Supabase project",
      "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY is missing: the publishable key of the Supabase project",
      "SUPABASE_SECRET_KEY is missing: the secret key of the Supabase project",
    ]);
  });

  it.each([
    [{ NEXT_PUBLIC_SUPABASE_URL: "127.0.0.1:54321" }, "NEXT_PUBLIC_SUPABASE_URL must"],
    [{ NEXT_PUBLIC_SUPABASE_URL: "postgres://127.0.0.1" }, "NEXT_PUBLIC_SUPABASE_URL must be a URL"],
    [{ NEXT_PUBLIC_SUPABASE_URL: "https://abc.supabase.co" }, "SITE_URL is missing"],
    [{ SITE_URL: "portal" }, "SITE_URL must be a URL"],
    [{ PORT: "99999" }, "PORT "],
    [{ EMBEDDING_PROVIDER: "openai" }, "EMBEDDING_PROVIDER must be local or voyage"],
    [{ EMBEDDING_PROVIDER: "voyage" }, "VOYAGE_API_KEY is missing"],
    [{ SMTP_URL: "mail.example.com", MAIL_FROM: "a@b.c" }, "SMTP_URL must begin with smtp://"],
    [{ SMTP_URL: "smtp://mail.example.com" }, "MAIL_FROM is missing"],
    [{ REPLY_DOMAIN: "reply.example.com" }, "INBOUND_EMAIL_SECRET is missing"],
    [
      { REPLY_DOMAIN: "https://example.com", INBOUND_EMAIL_SECRET: "x".repeat(16) },
      "REPLY_DOMAIN must be a domain",
    ],
    [{ INBOUND_EMAIL_SECRET: "short" }, "INBOUND_EMAIL_SECRET must have at least 16 characters"],
    [{ WHATSAPP_TOKEN: "x" }, "WHATSAPP_TOKEN and WHATSAPP_PHONE_NUMBER_ID belong together"],
    [{ STRIPE_SECRET_KEY: "sk_test_x" }, "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together"],
    [
      { STRIPE_SECRET_KEY: "pk_test_x", STRIPE_WEBHOOK_SECRET: "whsec_x" },
      "STRIPE_SECRET_KEY must begin with sk_",
    ],
    [
      { STRIPE_SECRET_KEY: "sk_x", STRIPE_WEBHOOK_SECRET: "secret" },
      "STRIPE_WEBHOOK_SECRET must begin with whsec_",
    ],
    [{ STRIPE_API_BASE: "stripe" }, "STRIPE_API_BASE must be a URL"],
    [{ CRON_SECRET: "short" }, "CRON_SECRET must have at least 16 characters"],
    [{ CLIENT_IP_HEADER: "x forwarded for" }, "CLIENT_IP_HEADER must be the name of an HTTP header"],
    [{ JOB_WORKER: "maybe" }, "JOB_WORKER must be on or off"],
    [{ DNS_SERVERS: "dns.example.com" }, "DNS_SERVERS must be addresses of name servers"],
    [{ DNS_SERVERS: "9.9.9.9;1.1.1.1" }, "DNS_SERVERS must be addresses of name servers"],
    [{ DNS_SERVERS: "9.9.9.9:99999" }, "DNS_SERVERS must be addresses of name servers"],
  ])("%o", (change, line) => {
    expect(faults({ ...LOCAL, ...change })).toEqual([expect.stringContaining(line)]);
  });

  it("never repeats a value", () => {
    const secret = "hunter2";
    expect(faults({ ...LOCAL, CRON_SECRET: secret, SUPABASE_JWT_SECRET: secret }).join()).not.toContain(
      secret,
    );
  });
});

describe("a right environment", () => {
  it("needs three variables on a developer's machine", () => {
    const env = parseEnv({ ...LOCAL, PORT: "3001" });
    expect(env.siteUrl).toBe("http://127.0.0.1:3001");
    expect(env.isLocalSupabase).toBe(true);
    expect(env.isHttps).toBe(false);
    expect(env.runsWorker).toBe(true);
  });

  it("takes empty variables for missing ones", () => {
    expect(parseEnv({ ...LOCAL, SMTP_URL: "", SITE_URL: "", CRON_SECRET: "" }).smtpUrl).toBeUndefined();
  });

  it("accepts Supabase's older key names", () => {
    const env = parseEnv({
      NEXT_PUBLIC_SUPABASE_URL: LOCAL.NEXT_PUBLIC_SUPABASE_URL,
      NEXT_PUBLIC_SUPABASE_ANON_KEY: "anon",
      SUPABASE_SERVICE_ROLE_KEY: "service",
    });
    expect([env.publishableKey, env.secretKey]).toEqual(["anon", "service"]);
  });

  it("has addresses without a slash at the end", () => {
    const env = parseEnv(HOSTED);
    expect([env.supabaseUrl, env.siteUrl]).toEqual(["https://abc.supabase.co", "https://portal.example.com"]);
  });

  it("shows nobody's mail but a developer's", () => {
    expect(parseEnv(HOSTED).isLocalSupabase).toBe(false);
    const ownKeys = { ...LOCAL, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_own" };
    expect(parseEnv(ownKeys).isLocalSupabase).toBe(false);
  });
});

it("name servers are addresses with or without a port, and none at all means the system's", () => {
  const servers = (value: string) => parseEnv({ ...LOCAL, DNS_SERVERS: value }).dnsServers;
  expect(servers("9.9.9.9, 127.0.0.1:5353,[2620:fe::fe]:53,2620:fe::9,")).toEqual([
    "9.9.9.9",
    "127.0.0.1:5353",
    "[2620:fe::fe]:53",
    "2620:fe::9",
  ]);
  expect(servers("")).toEqual([]);
});
