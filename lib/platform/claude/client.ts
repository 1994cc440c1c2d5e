import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import type {
  Message,
  MessageCreateParamsNonStreaming,
  RawMessageStreamEvent,
} from "@anthropic-ai/sdk/resources/messages";
import type { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "../env";
import { log } from "../log";
import { type ClaudeFailure, claudeFailure, toClaudeFailure } from "./errors";

type Params = Omit<MessageCreateParamsNonStreaming, "stream" | "model" | "output_config">;
type Effort = "low" | "medium" | "high";

export type ClaudeUsage = {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
};

export type AskRequest<T> = Params & {
  /** What the answer must be. The model is held to it, and the answer is checked against it again. */
  schema: z.ZodType<T>;
  /** The triage model unless given. */
  model?: string;
  effort?: Effort;
  signal?: AbortSignal | undefined;
};
export type Asked<T> = { value: T; model: string; usage: ClaudeUsage };

export type StreamRequest = Params & {
  /** The model of conversations unless given. */
  model?: string;
  effort?: Effort;
  signal?: AbortSignal | undefined;
  /** Each event as it arrives. What it throws ends the stream and comes out of `stream`. */
  onEvent?: (event: RawMessageStreamEvent) => void;
};

/** Claude as this portal uses it. Failures are values; what is thrown is a bug. */
export type ClaudePort = {
  /** Of conversations: `ANTHROPIC_MODEL`. */
  model: string;
  /** Of sorting and drafting: `ANTHROPIC_TRIAGE_MODEL`. */
  triageModel: string;
  /** One answer in a given shape (structured output). */
  ask: <T>(request: AskRequest<T>) => Promise<Result<Asked<T>, ClaudeFailure>>;
  /** One turn, event by event. Ended when nothing comes for a minute (`timeout`), or by `signal` (`aborted`). */
  stream: (request: StreamRequest) => Promise<Result<Message, ClaudeFailure>>;
};

export type ClaudeSettings = {
  apiKey: string;
  baseUrl?: string | undefined;
  model?: string | undefined;
  triageModel?: string | undefined;
  /** After so much silence a request is given up: a minute. */
  silenceMs?: number;
};

const DEFAULT_MODEL = "claude-sonnet-5-5";
const DEFAULT_TRIAGE_MODEL = "claude-haiku-5-5";
const SILENCE_MS = 60_000;
/** A second try is made when it can be made soon: a person waits. Longer waits are for jobs to keep. */
const LONGEST_WAIT_SECONDS = 2;
const SHORT_WAIT_MS = 400;

let made: { key: string; port: ClaudePort } | undefined;

/** Claude, or null where this deployment has no key: every feature then goes on without. */
export function claude(): ClaudePort | null {
  const { anthropic } = getEnv();
  if (!anthropic.apiKey) return null;
  const key = JSON.stringify(anthropic);
  if (made?.key !== key) made = { key, port: createClaude({ ...anthropic, apiKey: anthropic.apiKey }) };
  return made.port;
}

/** Claude by settings. */
export function createClaude(settings: ClaudeSettings): ClaudePort {
  const client = new Anthropic({
    apiKey: settings.apiKey,
    authToken: null,
    ...(settings.baseUrl ? { baseURL: settings.baseUrl } : {}),
    // The SDK would wait as long as a server tells it to; `twice` waits as long as a person does.
    maxRetries: 0,
    // Its log quotes what people wrote.
    logLevel: "off",
  });
  const silenceMs = settings.silenceMs ?? SILENCE_MS;
  const model = settings.model ?? DEFAULT_MODEL;
  const triageModel = settings.triageModel ?? DEFAULT_TRIAGE_MODEL;
  return {
    model,
    triageModel,
    ask: (request) => twice(() => ask(client, { model: triageModel, ...request }, silenceMs), request.signal),
    stream: (request) => {
      let hasBegun = false;
      const attempt = () =>
        stream(client, { model, ...request }, silenceMs, () => {
          hasBegun = true;
        });
      // What somebody has seen the beginning of is not begun again.
      return twice(attempt, request.signal, () => !hasBegun);
    },
  };
}

async function ask<T>(
  client: Anthropic,
  { schema, effort = "low", signal, ...params }: AskRequest<T> & { model: string },
  silenceMs: number,
): Promise<Result<Asked<T>, ClaudeFailure>> {
  const format = zodOutputFormat(schema);
  let message: Message;
  try {
    // Not `messages.parse`: it throws over the text of a refusal, or of an answer that was cut off, before
    // one can see that it is one. This is the same format, and its own parser after the look.
    message = await client.messages.create(
      { ...params, output_config: { format, effort } },
      { timeout: silenceMs, ...(signal ? { signal } : {}) },
    );
  } catch (error) {
    return failed(error);
  }
  const stopped = unfinished(message);
  if (stopped) return err(stopped);
  const text = message.content.find((block) => block.type === "text")?.text ?? "";
  try {
    return ok({ value: format.parse(text) as T, model: message.model, usage: usageOf(message) });
  } catch {
    log.warn({ claude: { model: message.model, messageId: message.id } }, "structured output does not fit");
    return err(claudeFailure("malformed"));
  }
}

async function stream(
  client: Anthropic,
  { onEvent, effort, signal, ...params }: StreamRequest & { model: string },
  silenceMs: number,
  onBegin: () => void,
): Promise<Result<Message, ClaudeFailure>> {
  const watchdog = new AbortController();
  let isSilent = false;
  let timer: NodeJS.Timeout | undefined;
  let thrown: { error: unknown } | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isSilent = true;
      watchdog.abort();
    }, silenceMs);
  };
  wait();
  const running = client.messages.stream(
    { ...params, ...(effort ? { output_config: { effort } } : {}) },
    { signal: signal ? AbortSignal.any([signal, watchdog.signal]) : watchdog.signal },
  );
  running.on("streamEvent", (event) => {
    wait();
    onBegin();
    if (thrown) return;
    try {
      onEvent?.(event);
    } catch (error) {
      thrown = { error };
      watchdog.abort();
    }
  });
  try {
    const message = await running.finalMessage();
    const stopped = unfinished(message);
    return stopped ? err(stopped) : ok(message);
  } catch (error) {
    if (thrown) throw thrown.error;
    if (isSilent) return err(claudeFailure("timeout", { partial: running.currentMessage }));
    const failure = failed(error);
    return err({ ...failure.error, ...(running.currentMessage ? { partial: running.currentMessage } : {}) });
  } finally {
    clearTimeout(timer);
  }
}

/** Why an answer that arrived in good order is none: refused, or cut off at the limit. */
function unfinished(message: Message): ClaudeFailure | null {
  if (message.stop_reason === "refusal") return claudeFailure("refused", { partial: message });
  if (message.stop_reason === "max_tokens" || message.stop_reason === "model_context_window_exceeded") {
    return claudeFailure("truncated", { partial: message });
  }
  return null;
}

function failed(error: unknown): { ok: false; error: ClaudeFailure } {
  const failure = toClaudeFailure(error);
  if (failure.kind !== "aborted") {
    const { kind, requestId } = failure;
    log.warn({ claude: { kind, requestId, status: (error as { status?: number }).status } }, "claude failed");
  }
  return err(failure);
}

/** Tries once more after a failure that may be over in a moment, unless `mayRepeat` says no. */
async function twice<T>(
  attempt: () => Promise<Result<T, ClaudeFailure>>,
  signal: AbortSignal | undefined,
  mayRepeat = () => true,
): Promise<Result<T, ClaudeFailure>> {
  const first = await attempt();
  if (first.ok || !mayRepeat()) return first;
  const { kind, retryable, retryAfterSeconds = 0 } = first.error;
  // A minute of silence was long enough.
  if (!retryable || kind === "timeout" || retryAfterSeconds > LONGEST_WAIT_SECONDS) return first;
  await new Promise((resolve) => setTimeout(resolve, Math.max(SHORT_WAIT_MS, retryAfterSeconds * 1000)));
  return signal?.aborted ? err(claudeFailure("aborted")) : attempt();
}

/** What an answer cost. */
export function usageOf({ usage }: Message): ClaudeUsage {
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    cacheReadTokens: usage.cache_read_input_tokens ?? 0,
    cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
  };
}
