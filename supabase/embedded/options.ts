import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { StartError } from "./start-error.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface EmbeddedOptions {
  /** Folder of the database and the stored files; `memory` keeps nothing. */
  readonly dir: string;
  /** A PostgreSQL server to use instead of PGlite; the folder then holds the stored files alone. */
  readonly databaseUrl: string | null;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The public origin of the web app, for links in e-mails. */
  readonly siteUrl: string;
  readonly migrationsDir: string;
  readonly configPath: string;
  /** Where ready databases are kept for the next start from nothing; null for nowhere. */
  readonly cacheDir: string | null;
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** Takes one-line notices. */
  readonly notice: (line: string) => void;
}

export const DEFAULT_OPTIONS: EmbeddedOptions = {
  dir: join(ROOT, ".portico/db"),
  databaseUrl: null,
  host: "127.0.0.1",
  port: 54321,
  siteUrl: "http://127.0.0.1:3000",
  migrationsDir: join(ROOT, "supabase/migrations"),
  configPath: join(ROOT, "supabase/config.toml"),
  cacheDir: join(ROOT, ".portico/cache"),
  smtp: null,
  notice: () => {},
};

/** An empty variable counts as none, as in an .env file that lists every name. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => value || undefined, schema.optional());

const Env = z.object({
  PORTICO_EMBEDDED_DIR: optional(z.string()),
  PORTICO_DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  PORTICO_EMBEDDED_HOST: optional(z.string()),
  PORTICO_EMBEDDED_PORT: optional(z.coerce.number().int().min(0).max(65535)),
  SITE_URL: optional(z.url({ protocol: /^https?$/ })),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: optional(z.string()),
});

/** The options that the environment asks for; a StartError with a line per wrong variable. */
export function optionsFromEnv(env: Readonly<Record<string, string | undefined>>): Partial<EmbeddedOptions> {
  const parsed = Env.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new StartError(lines.join("\n"));
  }
  const value = parsed.data;
  return {
    ...(value.PORTICO_EMBEDDED_DIR && { dir: value.PORTICO_EMBEDDED_DIR }),
    ...(value.PORTICO_DATABASE_URL && { databaseUrl: value.PORTICO_DATABASE_URL }),
    ...(value.PORTICO_EMBEDDED_HOST && { host: value.PORTICO_EMBEDDED_HOST }),
    ...(value.PORTICO_EMBEDDED_PORT !== undefined && { port: value.PORTICO_EMBEDDED_PORT }),
    ...(value.SITE_URL && { siteUrl: value.SITE_URL.replace(/\/+$/, "") }),
    ...(value.SMTP_URL && {
      smtp: { url: value.SMTP_URL, from: value.MAIL_FROM ?? "Portico <portico@localhost>" },
    }),
  };
}
