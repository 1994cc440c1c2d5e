import { AsyncLocalStorage } from "node:async_hooks";
import { type Connection, RelationNotFoundError } from "@supabase/lite";
import { json } from "../http.ts";

interface DatabaseError extends Error {
  readonly code: string;
  readonly detail?: string | null;
  readonly hint?: string | null;
}

/** Set while Lite serves the data API, to the role that asks. */
export const dataApiRole = new AsyncLocalStorage<string>();

/** A response that Hono sends when it is thrown. */
class PostgrestResponse extends Error {
  readonly #response: Response;

  constructor(response: Response) {
    super("PostgREST error");
    this.#response = response;
  }

  getResponse(): Response {
    return this.#response;
  }
}

/**
 * Answers the database's errors in the data API as PostgREST does, where Lite makes a 500 of many (a plain
 * `raise exception` among them) and prints each one, expected or not.
 */
export function answerLikePostgrest(connection: Connection): void {
  connection.normalizeDbError = (error) => {
    const role = dataApiRole.getStore();
    if (role === undefined) return error;
    if (error instanceof RelationNotFoundError) {
      throw new PostgrestResponse(
        json(404, { code: "PGRST205", details: null, hint: null, message: error.message }),
      );
    }
    if (isMisfit(error)) {
      throw new PostgrestResponse(
        json(400, { code: "22P02", details: null, hint: null, message: error.message }),
      );
    }
    if (!isDatabaseError(error)) return error;
    const { code, message, detail, hint } = error;
    const body = { code, details: detail ?? null, hint: hint ?? null, message };
    throw new PostgrestResponse(json(statusOf(code, role), body));
  };
}

/** SQLSTATE to HTTP, from https://docs.postgrest.org/en/stable/references/errors.html. */
function statusOf(code: string, role: string): number {
  const chosen = /^PT([2-5]\d\d)$/.exec(code);
  if (chosen) return Number(chosen[1]);
  if (code === "42501") return role === "anon" ? 401 : 403;
  return BY_CODE[code] ?? BY_CLASS[code.slice(0, 2)] ?? 400;
}

const BY_CODE: Readonly<Record<string, number>> = {
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  "53400": 500,
  P0001: 400,
};

const BY_CLASS: Readonly<Record<string, number>> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53": 503,
  "54": 500,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

/** PGlite refuses by itself, and without a code, what it cannot write as a parameter: an object for a text, 1e308 for a date. */
function isMisfit(error: unknown): error is Error {
  return error instanceof Error && /^Invalid (input for \w+ type|time value$)/.test(error.message);
}

function isDatabaseError(error: unknown): error is DatabaseError {
  const code = error instanceof Error ? (error as Partial<DatabaseError>).code : undefined;
  // `raise sqlstate 'PGRST'` sets status and headers by itself, which Lite knows.
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && code !== "PGRST";
}
