import { joinArabic } from "./arabic";
import { isPrintable } from "./fonts";

/** Control characters, halves of surrogate pairs, and the marks that would turn the text around them. */
const UNPRINTABLE = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\u200d|[\ufe00-\ufe0f]|\p{Surrogate}/gu;

/** Stands for a character that none of the fonts has. */
const MISSING = "\ufffd";

/** The text as it may stand on paper. The fonts must be ready. */
export function printable(text: string): string {
  const clean = text.replaceAll("\r\n", "\n").replaceAll("\t", " ").replace(UNPRINTABLE, "").normalize("NFC");
  return Array.from(joinArabic(clean.trim()), (character) =>
    character === "\n" || isPrintable(character) ? character : MISSING,
  ).join("");
}

const STRONG = /\p{L}/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** The direction of a text is that of its first letter, as in a browser's `dir="auto"`. */
export function directionOf(text: string): "ltr" | "rtl" {
  const first = STRONG.exec(text)?.[0];
  return first !== undefined && RIGHT_TO_LEFT.test(first) ? "rtl" : "ltr";
}
