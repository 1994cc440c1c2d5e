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
  test("names the ticket, holds the answer and leads to it, in both forms", () => {
    const { subject, text, html } = replyEmail(facts(), SITE);
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

  test("asks for an answer only when one is waited for", () => {
    const { text, html } = replyEmail(facts({ status: "in_progress" }), SITE);
    expect(text + html).not.toContain("waiting for your answer");
  });

  test("nothing that people wrote becomes markup", () => {
    const evil = '<b onclick="x">"&\'</b>';
    const { html } = replyEmail(
      facts({ subject: evil, authorName: evil, body: evil, branding: { name: evil } }),
      SITE,
    );
    expect(html).not.toContain("<b onclick");
    expect(html).toContain("&lt;b onclick=&quot;x&quot;&gt;&quot;&amp;&#39;&lt;/b&gt;");
  });

  test("braces and tags in a subject are words, not instructions to the translator", () => {
    const { subject } = replyEmail(facts({ subject: "What is {number}, and '{' or <b>?" }), SITE);
    expect(subject).toBe("Re: What is {number}, and '{' or <b>? [TKT-2026-00001]");
  });

  test("wears the brand's colour with words that can be read on it", () => {
    const button = (primaryColor: string) =>
      /<td style="border-radius:6px;background:(#\w+)">.*?;color:(#\w+);/.exec(
        replyEmail(facts({ branding: { primaryColor } }), SITE).html,
      );
    expect(button("#5b21b6")?.slice(1)).toEqual(["#5b21b6", "#ffffff"]);
    expect(button("#facc15")?.slice(1)).toEqual(["#facc15", "#131211"]);
    // What mail programs do not understand, or what is no colour at all, is left out.
    expect(button("oklch(0.5 0.1 195)")?.[1]).toBe("#0f6f6f");
    expect(button('red"><script>')?.[1]).toBe("#0f6f6f");
  });

  test("loads a logo only over https", () => {
    const logo = (logoUrl: string) => replyEmail(facts({ branding: { name: "K", logoUrl } }), SITE).html;
    expect(logo("https://cdn.example.com/logo.png")).toContain(
      '<img src="https://cdn.example.com/logo.png" alt="K"',
    );
    expect(logo("/logo.svg")).not.toContain("<img");
  });

  test("a list of e-mails shows the beginning of the answer, in one line", () => {
    const { html } = replyEmail(facts({ body: `First\n\n${"word ".repeat(100)}` }), SITE);
    const preheader = /overflow:hidden">([^<]*)</.exec(html)?.[1] ?? "";
    expect(preheader).toMatch(/^First word .*…$/);
    expect(preheader.length).toBeLessThanOrEqual(120);
  });
});
