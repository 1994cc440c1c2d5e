import { createHash } from "node:crypto";
import { toString as textOf } from "mdast-util-to-string";
import { type Block, type Heading, headingsOf, parseArticle, type Root } from "./headings.ts";

/** What of an article is found in searches. */
export type IndexedArticle = {
  title: string;
  summary: string;
  /** Markdown. */
  body: string;
  locale: string;
  /** Names of the categories from the top. */
  categories: readonly string[];
};

/** A passage as it is indexed and quoted: plain text. */
export type Chunk = {
  title: string;
  /** The categories from the top, then the headings down to the passage. */
  breadcrumb: string[];
  /** Id of its heading on the article's page; none for the beginning. */
  anchor: string | null;
  text: string;
  locale: string;
  /** SHA-256 of everything above that is searched: the same hash needs no new embedding. */
  contentHash: string;
};

/** A section longer than this is cut between its paragraphs, into parts of about TARGET characters. */
const LONGEST = 1_600;
const TARGET = 1_100;
/** A list, table or paragraph stays whole up to here. */
const HARD_LIMIT = 3_200;

type Kind<T extends Block["type"]> = Extract<Block, { type: T }>;
type Section = { path: Heading[]; blocks: string[] };

/**
 * An article as passages: one for each section, long ones cut between paragraphs, lists and tables whole. The
 * summary belongs to the first. The same article always gives the same passages.
 */
export function makeChunks(article: IndexedArticle): Chunk[] {
  const [first, ...rest] = sectionsOf(parseArticle(article.body));
  const beginning = { path: [], blocks: [article.summary.trim(), ...(first?.blocks ?? [])] };
  return [beginning, ...rest].flatMap(({ path, blocks }) =>
    partsOf(blocks.filter((block) => block !== "")).map((text) => {
      const breadcrumb = [...article.categories, ...path.map((heading) => heading.text)].slice(0, 12);
      const { title, locale } = article;
      const contentHash = createHash("sha256").update(JSON.stringify([title, breadcrumb, text, locale]));
      return {
        title,
        breadcrumb,
        anchor: path.at(-1)?.id ?? null,
        text,
        locale,
        contentHash: contentHash.digest("hex"),
      };
    }),
  );
}

/** The sections in their order; the first is what stands before any heading. */
function sectionsOf(tree: Root): Section[] {
  const headings = headingsOf(tree);
  const sections: Section[] = [{ path: [], blocks: [] }];
  for (const node of tree.children) {
    const heading = node.type === "heading" ? headings.get(node) : undefined;
    const last = sections.at(-1);
    if (heading) {
      const above = last?.path.filter(({ depth }) => depth < heading.depth) ?? [];
      sections.push({ path: [...above, heading], blocks: [] });
    } else {
      last?.blocks.push(plainText(node));
    }
  }
  return sections;
}

/** Blocks put together to parts; what ends with a colon stays with what it announces. */
function partsOf(blocks: readonly string[]): string[] {
  const pieces = blocks.flatMap((block) => (block.length > HARD_LIMIT ? cut(block) : [block]));
  const whole = pieces.join("\n\n");
  if (whole.length <= LONGEST) return whole === "" ? [] : [whole];
  const parts: string[] = [];
  let part: string[] = [];
  let size = 0;
  pieces.forEach((piece, index) => {
    const next = pieces[index + 1]?.length ?? 0;
    const wanted = piece.endsWith(":") && next <= LONGEST ? piece.length + next : piece.length;
    if (size > 0 && size + wanted > TARGET && !part.at(-1)?.endsWith(":")) {
      parts.push(part.join("\n\n"));
      part = [];
      size = 0;
    }
    part.push(piece);
    size += piece.length + 2;
  });
  return [...parts, part.join("\n\n")];
}

/** A block that is too long for one passage, cut between lines, else between sentences, else anywhere. */
function cut(block: string): string[] {
  const parts: string[] = [];
  let rest = block;
  while (rest.length > HARD_LIMIT) {
    const head = rest.slice(0, TARGET);
    const at = [head.lastIndexOf("\n"), head.lastIndexOf(". ") + 1, head.lastIndexOf(" ")].find(
      (index) => index > TARGET / 3,
    );
    // Not through a character that takes two places.
    const end = at ?? (/[\uD800-\uDBFF]$/.test(head) ? TARGET - 1 : TARGET);
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return [...parts, rest];
}

/** A block without its marks: a line for each entry of a list and each row of a table. */
function plainText(node: Block): string {
  switch (node.type) {
    case "list":
      return listText(node, "");
    case "table":
      return tableText(node);
    case "code":
    case "html":
      return node.value.trim();
    case "blockquote":
    case "footnoteDefinition":
      return node.children.map(plainText).join("\n");
    case "definition":
    case "thematicBreak":
      return "";
    default:
      return words(node);
  }
}

function listText(list: Kind<"list">, indent: string): string {
  const start = list.start ?? 1;
  return list.children
    .map((item, index) => itemText(item, list.ordered ? `${start + index}. ` : "• ", indent))
    .join("\n");
}

function itemText(item: Kind<"listItem">, marker: string, indent: string): string {
  const deeper = `${indent}  `;
  const parts = item.children.map((child) =>
    child.type === "list" ? listText(child, deeper) : plainText(child),
  );
  return `${indent}${marker}${parts.join("\n")}`;
}

/** Two columns read "this: that"; more of them name what each is. */
function tableText({ children: [head, ...rows] }: Kind<"table">): string {
  const names = head ? cellsOf(head) : [];
  const lines = rows.map((row) => {
    const [first = "", ...others] = cellsOf(row);
    if (others.length <= 1) return [first, ...others].filter(Boolean).join(": ");
    const named = others.map((cell, index) => (cell ? `${names[index + 1] ?? ""}: ${cell}` : ""));
    return `${first}: ${named.filter(Boolean).join("; ")}`;
  });
  return [names.filter(Boolean).join(" / "), ...lines].filter(Boolean).join("\n");
}

const cellsOf = (row: Kind<"tableRow">) => row.children.map(words);

const words = (node: Block) =>
  textOf(node)
    .replace(/[^\S\n]+/g, " ")
    .replace(/\s*\n\s*/g, " ")
    .trim();
