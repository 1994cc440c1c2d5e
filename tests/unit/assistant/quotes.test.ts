import { describe, expect, test } from "vitest";
import { bestSentences } from "@/lib/assistant/quotes";
import type { KnowledgeAnswer, Passage, QuestionWord } from "@/lib/knowledge/types";

const TITLE = "Return a lamp";

function passage(heading: string | null, text: string, score = 1): Passage {
  return {
    id: heading ?? "beginning",
    articleId: "a",
    slug: "return-a-lamp",
    title: TITLE,
    breadcrumb: heading ? ["Orders", heading] : ["Orders"],
    anchor: heading?.toLowerCase().replaceAll(" ", "-") ?? null,
    keywords: ["send back", "phone number"],
    text,
    locale: "en",
    score,
  };
}

const word = (name: string, forms: Record<string, number> = { [name]: 3 }): QuestionWord => ({
  word: name,
  weight: 3,
  forms,
});

const found = (passages: Passage[], ...words: QuestionWord[]): KnowledgeAnswer => ({
  passages,
  support: "good",
  words,
});

const anchors = (question: string, answer: KnowledgeAnswer) =>
  bestSentences(question, answer).map((quoted) => quoted.passage.anchor);

describe("which section of an article is quoted", () => {
  const covered = passage("What is returned", "A lamp can be returned for 14 days.");
  const denied = passage("What is not returned", "A lamp that was lit cannot be returned.");

  test("what is asked to be so is not answered under what is not, and the other way round", () => {
    const answer = found([denied, covered], word("return"), word("lamp"));
    expect(anchors("can I return a lamp", answer)).toEqual(["what-is-returned"]);
    expect(anchors("which lamp can I not return", answer)).toEqual(["what-is-not-returned"]);
  });

  test("a heading that says more of the question wins over one that says less", () => {
    const pay = passage("Pay", "You pay for the return of a lamp. The label is in the box.");
    const label = passage("The label", "The label for the return of a lamp is in the box.");
    const answer = found([pay, label], word("return"), word("lamp"), word("label"));
    expect(anchors("the label for the return of my lamp", answer)).toEqual(["the-label"]);
  });
});

describe("what is not quoted", () => {
  const return14 = passage("How to", "Return a lamp within 14 days.");

  test("anything, where nothing in particular is asked for", () => {
    const know = { word: "return", weight: 0.5, forms: { return: 0.5 } };
    expect(bestSentences("what about returns", found([return14], know))).toEqual([]);
  });

  test("guesses at mistyped words, where another word is unknown", () => {
    const guessed = [word("retrn", { return: 2.6 }), word("lmp", { lamp: 2.6 })];
    expect(bestSentences("retrn lmp", found([return14], ...guessed))).toHaveLength(1);
    const unknown = word("homework", { home: 1.5 });
    expect(bestSentences("retrn lmp homework", found([return14], ...guessed, unknown))).toEqual([]);
  });

  test("a sentence without a number, where something is to be counted", () => {
    const many = word("lamp");
    const none = passage("How to", "A lamp goes back in its box.");
    const some = passage("How to", "Two lamps fit into a box.");
    const step = passage("How to", "1. A lamp goes back in its box.\n2. The lamp is fetched.");
    expect(bestSentences("how many lamps fit", found([none], many))).toEqual([]);
    expect(bestSentences("how many lamps fit", found([step], many))).toEqual([]);
    expect(bestSentences("how many lamps fit", found([some], many))).toHaveLength(1);
  });

  test("other words, where a telephone number is asked for and there is one", () => {
    const before = passage("Phone number", "Have the number of the lamp at hand when you phone.");
    const number = passage("Reach us", "The phone is +27 21 555 0100 for a lamp.", 0.8);
    const words = [word("phone"), word("number")];
    expect(anchors("what is your phone number", found([before], ...words))).toEqual(["phone-number"]);
    expect(anchors("what is your phone number", found([before, number], ...words))).toEqual(["reach-us"]);
    expect(anchors("my phone shows a number", found([before, number], ...words))).toEqual(["phone-number"]);
  });
});
