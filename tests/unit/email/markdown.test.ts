import { describe, expect, test } from "vitest";
import { markdownToEmailHtml } from "@/lib/email/markdown";

describe("Markdown in e-mails", () => {
  test("is styled in place, because mail programs drop style sheets", () => {
    const html = markdownToEmailHtml(
      "Press **twice**.\n\n1. Wait\n2. See [the guide](https://example.com/g)",
    );
    expect(html).toMatch(/<p style="[^"]+">Press <strong>twice<\/strong>\.<\/p>/);
    expect(html).toMatch(/<ol style="[^"]+">\s*<li style="[^"]+">Wait<\/li>/);
    expect(html).toMatch(/<a style="[^"]+" href="https:\/\/example\.com\/g">the guide<\/a>/);
  });

  test("knows tables, task lists and struck text", () => {
    const html = markdownToEmailHtml("| a | b |\n| - | - |\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n~~old~~");
    expect(html).toMatch(/<th style="[^"]+">a<\/th>[\s\S]*<td style="[^"]+">2<\/td>/);
    expect(html).toMatch(/☑ done[\s\S]*☐ open/);
    expect(html).toContain("<del>old</del>");
    expect(html).not.toContain("<input");
  });

  test("headings do not compete with that of the e-mail", () => {
    const html = markdownToEmailHtml("# Steps\n\nFirst");
    expect(html).toMatch(/<p style="[^"]*font-weight:600[^"]*">Steps<\/p>/);
    expect(html).not.toMatch(/<h\d/);
  });

  test.each([
    ["a script", "<script>alert(1)</script>"],
    ["a handler in a tag", 'Look <img src=x onerror="alert(1)">'],
    ["a tag across lines", "<a\nhref='javascript:alert(1)'>x</a>"],
    ["a comment", "<!-- <script> -->"],
    ["a closing tag", "</td></table><h1>Pay here</h1>"],
  ])("raw HTML is shown as text: %s", (_name, markdown) => {
    const html = markdownToEmailHtml(markdown);
    expect(html).toContain("&lt;");
    expect(html.replace(/<\/?(p|a|del)\b[^>]*>/g, "")).not.toMatch(/<[a-z!/]/i);
  });

  test.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
  ])("a dangerous address leads nowhere: %s", (markdown) => {
    expect(markdownToEmailHtml(markdown)).not.toMatch(/href="[a-z]+script:|href="data:/i);
  });

  test("a picture is named, not loaded", () => {
    expect(markdownToEmailHtml("![the router](https://tracker.example/p.png)")).toContain("the router");
    expect(markdownToEmailHtml("![](https://tracker.example/p.png)")).toContain(
      "https://tracker.example/p.png",
    );
    expect(markdownToEmailHtml('![a"b](https://x.example/p.png "t>itle")')).not.toContain("<img");
  });

  test("code keeps its angle brackets as text", () => {
    expect(markdownToEmailHtml("`<p style=x>` and\n\n```\n<table>\n```")).toMatch(
      /<code style="[^"]+">&lt;p style=x&gt;<\/code>[\s\S]*&lt;table&gt;/,
    );
  });
});
