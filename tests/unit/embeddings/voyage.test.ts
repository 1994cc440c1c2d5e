import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createVoyageEmbedder } from "@/lib/platform/embeddings/voyage";
import { startVoyage } from "../../helpers/voyage";

let voyage: Awaited<ReturnType<typeof startVoyage>>;
let waits: number[];
beforeEach(async () => {
  voyage = await startVoyage();
  waits = [];
});
afterEach(() => voyage.close());

const embedder = (options: { tokenBudget?: number; timeoutMs?: number } = {}) =>
  createVoyageEmbedder({
    apiKey: "key",
    baseUrl: voyage.url,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
    ...options,
  });

const placeOf = (vector: number[] | undefined) => vector?.indexOf(1);

describe("Voyage", () => {
  test("documents go in batches, and each gets its own vector", async () => {
    const texts = Array.from({ length: 300 }, (_, n) => "x".repeat(n + 1));
    const vectors = await embedder().embedDocuments(texts);
    expect(vectors.map(placeOf)).toEqual(texts.map((text) => text.length));
    expect(voyage.requests.map(({ body }) => body.input.length)).toEqual([128, 128, 44]);
    expect(voyage.requests[0]).toMatchObject({
      authorization: "Bearer key",
      body: { model: "voyage-4-lite", input_type: "document", output_dimension: 1024 },
    });
  });

  test("a question says that it is one", async () => {
    expect(placeOf(await embedder().embedQuery("four"))).toBe(4);
    expect(voyage.requests[0]?.body.input_type).toBe("query");
  });

  test("a busy provider is asked again after the time it names", async () => {
    voyage.script({ status: 429, headers: { "retry-after": "7" } }, { status: 503 });
    expect(await embedder().embedDocuments(["text"])).toHaveLength(1);
    expect(waits[0]).toBe(7_000);
    expect(waits[1]).toBeGreaterThan(1_000);
    expect(voyage.requests).toHaveLength(3);
  });

  test("a refused key is not tried again", async () => {
    voyage.script({ status: 401, body: { detail: "no" } });
    await expect(embedder().embedDocuments(["text"])).rejects.toThrow("voyage answered 401");
    expect(voyage.requests).toHaveLength(1);
  });

  test("it gives up after five tries", async () => {
    voyage.script(...Array.from({ length: 9 }, () => ({ status: 500 })));
    await expect(embedder().embedDocuments(["text"])).rejects.toThrow("voyage answered 500");
    expect(voyage.requests).toHaveLength(5);
  });

  test("an answer of another shape is none", async () => {
    const short = { data: [{ index: 0, embedding: [1, 2] }], usage: { total_tokens: 1 } };
    voyage.script({ body: short }, { body: short });
    await expect(embedder().embedQuery("text")).rejects.toThrow("one vector for each text");
  });

  test("silence ends", async () => {
    voyage.script("silence", "silence");
    await expect(embedder({ timeoutMs: 50 }).embedQuery("text")).rejects.toThrow("TimeoutError");
  });

  test("documents stop at the budget, before the next request", async () => {
    const texts = Array.from({ length: 200 }, () => "some text");
    await expect(embedder({ tokenBudget: 100 }).embedDocuments(texts)).rejects.toThrow(
      "budget of 100 tokens",
    );
    expect(voyage.requests).toHaveLength(1);
  });
});
