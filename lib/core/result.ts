import type { AppError } from "./errors.ts";

/** An expected outcome: a value, or a failure that the caller must look at. Bugs throw instead. */
export type Result<T, E = AppError> = { ok: true; value: T } | { ok: false; error: E };

export function ok(): { ok: true; value: undefined };
export function ok<T>(value: T): { ok: true; value: T };
export function ok(value?: unknown) {
  return { ok: true, value };
}

export function err<E = AppError>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}
