import { describe, expect, test } from "vitest";
import { createBm25 } from "../../../bench/bm25.ts";
import { localeOf } from "../../../bench/retrieval-data.ts";
import { ndcgAt, recallAt, reciprocalRank, scoresOf } from "../../../bench/scores.ts";

const judged = { found: ["a", "x", "b", "y", "z", "c"], relevant: ["a", "b", "c", "d"] };

describe("scores", () => {
  test("recall counts what is relevant among the first", () => {
    expect(recallAt(judged, 5)).toBe(0.5);
    expect(recallAt({ found: ["a", "a"], relevant: ["a", "b"] }, 5)).toBe(0.5);
  });
  test("the reciprocal rank is that of the first", () => {
    expect(reciprocalRank({ found: ["x", "y", "b"], relevant: ["b"] }, 10)).toBeCloseTo(1 / 3);
    expect(reciprocalRank({ found: ["x", "y", "b"], relevant: ["b"] }, 2)).toBe(0);
  });
  test("nDCG is the gain over that of the best order", () => {
    const gain = 1 + 1 / Math.log2(4) + 1 / Math.log2(7);
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4) + 1 / Math.log2(5);
    expect(ndcgAt(judged, 10)).toBeCloseTo(gain / ideal);
    expect(ndcgAt({ found: ["a", "a"], relevant: ["a", "b"] }, 10)).toBeCloseTo(1 / (1 + 1 / Math.log2(3)));
  });
  test("questions without anything relevant are not counted", () => {
    expect(
      scoresOf([
        { found: ["a"], relevant: ["a"] },
        { found: ["a"], relevant: [] },
      ]),
    ).toEqual({ recall5: 1, mrr10: 1, ndcg10: 1 });
    expect(scoresOf([])).toEqual({ recall5: 0, mrr10: 0, ndcg10: 0 });
  });
});

test("BM25 puts rare words before frequent ones", () => {
  const search = createBm25(["the cat", "the dog and the cat", "the bird"]);
  expect(search("the bird", 2)).toEqual([2, 0]);
  expect(search("unknown", 2)).toEqual([]);
});

test.for([
  ["The price of the room is in the list and it is with breakfast", "en"],
  ["El precio de la habitación está en la lista de los precios", "es"],
  ["سعر الغرفة موجود في القائمة", "ar"],
] as const)("the language of %s is told", ([text, locale]) => {
  expect(localeOf([{ id: "1", title: "", text }])).toBe(locale);
});
