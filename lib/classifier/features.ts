import { FUNCTION_WORDS } from "./function-words.ts";
import { tokenize } from "./tokens.ts";

/**
 * A text as numbers: how often each feature occurs. Features are words and pairs of neighbours (group 0), pieces of
 * two to five letters inside words (1), and pairs of word beginnings that stand in one text (2). Each is a
 * hash of 32 bits whose last two are its group.
 */
const GROUPS = 3;
/** The group of pieces of words. */
export const PIECES = 1;

/** How much the groups weigh against each other, each being normalised on its own. */
const GROUP_WEIGHTS = [1, 1, 1];
/** So much of a word is its stem. Cutting works in every language that puts its endings last. */
const STEM = 5;
/** Pairs of words that stand further apart say little, and long texts would have too many. */
const PAIR_WINDOW = 12;

const PIECE_LENGTHS = [2, 3, 4, 5];

/** Texts as rows: entries `rows[i]` to `rows[i + 1]` name features by their place, with a value each. */
export type Matrix = { rows: Int32Array; places: Int32Array; values: Float32Array };

/** The features that count: their hashes, ascending. */
export type Vocabulary = Uint32Array;

export function groupOf(hash: number): number {
  return hash & 3;
}

/** The hashes of a text's features with how often each occurs. */
export function extractFeatures(text: string): Map<number, number> {
  const { words, runs } = tokenize(text);
  const counts = new Map<number, number>();
  const add = (hash: number, group: number) => {
    const key = ((mix(hash) & ~3) | group) >>> 0;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const hashes = words.map((word) => hashOf(word, 0, word.length));
  hashes.forEach((hash, i) => {
    add(hash, 0);
    const next = hashes[i + 1];
    if (next !== undefined) add(join(hash, next), 0);
  });
  for (const run of runs) {
    const padded = ` ${run} `;
    for (const length of PIECE_LENGTHS)
      for (let at = 0; at + length <= padded.length; at++) add(hashOf(padded, at, at + length), PIECES);
  }
  const stems = words
    .filter((word) => !FUNCTION_WORDS.has(word))
    .map((word) => hashOf(word, 0, Math.min(word.length, STEM)));
  stems.forEach((stem, i) => {
    add(stem, 2);
    for (let j = i + 1; j < Math.min(stems.length, i + PAIR_WINDOW); j++) {
      const other = stems[j] as number;
      add(stem < other ? join(stem, other) : join(other, stem), 2);
    }
  });
  return counts;
}

/** FNV-1a of a part of a text. */
function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function join(a: number, b: number): number {
  return (Math.imul(a, 0x9e3779b1) ^ (b + 0x7f4a7c15)) >>> 0;
}

/** The end of murmur3: every bit depends on every other. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Where a hash stands among ascending ones; -1 when it does not. */
export function placeOf(vocabulary: Vocabulary, hash: number): number {
  let low = 0;
  let high = vocabulary.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = vocabulary[middle] as number;
    if (found === hash) return middle;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/**
 * Turns counts into values in place: sub-linear in the count, times the feature's importance, each group of length
 * one, then the whole text. A feature of importance 0 does not count.
 */
export function weigh(
  vocabulary: Vocabulary,
  importance: Float32Array,
  places: Int32Array,
  counts: Float32Array,
): Float32Array {
  const values = new Float32Array(counts.length);
  const squares = new Float64Array(GROUPS);
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number;
    const value = (1 + Math.log(counts[at] as number)) * (importance[place] as number);
    values[at] = value;
    const group = groupOf(vocabulary[place] as number);
    squares[group] = (squares[group] as number) + value * value;
  }
  let total = 0;
  GROUP_WEIGHTS.forEach((weight, group) => {
    if ((squares[group] as number) > 0) total += weight * weight;
  });
  const factors = GROUP_WEIGHTS.map(
    (weight, group) => weight / Math.sqrt((squares[group] as number) * total || 1),
  );
  for (let at = 0; at < places.length; at++) {
    const group = groupOf(vocabulary[places[at] as number] as number);
    values[at] = (values[at] as number) * (factors[group] as number);
  }
  return values;
}
