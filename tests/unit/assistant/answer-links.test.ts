import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerLinks } from "@/lib/assistant/answer-links";
import { portalLink } from "@/lib/assistant/portal-link";
import { createSafeStream, safeMarkdown } from "@/lib/assistant/safe-markdown";
import type { Source, SourceKind } from "@/lib/assistant/types";
import { linksForm } from "@/lib/triage/schema";

const ORIGIN = "https://portal.example";
const HOSTS = ["docs.example", "xn--bcher-kva.example"];

function found(kind: SourceKind, text: string): Map<string, Source> {
  return new Map([[`${kind}:1`, { kind, id: "1", title: "Found", text, href: "/help/found" }]]);
}

const article = found(
  "article",
  "The manual is at https://docs.example/manual?lang=en. See (https://docs.example/faq), or https://other.example/x.",
);

describe("a link to a trusted host", () => {
  test("is kept where an article has it, letter for letter", () => {
    const links = answerLinks(ORIGIN, HOSTS, article);
    const text = "Read [the manual](https://docs.example/manual?lang=en) or https://docs.example/faq.";
    expect(safeMarkdown(text, links)).toBe(text);
  });

  test.each([
    ["a query of its own", "https://docs.example/manual?lang=en&q=INV-1001"],
    ["another query", "https://docs.example/manual?q=INV-1001"],
    ["a path of its own", "https://docs.example/INV-1001"],
    ["a fragment", "https://docs.example/faq#INV-1001"],
    ["a host below it", "https://inv-1001.docs.example/faq"],
    ["a name to sign in with", "https://inv-1001@docs.example/faq"],
    ["a name that hides the host", "https://docs.example%2ffaq@evil.example/"],
    ["a host that only begins like it", "https://docs.example.evil.example/faq"],
    ["a port", "https://docs.example:444/faq"],
    ["no encryption", "http://docs.example/faq"],
    ["no scheme", "//docs.example/faq"],
    ["a letter that looks alike", "https://dоcs.example/faq"],
    ["another spelling of a dot", "https://docs。example/faq?q=INV-1001"],
    ["an encoded path", "https://docs.example/%66aq?q=INV-1001"],
    ["a host that nobody trusts, though an article has it", "https://other.example/x"],
    ["data", "data:text/html,INV-1001"],
    ["an image", "https://docs.example/faq.png?q=INV-1001"],
    ["very much", `https://docs.example/faq?q=${"INV-1001".repeat(200)}`],
  ])("is words with %s", (_name, href) => {
    const links = answerLinks(ORIGIN, HOSTS, article);
    for (const text of [
      `[here](${href})`,
      `![here](${href})`,
      `Go to ${href} now`,
      `<${href}>`,
      `[x]: ${href}`,
    ]) {
      for (const shown of [safeMarkdown(text, links), streamed(text, links)]) {
        // Nothing that anything would follow or fetch; the words themselves are the customer's own.
        expect(shown, text).not.toMatch(/\]\(|https?:|ftp:|www\./i);
      }
    }
  });

  test.each(["ticket", "order", "quote", "service", "domain"] as const)(
    "is words where only a %s has it, which anybody may have written",
    (kind) => {
      const links = answerLinks(ORIGIN, HOSTS, found(kind, "https://docs.example/collect?step=1"));
      expect(safeMarkdown("[x](https://docs.example/collect?step=1)", links)).toBe("x");
    },
  );

  test("is known as soon as an article with it was found", () => {
    const sources = new Map<string, Source>();
    const links = answerLinks(ORIGIN, HOSTS, sources);
    const text = "[the manual](https://docs.example/manual?lang=en)";
    expect(safeMarkdown(text, links)).toBe("the manual");
    for (const [name, source] of article) sources.set(name, source);
    expect(safeMarkdown(text, links)).toBe(text);
  });

  test("never carries what a source did not have, whatever is appended", () => {
    const links = answerLinks(ORIGIN, HOSTS, article);
    fc.assert(
      fc.property(fc.webFragments(), fc.webQueryParameters(), fc.webPath(), (fragment, query, path) => {
        const href = `https://docs.example/faq${path}?${query}#${fragment}x`;
        expect(safeMarkdown(`[here](${href})`, links)).not.toContain("](");
      }),
    );
  });

  test("is words on a page once its host is trusted no more, and always leads into the portal", () => {
    expect(portalLink(HOSTS)("https://docs.example/faq")).toBe("https://docs.example/faq");
    expect(portalLink(HOSTS)("https://bücher.example/faq")).toBe("https://xn--bcher-kva.example/faq");
    expect(portalLink([])("https://docs.example/faq")).toBeNull();
    expect(portalLink([])("/portal/orders")).toBe("/portal/orders");
    expect(portalLink(HOSTS)("//docs.example/faq")).toBeNull();
  });
});

function streamed(text: string, links: ReturnType<typeof answerLinks>): string {
  const stream = createSafeStream(links);
  return [...text].map((letter) => stream.push(letter)).join("") + stream.end();
}

describe("hosts that an admin names", () => {
  const hosts = (linkHosts: string) => {
    const read = linksForm.safeParse({ expectedRevision: "r", linkHosts });
    return read.success ? read.data.linkHosts : null;
  };
  test.each([
    [
      "docs.example.com, Status.Example.com\nexample.org",
      ["docs.example.com", "status.example.com", "example.org"],
    ],
    ["https://docs.example.com/path?x=1", ["docs.example.com"]],
    ["bücher.example", ["xn--bcher-kva.example"]],
    ["", []],
  ])("%j", (text, expected) => expect(hosts(text)).toEqual(expected));
  test.each([
    "localhost",
    "127.0.0.1",
    "[::1]",
    "0x7f000001",
    "2130706433",
    "docs.example.com:8443",
    "user@docs.example.com",
    "*.example.com",
    "javascript:alert(1)",
  ])("%s is none", (text) => expect(hosts(text)).toBeNull());
  test("are absent when nobody touched them", () =>
    expect(linksForm.parse({ expectedRevision: "r" })).toEqual({ expectedRevision: "r" }));
});
