import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { describe, expect, test } from "vitest";
import { type Block, type Inline, parseAnswer } from "@/lib/assistant/answer-markdown";
import { allowedLink, createSafeStream, type LinkPolicy, safeMarkdown } from "@/lib/assistant/safe-markdown";
import { naughtyStrings } from "../tickets/naughty-strings";

const policy: LinkPolicy = { origin: "https://portal.example", hosts: ["docs.example"] };

describe("where a link may lead", () => {
  test.each([
    ["/portal/orders/UA-10231", "/portal/orders/UA-10231"],
    ["/help/returns#opened-boxes", "/help/returns#opened-boxes"],
    ["/portal/invoices?status=overdue&sort=due", "/portal/invoices?status=overdue&sort=due"],
    ["https://portal.example/portal/tickets", "/portal/tickets"],
    ["https://docs.example/a?b=c", "https://docs.example/a?b=c"],
    ["HTTPS://DOCS.example/a", "https://docs.example/a"],
  ])("%s is allowed", (href, expected) => expect(allowedLink(href, policy)).toBe(expected));

  test.each([
    "https://evil.example/?leak=1",
    "http://docs.example/",
    "https://docs.example:8443/",
    "https://docs.example.evil.example/",
    "https://docs.example@evil.example/",
    "https://user:pass@docs.example/",
    "https://sub.docs.example/",
    "https://dосs.example/",
    "https://xn--ds-vlcf.example/",
    "https://docs.example。/",
    "//evil.example/portal",
    "/\\evil.example/portal",
    "\\\\evil.example",
    "///evil.example",
    "https:/\u200b/docs.example",
    "https:evil.example",
    "https:///docs.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://portal.example/x",
    "mailto:a@evil.example",
    "file:///etc/passwd",
    "&#106;avascript:alert(1)",
    "https&colon;//evil.example",
    "/auth/confirm?token_hash=x&type=recovery",
    "/login?next=/portal",
    "/portal/../auth/confirm?token_hash=x",
    "/portal/%2e%2e/auth/confirm",
    "/portalx",
    "/api/portal/auth/logout",
    "/",
    "",
    "orders",
    "#top",
    `/portal/${"x".repeat(3_000)}`,
  ])("%j is not", (href) => expect(allowedLink(href, policy)).toBeNull());
});

describe("what is left of an answer", () => {
  test.each([
    ["See [your order](/portal/orders/UA-1) [1].", "See [your order](/portal/orders/UA-1) [1]."],
    ["![leak](https://evil.example/?q=secret)", "leak"],
    ["![](https://evil.example/?q=secret)", "evil.example"],
    ["[![x](https://evil.example/a.png)](https://evil.example/b)", "x"],
    ["[click](https://evil.example/?q=secret)", "click"],
    ["Go to https://evil.example/?q=secret.", "Go to evil.example."],
    ["Go to www.evil.example/x now", "Go to evil.example now"],
    ["<https://evil.example/?q=secret>", "evil.example"],
    ["<img src=x onerror=alert(1)>hello", "hello"],
    ["<<b>img src=x onerror=alert(1)>hello", "< img src=x onerror=alert(1)>hello"],
    ["<http<b>:>", "< http:>"],
    ["[1]: https://evil.example/?q=secret", "[1] : evil.example"],
    ["https\\://evil.example/secret", "evil.example"],
    ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
    ["**Bold**, `code`, [1][2]", "**Bold**, `code`, [1][2]"],
    ["data:text/html,xhttps://docs.example/x#www.", "data:text/html,xdocs.example."],
    ["Pay\u202e at \u{e0041}the desk", "Pay at the desk"],
  ])("%j", (text, expected) => expect(safeMarkdown(text, policy)).toBe(expected));
});

/** Pieces that links, images and addresses are made of, in ways that parsers disagree about. */
const PIECES = [
  ..."[]()<>!\\`*_~|:/.& \n\t\"'#",
  "![",
  "](",
  "]:",
  "](<",
  "[a]",
  "[1]",
  "[a]: ",
  "https://evil.example/?q=secret",
  "http://evil.example",
  "https:",
  "//evil.example/secret",
  "www.evil.example/secret",
  "www.",
  "http",
  "https",
  "s://",
  "javascript:alert(1)",
  "data:text/html,x",
  "/portal/orders",
  "/portal",
  "https://portal.example/portal",
  "https://docs.example/x",
  "<img src=https://evil.example/x>",
  "<a href='https://evil.example'>",
  "<b>",
  "<!--",
  "-->",
  "<",
  ">",
  "&#104;ttps://evil.example/secret",
  "&amp;",
  "&colon;",
  "\\:",
  "\\/",
  "\\]",
  "\u200b",
  "\u202e",
  "    ",
  "```\n",
  "> ",
  "- ",
  "| a | b |\n| - | - |\n",
  "word",
];

const attack = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join(""));

/** Every address that anything would follow or fetch in HTML. */
function addressesIn(html: string): string[] {
  return [...html.matchAll(/<[^>]*?\s(?:href|src|srcset|action|data|poster|background)="([^"]*)"/g)].map(
    ([, address = ""]) => address.replaceAll("&amp;", "&"),
  );
}

function leadsAway(address: string): boolean {
  const url = new URL(address, "https://portal.example/portal/chat");
  return (
    !["https://portal.example", "https://docs.example"].includes(url.origin) && url.protocol !== "mailto:"
  );
}

/** As the desk, e-mails and the chat itself would show it. */
const RENDERERS: Record<string, (markdown: string) => string> = {
  "react-markdown": (markdown) =>
    renderToStaticMarkup(createElement(ReactMarkdown, { remarkPlugins: [remarkGfm] }, markdown)),
  micromark: (markdown) => micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }),
  chat: (markdown) =>
    parseAnswer(markdown, (href) => href)
      .map(blockHtml)
      .join(""),
};

function blockHtml(block: Block): string {
  if (block.type === "paragraph" || block.type === "heading") return block.content.map(inlineHtml).join("");
  if (block.type === "quote") return block.children.map(blockHtml).join("");
  if (block.type === "list")
    return block.items
      .map(({ content, children }) => [...content.map(inlineHtml), ...children.map(blockHtml)].join(""))
      .join("");
  if (block.type === "table") return [block.head, ...block.rows].flat(2).map(inlineHtml).join("");
  return "";
}

function inlineHtml(piece: Inline): string {
  if (piece.type === "link") return `<a href="${piece.href}">${piece.children.map(inlineHtml).join("")}</a>`;
  return "children" in piece ? piece.children.map(inlineHtml).join("") : "";
}

describe.each(Object.entries(RENDERERS))("rendered by %s", (_name, render) => {
  const check = (markdown: string) => {
    const html = render(markdown);
    expect(html).not.toMatch(/<(img|script|iframe|object|embed|form|svg|style|link|meta)\b/i);
    expect(addressesIn(html).filter(leadsAway)).toEqual([]);
  };

  test("no image is loaded, and no link leads away, however the pieces come together", () => {
    fc.assert(
      fc.property(attack, (text) => check(safeMarkdown(text, policy))),
      { numRuns: 3_000 },
    );
  });

  test("nor when the text arrives in pieces", () => {
    fc.assert(
      fc.property(fc.array(attack, { maxLength: 6 }), (pieces) => {
        const stream = createSafeStream(policy);
        check(pieces.map((piece) => stream.push(piece)).join("") + stream.end());
      }),
      { numRuns: 1_000 },
    );
  });

  test("nor of strings that are known to break things", () => {
    for (const text of naughtyStrings()) check(safeMarkdown(text, policy));
  });
});

test("what is safe already stays as it is", () => {
  fc.assert(
    fc.property(attack, (text) => {
      const once = safeMarkdown(text, policy);
      // A second time may take more apart, never less.
      expect(safeMarkdown(once, policy).length).toBeLessThanOrEqual(once.length + once.split("]").length);
    }),
  );
});

test("a stream makes no tag of what is none in any of its pieces", () => {
  const stream = createSafeStream(policy);
  expect(stream.push("<<b>img") + stream.push(" src=x onerror=alert(1)>") + stream.end()).not.toMatch(/<\w/);
});

test("a stream loses no words and keeps an allowed link whole", () => {
  const text =
    "Your order is [on its way](/portal/orders/UA-1) [1].\n\n- one\n- two with `code`\n\nThat is all.";
  for (const size of [1, 2, 3, 7, 50]) {
    const stream = createSafeStream(policy);
    let shown = "";
    for (let at = 0; at < text.length; at += size) shown += stream.push(text.slice(at, at + size));
    expect(shown + stream.end()).toBe(text);
  }
});

test("a text made to be slow is not", () => {
  const started = performance.now();
  for (const piece of ["[", "](", "![a](", "<", "<a ", "https://", "&#", "\\", "[a]:"])
    safeMarkdown(piece.repeat(10_000), policy);
  expect(performance.now() - started).toBeLessThan(2_000);
});
