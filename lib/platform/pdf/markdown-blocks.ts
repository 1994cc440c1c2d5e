import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** Words of one weight. */
export type Run = { text: string; isBold: boolean };

/** A paragraph of a message as paper shows it. */
export type Block = {
  kind: "text" | "heading" | "quote" | "code";
  /** How far it is indented: lists in lists. */
  depth: number;
  /** Before its first line, such as "1." */
  marker: string | null;
  runs: Run[];
};

const TOKEN = /<(\/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)/g;
const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"' };

/** What somebody wrote in Markdown as paragraphs for a page. HTML in it is text; addresses stand behind their words. */
export function markdownBlocks(markdown: string): Block[] {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const blocks: Block[] = [];
  const lists: (number | null)[] = [];
  const links: { href: string; from: string }[] = [];
  let block: Block | null = null;
  let marker: string | null = null;
  let quotes = 0;
  let bold = 0;
  let isCode = false;
  let isTable = false;

  const write = (text: string) => {
    block ??= start("text");
    const last = block.runs.at(-1);
    const isBold = bold > 0;
    if (last?.isBold === isBold) last.text += text;
    else block.runs.push({ text, isBold });
  };
  const start = (kind: Block["kind"]): Block => {
    block = { kind: quotes > 0 ? "quote" : kind, depth: Math.max(0, lists.length), marker, runs: [] };
    marker = null;
    blocks.push(block);
    return block;
  };
  const end = () => {
    block = null;
  };
  const written = () => block?.runs.map(({ text }) => text).join("") ?? "";

  // In micromark's output every "<" begins a tag of its own making: text has "&lt;".
  for (const [, slash = "", name = "", attributes = "", raw] of html.matchAll(TOKEN)) {
    const isOpen = slash === "";
    if (raw !== undefined) {
      const text = raw.replace(/&(?:lt|gt|amp|quot);/g, (entity) => ENTITIES[entity] ?? entity);
      // Line feeds between tags are the writer's of the HTML, not of the message.
      const isLayout = !isCode && text.trim() === "" && (isTable || written() === "");
      if (!isLayout) write(written().endsWith("\n") || !block ? text.trimStart() : text);
    } else if (name === "p") {
      // The first paragraph of a list's entry stands beside its marker.
      if (!isOpen) end();
      else if (!block || written() !== "") start("text");
    } else if (/^h[1-6]$/.test(name)) {
      if (isOpen) start("heading");
      else end();
    } else if (name === "pre") {
      isCode = isOpen;
      if (isOpen) start("code");
      else end();
    } else if (name === "blockquote") {
      quotes += isOpen ? 1 : -1;
      end();
    } else if (name === "ul" || name === "ol") {
      const first = Number(/start="(\d+)"/.exec(attributes)?.[1] ?? 1);
      if (isOpen) lists.push(name === "ol" ? first : null);
      else lists.pop();
      end();
    } else if (name === "li") {
      const number = lists.at(-1);
      if (isOpen) {
        marker = number == null ? "•" : `${number}.`;
        if (number != null) lists[lists.length - 1] = number + 1;
        start("text");
      } else end();
    } else if (name === "table") {
      isTable = isOpen;
    } else if (name === "tr") {
      if (isOpen) start("text");
      else end();
    } else if (name === "td" || name === "th") {
      if (isOpen && written() !== "") write("  |  ");
    } else if (name === "br") {
      write("\n");
    } else if (name === "hr") {
      start("text");
      write("———");
      end();
    } else if (name === "strong") {
      bold += isOpen ? 1 : -1;
    } else if (name === "img") {
      write(attribute(attributes, "alt") || attribute(attributes, "src"));
    } else if (name === "input") {
      write(attributes.includes("checked") ? "[x]" : "[ ]");
    } else if (name === "a") {
      if (isOpen) links.push({ href: attribute(attributes, "href"), from: written() });
      else {
        const { href = "", from = "" } = links.pop() ?? {};
        const words = written().slice(from.length);
        if (href && !href.endsWith(words)) write(` (${href})`);
      }
    }
  }
  return blocks.map(trimmed).filter(({ runs }) => runs.length > 0);
}

function attribute(attributes: string, name: string): string {
  const value = new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  return value.replace(/&(?:lt|gt|amp|quot);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** Without the line feeds that only laid out the HTML. */
function trimmed(block: Block): Block {
  const runs = block.runs.map((run) => ({ ...run }));
  const [first] = runs;
  const last = runs.at(-1);
  if (first) first.text = first.text.replace(/^\n+/, "");
  if (last) last.text = last.text.trimEnd();
  return { ...block, runs: runs.filter(({ text }) => text !== "") };
}
