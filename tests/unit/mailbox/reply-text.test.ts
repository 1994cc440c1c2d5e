import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainToMarkdown } from "@/lib/mailbox/plain-markdown";
import { replyText, tidy } from "@/lib/mailbox/reply-text";

const reply = (text: string, html: string | null = null, subject = "Re: Hum") =>
  replyText({ text, html, subject });
const QUOTED = "\n> Please press reset.\n> Thanks\n";

describe("what is left of a reply", () => {
  test.each([
    ["On Fri, Nov 21, 2026 at 9:58 AM Portico <support@example.com> wrote:"],
    ["On Friday, 21 November 2026, Portico\n<reply+abc@reply.example.com>\nwrote:"],
    ["Am 21.11.2026 um 09:58 schrieb Portico <support@example.com>:"],
    ["Am Fr., 21. Nov. 2026 um 09:58 Uhr schrieb Portico <support@example.com>:"],
    ["Le ven. 21 nov. 2026 à 09:58, Portico <support@example.com> a écrit :"],
    ["El vie, 21 nov 2026 a las 9:58, Portico (<support@example.com>) escribió:"],
    ["Op vr 21 nov 2026 om 09:58 schreef Portico <support@example.com>:"],
    ["Op Vr., 21 Nov. 2026 om 09:58 het Portico <support@example.com> geskryf:"],
    ["Il giorno ven 21 nov 2026 alle ore 09:58 Portico <support@example.com> ha scritto:"],
    ["Em sex., 21 de nov. de 2026 às 09:58, Portico <support@example.com> escreveu:"],
    ["Den fre 21 nov. 2026 kl 09:58 skrev Portico <support@example.com>:"],
    ["W dniu 21.11.2026 o 09:58, Portico <support@example.com> pisze:"],
    ["пт, 21 нояб. 2026 г. в 09:58, Portico <support@example.com>:"],
    ["在 2026年11月21日 09:58，Portico <support@example.com> 写道："],
    ["2026年11月21日(金) 9:58 Portico <support@example.com>:"],
    [
      "-----Original Message-----\nFrom: Portico <support@example.com>\nSent: Friday\nTo: T\nSubject: Re: Hum",
    ],
    ["-------- Ursprüngliche Nachricht --------\nVon: Portico\nDatum: 21.11.26"],
    [
      "________________________________\nDe: Portico <support@example.com>\nEnvoyé: vendredi 21 novembre 2026\nÀ: T\nObjet: Re: Hum",
    ],
    [
      "From: Portico <support@example.com>\nDate: Friday, 21 November 2026 at 09:58\nTo: T <t@e.com>\nSubject: Re: Hum",
    ],
    ["*From:* Portico <support@example.com>\n*Sent:* Friday\n*To:* T\n*Subject:* Re: Hum"],
    ["Van: Portico\nVerzonden: vrijdag 21 november 2026 09:58\nAan: T\nOnderwerp: Re: Hum"],
  ])("above %s", async (separator) => {
    expect(await reply(`It hums again.\n\n${separator}\n${QUOTED}`)).toBe("It hums again.");
  });

  test("above our own line, in whatever the mail program wraps it", async () => {
    const marker = "##- Please write your answer above this line -##";
    expect(await reply(`It hums.\n\n${marker}\n\nLerato answered`)).toBe("It hums.");
    expect(await reply(`It hums.\n\nUnknown language 21.11.2026 Portico:\n> ${marker}\n> Lerato`)).toContain(
      "It hums.",
    );
    expect(await reply(`It hums.\n\nOn 21 Nov 2026, Portico wrote:\n\n> ${marker}\n>\n> x\n`)).toBe(
      "It hums.",
    );
  });

  test("below the quote, when that is where it was written", async () => {
    expect(
      await reply(`On 21 Nov 2026, Portico wrote:\n> Which lamp is lit?\n> Thanks\n\nThe green one.`),
    ).toBe("The green one.");
  });

  test("without signatures", async () => {
    expect(await reply("It hums.\n\n-- \nThandi Nkosi\n+27 21 555 0100")).toBe("It hums.");
    expect(await reply("It hums.\n\nSent from my iPhone")).toBe("It hums.");
    expect(await reply("Det surrar.\n\nSendt fra min iPhone")).toBe("Det surrar.");
  });

  test("with everything that only looks like a quote or a signature", async () => {
    for (const text of [
      "On Monday I wrote:\nit hums.\nOn Tuesday it was silent.",
      "From: the left channel\nit hums, and to the right it does not.",
      "He wrote: it hums",
      "a > b, and b > c",
    ]) {
      expect(await reply(text)).toBe(text);
    }
    const long = `It hums.\n\n---\n${Array.from({ length: 30 }, (_, n) => `Line ${n}`).join("\n")}`;
    expect(await reply(long)).toContain("Line 29");
  });

  test("in HTML, above where the program put the quote", async () => {
    const html = "<p>It hums.</p><blockquote type='cite'><p>Press reset</p></blockquote>";
    expect(await reply("It hums.\nPress reset", html)).toBe("It hums.");
  });

  test("is nothing when nothing was added", async () => {
    expect(await reply(`On 21 Nov 2026, Portico wrote:${QUOTED}`)).toBe("");
  });

  test("with long paragraphs, whole", async () => {
    const paragraph = `It hums, ${"and hums ".repeat(800)}since Monday.`;
    expect(await reply(`${paragraph}\n\nOn 21 Nov 2026, Portico wrote:\n> x`)).toBe(paragraph);
  });

  test("comes in time, whatever the text", { timeout: 20_000 }, async () => {
    for (const text of [
      `${"On ".repeat(20_000)}wrote`,
      `On ${"a ".repeat(20_000)}`,
      `Op ${"schreef ".repeat(8_000)}`,
      "\n".repeat(60_000),
      `${"0000from<".repeat(6_000)}>:`,
      `${"> ".repeat(30_000)}`,
      `${"<div class=".repeat(5_000)}`,
      `W dniu ${"pisze".repeat(8_000)}`,
      `${" ".repeat(59_000)}x`,
      `${"-".repeat(59_000)}x`,
    ]) {
      const started = performance.now();
      await reply(text, `<div ${"class=".repeat(50_000)}`);
      expect(performance.now() - started, text.slice(0, 20)).toBeLessThan(2_500);
    }
  });

  test("never fails", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 500, unit: "grapheme" }), async (text) => {
        expect(typeof (await reply(text))).toBe("string");
      }),
    );
  });
});

test("line ends and empty lines as people see them", () => {
  expect(tidy("a\r\nb\rc\n\n\n\n\nd  \n")).toBe("a\nb\nc\n\n\nd");
});

describe("plain text as Markdown", () => {
  test.each([
    ["one\ntwo", "one  \ntwo"],
    ["one\n\ntwo", "one\n\ntwo"],
    ["> asked\nanswered", "> asked\n\nanswered"],
    [">> twice", "> > twice"],
    ["# no heading", "\\# no heading"],
    ["#hashtag", "#hashtag"],
    ["Title\n-----", "Title  \n\\-----"],
    ["    no code", "no code"],
    ["*stars* and _lines_ and `ticks`", "\\*stars\\* and \\_lines\\_ and \\`ticks\\`"],
    ["a snake_case_name", "a snake_case_name"],
    ["* a point\n- another", "* a point  \n- another"],
    ["<b>bold</b>", "\\<b>bold\\</b>"],
    ["<https://example.com> 3 < 4", "<https://example.com> 3 < 4"],
    ["C:\\temp\\*", "C:\\temp\\\\\\*"],
  ])("%j", (text, markdown) => {
    expect(plainToMarkdown(text)).toBe(markdown);
  });
});
