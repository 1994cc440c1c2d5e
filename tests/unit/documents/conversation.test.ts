import { describe, expect, test } from "vitest";
import { type ConversationDocument, renderConversation } from "@/lib/platform/pdf/conversation";
import { type Block, markdownBlocks } from "@/lib/platform/pdf/markdown-blocks";
import { pdfText } from "../../helpers/pdf";

/** A block in short: its kind or marker, its depth, its words with bold ones in capitals. */
const short = ({ kind, depth, marker, runs }: Block) =>
  `${"  ".repeat(depth)}${marker ?? kind} ${runs.map(({ text, isBold }) => (isBold ? text.toUpperCase() : text)).join("")}`;
const blocks = (markdown: string) => markdownBlocks(markdown).map(short);

describe("Markdown", () => {
  test("becomes paragraphs, headings, quotes and code", () => {
    expect(blocks("# Title\n\nOne **two** three\\\nfour\n\n> said\n\n```\na <b>\n  c\n```\n\n---")).toEqual([
      "heading Title",
      "text One TWO three\nfour",
      "quote said",
      "code a <b>\n  c",
      "text ———",
    ]);
  });

  test("keeps lists in lists with their numbers", () => {
    expect(blocks("3. three\n4. four\n   - a\n   - b\n5. five\n\n- [x] done\n- [ ] open")).toEqual([
      "  3. three",
      "  4. four",
      "    • a",
      "    • b",
      "  5. five",
      "  • [x] done",
      "  • [ ] open",
    ]);
  });

  test("keeps the words of loose lists and tables together", () => {
    expect(blocks("- one\n\n  more\n\n- two")).toEqual(["  • one", "  text more", "  • two"]);
    expect(blocks("| a | b |\n|---|---|\n| 1 | **2** |")).toEqual(["text a  |  b", "text 1  |  2"]);
  });

  test("shows where links lead, once, and names pictures", () => {
    expect(
      blocks("[manual](https://a.example/m?x=1&y=2) https://b.example ![photo](https://c.example/p)"),
    ).toEqual(["text manual (https://a.example/m?x=1&y=2) https://b.example photo"]);
  });

  test("takes HTML as text, and nothing for nothing", () => {
    expect(blocks('<img src=x onerror="alert(1)"> &lt; & "q"')).toEqual([
      'text <img src=x onerror="alert(1)"> < & "q"',
    ]);
    expect(blocks(" \n\n ")).toEqual([]);
  });
});

const DOCUMENT: ConversationDocument = {
  seller: {
    name: "Umoya Audio",
    lines: ["14 Bree Street"],
    taxNumber: null,
    registrationNumber: null,
    logo: null,
    primaryColor: "#0f6f6f",
  },
  buyer: { name: "Naledi Mokoena", company: null, customerNumber: "C-1", taxNumber: null, addressLines: [] },
  locale: "en-ZA",
  number: "TKT-2026-00041",
  subject: "Speakers – “left” one, مرحبا สวัสดี 🎧",
  printedOn: "2026-11-21",
  remarks: ["As of 21 Nov 2026"],
  facts: [
    ["Status", "Received"],
    ["Category", "Technical problem"],
  ],
  settlement: ["Replacement", "A new one is on its way."],
  entries: [
    { kind: "day", label: "21 Nov 2026" },
    {
      kind: "message",
      author: "Naledi Mokoena",
      role: null,
      time: "14:05",
      body: markdownBlocks("It **hums**.\n\n- first\n- second\n\nمرحبا بالعالم\n\n```\none\ntwo\n```"),
      files: ["front.jpg (1.2 MB)"],
      isNote: false,
    },
    { kind: "event", text: "Waiting for your reply", time: "14:07" },
  ],
  labels: {
    title: "Conversation",
    buyer: "Customer",
    customerNumber: "Customer number",
    taxNumber: "VAT number",
    registrationNumber: "Company registration",
    settlement: "How it was resolved",
    files: "Attached",
    note: "Internal note",
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
};

describe("a conversation on paper", () => {
  test("holds what was written, by whom and when, and the names of files", async () => {
    const text = await pdfText(await renderConversation(DOCUMENT));
    for (const words of [
      "TKT-2026-00041",
      "Naledi Mokoena",
      "14:05",
      "It hums.",
      "•",
      "second",
      "Attached: front.jpg (1.2 MB)",
      "Waiting for your reply",
      "A new one is on its way.",
      "สวัสดี",
      "Page 1 of 1",
    ]) {
      expect(text).toContain(words);
    }
  });

  test("has all of its glyphs in fonts of its own, and the same bytes each time", async () => {
    const bytes = await renderConversation(DOCUMENT);
    const fonts =
      Buffer.from(bytes)
        .toString("latin1")
        .match(/\/BaseFont \/\S+/g) ?? [];
    expect(fonts.length).toBeGreaterThan(2);
    // A subset of a font has a tag before its name; a font of the reader's has none.
    expect(fonts.filter((font) => !/\/[A-Z]{6}\+NotoSans/.test(font))).toEqual([]);
    expect(Buffer.from(await renderConversation(DOCUMENT)).equals(bytes)).toBe(true);
  });

  test("goes on over many pages", async () => {
    const message = DOCUMENT.entries[1];
    if (message?.kind !== "message") throw new Error("no message");
    const long = "Lorem ipsum dolor sit amet, consetetur sadipscing elitr. ".repeat(120);
    const entries = Array.from({ length: 8 }, (_, at) => ({
      ...message,
      body: markdownBlocks(`No ${at}. ${long}`),
    }));
    const text = await pdfText(await renderConversation({ ...DOCUMENT, entries }));
    for (let at = 0; at < 8; at += 1) expect(text).toContain(`No ${at}.`);
    expect(text).toMatch(/Page 1 of \d\d/);
  });
});
