/** A piece of a line. What would be HTML is text like any other. */
export type Inline =
  | { type: "text"; text: string }
  | { type: "code"; text: string }
  | { type: "cite"; n: number }
  | { type: "strong" | "emphasis"; children: Inline[] }
  | { type: "link"; href: string; children: Inline[] };

export type ListItem = { content: Inline[]; children: Block[] };

export type Block =
  | { type: "paragraph" | "heading"; content: Inline[] }
  | { type: "quote"; children: Block[] }
  | { type: "code"; text: string }
  | { type: "list"; start: number | null; items: ListItem[] }
  | { type: "table"; head: Inline[][]; rows: Inline[][][] }
  | { type: "rule" };

/** Decides where a link may lead: its address as it is to be used, or null for one that is shown as words alone. */
export type LinkRule = (href: string) => string | null;

const FENCE = /^ {0,3}(```|~~~)/;
const HEADING = /^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const ITEM = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const QUOTE = /^ {0,3}> ?(.*)$/;
/** Deeper than anybody writes; a text made to be deep ends here. */
const MAX_DEPTH = 6;

/**
 * The part of Markdown that answers are written in: paragraphs, lists, tables, code, quotes, bold and italic
 * words, links and `[n]` for citations. Small enough for the browser, in time linear in the text, and right in
 * mid-sentence, for it also reads what is still arriving. There is no HTML and there are no images in it.
 */
export function parseAnswer(text: string, allow: LinkRule): Block[] {
  return parseBlocks(text.replace(/\r\n?/g, "\n").split("\n"), allow, 0);
}

function parseBlocks(lines: readonly string[], allow: LinkRule, depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at += 1;
      continue;
    }
    const [block, next] = readBlock(lines, at, allow, depth);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

/** One block, and the line after it. */
function readBlock(lines: readonly string[], at: number, allow: LinkRule, depth: number): [Block, number] {
  const line = lines[at] ?? "";
  const fence = FENCE.exec(line)?.[1];
  if (fence) {
    let end = at + 1;
    while (end < lines.length && !lines[end]?.trimStart().startsWith(fence)) end += 1;
    return [{ type: "code", text: lines.slice(at + 1, end).join("\n") }, end + 1];
  }
  const heading = HEADING.exec(line)?.[1];
  if (heading !== undefined) return [{ type: "heading", content: parseInline(heading, allow) }, at + 1];
  if (RULE.test(line)) return [{ type: "rule" }, at + 1];
  if (depth < MAX_DEPTH && QUOTE.test(line)) {
    const end = endOf(lines, at, (one) => QUOTE.test(one));
    const inner = lines.slice(at, end).map((one) => QUOTE.exec(one)?.[1] ?? "");
    return [{ type: "quote", children: parseBlocks(inner, allow, depth + 1) }, end];
  }
  if (depth < MAX_DEPTH && ITEM.test(line)) return readList(lines, at, allow, depth);
  if (line.includes("|") && DIVIDER.test(lines[at + 1] ?? "")) return readTable(lines, at, allow);
  const end = endOf(lines, at, (one, index) => index === at || !startsBlock(one, depth));
  return [{ type: "paragraph", content: parseInline(lines.slice(at, end).join("\n"), allow) }, end];
}

function startsBlock(line: string, depth: number): boolean {
  if (line.trim() === "" || FENCE.test(line) || HEADING.test(line) || RULE.test(line)) return true;
  return depth < MAX_DEPTH && (QUOTE.test(line) || ITEM.test(line));
}

function endOf(lines: readonly string[], at: number, belongs: (line: string, at: number) => boolean): number {
  let end = at;
  while (end < lines.length && belongs(lines[end] ?? "", end)) end += 1;
  return end;
}

function readTable(lines: readonly string[], at: number, allow: LinkRule): [Block, number] {
  const end = endOf(lines, at + 2, (line) => line.includes("|"));
  const row = (line: string) => cells(line).map((cell) => parseInline(cell, allow));
  const head = row(lines[at] ?? "");
  // Every row has the columns of the head, as in GitHub's tables.
  const rows = lines.slice(at + 2, end).map((line) => {
    const found = row(line);
    return head.map((_, column) => found[column] ?? []);
  });
  return [{ type: "table", head, rows }, end];
}

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

/** A list: what is indented below an item belongs to it, lists of its own among that. */
function readList(lines: readonly string[], from: number, allow: LinkRule, depth: number): [Block, number] {
  const [, indent = "", number] = ITEM.exec(lines[from] ?? "") ?? [];
  const isOrdered = number !== undefined;
  const items: ListItem[] = [];
  let at = from;
  while (at < lines.length) {
    const match = ITEM.exec(lines[at] ?? "");
    const isOurs =
      match && (match[1] ?? "").length <= indent.length && (match[2] !== undefined) === isOrdered;
    if (!isOurs) break;
    const end = endOf(lines, at + 1, (line, index) => belongsToItem(lines, line, index, indent.length));
    const below = lines.slice(at + 1, end);
    const firstBlock = below.findIndex((line) => startsBlock(line, depth));
    const own = firstBlock < 0 ? below : below.slice(0, firstBlock);
    const content = [match[3] ?? "", ...own.map((line) => line.trim())].join("\n");
    const rest = firstBlock < 0 ? [] : below.slice(firstBlock).map((line) => line.replace(/^\t| {1,4}/, ""));
    items.push({ content: parseInline(content, allow), children: parseBlocks(rest, allow, depth + 1) });
    at = end;
  }
  return [{ type: "list", start: isOrdered ? Number(number) : null, items }, at];
}

/** An indented line, an empty one with such a line or the next item after it, or words that run on. */
function belongsToItem(lines: readonly string[], line: string, at: number, indent: number): boolean {
  const isDeeper = (one: string) => one.length - one.trimStart().length > indent;
  if (line.trim() === "") {
    const next = lines[at + 1] ?? "";
    return next.trim() !== "" && (isDeeper(next) || ITEM.test(next));
  }
  if (isDeeper(line)) return true;
  return !startsBlock(line, 0) && (lines[at - 1] ?? "").trim() !== "";
}

const SPECIAL = /[\\`*_[!]/;
const CITE = /^\[(\d{1,3})\](?!\()/;
const LINK = /^!?\[([^[\]\n]{0,300})\]\(\s*<?([^\s<>()]{0,2000})>?(?:\s+"[^"\n]{0,300}")?\s*\)/;
const CODE = /^(`+)([^\n]*?[^`])\1(?!`)/;
const STRONG = /^(\*\*|__)(?=\S)([\s\S]{1,2000}?\S)\1(?![*_])/;
const EMPHASIS = /^([*_])(?=[^\s*_])([^*_\n]{0,1000}?[^\s*_])\1(?![\p{L}\p{N}])/u;

/** The pieces of a line or paragraph. */
function parseInline(text: string, allow: LinkRule, depth = 0): Inline[] {
  const pieces: Inline[] = [];
  let plain = "";
  const push = (piece: Inline) => {
    if (plain) pieces.push({ type: "text", text: plain });
    plain = "";
    pieces.push(piece);
  };
  let at = 0;
  while (at < text.length) {
    const special = text.slice(at).search(SPECIAL);
    if (special !== 0) {
      const end = special < 0 ? text.length : at + special;
      plain += text.slice(at, end);
      at = end;
      continue;
    }
    const escaped = /^\\([\\`*_[\]()#+\-.!|>])/.exec(text.slice(at, at + 2))?.[1];
    const found = escaped ? null : readInline(text, at, allow, depth);
    if (found) push(found.piece);
    else plain += escaped ?? text[at] ?? "";
    at += found?.length ?? (escaped ? 2 : 1);
  }
  if (plain) pieces.push({ type: "text", text: plain });
  return pieces;
}

function readInline(
  text: string,
  at: number,
  allow: LinkRule,
  depth: number,
): { piece: Inline; length: number } | null {
  // Longer than the longest of the patterns: none of them looks at the whole text again at every mark.
  const rest = text.slice(at, at + 2_500);
  const cite = CITE.exec(rest);
  if (cite) return { piece: { type: "cite", n: Number(cite[1]) }, length: cite[0].length };
  const code = CODE.exec(rest);
  if (code) return { piece: { type: "code", text: code[2] ?? "" }, length: code[0].length };
  if (depth >= MAX_DEPTH) return null;
  const inside = (words: string) => parseInline(words, allow, depth + 1);
  const link = LINK.exec(rest);
  if (link) {
    const words = link[1] || (link[2] ?? "");
    const href = rest.startsWith("!") ? null : allow(link[2] ?? "");
    const piece: Inline = href
      ? { type: "link", href, children: inside(words) }
      : { type: "text", text: words };
    return { piece, length: link[0].length };
  }
  const strong = STRONG.exec(rest);
  if (strong) {
    return { piece: { type: "strong", children: inside(strong[2] ?? "") }, length: strong[0].length };
  }
  const isInWord = at > 0 && text[at] === "_" && /[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
  const emphasis = isInWord ? null : EMPHASIS.exec(rest);
  if (!emphasis) return null;
  return { piece: { type: "emphasis", children: inside(emphasis[2] ?? "") }, length: emphasis[0].length };
}

/**
 * What an answer would look like if it ended here: a mark that is not closed yet is closed, and one that has
 * only begun is left out, so that the words on the screen do not flicker.
 */
export function settleMarks(text: string): string {
  let settled = text
    .replace(/!?\[[^\]\n]{0,300}(\]\([^)\n]{0,2000})?$/, "")
    .replace(/(\*{1,2}|_{1,2}|`+)$/, "");
  const paragraph = settled.slice(settled.lastIndexOf("\n\n") + 1);
  if ((paragraph.match(/\*\*/g)?.length ?? 0) % 2 === 1) settled = `${settled.trimEnd()}**`;
  return settled;
}

/** The words of an answer alone, for a screen reader or the clipboard's plain text. */
export function plainWords(text: string): string {
  return parseAnswer(text, () => null)
    .map(blockWords)
    .join("\n")
    .trim();
}

function blockWords(block: Block): string {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return words(block.content);
    case "quote":
      return block.children.map(blockWords).join("\n");
    case "code":
      return block.text;
    case "list":
      return block.items
        .map((item) => [words(item.content), ...item.children.map(blockWords)].join("\n"))
        .join("\n");
    case "table":
      return [block.head, ...block.rows].map((row) => row.map(words).join(", ")).join("\n");
    case "rule":
      return "";
  }
}

function words(content: readonly Inline[]): string {
  return content
    .map((piece) => {
      if (piece.type === "cite") return "";
      return "text" in piece ? piece.text : words(piece.children);
    })
    .join("")
    .replace(/ +([.,;:!?])/g, "$1");
}
