import { describe, expect, test } from "vitest";
import { createAnswerWriter, type SentenceCheck } from "@/lib/assistant/answer-writer";
import type { Citation, Source } from "@/lib/assistant/types";

const order: Source = {
  kind: "order",
  id: "1",
  title: "Order UA-1",
  text: "Status: shipped\nExpected: 5 May",
  href: "/portal/orders/UA-1",
};
const article: Source = {
  kind: "article",
  id: "a",
  title: "Returns",
  text: "Within 30 days.",
  href: "/help/returns",
};
const SOURCES = new Map([
  ["order:1", order],
  ["article:a", article],
]);

/** A writer, what its reader has got so far, and short words for feeding it. */
function start(isSupported: SentenceCheck = () => true) {
  const got = { text: "", citations: [] as Citation[] };
  const writer = createAnswerWriter(SOURCES, isSupported, {
    onText: (text) => {
      got.text += text;
    },
    onCitation: (citation) => got.citations.push(citation),
  });
  const block = (text: string, ...sources: string[]) => {
    for (const source of sources) writer.cite({ source, quote: "Status: shipped" });
    for (const piece of text.match(/[\s\S]{1,3}/g) ?? []) writer.text(piece);
    writer.endBlock();
  };
  return { writer, got, block };
}

describe("what claims nothing", () => {
  test("leaves word by word, before its sentence or its block is over", () => {
    const { writer, got } = start();
    writer.text("Your order is on its w");
    expect(got.text).toBe("Your order is on its ");
    writer.text("ay to you.");
    expect(got.text).toBe("Your order is on its way to ");
  });

  test("has its citation behind it", () => {
    const { writer, got, block } = start();
    block("Your order has left us.", "order:1");
    block(" More soon.");
    writer.finish();
    expect(got.text).toBe("Your order has left us.[1] More soon.");
    expect(got.citations).toEqual([
      {
        n: 1,
        kind: "order",
        id: "1",
        title: "Order UA-1",
        href: "/portal/orders/UA-1",
        quote: "Status: shipped",
      },
    ]);
    expect(writer.body).toBe(got.text);
  });
});

describe("what claims something", () => {
  test("waits for the end of its sentence and for its sources", () => {
    const { writer, got } = start();
    writer.cite({ source: "order:1", quote: "Expected: 5 May" });
    writer.text("It will be there on 5 May. ");
    expect(got.text).toBe("It will be there on ");
    writer.endBlock();
    expect(got.text).toBe("It will be there on 5 May.[1] ");
  });

  test("is judged as a whole, with what it cites, else with what its paragraph has cited", () => {
    const judged: [string, number[]][] = [];
    const { writer, block } = start((sentence, citations) => {
      judged.push([sentence, citations.map(({ n }) => n)]);
      return true;
    });
    block("It was sent", "order:1");
    block(" and arrives on 5 May.");
    block(" You have 30 days.", "article:a");
    block(" That is a month.\n\nOr 31 days.");
    writer.finish();
    expect(judged).toEqual([
      ["It was sent and arrives on 5 May.", [1]],
      ["You have 30 days.", [2]],
      ["That is a month.", [1, 2]],
      ["Or 31 days.", []],
    ]);
  });

  test("never leaves when it is not supported, and the rest does", () => {
    const { writer, got, block } = start((sentence) => !sentence.includes("9,999"));
    block("Your order is on its way.", "order:1");
    block(" You will get R 9,999.00 back. Ask us for more.");
    writer.finish();
    expect(got.text).not.toContain("9,999");
    expect(writer.body).toBe("Your order is on its way.[1] Ask us for more.");
    expect(writer.withheld).toBe(1);
  });

  test("is held however it is cut into pieces", () => {
    const text = "Good news. You get a refund of R 500.00 by tomorrow. Bye.";
    for (let size = 1; size <= text.length; size += 1) {
      const { writer, got } = start(() => false);
      for (const piece of text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? []) writer.text(piece);
      writer.endBlock();
      writer.finish();
      expect(got.text, `pieces of ${size}`).not.toMatch(/refund|500|tomorrow/);
      expect(got.text).toContain("Good news. ");
    }
  });

  test.each([
    ["R 500", "500"],
    ["50 %", "50"],
    ["a refund", "refund"],
    ["two weeks", "weeks"],
    ["tomorrow", "tomorrow"],
    ["a free repair", "free"],
    ["a guarantee", "guarantee"],
    ["€5", "€"],
    ["٥ ايام", "٥"],
  ])("%s is a claim", (claim, secret) => {
    const { writer, got, block } = start(() => false);
    block(`You get ${claim}.`);
    writer.finish();
    expect(got.text).not.toContain(secret);
    expect(writer.body).toBe("");
  });
});

test("a citation of what was not retrieved is dropped", () => {
  const { writer, got, block } = start();
  block("Trust me.", "order:2", "invoice:1", "");
  writer.finish();
  expect(got).toEqual({ text: "Trust me.", citations: [] });
});

test("markers are ours: the model's own go", () => {
  const { writer, got, block } = start();
  block("As the law says [1] and we say [99]. So it is\ue0007\ue001.", "order:1");
  writer.finish();
  expect(got.text).toBe("As the law says  and we say . So it is7.[1]");
});

test("a quote that is not in the source is the source's own beginning", () => {
  const { writer, got } = start();
  writer.cite({ source: "article:a", quote: "You are owed a million." });
  writer.text("See here.");
  writer.endBlock();
  writer.finish();
  expect(got.citations[0]?.quote).toBe("Within 30 days.");
});

test("a source keeps its number, and an abbreviation ends no sentence", () => {
  const judged: string[] = [];
  const { writer, block } = start((sentence) => judged.push(sentence) > 0);
  block("Pay e.g. R 50 now.", "article:a");
  block(" Or later.", "order:1", "article:a");
  writer.finish();
  expect(judged).toEqual(["Pay e.g. R 50 now."]);
  expect(writer.body).toBe("Pay e.g. R 50 now.[1] Or later.[2][1]");
});
