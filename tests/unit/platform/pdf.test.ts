import { describe, expect, test } from "vitest";
import { joinArabic } from "@/lib/platform/pdf/arabic";
import { inkColor } from "@/lib/platform/pdf/color";
import { pdfLabels } from "@/lib/platform/pdf/labels";
import { type PriceDocument, renderPriceDocument } from "@/lib/platform/pdf/price-document";
import { directionOf } from "@/lib/platform/pdf/text";

const LINE = {
  description: "Wireless headphones",
  quantity: 2,
  unitPrice: 129_900,
  taxRate: 0.15,
  net: 259_800,
};

const INVOICE: PriceDocument = {
  kind: "invoice",
  number: "INV-2026-00042",
  seller: { name: "Umoya Audio", lines: ["14 Bree Street", "Cape Town"], primaryColor: "#0f6f6f" },
  buyer: { name: "محمد عبد الرحمن", customerNumber: "C-010012", addressLines: ["ถนนสุขุมวิท", "Łódź"] },
  issuedOn: "2026-11-21",
  dueOn: "2026-11-28",
  currency: "ZAR",
  lines: [LINE],
  subtotal: 259_800,
  discount: 0,
  taxes: [{ rate: 0.15, net: 259_800, tax: 38_970 }],
  tax: 38_970,
  total: 298_770,
  labels: pdfLabels("invoice"),
  locale: "en-ZA",
};

async function textOf(document: PriceDocument): Promise<string> {
  return Buffer.from(await renderPriceDocument(document)).toString("latin1");
}

const pagesOf = (pdf: string) => pdf.match(/\/Type \/Page\b(?!s)/g)?.length;
const fontsOf = (pdf: string) =>
  new Set(Array.from(pdf.matchAll(/\/BaseFont \/(?:[A-Z]{6}\+)?([\w-]+)/g), ([, name]) => name));

describe("a document", () => {
  test("has the same bytes each time, also when two are made at once", async () => {
    const [first, second] = await Promise.all([renderPriceDocument(INVOICE), renderPriceDocument(INVOICE)]);
    expect(Buffer.from(second).equals(first)).toBe(true);
    expect(Buffer.from(await renderPriceDocument(INVOICE)).equals(first)).toBe(true);
  });

  test("is dated by the day of its issue, not by the clock", async () => {
    expect((await textOf(INVOICE)).includes("(D:20261121000000Z)")).toBe(true);
  });

  test("brings the fonts for every script in it, and needs none of the reader's", async () => {
    const fonts = fontsOf(await textOf({ ...INVOICE, notes: "é ñ ą ₹ R ฿ € – 漢 😀 \u0007" }));
    expect(fonts).toEqual(
      new Set(["NotoSans-Regular", "NotoSans-SemiBold", "NotoSansArabic-SemiBold", "NotoSansThai-Regular"]),
    );
  });

  test("takes 200 lines, words longer than their column and no lines at all", async () => {
    const long = { ...LINE, description: "Donaudampfschifffahrtsgesellschaft".repeat(8) };
    const lines = Array.from({ length: 200 }, (_, index) =>
      index % 9 === 0 ? long : { ...LINE, sku: `A-${index}` },
    );
    expect(pagesOf(await textOf({ ...INVOICE, lines }))).toBeGreaterThan(8);
    expect(pagesOf(await textOf({ ...INVOICE, lines: [] }))).toBe(1);
  });

  test("differs between the versions of a quote", async () => {
    const quote = { ...INVOICE, kind: "quote" as const, labels: pdfLabels("quote") };
    const [first, second] = [await textOf({ ...quote, version: 1 }), await textOf({ ...quote, version: 2 })];
    expect(first === second).toBe(false);
  });
});

describe("Arabic", () => {
  test("letters take the form of their place in the word", () => {
    expect(joinArabic("شركة")).toBe("\ufeb7\ufeae\ufedb\ufe94");
    expect(joinArabic("محمد")).toBe("\ufee3\ufea4\ufee4\ufeaa");
    expect(joinArabic("پگاه")).toBe("\ufb58\ufb95\ufe8e\ufee9");
  });

  test("lam and alef become one letter, and vowel signs are left out", () => {
    expect(joinArabic("لا")).toBe("\ufefb");
    expect(joinArabic("سلام")).toBe("\ufeb3\ufefc\ufee1");
    expect(joinArabic("مُحَمَّد")).toBe(joinArabic("محمد"));
  });

  test("leaves other scripts alone", () => {
    expect(joinArabic("Łódź 12 ถนน")).toBe("Łódź 12 ถนน");
    expect(joinArabic("ABC نص 12")).toBe("ABC \ufee7\ufeba 12");
  });

  test("runs from right to left when it comes first", () => {
    expect(directionOf("12 شارع Main")).toBe("rtl");
    expect(directionOf("Main شارع")).toBe("ltr");
    expect(directionOf("1234")).toBe("ltr");
  });
});

test("ink is the brand's colour, unless it is no colour or too pale for paper", () => {
  expect(inkColor("#036")).toBe("#003366");
  expect(inkColor("oklch(0.48 0.10 195)")).toMatch(/^#00[5-7]/);
  for (const color of ["#fff", "red", "url(x)", null, undefined]) expect(inkColor(color)).toBe("#0f6f6f");
});
