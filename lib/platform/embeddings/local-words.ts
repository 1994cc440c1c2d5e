// Words of a text for the local embedder: folded, without stop words, cut down to a stem. One set of rules for
// every language, because nothing says in which one a question is.

const STOP_WORDS = new Set(
  `a about above after again against all also am an and any are as at be because been before being below between both
  but by can could did do does doing don down during each else few for from further get had has have having he her
  here hers him his how i if in into is it its just let ll me more most my no nor not now of off on once only or other
  our ours out over own please re same shall she should so some such than that the their theirs them then there these
  they this those through to too under until up us very was we were what when where which while who whom why will
  with would you your yours
  de la que el en y los del se las por un para con una su al lo como mas pero sus le ya o este si porque esta entre
  cuando muy sin sobre ser tambien me hasta hay donde quien desde todo nos durante uno ni contra ese eso cual cuales
  ante ellos e esto mi antes algunos unos yo otro otras otra tanto esa estos mucho quienes nada cuanto
  die het een van is en dit vir nie n met wat ek jy my jou hulle ons sy hy as aan op na te om dat kan sal
  le les des et est du dans qui par pour au sur ne pas ce der das und ist den mit von zu
  من في على الي الى عن ان هل ما ماذا متي متى كم كيف هو هي هذا هذه ذلك التي الذي كان كانت قد لا لم او و مع بين بعد قبل كل اي`
    .split(/\s+/)
    .map(fold),
);

/** Small letters without accents and vowel signs; the letters that Arabic spells in several ways are one. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\u0640]+/gu, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه");
}

/** The words of a text, folded, stop words left out. */
export function wordsOf(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !STOP_WORDS.has(word) && (word.length > 1 || /[\p{N}\p{Lo}]/u.test(word)));
}

const ARABIC = /^\p{Script=Arabic}+$/u;

/** What is left of a folded word without its endings: the English ones, which serve Latin letters well enough, or the Arabic ones. */
export function stemOf(word: string): string {
  if (ARABIC.test(word)) return stemArabic(word);
  return /^[a-z]{3,40}$/.test(word) ? stemLatin(word) : word;
}

function stemArabic(word: string): string {
  const prefix = /^(?:وال|بال|كال|فال|لل|ال|و(?=.{4}))(?=.{3})/.exec(word)?.[0] ?? "";
  return word.slice(prefix.length).replace(/(?<=.{3})(?:ها|ان|ات|ون|ين|يه|هم|نا|ه|ي)$/, "");
}

// M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980).
const C = "[^aeiou]";
const V = "[aeiouy]";
const CS = `${C}[^aeiouy]*`;
const VS = `${V}[aeiou]*`;
const MORE_THAN_0 = new RegExp(`^(${CS})?${VS}${CS}`);
const MORE_THAN_1 = new RegExp(`^(${CS})?${VS}${CS}${VS}${CS}`);
const EXACTLY_1 = new RegExp(`^(${CS})?${VS}${CS}(${VS})?$`);
const HAS_VOWEL = new RegExp(`^(${CS})?${V}`);
const SHORT = new RegExp(`^${CS}${V}[^aeiouwxy]$`);

const SECOND: readonly [string, string][] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["bli", "ble"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
];
const THIRD: readonly [string, string][] = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
];
const FOURTH = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|ou|(?<=[st])ion)$/;

function stemLatin(word: string): string {
  let stem = word.replace(/(ss|i)es$/, "$1").replace(/([^s])s$/, "$1");
  stem = withoutTense(stem);
  if (stem.endsWith("y") && HAS_VOWEL.test(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
  stem = replaceEnding(replaceEnding(stem, SECOND), THIRD);
  const fourth = FOURTH.exec(stem);
  if (fourth && MORE_THAN_1.test(stem.slice(0, fourth.index))) stem = stem.slice(0, fourth.index);
  if (stem.endsWith("e")) {
    const rest = stem.slice(0, -1);
    if (MORE_THAN_1.test(rest) || (EXACTLY_1.test(rest) && !SHORT.test(rest))) stem = rest;
  }
  return stem.endsWith("ll") && MORE_THAN_1.test(stem) ? stem.slice(0, -1) : stem;
}

function withoutTense(word: string): string {
  if (word.endsWith("eed")) return MORE_THAN_0.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const rest = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (!rest || !HAS_VOWEL.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/([^aeiouylsz])\1$/.test(rest)) return rest.slice(0, -1);
  return SHORT.test(rest) ? `${rest}e` : rest;
}

function replaceEnding(word: string, endings: readonly [string, string][]): string {
  const found = endings.find(([ending]) => word.endsWith(ending));
  if (!found) return word;
  const rest = word.slice(0, -found[0].length);
  return MORE_THAN_0.test(rest) ? rest + found[1] : word;
}
