import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { offerReason, type Turn } from "@/lib/assistant/triggers";
import type { OfferReason } from "@/lib/assistant/types";
import { LABELLED } from "./trigger-cases";

const ask = (body: string): Turn => ({ role: "user", body });
const answer = (extra: Partial<Turn> = {}): Turn => ({ role: "assistant", body: "…", ...extra });

describe("a labelled set of messages", () => {
  const rows = LABELLED.map(([expected, text]) => ({ expected, text, got: offerReason(text, []) }));
  const kinds: (OfferReason | null)[] = ["asked", "legal", "refund_dispute", "anger"];

  test.each(kinds)("%s is noticed, and little else is taken for it", (kind) => {
    const actual = rows.filter(({ expected }) => expected === kind);
    const found = rows.filter(({ got }) => got === kind);
    const right = found.filter(({ expected }) => expected === kind);
    expect(
      right.length / actual.length,
      `missed: ${JSON.stringify(actual.filter(({ got }) => got !== kind))}`,
    ).toBeGreaterThanOrEqual(0.95);
    expect(
      right.length / found.length,
      `wrongly: ${JSON.stringify(found.filter(({ expected }) => expected !== kind))}`,
    ).toBeGreaterThanOrEqual(0.95);
  });

  test("ordinary questions are left alone", () => {
    const wrongly = rows.filter(({ expected, got }) => expected === null && got !== null);
    const share = wrongly.length / rows.filter(({ expected }) => expected === null).length;
    expect(share, JSON.stringify(wrongly)).toBeLessThanOrEqual(0.03);
  });
});

describe("two bad answers", () => {
  test.each<[string, Turn[]]>([
    ["thumbs down twice", [ask("a"), answer({ feedback: "down" }), ask("b"), answer({ feedback: "down" })]],
    [
      "nothing found twice",
      [ask("a"), answer({ offer: "not_found" }), ask("b"), answer({ offer: "not_found" })],
    ],
    [
      "withheld, then of no help",
      [ask("a"), answer({ status: "withheld" }), ask("b"), answer({ offer: "unsupported" })],
    ],
    [
      "said so, twice",
      [
        ask("Where is it?"),
        answer(),
        ask("That does not help."),
        answer(),
        ask("not what I asked"),
        answer({ feedback: "down" }),
      ],
    ],
  ])("%s", (_name, history) => expect(offerReason("What about the blue one?", history)).toBe("bad_answers"));

  test("the message itself may be the second complaint", () => {
    const history = [
      ask("Where is the manual?"),
      answer({ offer: "not_found" }),
      ask("the blue one"),
      answer(),
    ];
    expect(offerReason("That's not what I asked", history)).toBe("bad_answers");
    expect(offerReason("Thank you", history)).toBeNull();
  });

  test("asking the same again says that the answer was none", () => {
    const question = "How do I connect the amplifier to my television?";
    const history = [ask(question), answer(), ask(question), answer()];
    expect(offerReason(question, history)).toBe("bad_answers");
  });

  test("what lies far back is forgotten", () => {
    const old = [ask("a"), answer({ feedback: "down" }), ask("b"), answer({ feedback: "down" })];
    const good = Array.from({ length: 3 }, (_, n) => [
      ask(`question number ${n}`),
      answer({ feedback: "up" }),
    ]).flat();
    expect(offerReason("And another thing", [...old, ...good])).toBeNull();
  });
});

test("any text gets an answer, quickly", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 500, unit: "grapheme" }), (text) => {
      offerReason(text, [ask(text), answer()]);
    }),
  );
  const started = performance.now();
  for (const piece of [
    "talk to a ",
    "refund not ",
    "a ",
    "still no ",
    "the worst service ",
    "can somebody please ",
  ])
    offerReason(piece.repeat(3_000), []);
  expect(performance.now() - started).toBeLessThan(1_500);
});
