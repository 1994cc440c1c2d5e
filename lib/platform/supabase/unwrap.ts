import "server-only";
import { type AppError, appError, errorCodeForStatus, type FieldErrors } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { defaultMessage } from "../error-messages";
import { log } from "../log";

/** The shapes of `error` in the answers of PostgREST, Auth and Storage. */
type SupabaseError = {
  message: string;
  code?: string | undefined;
  details?: string | null | undefined;
  hint?: string | null | undefined;
  name?: string | undefined;
  status?: number | undefined;
  statusCode?: string | number | undefined;
};

/** SQLSTATEs and PostgREST codes that have a meaning of their own. */
const CODES: Record<string, AppError["code"]> = {
  PGRST116: "not_found",
  PGRST301: "unauthenticated",
  PGRST302: "unauthenticated",
  PGRST303: "unauthenticated",
  "22001": "validation_failed",
  "22003": "validation_failed",
  "22007": "validation_failed",
  "22008": "validation_failed",
  // Characters that PostgreSQL cannot keep, in a text and in JSON.
  "22021": "validation_failed",
  "22P05": "validation_failed",
  "22P02": "validation_failed",
  "23502": "validation_failed",
  "23503": "validation_failed",
  "23505": "conflict",
  "23514": "validation_failed",
  "23P01": "conflict",
  "40001": "conflict",
  "40P01": "unavailable",
  "42501": "forbidden",
  "53300": "unavailable",
  "57014": "unavailable",
};

/**
 * The one door between `{ data, error }` of Supabase and our results. What the database refused on
 * purpose (`PT4xx`) keeps its sentence; any other text from upstream stays in the log.
 */
export function unwrap<A extends { data: unknown; error: SupabaseError | null }>(
  answer: A,
): Result<Extract<A, { error: null }>["data"]> {
  return answer.error ? err(toAppError(answer.error)) : ok(answer.data);
}

/** Translates an error of any Supabase service into ours. */
export function toAppError(error: SupabaseError): AppError {
  if (/^PT[45]\d\d$/.test(error.code ?? "")) return ruleError(error);
  const code = classify(error);
  if (code === "internal" || code === "unavailable") log.error({ err: plain(error) }, "supabase call failed");
  return appError(code, defaultMessage(code));
}

function ruleError(error: SupabaseError): AppError {
  const code = errorCodeForStatus(Number(error.code?.slice(2)));
  const detail = parseDetail(error.details);
  return appError(code, error.hint || defaultMessage(code), {
    reason: error.message,
    fields: detail.fields as FieldErrors | undefined,
    retryAfterSeconds: typeof detail.retryAfter === "number" ? detail.retryAfter : undefined,
    alternatives: Array.isArray(detail.alternatives) ? detail.alternatives.map(String) : undefined,
  });
}

function parseDetail(details: string | null | undefined): Record<string, unknown> {
  if (!details) return {};
  try {
    const parsed: unknown = JSON.parse(details);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function classify(error: SupabaseError): AppError["code"] {
  const known = CODES[error.code ?? ""];
  if (known) return known;
  const status = Number(error.status ?? error.statusCode ?? Number.NaN);
  if (status >= 500 || status === 0) return "unavailable";
  if (!Number.isNaN(status)) return errorCodeForStatus(status);
  // supabase-js reports a connection that failed as an error without code or status.
  return /fetch failed|network|timeout|ECONN|aborted/i.test(error.message) ? "unavailable" : "internal";
}

/** For the log. Not the details: they quote the row. */
function plain(error: SupabaseError) {
  return { name: error.name, code: error.code, status: error.status, message: error.message };
}
