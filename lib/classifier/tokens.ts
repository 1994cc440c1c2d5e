/** Longer texts are cut: what a message is about stands at its beginning. */
const MAX_CHARACTERS = 6_000;
const MAX_WORDS = 600;
/** Longer words are codes or noise. */
const MAX_WORD = 40;

// Scripts that write no spaces: each character is a word of its own.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const RUN = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)*|\p{Extended_Pictographic}/gu;
// Bounded, or a long run without blanks would be looked at from each of its characters to the end.
const ADDRESS = /[^\s@]{1,64}@[^\s@.]{1,63}(?:\.[^\s@.]{1,63}){1,8}/gu;
const LINK = /\b(?:https?:\/\/|www\.)\S+/gu;
// Latin, Greek and Cyrillic accents, Arabic vowel signs and stretching: people leave them out.
const ACCENTS = /[\u0300-\u036f\u064b-\u0652\u0640]/gu;

/**
 * Small letters without accents; addresses and links become one word each, and long numbers their number of
 * digits, so that nobody's order number is learned by heart.
 */
function normalise(text: string): string {
  return text
    .slice(0, MAX_CHARACTERS)
    .toLowerCase()
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .normalize("NFC")
    .replace(ADDRESS, " emailaddress ")
    .replace(LINK, " weblink ")
    .replace(/\p{N}{3,}/gu, (digits) => "0".repeat(Math.min(digits.length, 8)));
}

/** The words of a text, and the runs of letters out of which pieces are cut; the same but for unspaced scripts. */
export function tokenize(text: string): { words: string[]; runs: string[] } {
  const words: string[] = [];
  const runs: string[] = [];
  for (const [found] of normalise(text).matchAll(RUN)) {
    if (runs.length >= MAX_WORDS) break;
    const run = found.replace(/['’]/gu, "").slice(0, MAX_WORD);
    runs.push(run);
    if (UNSPACED.test(run)) words.push(...run);
    else words.push(run);
  }
  return { words: words.slice(0, MAX_WORDS), runs };
}
