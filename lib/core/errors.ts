/** Every way a request can fail, as the HTTP contract names it. */
export const ERROR_CODES = [
  "invalid_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "payload_too_large",
  "unsupported_media_type",
  "validation_failed",
  "rate_limited",
  "unavailable",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export const ERROR_STATUS = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  validation_failed: 422,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

export type FieldErrors = Record<string, string[]>;

export type AppError = {
  code: ErrorCode;
  /** A sentence for people: what happened and what to do. Shown as it is. */
  message: string;
  /** The machine word of a business rule, such as `ticket_closed`. */
  reason?: string;
  fields?: FieldErrors;
  retryAfterSeconds?: number;
  /** What can be had instead, such as other times for one that was taken. */
  alternatives?: string[];
};

/** Builds a failure. `extra` keys that are undefined are left out. */
export function appError(
  code: ErrorCode,
  message: string,
  extra: { [K in "reason" | "fields" | "retryAfterSeconds" | "alternatives"]?: AppError[K] | undefined } = {},
): AppError {
  return {
    code,
    message,
    ...(extra.reason === undefined ? {} : { reason: extra.reason }),
    ...(extra.fields === undefined ? {} : { fields: extra.fields }),
    ...(extra.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: extra.retryAfterSeconds }),
    ...(extra.alternatives === undefined ? {} : { alternatives: extra.alternatives }),
  };
}

/** The code that stands for an HTTP status, `internal` for one that the contract does not know. */
export function errorCodeForStatus(status: number): ErrorCode {
  return ERROR_CODES.find((code) => ERROR_STATUS[code] === status) ?? "internal";
}
