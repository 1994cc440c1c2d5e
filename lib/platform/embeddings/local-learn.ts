import { type Basis, weigh } from "./local-basis.ts";
import { type Features, featuresOf } from "./local-features.ts";
import { topRightSpace } from "./singular-vectors.ts";

/** More passages than this teach no more: every n-th is read instead. */
const MOST_TEXTS = 6_000;
/** About 6 MB as it is stored. */
const MOST_FEATURES = 24_000;
const RANK = 256;

/**
 * Learns from the texts of a corpus which features are rare, and which occur together: latent semantic analysis
 * (Deerwester et al., 1990), by a randomised decomposition. The same texts always give the same.
 */
export async function learnBasis(texts: readonly string[]): Promise<Basis> {
  const step = Math.max(1, Math.ceil(texts.length / MOST_TEXTS));
  const documents = texts.filter((_, index) => index % step === 0).map(featuresOf);
  const { keys, idf } = countFeatures(documents);
  const positions = new Map<number, number>(Array.from(keys, (key, position) => [key, position]));
  const rarest = rarity(0, documents.length);
  const rows = documents.map((features) => {
    const { positions: columns, weights } = weigh(features, (key) => positions.get(key) ?? -1, idf, rarest);
    return { columns: Uint32Array.from(columns), values: Float32Array.from(weights) };
  });
  const rank = Math.max(1, Math.min(RANK, documents.length - 1, keys.length));
  const vectors = await topRightSpace(rows, keys.length, rank);
  return { rank, keys, idf, ...quantise(vectors, keys.length, rank) };
}

/** The logarithm of how rare something is that occurs in `documents` of `total`. */
function rarity(documents: number, total: number): number {
  return Math.max(0, Math.log((total + 1) / (documents + 0.5)));
}

function countFeatures(documents: readonly Features[]): { keys: Uint32Array; idf: Float32Array } {
  const stems = new Map<number, number>();
  const grams = new Map<number, number>();
  for (const features of documents) {
    for (const key of features.stems.keys()) stems.set(key, (stems.get(key) ?? 0) + 1);
    for (const key of features.grams.keys()) grams.set(key, (grams.get(key) ?? 0) + 1);
  }
  // What occurs once tells nothing of what occurs together; in a small corpus every word counts.
  const least = documents.length > 1_000 ? 2 : 1;
  const often = ([oneKey, one]: [number, number], [otherKey, other]: [number, number]) =>
    other - one || oneKey - otherKey;
  // Words before letters: where there is not room for all, the words say more.
  const known = [
    ...[...stems].filter(([, times]) => times >= least).sort(often),
    ...[...grams].filter(([, times]) => times >= 2 && times >= documents.length / 5_000).sort(often),
  ]
    .slice(0, MOST_FEATURES)
    .map(([key, times]) => ({ key, times }))
    .sort((one, other) => one.key - other.key);
  return {
    keys: Uint32Array.from(known, ({ key }) => key),
    idf: Float32Array.from(known, ({ times }) => rarity(times, documents.length)),
  };
}

/** A byte for each number: a fourth of the size, and no difference to the ranking. */
function quantise(vectors: Float32Array, size: number, rank: number): Pick<Basis, "rows" | "scale"> {
  const rows = new Int8Array(size * rank);
  const scale = new Float32Array(size);
  for (let row = 0; row < size; row += 1) {
    const numbers = vectors.subarray(row * rank, (row + 1) * rank);
    const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
    scale[row] = largest / 127;
    if (largest > 0)
      numbers.forEach((number, column) => {
        rows[row * rank + column] = Math.round((number / largest) * 127);
      });
  }
  return { rows, scale };
}
