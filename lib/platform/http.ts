import "server-only";
import { NextResponse } from "next/server";
import { z } from "zod";
import { type AppError, appError, ERROR_STATUS, type FieldErrors } from "@/lib/core/errors";
import { decodeCursor, newId } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "./env";
import { defaultMessage, requestMessage } from "./error-messages";
import { REQUEST_ID_HEADER } from "./request-context";
import { API_POLICY, STATIC_SECURITY_HEADERS } from "./security-headers";

/** How much JSON a call accepts unless it says otherwise. */
const DEFAULT_MAX_BODY_BYTES = 256 * 1024;

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** A field of a query schema: the opaque cursor of a list, decoded. */
const cursorParam = z
  .string()
  .max(500)
  .transform((text, context) => {
    const cursor = decodeCursor(text);
    if (cursor) return cursor;
    context.addIssue({ code: "custom", message: requestMessage("badCursor") });
    return z.NEVER;
  })
  .optional();

/** The two fields that every list has in its query: `limit` (1–100, default 20) and `cursor`. */
export const pageParams = { limit: z.coerce.number().int().min(1).max(100).default(20), cursor: cursorParam };

/** `{ "data": … }`, never kept by a cache. */
export function dataResponse(body: Record<string, unknown>, status: number, requestId: string) {
  return finish(NextResponse.json(body, { status }), requestId);
}

/** An answer without a body (204). */
export function emptyResponse(requestId: string) {
  return finish(new NextResponse(null, { status: 204 }), requestId);
}

/** `{ "error": { code, message, reason?, fields?, requestId } }` with the status of its code. */
export function errorResponse(error: AppError, requestId: string) {
  const { retryAfterSeconds, ...shown } = error;
  const response = NextResponse.json(
    { error: { ...shown, requestId } },
    { status: ERROR_STATUS[error.code] },
  );
  if (retryAfterSeconds !== undefined) response.headers.set("Retry-After", String(retryAfterSeconds));
  else if (error.code === "unavailable") response.headers.set("Retry-After", "30");
  if (error.code === "unauthenticated") response.headers.set("WWW-Authenticate", "Bearer");
  return finish(response, requestId);
}

function finish(response: NextResponse, requestId: string) {
  response.headers.set(REQUEST_ID_HEADER, requestId);
  response.headers.set("Cache-Control", "private, no-store");
  // The proxy does not see uploads, so the answers of the API bring their own.
  for (const [name, value] of Object.entries(STATIC_SECURITY_HEADERS)) response.headers.set(name, value);
  response.headers.set("Content-Security-Policy", API_POLICY);
  return response;
}

/**
 * Whether an unsafe request comes from our own pages. Browsers say where a request comes from in
 * `Sec-Fetch-Site` or `Origin`; a request with neither is not from a browser, so it carries no cookie
 * that somebody else's page could abuse.
 */
export function isSameOrigin(request: Request, includeReads = false): boolean {
  if (!includeReads && SAFE_METHODS.has(request.method)) return true;
  const site = request.headers.get("sec-fetch-site");
  if (site && site !== "same-origin" && site !== "none") return false;
  const origin = request.headers.get("origin");
  if (!origin) return true;
  if (origin === new URL(getEnv().siteUrl).origin) return true;
  // The same deployment under another name, such as localhost for 127.0.0.1.
  return URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
}

export function crossOriginError(): AppError {
  return appError("forbidden", requestMessage("crossOrigin"), { reason: "cross_origin" });
}

/**
 * The body of a JSON call, read up to `maxBytes` and checked against `schema`. No body counts as `{}`.
 * 415 for another content type, 413 beyond the limit, 400 for what is not JSON, 422 for wrong values.
 */
export async function readJson<T>(
  request: Request,
  schema: z.ZodType<T>,
  maxBytes = DEFAULT_MAX_BODY_BYTES,
): Promise<Result<T>> {
  const text = await readText(request, maxBytes);
  if (!text.ok) return text;
  if (text.value === "") return validate(schema, {});
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    return err(appError("unsupported_media_type", requestMessage("notJson")));
  }
  try {
    return validate(schema, JSON.parse(text.value));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return err(appError("invalid_request", requestMessage("malformedJson")));
  }
}

/** The body as text. */
export async function readText(request: Request, maxBytes: number): Promise<Result<string>> {
  const bytes = await readBytes(request, maxBytes);
  return bytes.ok ? ok(bytes.value.toString("utf8")) : bytes;
}

/** The body as it came. Counts while it reads: `Content-Length` is the sender's word. */
export async function readBytes(request: Request, maxBytes: number): Promise<Result<Buffer>> {
  const tooLarge = () => err(appError("payload_too_large", requestMessage("bodyTooLarge")));
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) return tooLarge();
      chunks.push(chunk);
    }
  } catch {
    // Whoever sends went away in the middle: their doing, nothing to look into.
    return err(appError("invalid_request", requestMessage("brokenOff")));
  }
  return ok(Buffer.concat(chunks));
}

/** Checks values against a schema: 422 `validation_failed` with the faults by field. */
export function validate<T>(schema: z.ZodType<T>, input: unknown): Result<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  return err(
    appError("validation_failed", defaultMessage("validation_failed"), { fields: fieldErrors(parsed.error) }),
  );
}

/** The query string against a schema: 400 with the faults by parameter. A repeated one is a list. */
export function readQuery<T>(url: URL, schema: z.ZodType<T>): Result<T> {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const all = url.searchParams.getAll(name);
    values[name] = all.length > 1 ? all : (all[0] ?? "");
  }
  const parsed = schema.safeParse(values);
  if (parsed.success) return ok(parsed.data);
  return err(appError("invalid_request", requestMessage("badQuery"), { fields: fieldErrors(parsed.error) }));
}

/** zod's issues as `{ "affectedItems.0.quantity": ["…"] }`; what has no field is filed under `form`. */
function fieldErrors(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) {
    const name = issue.path.join(".") || "form";
    fields[name] = [...(fields[name] ?? []), issue.message];
  }
  return fields;
}

/** The caller's `Idempotency-Key`, a new one when there is none, 400 when it is not usable. */
export function readIdempotencyKey(headers: Headers): Result<string> {
  const key = headers.get("idempotency-key");
  if (key === null) return ok(newId());
  if (key.length >= 1 && key.length <= 100) return ok(key);
  return err(appError("invalid_request", requestMessage("badIdempotencyKey")));
}

/** The token of an `Authorization: Bearer …` header. */
export function bearerToken(headers: Headers): string | null {
  return /^bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

/** The password of an `Authorization: Basic …` header, whoever it names. */
export function basicPassword(headers: Headers): string | null {
  const [, encoded] = /^basic +([A-Za-z0-9+/=_-]{1,12000})$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  return pair.includes(":") ? pair.slice(pair.indexOf(":") + 1) : null;
}
