import "server-only";
import { isIPv4, isIPv6 } from "node:net";
import { z } from "zod";

/** The publishable key of every local project, embedded or by `supabase start`. Nobody goes live with it. */
const LOCAL_KEY = "sb_publishable_ACJWlzQHlZjBrEguHvfOxg_3BJgxAaH";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** An empty variable (`SMTP_URL=` in a .env file) counts as one that is not set. */
const blank = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional());
const required = (hint: string) =>
  z.preprocess(
    blank,
    z
      .string({ error: `is missing: ${hint}` })
      .min(1)
      .max(8_192),
  );

const origin = z
  .url({ protocol: /^https?$/, error: "must be a URL such as https://portal.example.com" })
  .transform((value) => value.replace(/\/+$/, ""));
const secret = z.string().min(16, { error: "must have at least 16 characters" }).max(8_192);
const port = z.coerce.number({ error: "must be a port number" }).int().min(1).max(65_535);
/** `9.9.9.9`, `127.0.0.1:5353`, `[2620:fe::fe]:53`: what node:dns takes. */
const dnsServers = z
  .string()
  .transform((value) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine((servers) => servers.length <= 8 && servers.every(isDnsServer), {
    error: "must be addresses of name servers such as 9.9.9.9 or 127.0.0.1:5353, separated by commas",
  });
const logLevels = z.enum(["debug", "info", "warn", "error", "silent"], {
  error: "must be debug, info, warn, error or silent",
});
const domainName = z
  .string()
  .regex(/^(?=.{4,180}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i, {
    error: "must be a domain such as reply.example.com",
  })
  .transform((name) => name.toLowerCase());
const templateName = z
  .string()
  .regex(/^[a-z0-9_]{1,100}$/, { error: "must be the name of a WhatsApp template such as sign_in_code" });
/** `https://push.example.com,http://10.0.0.7:8080` */
const pushOrigins = z
  .string()
  .transform((value) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine((all) => all.every((one) => URL.canParse(one) && new URL(one).origin === one), {
    error: "must be origins such as https://push.example.com, separated by commas",
  });
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]+$/, { error: "must be the name of an HTTP header" })
  .transform((name) => name.toLowerCase());

const schema = z
  .object({
    NEXT_PUBLIC_SUPABASE_URL: z.preprocess(
      blank,
      z.string({ error: "is missing: the address of the Supabase project" }).pipe(origin),
    ),
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: required("the publishable key of the Supabase project"),
    SUPABASE_SECRET_KEY: required("the secret key of the Supabase project"),
    SUPABASE_JWT_SECRET: optional(secret),
    SITE_URL: optional(origin),
    PORT: optional(port),
    ANTHROPIC_API_KEY: optional(z.string()),
    ANTHROPIC_BASE_URL: optional(origin),
    ANTHROPIC_MODEL: optional(z.string()),
    ANTHROPIC_TRIAGE_MODEL: optional(z.string()),
    EMBEDDING_PROVIDER: z.preprocess(
      blank,
      z.enum(["local", "voyage"], { error: "must be local or voyage" }).default("local"),
    ),
    VOYAGE_API_KEY: optional(z.string()),
    VOYAGE_BASE_URL: optional(origin),
    SMTP_URL: optional(
      z.string().regex(/^smtps?:\/\/\S+$/, { error: "must begin with smtp:// or smtps://" }),
    ),
    MAIL_FROM: optional(z.string().max(320)),
    INBOUND_EMAIL_SECRET: optional(secret),
    INBOUND_EMAIL_SECRET_PREVIOUS: optional(secret),
    REPLY_DOMAIN: optional(domainName),
    WHATSAPP_TOKEN: optional(z.string()),
    WHATSAPP_PHONE_NUMBER_ID: optional(z.string()),
    WHATSAPP_BASE_URL: optional(origin),
    WHATSAPP_APP_SECRET: optional(secret),
    WHATSAPP_VERIFY_TOKEN: optional(secret),
    WHATSAPP_CODE_TEMPLATE: optional(templateName),
    WHATSAPP_LANGUAGE: optional(
      z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, { error: "must be a language such as en or pt_BR" }),
    ),
    SEND_SMS_HOOK_SECRET: optional(
      z.string().regex(/^(v1,)?whsec_[A-Za-z0-9+/=]{16,}$/, {
        error: "must begin with v1,whsec_ as Supabase shows it",
      }),
    ),
    PHONE_SIGN_IN: optional(z.enum(["whatsapp", "sms", "off"], { error: "must be whatsapp, sms or off" })),
    VAPID_PUBLIC_KEY: optional(
      z.string().regex(/^[A-Za-z0-9_-]{87}$/, {
        error: "must be a key as `npx web-push generate-vapid-keys` makes it",
      }),
    ),
    VAPID_PRIVATE_KEY: optional(
      z.string().regex(/^[A-Za-z0-9_-]{43}$/, {
        error: "must be a key as `npx web-push generate-vapid-keys` makes it",
      }),
    ),
    VAPID_SUBJECT: optional(
      z.string().regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, { error: "must begin with mailto: or https://" }),
    ),
    PUSH_TRUSTED_ORIGINS: optional(pushOrigins),
    STRIPE_SECRET_KEY: optional(z.string().regex(/^(sk|rk)_\w+$/, { error: "must begin with sk_ or rk_" })),
    STRIPE_WEBHOOK_SECRET: optional(z.string().startsWith("whsec_", { error: "must begin with whsec_" })),
    STRIPE_API_BASE: optional(origin),
    CLAMAV_HOST: optional(z.string()),
    CLAMAV_PORT: optional(port),
    DNS_SERVERS: optional(dnsServers),
    CRON_SECRET: optional(secret),
    INTEGRATION_SECRET: optional(secret),
    INTEGRATION_SECRET_PREVIOUS: optional(secret),
    CLIENT_IP_HEADER: optional(headerName),
    JOB_WORKER: z.preprocess(blank, z.enum(["on", "off"], { error: "must be on or off" }).default("on")),
    LOG_LEVEL: z.preprocess(blank, logLevels.default("info")),
    NODE_ENV: z.preprocess(blank, z.string().default("development")),
  })
  .check((context) => {
    const { value, issues } = context;
    const fault = (name: string, message: string) =>
      issues.push({ code: "custom", input: value, path: [name], message });
    const isReadable = URL.canParse(value.NEXT_PUBLIC_SUPABASE_URL);
    if (!value.SITE_URL && isReadable && !isLoopback(value.NEXT_PUBLIC_SUPABASE_URL)) {
      fault("SITE_URL", "is missing: the public origin of the portal, for links in e-mails");
    }
    if (value.EMBEDDING_PROVIDER === "voyage" && !value.VOYAGE_API_KEY) {
      fault("VOYAGE_API_KEY", "is missing: EMBEDDING_PROVIDER is voyage");
    }
    if (value.SMTP_URL && !value.MAIL_FROM) {
      fault("MAIL_FROM", 'is missing: the sender of e-mails, such as "Support <support@example.com>"');
    }
    if (value.REPLY_DOMAIN && !value.INBOUND_EMAIL_SECRET) {
      fault(
        "INBOUND_EMAIL_SECRET",
        "is missing: REPLY_DOMAIN is set, and reply addresses are signed with it",
      );
    }
    if (Boolean(value.WHATSAPP_TOKEN) !== Boolean(value.WHATSAPP_PHONE_NUMBER_ID)) {
      fault("WHATSAPP_TOKEN", "and WHATSAPP_PHONE_NUMBER_ID belong together: set both or neither");
    }
    const vapid = [value.VAPID_PUBLIC_KEY, value.VAPID_PRIVATE_KEY, value.VAPID_SUBJECT];
    if (vapid.some(Boolean) && !vapid.every(Boolean)) {
      fault("VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY and VAPID_SUBJECT belong together: set all or none");
    }
    if (Boolean(value.STRIPE_SECRET_KEY) !== Boolean(value.STRIPE_WEBHOOK_SECRET)) {
      fault("STRIPE_SECRET_KEY", "and STRIPE_WEBHOOK_SECRET belong together: set both or neither");
    }
  });

function isDnsServer(server: string): boolean {
  const [, six, four, portPart = "53"] = /^(?:\[([^\]]+)\]|([\d.]+))(?::(\d{1,5}))?$/.exec(server) ?? [];
  return (isIPv6(six ?? server) || isIPv4(four ?? "")) && port.safeParse(portPart).success;
}

function isLoopback(url: string): boolean {
  return LOOPBACK.has(new URL(url).hostname);
}

function toEnv(raw: z.output<typeof schema>) {
  const siteUrl = raw.SITE_URL ?? `http://127.0.0.1:${raw.PORT ?? 3000}`;
  return {
    supabaseUrl: raw.NEXT_PUBLIC_SUPABASE_URL,
    publishableKey: raw.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    secretKey: raw.SUPABASE_SECRET_KEY,
    /** Set when tokens are HS256: they are then verified here instead of by the auth server. */
    jwtSecret: raw.SUPABASE_JWT_SECRET,
    siteUrl,
    isHttps: siteUrl.startsWith("https:"),
    /** Whether this is a project on a developer's machine, whose mail anybody may read. */
    isLocalSupabase:
      isLoopback(raw.NEXT_PUBLIC_SUPABASE_URL) && raw.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY === LOCAL_KEY,
    isProduction: raw.NODE_ENV === "production",
    anthropic: {
      apiKey: raw.ANTHROPIC_API_KEY,
      baseUrl: raw.ANTHROPIC_BASE_URL,
      model: raw.ANTHROPIC_MODEL,
      triageModel: raw.ANTHROPIC_TRIAGE_MODEL,
    },
    embedding: {
      provider: raw.EMBEDDING_PROVIDER,
      voyageApiKey: raw.VOYAGE_API_KEY,
      voyageBaseUrl: raw.VOYAGE_BASE_URL,
    },
    smtpUrl: raw.SMTP_URL,
    mailFrom: raw.MAIL_FROM ?? "Portico <no-reply@portico.test>",
    /** The secret of `POST /api/webhooks/email` and of reply addresses, and the one before it; none: switched off. */
    inboundEmailSecrets: raw.INBOUND_EMAIL_SECRET
      ? [raw.INBOUND_EMAIL_SECRET, raw.INBOUND_EMAIL_SECRET_PREVIOUS].filter((one) => one !== undefined)
      : [],
    /** The domain whose mail comes to `POST /api/webhooks/email`. With it, answers to our e-mails are read. */
    replyDomain: raw.REPLY_DOMAIN,
    whatsapp: {
      token: raw.WHATSAPP_TOKEN,
      phoneNumberId: raw.WHATSAPP_PHONE_NUMBER_ID,
      baseUrl: raw.WHATSAPP_BASE_URL,
      /** Of the signatures on `POST /api/webhooks/whatsapp`, and of the question whether that address is ours. */
      appSecret: raw.WHATSAPP_APP_SECRET,
      verifyToken: raw.WHATSAPP_VERIFY_TOKEN,
      /** The authentication template that carries codes. */
      codeTemplate: raw.WHATSAPP_CODE_TEMPLATE ?? "sign_in_code",
      /** The language under which templates were approved. */
      language: raw.WHATSAPP_LANGUAGE ?? "en",
    },
    /** With which Supabase signs the codes that it wants sent; none: it sends them itself, or not at all. */
    sendSmsHookSecret: raw.SEND_SMS_HOOK_SECRET,
    /** How people get their codes: `off` where nobody would send them. */
    phoneSignIn: raw.PHONE_SIGN_IN ?? (raw.SEND_SMS_HOOK_SECRET ? ("whatsapp" as const) : ("off" as const)),
    /** Set when browsers can be told by web push. */
    vapid:
      raw.VAPID_PUBLIC_KEY && raw.VAPID_PRIVATE_KEY && raw.VAPID_SUBJECT
        ? { publicKey: raw.VAPID_PUBLIC_KEY, privateKey: raw.VAPID_PRIVATE_KEY, subject: raw.VAPID_SUBJECT }
        : undefined,
    /** Push services that may be on a private network; all others must be public, by https. */
    pushOrigins: raw.PUSH_TRUSTED_ORIGINS ?? [],
    /** Set when customers can pay invoices by card. */
    stripe:
      raw.STRIPE_SECRET_KEY && raw.STRIPE_WEBHOOK_SECRET
        ? {
            secretKey: raw.STRIPE_SECRET_KEY,
            webhookSecret: raw.STRIPE_WEBHOOK_SECRET,
            apiBase: raw.STRIPE_API_BASE,
          }
        : undefined,
    clamav: raw.CLAMAV_HOST ? { host: raw.CLAMAV_HOST, port: raw.CLAMAV_PORT ?? 3310 } : undefined,
    /** Asked about customers' domains; those of the system when there are none here. */
    dnsServers: raw.DNS_SERVERS ?? [],
    cronSecret: raw.CRON_SECRET,
    /** The secret of `POST /api/integrations/*`, and the one before it while senders change over; none: switched off. */
    integrationSecrets: raw.INTEGRATION_SECRET
      ? [raw.INTEGRATION_SECRET, raw.INTEGRATION_SECRET_PREVIOUS].filter((one) => one !== undefined)
      : [],
    /** The header in which a reverse proxy that we trust writes the client's address. */
    clientIpHeader: raw.CLIENT_IP_HEADER,
    /** Off on hosts without a long-running process, which call `POST /api/jobs/run` instead. */
    runsWorker: raw.JOB_WORKER === "on",
  };
}

export type Env = ReturnType<typeof toEnv>;

/** The environment is wrong. `faults` holds one line for each wrong variable, without its value. */
export class EnvError extends Error {
  override name = "EnvError";
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`The environment is not complete:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

/** Reads the environment from `source`. Throws an `EnvError` that names every fault at once. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  // Supabase's older names for the two keys.
  const named = {
    ...source,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY:
      source.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY || source.NEXT_PUBLIC_SUPABASE_ANON_KEY,
    SUPABASE_SECRET_KEY: source.SUPABASE_SECRET_KEY || source.SUPABASE_SERVICE_ROLE_KEY,
  };
  const parsed = schema.safeParse(named);
  if (parsed.success) return toEnv(parsed.data);
  const seen = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0]);
    if (!seen.has(name)) seen.set(name, `${name} ${issue.message}`);
  }
  throw new EnvError([...seen.values()]);
}

let cached: Env | undefined;

/**
 * The environment of this process, parsed at the first call. Not at import: the build imports every
 * module, and one build serves every deployment.
 */
export function getEnv(): Env {
  // The object, not its properties: `process.env.NEXT_PUBLIC_…` would be frozen into the build.
  cached ??= parseEnv(process.env);
  return cached;
}

/** The log's level, known without the rest of the environment: the log must work when that is wrong. */
export function getLogLevel(): string {
  return logLevels.catch("info").parse(process.env.LOG_LEVEL);
}

/** Whether this process is `next build`, which loads everything and serves nothing. */
export function isBuilding(): boolean {
  return process.env.NEXT_PHASE === "phase-production-build";
}
