import "server-only";
import { createHash } from "node:crypto";
import { appError, type ErrorCode } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { isSignedBy, readSignature } from "@/lib/integrations/signature";
import { clientIp } from "@/lib/platform/client-ip";
import { getEnv } from "@/lib/platform/env";
import { defaultMessage, requestMessage } from "@/lib/platform/error-messages";
import { basicPassword, readBytes } from "@/lib/platform/http";
import { consumeRateLimit } from "@/lib/platform/rate-limit";
import { isSameSecret } from "@/lib/platform/same-secret";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/mailbox.json";
import { keepRawMail, MAIL_CONTENT_TYPES, type MailContentType, removeRawMail } from "./raw-mail-service";

/** A message of 25 MB; in JSON its attachments are a third larger. */
const MAX_BYTES: Record<MailContentType, number> = {
  "message/rfc822": 25 * 1024 * 1024,
  "application/json": 36 * 1024 * 1024,
};
/** Requests that nobody with the secret sent, for each address on the network. */
const REFUSALS = { name: "email-webhook-refusals", limit: 60, windowSeconds: 60 };

/** `repeated`: these very bytes came before. */
export type Delivery = { id: string; repeated: boolean };

/**
 * Takes an e-mail from a mail server or provider, keeps it and queues its processing: what this answers
 * with success is not lost. `unavailable` when no secret is set or it could not be kept: it is to be
 * delivered again. `unauthenticated`, `unsupported_media_type`, `payload_too_large`, `validation_failed`.
 */
export async function receiveMail(request: Request): Promise<Result<Delivery>> {
  const { inboundEmailSecrets: secrets } = getEnv();
  if (secrets.length === 0) return refuse("unavailable", "off", "inbound_email_off");
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const contentType = MAIL_CONTENT_TYPES.find((one) => one === type);
  const body = await readAuthentic(request, secrets, MAX_BYTES[contentType ?? "message/rfc822"]);
  if (!body.ok) return body;
  if (!contentType) return refuse("unsupported_media_type", "type", "not_an_email");
  if (body.value.length === 0) return refuse("validation_failed", "empty", "empty_email");
  if (contentType === "application/json" && !isJson(body.value)) {
    return err(appError("invalid_request", requestMessage("malformedJson")));
  }
  return store(body.value, contentType);
}

async function store(bytes: Uint8Array, contentType: MailContentType): Promise<Result<Delivery>> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const kept = await keepRawMail(bytes, sha256, contentType);
  if (!kept.ok) return err(appError("unavailable", defaultMessage("unavailable")));
  const stored = unwrap(
    await createAdminClient().rpc("store_inbound_email", {
      p_input: { sha256, contentType, size: bytes.length, path: kept.value },
    }),
  );
  if (!stored.ok) return err(appError("unavailable", defaultMessage("unavailable")));
  const { id, repeated, isKept } = stored.value as Delivery & { isKept: boolean };
  // It was dealt with before; what was written just now is nobody's.
  if (!isKept) await removeRawMail([kept.value]);
  return ok({ id, repeated });
}

/** The body of a request that has the secret: as a signature over it, or as the password of basic authentication. */
async function readAuthentic(
  request: Request,
  secrets: readonly string[],
  maxBytes: number,
): Promise<Result<Uint8Array>> {
  const header = request.headers.get("x-portico-signature");
  if (header === null) {
    const password = basicPassword(request.headers);
    if (password === null) return refuseStranger(request, "unsigned");
    return secrets.map((secret) => isSameSecret(password, secret)).includes(true)
      ? readBytes(request, maxBytes)
      : refuseStranger(request, "password");
  }
  const signature = readSignature(header, new Date());
  if (typeof signature === "string") return refuseStranger(request, signature);
  const body = await readBytes(request, maxBytes);
  if (!body.ok) return body;
  return isSignedBy(signature, body.value, secrets) ? body : refuseStranger(request, "wrong");
}

function isJson(bytes: Uint8Array): boolean {
  try {
    return typeof JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) === "object";
  } catch {
    return false;
  }
}

type Refusal = keyof typeof texts.webhook;

async function refuseStranger(request: Request, why: Refusal) {
  const counted = await consumeRateLimit(REFUSALS, clientIp(request.headers));
  return counted.ok ? refuse("unauthenticated", why, `signature_${why}`) : counted;
}

function refuse(code: ErrorCode, why: Refusal, reason: string) {
  return err(appError(code, texts.webhook[why], { reason }));
}
