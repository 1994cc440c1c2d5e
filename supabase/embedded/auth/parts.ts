import type { App } from "@supabase/lite";
import type { Database } from "../database/database.ts";
import type { Exchange } from "../gateway.ts";
import { json } from "../http.ts";
import type { Settings } from "../settings.ts";
import type { SendSms } from "./send-sms.ts";

type Body = Readonly<Record<string, unknown>>;

/** What the wrappers of Lite's auth endpoints work with. */
export interface AuthParts {
  readonly database: Database;
  readonly mailer: NonNullable<App["_mailer"]>;
  readonly settings: Settings;
  readonly sendSms: SendSms;
  /** Lite's own answer, to the request as it is or with another body. */
  readonly forward: (exchange: Exchange, body?: Body) => Promise<Response>;
}

/** Answers one endpoint. */
export type AuthRoute = (parts: AuthParts, body: Body, exchange: Exchange) => Promise<Response>;

/** An error in the form of Supabase Auth. */
export function authError(status: number, error_code: string, msg: string): Response {
  return json(status, { code: status, error_code, msg });
}
