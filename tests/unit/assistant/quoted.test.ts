import { expect, test } from "vitest";
import { splitQuoted } from "@/lib/assistant/quoted";

const passage = "Returns are free.\n• Within 30 days (of delivery)\n• Unopened [boxes] only\n\nAsk us.";
const marked = (quote: string) =>
  splitQuoted(passage, quote)
    .map(({ text, isQuoted }) => (isQuoted ? `«${text}»` : text))
    .join("");

test.each([
  ["Returns are free.", "«Returns are free.»"],
  [
    "within 30 days (of delivery) • Unopened [boxes] only",
    "«Within 30 days (of delivery)\n• Unopened [boxes] only»",
  ],
  ["Unopened [boxes]…", "«Unopened [boxes]»"],
])("%s is marked where it stands, however its lines break", (quote, expected) => {
  expect(marked(quote)).toContain(expected);
  expect(marked(quote).replace(/[«»]/g, "")).toBe(passage);
});

test.each(["", "…", "Returns cost R 100", ".*", `${"x".repeat(5_000)}`])("%s marks nothing", (quote) =>
  expect(marked(quote)).toBe(passage),
);
