import { expect, test } from "vitest";
import { answerBody } from "@/lib/triage/answer-body";
import { combine, readingOf } from "@/lib/triage/combine";
import { readLocally } from "@/lib/triage/local";
import { type TriageAnswer, triageAnswer } from "@/lib/triage/schema";
import { createModelPause } from "@/lib/triage/triage-service";
import { PASSAGE, subject } from "./samples";

const KNOWLEDGE = { passages: [PASSAGE], support: "good" } as const;
const GUESS = {
  category: "question",
  confidence: 0.95,
  runnersUp: [{ category: "technical", confidence: 0.04 }],
};

function answer(given: Partial<TriageAnswer> = {}): TriageAnswer {
  return triageAnswer(["question", "technical"]).parse({
    category: "question",
    confidence: 0.99,
    alternatives: [{ category: "technical", confidence: 0.01 }],
    priority: "low",
    language: "en",
    sentiment: "neutral",
    summary: "Asks about opened boxes.",
    reply: "You can return it within 14 days. [1]",
    citations: [{ n: 1, quote: "You can return an opened box within 14 days." }],
    flags: [],
    ...given,
  });
}
const claudes = (given: Partial<TriageAnswer> = {}) => readingOf(answer(given), [PASSAGE], null);
const locals = (guess: typeof GUESS | null = GUESS) =>
  readLocally(subject(), guess, { ...KNOWLEDGE, passages: [PASSAGE] });

test("the model's own confidence is not believed", () => {
  expect(combine(locals(null), claudes(), 0.99)).toMatchObject({ method: "claude", calibrated: false });
});

test("two readers who agree count as the surer one that is calibrated", () => {
  expect(combine(locals(), claudes(), 0.99)).toMatchObject({
    method: "both",
    agreement: true,
    confidence: 0.95,
    calibrated: true,
    flags: [],
    readings: { claude: { confidence: 0.99 }, local: { confidence: 0.95 } },
  });
});

test("two readers who disagree call a person", () => {
  const both = combine(locals(), claudes({ category: "technical" }), 0.99);
  expect(both).toMatchObject({ category: "technical", agreement: false, calibrated: false });
  expect(both.flags).toContain("disagreement");
  expect(both.runnersUp[0]).toEqual({ category: "question", confidence: 0.95 });
});

test("a reader alone who is not sure says so", () => {
  const alone = combine(locals({ ...GUESS, confidence: 0.3 }), null, null);
  expect(alone).toMatchObject({ method: "local", agreement: null, flags: ["uncertain"] });
});

test("a citation is what stands in a passage, word for word", () => {
  expect(claudes().citations).toMatchObject([{ n: 1, href: "/help/returns#opened-boxes" }]);
  expect(claudes({ citations: [{ n: 1, quote: "You may keep it and get your money back." }] })).toMatchObject(
    {
      reply: null,
      citations: [],
    },
  );
  expect(claudes({ citations: [{ n: 2, quote: "You can return an opened box" }] }).reply).toBeNull();
  expect(claudes({ reply: null }).citations).toEqual([]);
  expect(claudes({ reply: "Yes. [1] Surely. [7]" }).reply).toBe("Yes. [1] Surely.");
});

test("a customer reads who wrote an answer, and where it comes from", () => {
  const { reply, citations } = claudes();
  const body = answerBody(reply ?? "", citations, { siteUrl: "https://portal.example", isModel: true });
  expect(body).toContain("[\\[1\\]](https://portal.example/help/returns#opened-boxes)");
  expect(body).toContain(
    "1. [Returning a product › Opened boxes](https://portal.example/help/returns#opened-boxes)",
  );
  expect(body).toContain("An AI wrote this");
  expect(answerBody("x", [], { siteUrl: "", isModel: false })).not.toContain("AI");
});

test("after an outage the model is left alone for a minute, or as long as it asks", () => {
  let now = 0;
  const pause = createModelPause(() => now);
  pause.after("refused");
  expect(pause.fault()).toBeNull();
  pause.after("overloaded");
  expect(pause.fault()).toBe("overloaded");
  now = 60_000;
  expect(pause.fault()).toBeNull();
  pause.after("rate_limited", 300);
  now = 300_000;
  expect(pause.fault()).toBe("rate_limited");
});
