import { describe, expect, test } from "vitest";
import { type ReplyEmailFacts, replyEmail } from "@/lib/tickets/email";

const SITE = "https://portal.example.com";

function facts(changes: Partial<ReplyEmailFacts> = {}): ReplyEmailFacts {
  return {
    ticketId: "7dfdbe74-14ab-43ca-b581-c44e3460f191",
    number: "TKT-2026-00001",
    subject: "Left channel crackles",
    status: "waiting_customer",
    customerId: "b61a9e4c-0c83-4c40-875e-d1e0f100db10",
    authorName: "Lerato Molefe",
    body: "Please press the **reset** button.",
    branding: { name: "Karoo Audio" },
    recipients: [],
    ...changes,
  };
}

describe("the e-mail about an answer", () => {
  test("names the ticket, holds the answer and leads to it, in both forms", async () => {
    const { subject, text, html } = await replyEmail(facts(), SITE);
    expect(subject).toBe("Re: Left channel crackles [TKT-2026-00001]");
    for (const form of [text, html]) {
      expect(form).toContain("Lerato Molefe answered your ticket");
      expect(form).toContain("Left channel crackles · TKT-2026-00001");
      expect(form).toContain(`${SITE}/portal/tickets/TKT-2026-00001`);
      expect(form).toContain("We are waiting for your answer.");
      expect(form).toContain("Karoo Audio");
    }
    expect(text).toContain("Please press the **reset** button.");
    expect(html).toContain("Please press the <strong>reset</strong> button.");
  });

  test("asks for an answer only when one is waited for", async () => {
    const { text, html } = await replyEmail(facts({ status: "in_progress" }), SITE);
    expect(text + html).not.toContain("waiting for your answer");
  });

  test("nothing that people wrote becomes markup", async () => {
    const evil = '<b onclick="x">"&\'</b>';
    const { html } = await replyEmail(
      facts({ subject: evil, authorName: evil, body: evil, branding: { name: evil } }),
      SITE,
    );
    expect(html).not.toContain("<b onclick");
    expect(html).toContain("&lt;b onclick=&quot;x&quot;&gt;&quot;&amp;&#x27;&lt;/b&gt;");
  });

  test("braces and tags in a subject are words, not instructions to the translator", async () => {
    const { subject } = await replyEmail(facts({ subject: "What is {number}, and '{' or <b>?" }), SITE);
    expect(subject).toBe("Re: What is {number}, and '{' or <b>? [TKT-2026-00001]");
  });

  test("wears the brand's colour with words that can be read on it", async () => {
    const button = async (primaryColor: string) => {
      const { html } = await replyEmail(facts({ branding: { primaryColor } }), SITE);
      const style = /<a href="[^"]+" style="([^"]+)"[^>]*><span>/.exec(html)?.[1] ?? "";
      return [/background:(#\w+)/.exec(style)?.[1], /[;"]color:(#\w+)/.exec(style)?.[1]];
    };
    expect(await button("#5b21b6")).toEqual(["#5b21b6", "#ffffff"]);
    expect(await button("#facc15")).toEqual(["#facc15", "#131211"]);
    // What mail programs do not understand, or what is no colour at all, is left out.
    expect((await button("oklch(0.5 0.1 195)"))[0]).toBe("#0f6f6f");
    expect((await button('red"><script>'))[0]).toBe("#0f6f6f");
  });

  test("loads nothing from anywhere", async () => {
    const branding = { name: "K", logoUrl: "https://cdn.example.com/logo.png" };
    const { html } = await replyEmail(facts({ branding, body: "![x](https://spy.example/p.png)" }), SITE);
    expect(html).not.toMatch(/<(img|link|script|iframe|video|object)\b|@import|url\(|background="/i);
    expect(html).not.toContain("cdn.example.com");
  });

  test("a list of e-mails shows the beginning of the answer, in one line", async () => {
    const { html } = await replyEmail(facts({ body: `First\n\n${"word ".repeat(100)}` }), SITE);
    const preheader = /data-skip-in-text="true"[^>]*>([^<]*)</.exec(html)?.[1] ?? "";
    expect(preheader).toMatch(/^First word .*…$/);
    expect(preheader.length).toBeLessThanOrEqual(120);
  });
});
