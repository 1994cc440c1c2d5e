import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Scores, scoresOf } from "../../../bench/scores.ts";
import { loadDemo } from "../../../scripts/seed/load-demo.ts";
import { connect } from "../../../scripts/seed/supabase.ts";
import { answerAll } from "../../golden/answer-all";
import { answerQuestions, answerScores } from "../../golden/answers.ts";
import recordedAnswers from "../../golden/answers-recorded.json" with { type: "json" };
import {
  type Answered,
  embedHelpCentre,
  goldenQuestions,
  METHODS,
  type Method,
  noAnswerScores,
  searchAll,
  searchByBm25,
} from "../../golden/help-centre.ts";
import recorded from "../../golden/recorded.json" with { type: "json" };
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";

/** A change of an article may move a question by a place. */
const TOLERANCE = 0.01;
/** As much as a single answer of a half counts. */
const ONE_ANSWER = 0.02;

const questions = goldenQuestions();
let supabase: TestSupabase;
let answers: Answered[];
const scores = {} as Record<Method | "BM25 over words", Scores>;

beforeAll(async () => {
  supabase = await startTestSupabase();
  await loadDemo(connect(supabase.url, supabase.serviceKey), new Date());
  const embedder = await embedHelpCentre(supabase);
  stubEnv({ ...supabase.env });
  const judge = (found: readonly string[][]) =>
    scoresOf(questions.map(({ relevant }, index) => ({ relevant, found: found[index] ?? [] })));
  for (const method of METHODS) {
    answers = await searchAll(method, supabase, embedder, questions);
    scores[method] = judge(answers.map(({ found }) => found));
  }
  scores["BM25 over words"] = judge(await searchByBm25(supabase, questions));
}, 300_000);
afterAll(() => supabase.close());

describe("questions to the demo's help centre", () => {
  test("are found as well as they were", () => {
    for (const figure of ["ndcg10", "mrr10", "recall5"] as const) {
      expect(scores.hybrid[figure], figure).toBeGreaterThanOrEqual(recorded.hybrid[figure] - TOLERANCE);
    }
  });

  test("are found better by words and vectors together than by either, or by BM25", () => {
    const { hybrid, ...others } = scores;
    for (const [method, { ndcg10 }] of Object.entries(others)) {
      expect(hybrid.ndcg10, method).toBeGreaterThan(ndcg10);
    }
  });

  test("that nothing answers are told from those that something does", () => {
    const { precision, recall, calledGood } = noAnswerScores(questions, answers);
    expect(precision).toBeGreaterThanOrEqual(recorded.noAnswer.precision - TOLERANCE);
    expect(recall).toBeGreaterThanOrEqual(recorded.noAnswer.recall - TOLERANCE);
    expect(calledGood).toBeLessThanOrEqual(recorded.noAnswer.calledGood);
  });
});

describe.each(["dev", "held"] as const)("questions to the assistant without a model, %s", (half) => {
  test("are answered as well as they were", async () => {
    const questions = answerQuestions().filter((question) => question.half === half);
    const scores = answerScores(await answerAll(supabase, questions));
    const known = recordedAnswers[half];
    for (const figure of ["passage", "sentence", "refused"] as const) {
      expect(scores[figure], figure).toBeGreaterThanOrEqual(known[figure] - ONE_ANSWER);
    }
    for (const figure of ["wrongQuote", "half", "words"] as const) {
      expect(scores[figure], figure).toBeLessThanOrEqual(known[figure] * 1.05 + ONE_ANSWER);
    }
  }, 120_000);
});
