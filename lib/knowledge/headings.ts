import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString as textOf } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";

/** The tree of a text, and what stands in it. */
export type Root = ReturnType<typeof fromMarkdown>;
export type Block = Root["children"][number];
type HeadingNode = Extract<Block, { type: "heading" }>;

/** A heading of an article: its words, how deep it is, and the fragment of its address. */
export type Heading = { depth: number; text: string; id: string };

/** Longer ones are cut: nobody reads an address to its end. */
const MAX_ID = 80;

/** An article as a tree: the same parser and the same additions as on its page. */
export function parseArticle(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** Makes ids of headings, each once within one article: "What is it?" twice is `what-is-it` and `what-is-it-2`. */
export function createSlugger(): (text: string) => string {
  const taken = new Set<string>();
  return (text) => {
    const base = slugOf(text);
    let id = base;
    for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
    taken.add(id);
    return id;
  };
}

function slugOf(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-");
  return words.slice(0, MAX_ID).replace(/^-+|-+$/g, "") || "section";
}

/** Every heading of the tree with its words and its id, in the order in which they are read. */
export function headingsOf(tree: Root): Map<HeadingNode, Heading> {
  const slug = createSlugger();
  const found = new Map<HeadingNode, Heading>();
  const walk = (node: Root | Block) => {
    if (node.type === "heading") {
      const text = textOf(node, { includeImageAlt: false }).replace(/\s+/g, " ").trim();
      found.set(node, { depth: node.depth, text, id: slug(text) });
    } else if ("children" in node) {
      for (const child of node.children) walk(child);
    }
  };
  walk(tree);
  return found;
}

/** The headings of an article, for its table of contents. */
export function articleOutline(markdown: string): Heading[] {
  return [...headingsOf(parseArticle(markdown)).values()].filter(({ text }) => text !== "");
}

/** A plugin for remark: gives the headings of a page the ids that passages and tables of contents point to. */
export function remarkHeadingIds() {
  return (tree: Root) => {
    for (const [node, { id }] of headingsOf(tree)) {
      node.data = { ...node.data, hProperties: { id } } as HeadingNode["data"];
    }
  };
}
