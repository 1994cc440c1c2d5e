/** Forms of a letter by where it stands in a word: alone, last, first, between; those that never join lack some. */
type Forms = readonly string[];

const ALONE = 0;
const LAST = 1;
const FIRST = 2;
const BETWEEN = 3;

const LAM = "\u0644";
const TATWEEL = "\u0640";
const JOINER = "\u200d";

/** Vowel signs and the like. Unicode composes those that make a letter of their own; these may be left out. */
const SIGNS = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]/g;
const LETTER = /\p{Script=Arabic}/u;

let known: Map<string, Forms> | undefined;

/**
 * Arabic letters as the forms in which they join, in reading order. The renderer reverses glyphs one by one,
 * which tears fonts apart that set a letter's dots as glyphs of their own; in these code points each letter is
 * one glyph, dots and all. Vowel signs are left out, as print does.
 */
export function joinArabic(text: string): string {
  if (!LETTER.test(text)) return text;
  known ??= readForms();
  const forms = known;
  const letters = ligate(Array.from(text.replace(SIGNS, "")));
  return letters
    .map((letter, index) => {
      const own = forms.get(letter);
      if (!own) return letter;
      const before = joinsNext(letters[index - 1], forms) && own.length > LAST;
      const after = own.length > FIRST && joinsPrevious(letters[index + 1], forms);
      const place = before ? (after ? BETWEEN : LAST) : after ? FIRST : ALONE;
      return own[place] ?? letter;
    })
    .join("");
}

/** Lam and alef become one letter. */
function ligate(letters: string[]): string[] {
  return letters.reduce<string[]>((done, letter) => {
    if (done.at(-1) === LAM && "\u0622\u0623\u0625\u0627".includes(letter)) done[done.length - 1] += letter;
    else done.push(letter);
    return done;
  }, []);
}

function joinsNext(letter: string | undefined, forms: Map<string, Forms>): boolean {
  if (letter === undefined) return false;
  return letter === TATWEEL || letter === JOINER || (forms.get(letter)?.length ?? 0) > FIRST;
}

function joinsPrevious(letter: string | undefined, forms: Map<string, Forms>): boolean {
  if (letter === undefined) return false;
  return letter === TATWEEL || letter === JOINER || (forms.get(letter)?.length ?? 0) > LAST;
}

/** Unicode itself says of which letter each form is, and lists the forms in the order of the places above. */
function readForms(): Map<string, Forms> {
  const forms = new Map<string, string[]>();
  for (const [from, to] of [
    [0xfe80, 0xfefc],
    [0xfb50, 0xfbff],
  ] as const) {
    for (let code = from; code <= to; code++) {
      const form = String.fromCodePoint(code);
      const letter = form.normalize("NFKC");
      const isLetter =
        letter.length === 1 || (letter.length === 2 && letter.startsWith(LAM) && from === 0xfe80);
      if (isLetter && letter !== form) forms.set(letter, [...(forms.get(letter) ?? []), form]);
    }
  }
  return forms;
}
