import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { expect, test } from "vitest";
import { makeChunks } from "../../../lib/knowledge/chunks.ts";
import { articleOutline, createSlugger, remarkHeadingIds } from "../../../lib/knowledge/headings.ts";

const article = (body: string, more = {}) => ({
  title: "Returns",
  summary: "",
  body,
  locale: "en",
  categories: ["Orders", "Returns and refunds"],
  ...more,
});

test("each section is a passage that says where it stands", () => {
  const chunks = makeChunks(
    article(
      "Within 30 days.\n\n## Opened boxes\n\nFine.\n\n### Headphones\n\nNot fine.\n\n## Costs\n\nNone.",
      {
        summary: "How to send things back.",
      },
    ),
  );
  expect(chunks.map(({ anchor, breadcrumb, text }) => [anchor, breadcrumb.slice(2), text])).toEqual([
    [null, [], "How to send things back.\n\nWithin 30 days."],
    ["opened-boxes", ["Opened boxes"], "Fine."],
    ["headphones", ["Opened boxes", "Headphones"], "Not fine."],
    ["costs", ["Costs"], "None."],
  ]);
  expect(chunks[0]?.breadcrumb).toEqual(["Orders", "Returns and refunds"]);
});

test("a passage is plain text, with lists and tables line by line", () => {
  const [chunk] = makeChunks(
    article(
      "Press **Report an _issue_**, see [terms](/help/terms) or `R 50`:\n\n1. One\n   - of it\n2. Two\n\n| Problem | Answer |\n| --- | --- |\n| Broken | New one |\n\n| Plan | Speed | Price |\n| --- | --- | --- |\n| Home | 100 | R 500 |\n\n> Keep the box.\n\n---\n\n![A box](/help/images/x)",
    ),
  );
  expect(chunk?.text).toBe(
    [
      "Press Report an issue, see terms or R 50:",
      "1. One\n  • of it\n2. Two",
      "Problem / Answer\nBroken: New one",
      "Plan / Speed / Price\nHome: Speed: 100; Price: R 500",
      "Keep the box.",
      "A box",
    ].join("\n\n"),
  );
});

test("long sections are cut between paragraphs, and what announces a list stays with it", () => {
  const paragraph = "A sentence of some forty characters, or so. ".repeat(12).trim();
  const list = Array.from({ length: 30 }, (_, n) => `- step ${n} of a long list`).join("\n");
  const chunks = makeChunks(
    article(`## Long\n\n${paragraph}\n\n${paragraph}\n\nDo this:\n\n${list}\n\nDone.`),
  );
  expect(chunks.length).toBeGreaterThan(1);
  expect(chunks.every(({ anchor }) => anchor === "long")).toBe(true);
  expect(chunks.every(({ text }) => text.length <= 1_600)).toBe(true);
  expect(chunks.filter(({ text }) => text.includes("Do this:"))).toEqual([
    expect.objectContaining({ text: expect.stringMatching(/Do this:[\s\S]*step 29/) }),
  ]);
});

test("nothing is lost, and nothing is longer than a row of the database takes", () => {
  const endless = "word ".repeat(9_000);
  const chunks = makeChunks(article(endless));
  expect(chunks.every(({ text }) => text.length <= 3_200)).toBe(true);
  expect(chunks.flatMap(({ text }) => text.split(/\s+/))).toHaveLength(9_000);
  const glued = makeChunks(article("😀".repeat(3_000)));
  expect(glued.map(({ text }) => text).join("")).toBe("😀".repeat(3_000));
});

test("no text, no passage; the same text, the same hash", () => {
  expect(makeChunks(article("## Only a heading"))).toEqual([]);
  const [one, two] = [makeChunks(article("A")), makeChunks(article("A"))];
  expect(one).toEqual(two);
  expect(makeChunks(article("A", { title: "Other" }))[0]?.contentHash).not.toBe(one[0]?.contentHash);
});

test("ids of headings are readable and occur once", () => {
  const slug = createSlugger();
  expect(
    ["What's an ONT?", "What's an ONT?", "Über uns", "Ceļš", "🎉", "日本語 です", "what-is-2"].map(slug),
  ).toEqual([
    "whats-an-ont",
    "whats-an-ont-2",
    "uber-uns",
    "cels",
    "section",
    "日本語-です".normalize("NFKD").replace(/\p{M}/gu, ""),
    "what-is-2",
  ]);
});

test("the page's ids, the table of contents and the anchors of passages are the same", () => {
  const file = "scripts/seed/help/orders-delivery/report-damaged-or-missing-items.md";
  const seeded = readFileSync(join(import.meta.dirname, "../../..", file), "utf8").replace(
    /^---[\s\S]*?---/,
    "",
  );
  for (const body of [
    seeded,
    "## A `b` *c*\n\nx\n\n> ## A b c\n\n## A b c\n\ny\n\n# [Link](x) ![pic](y)\n\nz",
  ]) {
    const html = renderToStaticMarkup(
      createElement(ReactMarkdown, { remarkPlugins: [remarkGfm, remarkHeadingIds] }, body),
    );
    const ids = [...html.matchAll(/<h\d id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(2);
    expect(articleOutline(body).map(({ id }) => id)).toEqual(ids);
    for (const { anchor } of makeChunks(article(body))) {
      if (anchor) expect(ids).toContain(anchor);
    }
  }
});
