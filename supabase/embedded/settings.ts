import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";

const MAIL_TYPES = ["confirmation", "recovery", "magic_link", "email_change"] as const;
export type MailType = (typeof MAIL_TYPES)[number];

/** The part of supabase/config.toml that the embedded Supabase follows. */
export interface Settings {
  readonly redirectUrls: readonly string[];
  readonly jwtSeconds: number;
  readonly minimumPasswordLength: number;
  readonly otpLength: number;
  readonly securePasswordChange: boolean;
  readonly otpSeconds: number;
  readonly maxRows: number;
  readonly fileSizeLimit: string;
  /** Absolute paths. */
  readonly templates: Partial<Record<MailType, { subject: string; path: string }>>;
}

const Template = z.object({ subject: z.string(), content_path: z.string() });
const Config = z.object({
  api: z.object({ max_rows: z.number() }),
  storage: z.object({ file_size_limit: z.string() }),
  auth: z.object({
    additional_redirect_urls: z.array(z.string()),
    jwt_expiry: z.number(),
    minimum_password_length: z.number(),
    email: z.object({
      otp_length: z.number(),
      secure_password_change: z.boolean(),
      otp_expiry: z.number(),
      template: z.partialRecord(z.enum(MAIL_TYPES), Template),
    }),
  }),
});

/** Reads config.toml; template paths count from the project root, as they do for the Supabase CLI. */
export async function readSettings(configPath: string): Promise<Settings> {
  const { api, auth, storage } = Config.parse(parse(await readFile(configPath, "utf8")));
  const root = dirname(dirname(configPath));
  return {
    redirectUrls: auth.additional_redirect_urls,
    jwtSeconds: auth.jwt_expiry,
    minimumPasswordLength: auth.minimum_password_length,
    otpLength: auth.email.otp_length,
    securePasswordChange: auth.email.secure_password_change,
    otpSeconds: auth.email.otp_expiry,
    maxRows: api.max_rows,
    fileSizeLimit: storage.file_size_limit,
    templates: Object.fromEntries(
      Object.entries(auth.email.template).map(([type, { subject, content_path }]) => [
        type,
        { subject, path: resolve(root, content_path) },
      ]),
    ),
  };
}
