import {
  extractFeatures,
  groupOf,
  type Matrix,
  PIECES,
  placeOf,
  type Vocabulary,
  weigh,
} from "./features.ts";
import { randomNumbers, shuffle } from "./random.ts";

/** From so many texts on a feature must occur in two of them: it is far less to keep, and no worse. */
const MANY_TEXTS = 1_500;
/** Of a long text so many features, the weightiest, are looked at. */
const MAX_FEATURES_OF_TEXT = 400;
const TEXTS_PER_SLICE = 5;
const FEATURES_PER_SLICE = 50_000;

/** The examples as counts of the features that are kept. `values` of the matrix are counts. */
export type Corpus = { counts: Matrix; vocabulary: Vocabulary; size: number };

/** Reads texts, and keeps so many features, those that most texts have. Looks up now and then. */
export function* readCorpus(texts: readonly string[], most: number): Generator<undefined, Corpus> {
  const found: Map<number, number>[] = [];
  const frequency = new Map<number, number>();
  for (const [i, text] of texts.entries()) {
    const features = extractFeatures(text);
    found.push(features);
    for (const hash of features.keys()) frequency.set(hash, (frequency.get(hash) ?? 0) + 1);
    if (i % TEXTS_PER_SLICE === 0) yield;
  }
  const vocabulary = yield* choose(frequency, texts.length >= MANY_TEXTS ? 2 : 1, most);
  const places = new Map<number, number>();
  for (const [place, hash] of vocabulary.entries()) {
    places.set(hash, place);
    if (place % FEATURES_PER_SLICE === 0) yield;
  }
  const rows = new Int32Array(texts.length + 1);
  const all: number[] = [];
  const values: number[] = [];
  for (const [i, features] of found.entries()) {
    for (const [hash, count] of features) {
      const place = places.get(hash);
      if (place === undefined) continue;
      all.push(place);
      values.push(count);
    }
    rows[i + 1] = all.length;
    if (i % (TEXTS_PER_SLICE * 10) === 0) yield;
  }
  const counts = { rows, places: Int32Array.from(all), values: Float32Array.from(values) };
  return { counts, vocabulary, size: texts.length };
}

/** The features that most texts have, ascending. Of equally frequent ones those with the smaller hashes: as good as drawn by lot. */
function* choose(
  frequency: Map<number, number>,
  least: number,
  most: number,
): Generator<undefined, Vocabulary> {
  const tally: number[] = [];
  let seen = 0;
  for (const count of frequency.values()) {
    tally[count] = (tally[count] ?? 0) + 1;
    if (++seen % FEATURES_PER_SLICE === 0) yield;
  }
  let left = most;
  let lowest = tally.length;
  while (lowest > least && left >= (tally[lowest - 1] ?? 0)) left -= tally[--lowest] ?? 0;
  const kept: number[] = [];
  const last: number[] = [];
  for (const [hash, count] of frequency) {
    if (count >= lowest) kept.push(hash);
    else if (count === lowest - 1 && count >= least) last.push(hash);
    if (++seen % FEATURES_PER_SLICE === 0) yield;
  }
  const lot = Uint32Array.from(last).sort();
  yield;
  return Uint32Array.from([...kept, ...lot.subarray(0, left)]).sort();
}

/** How many of the given rows have each feature. */
export function documentFrequency({ counts, vocabulary }: Corpus, rows: Int32Array): Int32Array {
  const frequency = new Int32Array(vocabulary.length);
  for (const row of rows)
    for (let at = counts.rows[row] as number; at < (counts.rows[row + 1] as number); at++) {
      const place = counts.places[at] as number;
      frequency[place] = (frequency[place] as number) + 1;
    }
  return frequency;
}

/** How much each feature counts: its inverse document frequency, in 255 steps. What none of the rows has counts nothing. */
export function importanceOf(frequency: Int32Array, rows: number): { bytes: Uint8Array; scale: number } {
  const scale = (Math.log((1 + rows) / 2) + 1) / 255;
  const bytes = Uint8Array.from(frequency, (count) =>
    count === 0 ? 0 : Math.max(1, Math.round((Math.log((1 + rows) / (1 + count)) + 1) / scale)),
  );
  return { bytes, scale };
}

export function toImportance({ bytes, scale }: { bytes: Uint8Array; scale: number }): Float32Array {
  return Float32Array.from(bytes, (byte) => byte * scale);
}

/** The rows with values instead of counts. Looks up now and then. */
export function* weighAll(corpus: Corpus, importance: Float32Array): Generator<undefined, Matrix> {
  const { rows: starts, places: all, values: counts } = corpus.counts;
  const rows = new Int32Array(starts.length);
  const places = new Int32Array(all.length);
  const values = new Float32Array(all.length);
  for (let row = 0; row < corpus.size; row++) {
    const [start, end] = [starts[row] as number, starts[row + 1] as number];
    const part = all.subarray(start, end);
    const weighed = weightiest(part, weigh(corpus.vocabulary, importance, part, counts.subarray(start, end)));
    places.set(weighed.places, rows[row]);
    values.set(weighed.values, rows[row]);
    rows[row + 1] = (rows[row] as number) + weighed.places.length;
    if (row % TEXTS_PER_SLICE === 0) yield;
  }
  return { rows, places, values };
}

/** The entries that are looked at: of very many the weightiest. */
function weightiest(places: Int32Array, values: Float32Array): { places: Int32Array; values: Float32Array } {
  if (places.length <= MAX_FEATURES_OF_TEXT) return { places, values };
  const chosen = Int32Array.from(places.keys())
    .sort(
      (a, b) =>
        (values[b] as number) - (values[a] as number) || (places[a] as number) - (places[b] as number),
    )
    .subarray(0, MAX_FEATURES_OF_TEXT);
  return {
    places: Int32Array.from(chosen, (at) => places[at] as number),
    values: Float32Array.from(chosen, (at) => values[at] as number),
  };
}

/** One text as a row, for prediction; `known` is the share of its pieces of words that has been seen before. */
export function readText(vocabulary: Vocabulary, importance: Float32Array, text: string) {
  const places: number[] = [];
  const counts: number[] = [];
  let pieces = 0;
  let knownPieces = 0;
  for (const [hash, count] of extractFeatures(text)) {
    const place = placeOf(vocabulary, hash);
    const isPiece = groupOf(hash) === PIECES;
    if (isPiece) pieces += 1;
    if (place < 0) continue;
    if (isPiece) knownPieces += 1;
    places.push(place);
    counts.push(count);
  }
  const at = Int32Array.from(places);
  return {
    ...weightiest(at, weigh(vocabulary, importance, at, Float32Array.from(counts))),
    known: pieces > 0 ? knownPieces / pieces : 0,
  };
}

/** For each row the part in which it is held out; every label is spread evenly over the parts. */
export function assignFolds(labels: Int32Array, folds: number, seed: number): Int32Array {
  const random = randomNumbers(seed);
  const byLabel: number[][] = [];
  labels.forEach((label, row) => {
    byLabel[label] ??= [];
    byLabel[label].push(row);
  });
  const result = new Int32Array(labels.length);
  let turn = 0;
  for (const rows of byLabel) {
    shuffle(rows, rows.length, random);
    for (const row of rows) result[row] = turn++ % folds;
  }
  return result;
}
