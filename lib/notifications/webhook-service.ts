import "server-only";
import { createHmac } from "node:crypto";
import { appError, type ErrorCode } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { clientIp } from "@/lib/platform/client-ip";
import { getEnv } from "@/lib/platform/env";
import { defaultMessage, requestMessage } from "@/lib/platform/error-messages";
import { basicPassword, readBytes } from "@/lib/platform/http";
import { log } from "@/lib/platform/log";
import { consumeRateLimit } from "@/lib/platform/rate-limit";
import { isSameSecret } from "@/lib/platform/same-secret";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import type { Json } from "@/lib/platform/supabase/database.types";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import {
  isSnsConfirmation,
  isStop,
  readPostmarkReport,
  readSesReport,
  snsEnvelope,
  templateStatusOf,
  whatsappReport,
} from "./provider-reports";

const MAX_BYTES = 1024 * 1024;
const CONFIRM_MS = 5_000;
/** Requests that nobody with the secret sent, for each address on the network. */
const REFUSALS = { name: "report-webhook-refusals", limit: 60, windowSeconds: 60 };

/**
 * Takes what a mail provider reports: Postmark's JSON, or Amazon SES by SNS, with the secret of incoming e-mail as the
 * password of basic authentication. `unauthenticated`, `unavailable` without a secret, `invalid_request` for other JSON.
 */
export async function receiveEmailReport(request: Request): Promise<Result<{ reports: number }>> {
  const { inboundEmailSecrets: secrets } = getEnv();
  if (secrets.length === 0) return refuse("unavailable", "reports_off");
  const password = basicPassword(request.headers);
  if (password === null || !secrets.some((secret) => isSameSecret(password, secret)))
    return refuseStranger(request);
  const body = await readJsonBody(request);
  if (!body.ok) return body;
  const envelope = snsEnvelope.safeParse(body.value);
  if (envelope.success && envelope.data.Type === "SubscriptionConfirmation") {
    return confirm(envelope.data.SubscribeURL ?? "");
  }
  const reports = envelope.success
    ? readSesReport(parse(envelope.data.Message))
    : readPostmarkReport(body.value);
  if (reports === null) return refuse("invalid_request", "unknown_report");
  if (reports.length > 0) await call("record_email_feedback", { p_events: reports });
  return ok({ reports: reports.length });
}

/** Answers WhatsApp's question whether this address is ours: with its own challenge, for who knows the token. */
export function confirmWhatsApp(query: URLSearchParams): Result<string> {
  const { verifyToken } = getEnv().whatsapp;
  const given = query.get("hub.verify_token") ?? "";
  const challenge = query.get("hub.challenge") ?? "";
  const isOurs =
    verifyToken !== undefined && isSameSecret(given, verifyToken) && query.get("hub.mode") === "subscribe";
  return isOurs && /^[\w-]{1,200}$/.test(challenge) ? ok(challenge) : refuse("forbidden", "wrong_token");
}

/**
 * Takes what WhatsApp reports: what became of messages, who answered with stop, which templates it approved. Signed
 * with the app's secret. What was taken in part and failed is delivered again, and ends the same.
 */
export async function receiveWhatsAppReport(request: Request): Promise<Result<{ changes: number }>> {
  const { appSecret } = getEnv().whatsapp;
  if (!appSecret) return refuse("unavailable", "reports_off");
  const bytes = await readBytes(request, MAX_BYTES);
  if (!bytes.ok) return bytes;
  const expected = `sha256=${createHmac("sha256", appSecret).update(bytes.value).digest("hex")}`;
  if (!isSameSecret(request.headers.get("x-hub-signature-256") ?? "", expected))
    return refuseStranger(request);
  const report = whatsappReport.safeParse(parse(bytes.value.toString("utf8")));
  // Signed and not understood: news of another kind, which would only come again.
  if (!report.success) {
    log.warn({ faults: report.error.issues.length }, "WhatsApp reported something that is not understood");
    return ok({ changes: 0 });
  }
  let changes = 0;
  for (const { field, value } of report.data.entry.flatMap((entry) => entry.changes)) {
    for (const { id, status, errors } of value.statuses ?? []) {
      const [fault] = errors ?? [];
      const error = fault ? `${fault.code} ${fault.title}`.slice(0, 500) : "";
      await call("record_message_status", { p_provider_id: id, p_status: status, p_error: error });
      changes += 1;
    }
    for (const { from, text, button } of value.messages ?? []) {
      if (!isStop(text?.body ?? button?.text ?? "")) continue;
      await call("stop_whatsapp", { p_number: from });
      changes += 1;
    }
    const state = field === "message_template_status_update" ? templateStatusOf(value.event ?? "") : null;
    if (state) {
      const { message_template_name: name = "", message_template_language: language = "" } = value;
      await call("record_template_status", { p_name: name, p_language: language, p_status: state });
      changes += 1;
    }
  }
  return ok({ changes });
}

/** Amazon asks once whether its reports are wanted. */
async function confirm(url: string): Promise<Result<{ reports: number }>> {
  if (!isSnsConfirmation(url)) return refuse("invalid_request", "unknown_report");
  const answer = await fetch(url, {
    signal: AbortSignal.timeout(CONFIRM_MS),
    redirect: "error",
    cache: "no-store",
  }).catch(() => null);
  return answer?.ok ? ok({ reports: 0 }) : err(appError("unavailable", defaultMessage("unavailable")));
}

async function readJsonBody(request: Request): Promise<Result<unknown>> {
  const bytes = await readBytes(request, MAX_BYTES);
  if (!bytes.ok) return bytes;
  const value = parse(bytes.value.toString("utf8"));
  return value === undefined ? err(appError("invalid_request", requestMessage("malformedJson"))) : ok(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function refuseStranger(request: Request) {
  const counted = await consumeRateLimit(REFUSALS, clientIp(request.headers));
  return counted.ok ? refuse("unauthenticated", "wrong_signature") : counted;
}

function refuse(code: ErrorCode, reason: string) {
  return err(appError(code, defaultMessage(code), { reason }));
}

type Command = "record_email_feedback" | "record_message_status" | "stop_whatsapp" | "record_template_status";

/** Whoever reports is not signed in; their secret is what counts. Throws, so that the report comes again. */
async function call(name: Command, parameters: Record<string, Json>): Promise<void> {
  const answer = unwrap(await createAdminClient().rpc(name, parameters as never));
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
}
