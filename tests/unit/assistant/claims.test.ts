import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNumber } from "@/lib/assistant/claim-values";
import { checkClaims } from "@/lib/assistant/claims";
import type { Source } from "@/lib/assistant/types";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";

const source = (text: string, id = "1"): Source => ({
  kind: "article",
  id,
  title: "Help",
  text,
  href: "/help/a",
});
const cites = (...sources: Source[]) => sources.map(({ kind, id }, index) => ({ n: index + 1, kind, id }));

/** Whether a sentence that cites this text may leave. */
function allows(text: string, sentence: string, language = "en-ZA"): boolean {
  const one = source(text);
  return checkClaims({ text: `${sentence} [1]`, citations: cites(one) }, [one], language).supported;
}

describe("amounts", () => {
  test.each([
    "1 499,00",
    "1,499.00",
    "1.499,00",
    "1499",
    "1 499",
    "1\u00a0499,00",
    "1\u202f499,00",
    "1'499.00",
    "1499.00",
    "1,499",
  ])("%s is 1499", (text) => expect(readNumber(text)).toBe(1499));

  test.each([
    ["0,5", 0.5],
    ["0.125", 0.125],
    ["12,5", 12.5],
    ["1,299,000.50", 1_299_000.5],
    ["149", 149],
  ])("%s is %d", (text, value) => expect(readNumber(text)).toBe(value));

  test.each([
    ["Collection costs R149.", "Collection costs R 149,00."],
    ["The total is R 1 499,00.", "You pay R1,499.00 in all."],
    ["Price: R 1\u00a0299,00 a month", "It costs R1299 a month."],
    ["The fee is 250 rand.", "The fee is R250."],
    ["Up to R5k.", "Up to R5 000."],
    ["It costs €12,50.", "It costs 12.50 euros."],
  ])("%j says %j", (text, sentence) => expect(allows(text, sentence)).toBe(true));

  test.each([
    ["Collection costs R149.", "Collection costs R 199,00."],
    ["It takes 30 days.", "It costs R30."],
    ["The total is R 1 499,00.", "The total is $1499."],
    ["The total is R 1 499,00.", "The total is R14 990."],
    ["Nothing about money.", "It costs R10."],
  ])("%j does not say %j", (text, sentence) => expect(allows(text, sentence)).toBe(false));

  test("however an amount is written for a reader, it is found again", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999 }),
        fc.constantFrom("en-ZA", "en-US", "de-DE", "af-ZA", "fr-FR"),
        fc.constantFrom("en-ZA", "en-US", "de-DE"),
        (amount, mine, yours) => {
          const [one, other] = [mine, yours].map((locale) =>
            formatMoney({ amount, currency: "ZAR" }, locale),
          );
          expect(allows(`Total: ${one}`, `The total is ${other}.`)).toBe(true);
          const more = formatMoney({ amount: amount + 1, currency: "ZAR" }, yours);
          expect(allows(`Total: ${one}`, `The total is ${more}.`)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("days and spans", () => {
  test.each([
    ["Expected delivery: 23 Nov 2026", "It should arrive on 23 November 2026."],
    ["Expected delivery: 23 Nov 2026", "It should arrive on November 23."],
    ["Expected delivery: 23 Nov 2026", "It should arrive on 2026-11-23."],
    ["Expected delivery: 23 Nov 2026", "It should arrive on Monday."],
    ["Refunds take 3 to 5 working days.", "Refunds take up to 5 working days."],
    ["Refunds take 3–5 working days.", "It takes three to five working days."],
    ["You have 14 days.", "You have two weeks."],
    ["Open from 8:00 to 17:00.", "We are open until 5 pm."],
    ["15 % VAT", "VAT is 15%."],
    ["Three months guarantee.", "There is a guarantee of 3 months."],
  ])("%j says %j", (text, sentence) => expect(allows(text, sentence)).toBe(true));

  test.each([
    ["Expected delivery: 23 Nov 2026", "It should arrive on 24 November."],
    ["Expected delivery: 23 Nov", "It should arrive on 23 November 2025."],
    ["Expected delivery: 23 Nov 2026", "It should arrive on Friday."],
    ["Refunds take 5 working days.", "Refunds take 5 days."],
    ["Refunds take 5 working days.", "Refunds take 48 hours."],
    ["You have 14 days.", "You have 30 days."],
    ["15 % VAT", "VAT is 14%."],
    ["Open from 8:00 to 17:00.", "We are open until 18:00."],
    ["We answer soon.", "We answer immediately."],
    ["We answer soon.", "We will answer today."],
  ])("%j does not say %j", (text, sentence) => expect(allows(text, sentence)).toBe(false));

  test("what is near is known by the clock alone", () => {
    const one = source("Expected delivery: 23 Nov 2026");
    const check = (now: string) =>
      checkClaims({ text: "It arrives tomorrow [1].", citations: cites(one) }, [one], "en", {
        clock: { now: new Date(now), timeZone: "Africa/Johannesburg" },
      }).supported;
    expect(check("2026-11-22T12:00:00Z")).toBe(true);
    expect(check("2026-11-21T12:00:00Z")).toBe(false);
    // Past midnight where the customer is.
    expect(check("2026-11-21T22:30:00Z")).toBe(true);
  });

  test("a day as any reader's locale writes it is found again", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2020-01-01"), max: new Date("2035-12-31"), noInvalidDate: true }),
        fc.constantFrom("en-ZA", "en-GB", "en-US", "af-ZA", "de-DE", "fr-FR", "es-ES"),
        (date, locale) => {
          const written = formatDate(date, locale, "UTC");
          // The American order of two numbers cannot be told from the other one, and is not used: months have names.
          expect(allows(`Due: ${date.toISOString().slice(0, 10)}`, `It is due on ${written}.`, locale)).toBe(
            true,
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("entitlements", () => {
  test.each([
    ["Unused goods are refunded within 14 days.", "You get a refund within 14 days."],
    ["Delivery is free above R500.", "Delivery is free above R500."],
    ["There is a two-year guarantee.", "Your speakers have a guarantee."],
    ["A mounted cartridge cannot be refunded.", "A mounted cartridge cannot be refunded."],
    ["Collection: no extra charge.", "Collection is free."],
    ["Unrelated.", "I cannot promise a refund."],
    ["Unrelated.", "Would you like a refund?"],
    ["Unrelated.", "A person can look into your refund."],
    ["Unrelated.", "Feel free to ask."],
    ["Unrelated.", "Your order is on its way."],
  ])("%j lets %j through", (text, sentence) => expect(allows(text, sentence)).toBe(true));

  test.each([
    ["Delivery takes 3 days.", "Delivery is free."],
    ["A mounted cartridge cannot be refunded.", "A mounted cartridge is refunded."],
    ["No refunds on software.", "You will get a refund for software."],
    ["A refund is possible.", "You get a full refund."],
    ["The box is damaged.", "You are entitled to compensation."],
    ["We repair it.", "You get a 10% discount."],
    ["We sell speakers.", "They come with a lifetime warranty."],
    ["Delivery takes 3 days.", "There is no charge for delivery."],
  ])("%j holds %j back", (text, sentence) => expect(allows(text, sentence)).toBe(false));
});

describe("which source counts", () => {
  const fee = source("Collection costs R149.", "fee");
  const span = source("It takes 5 days.", "span");
  const check = (text: string) => checkClaims({ text, citations: cites(fee, span) }, [fee, span], "en");

  test("the one that the sentence cites", () => {
    expect(check("Collection costs R149. [1] It takes 5 days. [2]").supported).toBe(true);
    expect(check("Collection costs R149. [2]").supported).toBe(false);
    expect(check("Collection costs R149 [1], and takes 5 days [2].").supported).toBe(true);
  });

  test("else those of its paragraph, and none of another one", () => {
    expect(check("It costs R149. That is for collection. [1]").supported).toBe(true);
    expect(check("It costs R149.\n\nThat takes a while. [1]").supported).toBe(false);
  });

  test("a text without markers has all that came with it; what was never retrieved proves nothing", () => {
    expect(check("Collection costs R149.").supported).toBe(true);
    expect(checkClaims({ text: "It costs R149. [1]", citations: cites(fee) }, [], "en").supported).toBe(
      false,
    );
    expect(checkClaims({ text: "It costs R149. [7]", citations: cites(fee) }, [fee], "en").supported).toBe(
      false,
    );
  });

  test("each sentence is judged for itself", () => {
    const { withheld } = check(
      "Collection costs R149. [1] A refund of R900 follows. [1] It takes 5 days. [2]",
    );
    expect(withheld).toHaveLength(1);
    expect(withheld[0]).toContain("R900");
  });
});

test("a text made to be slow is not", () => {
  const started = performance.now();
  for (const piece of ["1 ", "R1,", "no refund ", "3 to ", "12.", "a week or ", "[1]", "1 Nov "])
    checkClaims({ text: piece.repeat(5_000), citations: [] }, [source(piece.repeat(5_000))], "en");
  expect(performance.now() - started).toBeLessThan(4_000);
});
