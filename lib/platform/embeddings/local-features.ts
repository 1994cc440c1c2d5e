import { stemOf, wordsOf } from "./local-words.ts";
import { SYNONYM_GROUPS } from "./synonyms.ts";

/** How often each feature occurs: stems of words and what stands for them, and runs of letters within words. Keys are 32-bit hashes. */
export type Features = {
  stems: Map<number, number>;
  grams: Map<number, number>;
  /** Whether most of its words are in Latin letters. */
  isLatin: boolean;
};

const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;

/** For each stem the groups of words that stand for each other in which it is. */
const GROUPS_OF = new Map<string, number[]>();
SYNONYM_GROUPS.forEach((words, group) => {
  for (const stem of new Set(words.flatMap(wordsOf).map(stemOf))) {
    GROUPS_OF.set(stem, [...(GROUPS_OF.get(stem) ?? []), group]);
  }
});

/** What of a text is compared. Runs of letters make "cleanliness" like "clean", in any script and in spite of slips. */
export function featuresOf(text: string): Features {
  const stems = new Map<number, number>();
  const grams = new Map<number, number>();
  let latin = 0;
  for (const word of wordsOf(text)) {
    latin += /^[a-z0-9]/.test(word) ? 1 : -1;
    const stem = stemOf(word);
    count(stems, hash(stem, 1));
    for (const group of GROUPS_OF.get(stem) ?? []) count(stems, hash(String(group), 3));
    const framed = `_${word.slice(0, 40)}_`;
    for (let length = SHORTEST_GRAM; length <= LONGEST_GRAM; length += 1) {
      if (framed.length <= length) {
        count(grams, hash(framed, 2));
        break;
      }
      for (let start = 0; start + length <= framed.length; start += 1) {
        count(grams, hash(framed.slice(start, start + length), 2));
      }
    }
  }
  return { stems, grams, isLatin: latin >= 0 };
}

function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** FNV-1a over the code units; `kind` keeps a word and a run of the same letters apart. */
function hash(text: string, kind: number): number {
  let value = 0x811c9dc5 ^ kind;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
