import { z } from "zod";
import type { Embedder } from "./types.ts";

const MODEL = "voyage-4-lite";
const DIMENSIONS = 1_024;
/** Of the provider's limits for one request: 1,000 texts and 1,000,000 tokens. */
const BATCH_TEXTS = 128;
const BATCH_CHARACTERS = 200_000;
const LONGEST_TEXT = 16_000;
const ATTEMPTS = 5;
const LONGEST_WAIT_MS = 30_000;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).length(DIMENSIONS) })),
  usage: z.object({ total_tokens: z.int().min(0) }),
});

export type VoyageOptions = {
  apiKey: string;
  baseUrl?: string | undefined;
  /** How many tokens documents may use in the life of this embedder; questions are always answered. */
  tokenBudget?: number;
  /** Of one request. */
  timeoutMs?: number;
  wait?: (milliseconds: number) => Promise<void>;
};

/** Why no vectors came. `isRetryable`: the same request may succeed later. Its message holds no text that was sent. */
class EmbeddingError extends Error {
  override name = "EmbeddingError";
  readonly isRetryable: boolean;

  constructor(message: string, isRetryable: boolean) {
    super(message);
    this.isRetryable = isRetryable;
  }
}

/** Voyage's embeddings over HTTP: in batches, tried again when the provider is busy, within a budget of tokens. */
export function createVoyageEmbedder(options: VoyageOptions): Embedder {
  const budget = options.tokenBudget ?? 20_000_000;
  let used = 0;
  return {
    model: MODEL,
    dimensions: DIMENSIONS,
    async embedDocuments(texts) {
      const vectors: number[][] = [];
      for (const batch of batchesOf(texts)) {
        if (used >= budget) throw new EmbeddingError(`the budget of ${budget} tokens is used up`, false);
        const answer = await request(options, batch, "document", ATTEMPTS);
        used += answer.tokens;
        vectors.push(...answer.vectors);
      }
      return vectors;
    },
    // Somebody waits for it: one more try at most.
    async embedQuery(text) {
      const answer = await request(options, [text.slice(0, LONGEST_TEXT)], "query", 2);
      return answer.vectors[0] ?? [];
    },
  };
}

function batchesOf(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let size = 0;
  for (const text of texts.map((one) => one.slice(0, LONGEST_TEXT))) {
    const last = batches.at(-1);
    if (!last || last.length >= BATCH_TEXTS || size + text.length > BATCH_CHARACTERS) {
      batches.push([text]);
      size = text.length;
    } else {
      last.push(text);
      size += text.length;
    }
  }
  return batches;
}

type Answer = { vectors: number[][]; tokens: number };

async function request(
  options: VoyageOptions,
  input: string[],
  inputType: "document" | "query",
  attempts: number,
): Promise<Answer> {
  const wait = options.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  const isQuery = inputType === "query";
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await once(options, input, inputType, options.timeoutMs ?? (isQuery ? 3_000 : 60_000));
    if ("vectors" in outcome) return outcome;
    if (!outcome.error.isRetryable || attempt >= attempts) throw outcome.error;
    const backOff = isQuery ? 200 : 1_000 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
    await wait(Math.min(Math.max(outcome.retryAfterMs, backOff), isQuery ? 1_000 : LONGEST_WAIT_MS));
  }
}

type Failure = { error: EmbeddingError; retryAfterMs: number };

async function once(
  { apiKey, baseUrl = "https://api.voyageai.com" }: VoyageOptions,
  input: string[],
  inputType: string,
  timeoutMs: number,
): Promise<Answer | Failure> {
  try {
    const response = await fetch(`${baseUrl}/v1/embeddings`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ input, model: MODEL, input_type: inputType, output_dimension: DIMENSIONS }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "error",
    });
    if (!response.ok) {
      await response.body?.cancel();
      return failure(
        `voyage answered ${response.status}`,
        response.status === 429 || response.status >= 500,
        response,
      );
    }
    const answer = answerSchema.safeParse(await response.json());
    if (!answer.success || answer.data.data.length !== input.length) {
      return failure("voyage answered something else than one vector for each text", true);
    }
    const ordered = answer.data.data.toSorted((one, other) => one.index - other.index);
    return { vectors: ordered.map(({ embedding }) => embedding), tokens: answer.data.usage.total_tokens };
  } catch (error) {
    return failure(`no answer from voyage: ${error instanceof Error ? error.name : "unknown"}`, true);
  }
}

function failure(message: string, isRetryable: boolean, response?: Response): Failure {
  const seconds = Number(response?.headers.get("retry-after") ?? 0);
  return {
    error: new EmbeddingError(message, isRetryable),
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0,
  };
}
