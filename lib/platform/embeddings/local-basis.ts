import type { Features } from "./local-features.ts";

/** What was learned from a corpus: for each feature how rare it is, and where it lies. */
export type Basis = {
  rank: number;
  /** Hashes of the features, ascending. */
  keys: Uint32Array;
  /** What each is worth: the logarithm of how rare it is. */
  idf: Float32Array;
  /** One row of `rank` numbers for each feature, times `scale`. */
  rows: Int8Array;
  scale: Float32Array;
};

/** How much the runs of letters weigh beside the words: more where stems are poor, as in Arabic. */
const GRAM_SHARE = { latin: 0.4, other: 1 };

/** A weight for each feature that the basis knows, the length of all of them, unknown ones included, being about 1. */
export type Weighted = { positions: number[]; weights: number[]; known: number; all: number };

/** The features of a text weighted by how often they occur in it and how rare they are in the corpus. */
export function weigh(
  features: Features,
  find: (key: number) => number,
  idf: Float32Array,
  rarest: number,
): Weighted {
  const weighted: Weighted = { positions: [], weights: [], known: 0, all: 0 };
  for (const [counts, share] of [
    [features.stems, 1],
    [features.grams, features.isLatin ? GRAM_SHARE.latin : GRAM_SHARE.other],
  ] as const) {
    const found: [number, number][] = [];
    let square = 0;
    for (const [key, times] of counts) {
      const position = find(key);
      const weight = (1 + 0.2 * Math.log(times)) * (position < 0 ? rarest : (idf[position] ?? 0));
      square += weight * weight;
      if (position >= 0) found.push([position, weight]);
    }
    const factor = square > 0 ? share / Math.sqrt(square) : 0;
    for (const [position, weight] of found) {
      weighted.positions.push(position);
      weighted.weights.push(weight * factor);
      weighted.known += (weight * factor) ** 2;
    }
    weighted.all += square > 0 ? share * share : 0;
  }
  return weighted;
}

/** Where a hash stands among ascending `keys`; -1 where it does not. */
export function positionOf(keys: Uint32Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = keys[middle] ?? 0;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** As text for the database: a header, then the arrays in a row, base64. */
export function packBasis(basis: Basis): string {
  const parts = [basis.keys, basis.idf, basis.scale, basis.rows];
  const header = new Uint32Array([1, basis.rank, basis.keys.length]);
  return Buffer.concat(
    [header, ...parts].map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength),
    ),
  ).toString("base64");
}

/** The reverse of `packBasis`; throws for anything else. */
export function unpackBasis(packed: string): Basis {
  const bytes = Buffer.from(packed, "base64");
  const copy = new Uint8Array(bytes).buffer;
  const [version, rank = 0, size = 0] = copy.byteLength < 12 ? [] : new Uint32Array(copy.slice(0, 12));
  if (version !== 1 || copy.byteLength !== 12 + size * (12 + rank))
    throw new Error("not a basis of this version");
  const at = (part: number) => 12 + part * size * 4;
  return {
    rank,
    keys: new Uint32Array(copy.slice(at(0), at(1))),
    idf: new Float32Array(copy.slice(at(1), at(2))),
    scale: new Float32Array(copy.slice(at(2), at(3))),
    rows: new Int8Array(copy.slice(at(3))),
  };
}
