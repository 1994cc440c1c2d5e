import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
} from "@anthropic-ai/sdk";
import type { Message } from "@anthropic-ai/sdk/resources/messages";

/** Every way in which Claude does not answer. `aborted` is the caller's own doing. */
export const CLAUDE_FAULTS = [
  "overloaded",
  "rate_limited",
  "refused",
  "truncated",
  "timeout",
  "malformed",
  "down",
  "aborted",
] as const;
export type ClaudeFault = (typeof CLAUDE_FAULTS)[number];

export type ClaudeFailure = {
  kind: ClaudeFault;
  /** Whether the same request may succeed later. */
  retryable: boolean;
  /** As the server asked, when it did. */
  retryAfterSeconds?: number;
  /** Anthropic's name for the request, for its support; never shown. */
  requestId?: string;
  /** What had arrived until then: of an answer that was cut off, refused in the middle, or too long. */
  partial?: Message;
};

const RETRYABLE: Record<ClaudeFault, boolean> = {
  overloaded: true,
  rate_limited: true,
  refused: false,
  truncated: false,
  timeout: true,
  malformed: true,
  down: true,
  aborted: false,
};

/** What an `error` event in mid-stream is called; it comes without a status. */
const BY_TYPE: Record<string, ClaudeFault> = {
  overloaded_error: "overloaded",
  rate_limit_error: "rate_limited",
  timeout_error: "timeout",
};
const BY_STATUS: Record<number, ClaudeFault> = {
  408: "timeout",
  429: "rate_limited",
  503: "overloaded",
  504: "timeout",
  529: "overloaded",
};

/** A failure of a kind, with what the caller knows about it. */
export function claudeFailure(
  kind: ClaudeFault,
  extra: { [K in "retryAfterSeconds" | "requestId" | "partial"]?: ClaudeFailure[K] | undefined } = {},
): ClaudeFailure {
  const known = Object.entries(extra).filter(([, value]) => value !== undefined);
  return { kind, retryable: RETRYABLE[kind], ...Object.fromEntries(known) };
}

/** What the SDK threw, as one of ours. Everything that it may throw has a place; nothing of its text is kept. */
export function toClaudeFailure(error: unknown): ClaudeFailure {
  if (error instanceof APIUserAbortError) return claudeFailure("aborted");
  if (error instanceof APIConnectionTimeoutError) return claudeFailure("timeout");
  if (error instanceof APIConnectionError) return claudeFailure("down");
  // JSON that does not end, in a stream or in the input of a tool.
  if (!(error instanceof APIError)) return claudeFailure(isBadJson(error) ? "malformed" : "down");
  const kind = BY_TYPE[error.type ?? ""] ?? BY_STATUS[error.status ?? 0] ?? "down";
  const failure = claudeFailure(kind, {
    retryAfterSeconds: retryAfter(error.headers),
    requestId: error.requestID ?? undefined,
  });
  // A wrong key, a model that does not exist, a request that is too long: it stays wrong.
  const isOurFault = error.status !== undefined && error.status < 500 && kind === "down";
  return isOurFault ? { ...failure, retryable: false } : failure;
}

function isBadJson(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof SyntaxError || (error instanceof Error && /JSON|parse/i.test(error.message));
}

function retryAfter(headers: Headers | undefined): number | undefined {
  const seconds = Number(headers?.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), 3600) : undefined;
}
