import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classify, thresholdFor } from "@/lib/classifier/predict";
import { trainClassifier } from "@/lib/classifier/train";
import type { Example } from "@/lib/classifier/types";

const KINDS = {
  billing: ["invoice", "charged twice", "payment", "amount on my bill", "bank statement"],
  shipping: ["parcel", "courier", "delivery", "tracking number", "still on its way"],
  technical: ["router", "no signal", "speed is slow", "connection drops", "wifi"],
  repair: ["amplifier hums", "speaker crackles", "needle is bent", "display is dark", "fuse blew"],
};
const FRAMES = [
  "Hello, I have a question about {}.",
  "There is something wrong: {}!",
  "Please look at {} today, thank you",
  "{}? Nobody answers me.",
  "My wife says {} again, what now",
];

/** A few hundred messages as a small shop has them. */
function examples(kinds: Record<string, readonly string[]> = KINDS): Example[] {
  return Object.entries(kinds).flatMap(([label, topics]) =>
    topics.flatMap((topic) => FRAMES.map((frame) => ({ text: frame.replace("{}", topic), label }))),
  );
}
const model = trainClassifier(examples());

describe("what was learned", () => {
  test("tells what a message is about, and how sure it is", () => {
    const answer = classify(model, "the courier lost my parcel");
    expect(answer.label).toBe("shipping");
    expect(answer.confidence).toBeGreaterThan(0.5);
    expect(answer.runnersUp).toHaveLength(3);
    const all = [answer, ...answer.runnersUp].map(({ confidence }) => confidence);
    expect(all).toEqual(all.toSorted((a, b) => b - a));
    expect(all.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
  });

  test.each([
    ["typed badly", "where is my parcell, the curier does not know", "shipping"],
    ["in capitals, with accents", "PÁYMENT ON MY BÍLL", "billing"],
    ["with words that nobody has used", "zyzzyva wifi qwrtz", "technical"],
  ])("also of one %s", (_, text, label) => {
    expect(classify(model, text).label).toBe(label);
  });

  test("is the same every time, and survives being written down", () => {
    const again = trainClassifier(examples());
    expect(JSON.stringify(again)).toBe(JSON.stringify(model));
    const read = JSON.parse(JSON.stringify(model));
    expect(classify(read, "my router")).toEqual(classify(model, "my router"));
  });

  test("holds nobody's words", () => {
    const text = JSON.stringify(model);
    for (const word of ["courier", "amplifier", "Nobody"]) expect(text).not.toContain(word);
  });

  test("has thresholds that rise with what is asked", () => {
    const asked = [0.5, 0.7, 0.9].map((precision) => thresholdFor(model, precision));
    expect(asked[0]).not.toBeNull();
    const found = asked.filter((threshold) => threshold !== null);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(thresholdFor(model, 1)).toBeNull();
  });
});

describe("what comes in", () => {
  test.each([
    ["nothing", ""],
    ["blanks", " \n\t "],
    ["a picture of a face", "🙂"],
    ["half a character", "\ud800"],
    ["another script", "我的包裹在哪里"],
  ])("%s gets an answer that promises little", (_, text) => {
    const { confidence } = classify(model, text);
    expect(confidence).toBeGreaterThan(0);
    expect(confidence).toBeLessThan(0.7);
  });

  test("may be huge: only its beginning is read", () => {
    const huge = `my parcel and the courier ${"delivery ".repeat(200_000)}`;
    const startedAt = performance.now();
    expect(classify(model, huge).label).toBe("shipping");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test("may be anything at all", () => {
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 100 }), (units) => {
        const text = String.fromCharCode(...units);
        const { label, confidence } = classify(model, text);
        return model.labels.includes(label) && confidence > 0 && confidence <= 1;
      }),
    );
  });
});

describe("what it learns from", () => {
  test("may be in scripts without spaces, and from right to left", () => {
    const many = trainClassifier(
      examples({
        billing: ["发票金额不对", "付款失败了", "重复扣款", "فاتورة خاطئة", "تم الدفع مرتين"],
        shipping: ["包裹还没到", "快递丢了", "送货太慢", "لم يصل الطرد", "أين شحنتي"],
      }),
    );
    expect(classify(many, "我的包裹丢了").label).toBe("shipping");
    expect(classify(many, "الفاتورة ليست صحيحة").label).toBe("billing");
  });

  test("may have categories with one or two examples: they are known, and spoil nothing", () => {
    const rare = trainClassifier([
      ...examples(),
      { text: "I want to cancel my contract", label: "termination" },
      { text: "please upgrade me to the larger package", label: "upgrade" },
      { text: "a larger package, please, upgrade", label: "upgrade" },
    ]);
    expect(rare.labels).toContain("termination");
    expect(classify(rare, "the courier lost my parcel").label).toBe("shipping");
    expect(classify(rare, "cancel my contract").label).toBe("termination");
    expect(rare.metrics.accuracy).toBeGreaterThan(0.6);
  });

  test("may be one message a hundred times, or of two labels at once", () => {
    const twice = trainClassifier(
      Array.from({ length: 100 }, (_, i) => ({ text: "the same", label: i % 4 === 0 ? "a" : "b" })),
    );
    const { label, confidence } = classify(twice, "the same");
    expect(label).toBe("b");
    expect(confidence).toBeGreaterThan(0.6);
    expect(confidence).toBeLessThan(0.9);
    expect(thresholdFor(twice, 0.9)).toBeNull();
  });

  test("needs two labels, and text", () => {
    expect(() => trainClassifier([])).toThrow(RangeError);
    expect(() => trainClassifier([{ text: "one", label: "a" }])).toThrow(RangeError);
    expect(() =>
      trainClassifier([
        { text: "one", label: "a" },
        { text: " ", label: "b" },
      ]),
    ).toThrow("two labels");
    expect(trainClassifier([...examples(), { text: "", label: "empty" }]).labels).not.toContain("empty");
  });
});
