import "server-only";
import type { ErrorCode } from "@/lib/core/errors";
import texts from "@/messages/en/errors.json";
import { currentRequestId } from "./request-context";

/** The sentence for an error whose cause has none of its own. The API speaks English. */
export function defaultMessage(code: ErrorCode): string {
  return texts.codes[code].replace("{requestId}", currentRequestId() ?? "–");
}

/** Faults of the request itself: its form, before anything looks at its meaning. */
export function requestMessage(name: keyof typeof texts.request): string {
  return texts.request[name];
}
