import { describe, expect, test } from "vitest";
import { applyEdit, type Edit } from "@/components/knowledge/text-edits";
import { inTreeOrder, possibleParents } from "@/lib/knowledge/category-order";
import { readingOf } from "@/lib/knowledge/reading";
import { comparePieces, compareTexts } from "@/lib/knowledge/version-diff";

/** `[` and `]` are the ends of what is selected. */
function press(marked: string, edit: Edit): string {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  const after = applyEdit({ value: marked.replace("[", "").replace("]", ""), start, end }, edit);
  return `${after.value.slice(0, after.start)}[${after.value.slice(after.start, after.end)}]${after.value.slice(after.end)}`;
}

describe("the buttons of the editor", () => {
  const bold: Edit = { kind: "wrap", mark: "**", sample: "text" };
  const list: Edit = { kind: "lines", prefix: "- ", sample: "item" };
  const heading: Edit = { kind: "lines", prefix: "## ", sample: "Heading" };

  test.each<[string, Edit, string]>([
    ["a [b] c", bold, "a **[b]** c"],
    ["a **[b]** c", bold, "a [b] c"],
    ["a [] c", bold, "a **[text]** c"],
    ["[one\ntwo]", list, "[- one\n- two]"],
    ["[- one\n- two]", list, "[one\ntwo]"],
    ["Words\n[one]", list, "Words\n\n[- one]"],
    ["[]", heading, "## [Heading]"],
    ["Use tape.[]", list, "- Use tape.[]"],
    ["[### Small]", heading, "[## Small]"],
    ["[a\nb]", { kind: "lines", prefix: (n) => `${n + 1}. `, sample: "item" }, "[1. a\n2. b]"],
    ["Words[]", { kind: "block", text: "| a |" }, "Words\n\n| a |[]\n"],
  ])("%j", (before, edit, after) => {
    expect(press(before, edit)).toBe(after);
  });

  test("a link takes the words, or the address, that are selected", () => {
    const edit: Edit = { kind: "link", sample: "words" };
    const value = "see here";
    const words = applyEdit({ value, start: 4, end: 8 }, edit);
    expect(words.value).toBe("see [here](/help/)");
    expect(words.value.slice(words.start, words.end)).toBe("/help/");
    const address = applyEdit({ value: "/help/returns", start: 0, end: 13 }, edit);
    expect(address.value).toBe("[words](/help/returns)");
    expect(address.value.slice(address.start, address.end)).toBe("words");
  });
});

describe("a comparison", () => {
  test("shows the words that changed, and folds away what did not", () => {
    const before = `${"same\n".repeat(9)}Within 30 days.\n${"more\n".repeat(9)}`;
    const lines = compareTexts(before, before.replace("30", "60"));
    expect(lines.map(({ kind }) => kind)).toEqual([
      "skipped",
      "same",
      "same",
      "changed",
      "same",
      "same",
      "skipped",
    ]);
    expect(lines[3]).toMatchObject({
      pieces: [
        { kind: "same", text: "Within " },
        { kind: "removed", text: "30" },
        { kind: "added", text: "60" },
        { kind: "same", text: " days." },
      ],
    });
    expect(lines[0]).toEqual({ kind: "skipped", count: 7 });
  });

  test("shows lines that came and went, and ends for texts that have nothing in common", () => {
    expect(compareTexts("a\nb", "a\nb\nc").at(-1)).toMatchObject({ kind: "added", pieces: [{ text: "c" }] });
    expect(compareTexts("a\nb\nc", "a\nc").filter(({ kind }) => kind === "removed")).toHaveLength(1);
    const [one, two] = [0, 1].map((part) =>
      Array.from({ length: 5_000 }, (_, n) => `${part} ${n}`).join("\n"),
    );
    expect(compareTexts(one ?? "", two ?? "").length).toBeGreaterThan(4_000);
    expect(comparePieces("", "new")).toEqual([{ kind: "added", text: "new" }]);
  });
});

test("words are counted without marks and addresses", () => {
  expect(readingOf("## Two words\n\n**Press** [this link](https://example.com/a-b-c), it’s `R 50`.")).toEqual(
    {
      words: 8,
      minutes: 1,
    },
  );
  expect(readingOf("word ".repeat(660))).toEqual({ words: 660, minutes: 3 });
});

test("categories stand below those that they are in, and not in themselves", () => {
  const category = (id: string, parentId: string | null = null, position = 0) => ({
    id,
    parentId,
    name: id,
    position,
  });
  const all = [
    category("c", "b"),
    category("b", "a"),
    category("z"),
    category("a", null, 1),
    category("y", "z"),
  ];
  expect(inTreeOrder(all).map(({ id, depth }) => `${id}${depth}`)).toEqual(["z0", "y1", "a0", "b1", "c2"]);
  expect(possibleParents(all, null).map(({ id }) => id)).toEqual(["z", "y", "a", "b"]);
  expect(possibleParents(all, "y").map(({ id }) => id)).toEqual(["z", "a", "b"]);
  expect(possibleParents(all, "b").map(({ id }) => id)).toEqual(["z", "a"]);
  expect(possibleParents(all, "a").map(({ id }) => id)).toEqual([]);
});
