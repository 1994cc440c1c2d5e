import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createClaude } from "@/lib/platform/claude/client";
import { cites, type FakeClaude, fails, json, says, startClaude, thinks, uses } from "../../helpers/claude";

let server: FakeClaude;
beforeAll(async () => {
  server = await startClaude();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const SILENCE_MS = 150;
const port = () => createClaude({ ...server.settings, silenceMs: SILENCE_MS });
const question = { max_tokens: 100, messages: [{ role: "user" as const, content: "Where is it?" }] };
const verdict = z.object({ category: z.enum(["billing", "shipping"]), confidence: z.number() });

describe("a streamed turn", () => {
  test("arrives event by event, whatever blocks it has, from the model of conversations", async () => {
    server.answer(
      says(
        thinks(),
        cites("Tomorrow.", { source: "order:1", quote: "due tomorrow" }),
        uses("get_order", { ref: "1" }),
      ),
    );
    let text = "";
    const citations: unknown[] = [];
    const answer = await port().stream({
      ...question,
      onEvent: (event) => {
        if (event.type !== "content_block_delta") return;
        if (event.delta.type === "text_delta") text += event.delta.text;
        if (event.delta.type === "citations_delta") citations.push(event.delta.citation);
      },
    });
    expect(text).toBe("Tomorrow.");
    expect(citations).toMatchObject([{ type: "search_result_location", source: "order:1" }]);
    expect(answer).toMatchObject({
      ok: true,
      value: {
        model: "claude-sonnet-5-5",
        stop_reason: "tool_use",
        content: [{ type: "thinking" }, { type: "text" }, { type: "tool_use", input: { ref: "1" } }],
      },
    });
    expect(server.requests).toMatchObject([{ body: { stream: true, model: "claude-sonnet-5-5" } }]);
  });

  test.each([
    [
      "429 that asks for a long wait",
      fails.rateLimited(30),
      { kind: "rate_limited", retryable: true, retryAfterSeconds: 30 },
    ],
    ["a wrong key", fails.unauthorised(), { kind: "down", retryable: false }],
    ["an error in mid-stream", fails.midStream("Your order"), { kind: "overloaded", retryable: true }],
    ["a cut connection", fails.cut("Your order"), { kind: "down", retryable: true }],
    ["a stream that ends too early", fails.earlyEnd("Your order"), { kind: "down", retryable: true }],
    ["silence from the start", fails.silence(), { kind: "timeout", retryable: true }],
    ["silence in the middle", fails.silence("Your order"), { kind: "timeout", retryable: true }],
    ["a refusal", fails.refusal("I"), { kind: "refused", retryable: false }],
    ["the limit of tokens", fails.truncated("Your order is"), { kind: "truncated", retryable: false }],
  ])("%s is a failure of its kind", async (_, reply, failure) => {
    server.answer(reply);
    expect(await port().stream(question)).toMatchObject({ ok: false, error: failure });
    expect(server.requests).toHaveLength(1);
  });

  test("what arrived before the break is kept", async () => {
    server.answer(fails.cut("Your order is on"));
    const answer = await port().stream(question);
    expect(answer).toMatchObject({
      error: { partial: { content: [{ type: "text", text: "Your order is on" }] } },
    });
  });

  test.each([
    ["529", fails.overloaded()],
    ["429 with a short wait", fails.rateLimited(1)],
    ["500", fails.broken()],
  ])("%s before anything arrived is tried once more", async (_, reply) => {
    server.queue(reply);
    server.answer(says("Here."));
    expect(await port().stream(question)).toMatchObject({ ok: true });
    server.answer(reply);
    expect(await port().stream(question)).toMatchObject({ ok: false });
    expect(server.requests).toHaveLength(4);
  });

  test("is ended by its signal, and the connection with it", async () => {
    server.answer(fails.silence("Your order"));
    const stop = new AbortController();
    const answer = createClaude(server.settings).stream({
      ...question,
      signal: stop.signal,
      onEvent: (event) => event.type === "content_block_delta" && stop.abort(),
    });
    expect(await answer).toMatchObject({ ok: false, error: { kind: "aborted", retryable: false } });
    await expect.poll(() => server.requests[0]?.isAborted).toBe(true);
  });

  test("slow is not silent", async () => {
    server.answer({
      ...says("One piece of text after another, each in its own good time, but never too late."),
      paceMs: 90,
    });
    expect(await port().stream(question)).toMatchObject({ ok: true });
  });

  test("a bug of whoever listens comes out as it is", async () => {
    const bug = new Error("of ours");
    await expect(
      port().stream({
        ...question,
        onEvent: () => {
          throw bug;
        },
      }),
    ).rejects.toBe(bug);
  });
});

describe("structured output", () => {
  test("is asked for by schema, checked, and comes with what it cost", async () => {
    server.answer(json({ category: "billing", confidence: 0.9 }));
    const answer = await port().ask({ ...question, schema: verdict });
    expect(answer).toMatchObject({
      ok: true,
      value: {
        value: { category: "billing", confidence: 0.9 },
        model: "claude-haiku-5-5",
        usage: { inputTokens: 40 },
      },
    });
    expect(server.requests[0]?.body.output_config).toMatchObject({
      effort: "low",
      format: {
        type: "json_schema",
        schema: { type: "object", properties: { category: {}, confidence: {} } },
      },
    });
  });

  test.each([
    ["half a document", fails.malformed(), "malformed"],
    ["another shape", json({ category: "weather", confidence: 1 }), "malformed"],
    ["a refusal", fails.refusal("I cannot help with that."), "refused"],
    ["a truncated document", fails.truncated('{"category": "bil'), "truncated"],
    ["silence", fails.silence(), "timeout"],
    ["an outage", fails.overloaded(), "overloaded"],
    ["a connection that drops", fails.cut("{"), "down"],
  ])("%s is a failure of its kind", async (_, reply, kind) => {
    server.answer(reply);
    expect(await port().ask({ ...question, schema: verdict })).toMatchObject({ ok: false, error: { kind } });
  });
});
