import { expect, it } from "vitest";
import { appError, ERROR_CODES, ERROR_STATUS, errorCodeForStatus } from "@/lib/core/errors";
import texts from "@/messages/en/errors.json";

it("codes and statuses are those of the contract", () => {
  expect(ERROR_STATUS).toEqual({
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
  });
});

it("every code has a sentence of its own", () => {
  const sentences = ERROR_CODES.map((code) => texts.codes[code]);
  expect(new Set(sentences).size).toBe(ERROR_CODES.length);
});

it("every status leads back to its code, an unknown one to internal", () => {
  for (const code of ERROR_CODES) expect(errorCodeForStatus(ERROR_STATUS[code])).toBe(code);
  expect(errorCodeForStatus(418)).toBe("internal");
});

it("an error holds only what it knows", () => {
  expect(appError("conflict", "Closed.", { reason: "ticket_closed", fields: undefined })).toEqual({
    code: "conflict",
    message: "Closed.",
    reason: "ticket_closed",
  });
});
