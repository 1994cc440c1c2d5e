import { safeMarkdown } from "./safe-markdown";
import { cut, onOneLine } from "./tools/source";
import type { Citation, Source } from "./types";

/** Characters of the words that a citation shows. */
const QUOTE = 600;
/** An answer made here links within the portal alone. */
const WITHIN_THE_PORTAL = { origin: "https://portal.invalid", hosts: [] };

/** An answer as it is put together: every sentence that states a fact says where from. */
export type Draft = {
  /** A sentence of the current paragraph. `values` are the words of the source that it rests on. */
  say(text: string, source?: Source, ...values: (string | null | undefined)[]): void;
  /** An entry of a list. */
  item(text: string, source?: Source, ...values: (string | null | undefined)[]): void;
  /** The words of a source as they stand. */
  quote(text: string, source: Source, isItem: boolean): void;
  /** What comes next begins a new paragraph. */
  paragraph(): void;
  isEmpty(): boolean;
  finished(): { answer: string; citations: Citation[] };
};

export function createDraft(): Draft {
  const blocks: string[][] = [[]];
  const citations: Citation[] = [];
  let isList = false;

  function cite({ text, ...source }: Source, quoted: readonly string[]): string {
    const known = citations.find(({ kind, id }) => kind === source.kind && id === source.id);
    const shown = quoted.join("\n");
    if (known) {
      const more = quoted.filter((line) => !known.quote.includes(line));
      known.quote = cut([known.quote, ...more].join("\n"), QUOTE);
      return `[${known.n}]`;
    }
    const n = citations.length + 1;
    citations.push({ ...source, n, quote: cut(shown || text.split("\n", 2).join("\n"), QUOTE) });
    return `[${n}]`;
  }

  function begin(list: boolean): string[] {
    if (isList !== list && blocks.at(-1)?.length) blocks.push([]);
    isList = list;
    const block = blocks.at(-1) ?? [];
    return block;
  }

  const marked = (
    text: string,
    source: Source | undefined,
    values: readonly (string | null | undefined)[],
  ) => (source ? `${text} ${cite(source, linesWith(source, values))}` : text);

  return {
    say: (text, source, ...values) => begin(false).push(marked(text, source, values)),
    item: (text, source, ...values) => begin(true).push(`- ${marked(text, source, values)}`),
    quote(text, source, isItem) {
      const words = spoken(text.replace(/^\s*•\s+/, ""), 1_200);
      begin(isItem).push(`${isItem && !/^\d+\./.test(words) ? "- " : ""}${words} ${cite(source, [text])}`);
    },
    paragraph() {
      if (blocks.at(-1)?.length) blocks.push([]);
    },
    isEmpty: () => blocks.every((block) => block.length === 0),
    finished() {
      const paragraphs = blocks
        .filter((block) => block.length > 0)
        .map((block) => block.join(/^(?:- |\d+\. )/.test(block[0] ?? "") ? "\n" : " "));
      // Two questions of a message may have the same answer, which is said once.
      const text = [...new Set(paragraphs)].join("\n\n");
      return { answer: safeMarkdown(text, WITHIN_THE_PORTAL), citations };
    },
  };
}

/** The facts that an answer rests on: those lines of a source that have one of the values. */
function linesWith(source: Source, values: readonly (string | null | undefined)[]): string[] {
  const wanted = values.filter((value) => typeof value === "string" && value !== "");
  return source.text.split("\n").filter((line) => wanted.some((value) => line.includes(value ?? "")));
}

/** Somebody's words as part of a sentence: no marks of Markdown, and nothing that looks like a citation of ours. */
export function spoken(text: string, max: number): string {
  return onOneLine(text, max)
    .replaceAll("[", "(")
    .replaceAll("]", ")")
    .replace(/[`*<>|\\]|(?<!\w)_|_(?!\w)|~~/g, "");
}
