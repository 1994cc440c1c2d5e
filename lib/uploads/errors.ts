import { type AppError, appError, type ErrorCode } from "@/lib/core/errors";
import texts from "@/messages/en/tickets.json";

const CODES = {
  not_multipart: "unsupported_media_type",
  broken_form: "invalid_request",
  one_file: "validation_failed",
  empty: "validation_failed",
  too_large: "payload_too_large",
  wrong_type: "unsupported_media_type",
  unreadable: "unsupported_media_type",
  scan_pending: "conflict",
  infected: "forbidden",
} as const satisfies Record<string, ErrorCode>;

/** A failure of an upload or download; its name is also its `reason`. The API speaks English. */
export function uploadError(reason: keyof typeof CODES): AppError {
  const message = texts.uploads.errors[reason];
  const code: ErrorCode = CODES[reason];
  return appError(code, message, {
    reason,
    fields: code === "validation_failed" ? { file: [message] } : undefined,
  });
}
