import { describe, expect, test } from "vitest";
import { excerptOf, highlight } from "@/lib/knowledge/highlight";

const marked = (text: string, query: string) =>
  highlight(text, query)
    .map(({ text: piece, isHit }) => (isHit ? `[${piece}]` : piece))
    .join("");

describe("highlight", () => {
  test.each([
    ["Restart the router", "router", "Restart the [router]"],
    ["Two Routers, one cable", "router cable", "Two [Routers], one [cable]"],
    ["The lights of the ONT", "red light", "The [lights] of the ONT"],
    ["Lightning and surges", "light", "Lightning and surges"],
    ["Café de Paris", "cafe", "[Café] de Paris"],
    ["What is the price?", "what is the", "What is the price?"],
    ["Nothing", "", "Nothing"],
    ["a+b (c)", "(c) +", "a+b (c)"],
  ])("%s for %s", (text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  test("loses no character", () => {
    const text = "Wi-Fi: 2,4 GHz → “5 GHz” 😀 router";
    const whole = highlight(text, "wi-fi router 😀");
    expect(whole.map((piece) => piece.text).join("")).toBe(text);
  });
});

describe("excerptOf", () => {
  const long = `${"Something else entirely. ".repeat(20)}The router has a red light. ${"More of it. ".repeat(20)}`;

  test("a short text is its own excerpt, on one line", () => {
    expect(excerptOf("Two\n\nlines", "lines")).toBe("Two lines");
  });

  test("a long one is cut where it says what was looked for", () => {
    const excerpt = excerptOf(long, "red light", 100);
    expect(excerpt).toContain("red light");
    expect(excerpt.length).toBeLessThanOrEqual(105);
    expect(excerpt).toMatch(/^… .* …$/);
  });

  test("without a hit it begins at the beginning", () => {
    expect(excerptOf(long, "kangaroo", 100)).toMatch(/^Something else/);
  });

  test("a single endless word is cut all the same", () => {
    expect(excerptOf("x".repeat(500), "y", 100).length).toBeLessThanOrEqual(102);
  });
});
