import { createHash } from "node:crypto";
import { type Basis, packBasis, positionOf, weigh } from "./local-basis.ts";
import { featuresOf } from "./local-features.ts";
import type { Embedder } from "./types.ts";

/** Of every vector of the local embedder: as many as its basis has at most, and room for what a question has besides. */
export const LOCAL_DIMENSIONS = 384;
const VERSION = "local-1";

/** The name of the embedder with this basis: another corpus is another model. */
export function localModel(basis: Basis): string {
  return `${VERSION}-${createHash("sha256").update(packBasis(basis)).digest("hex").slice(0, 12)}`;
}

/**
 * The embedder that needs no network and no weights of others: words and runs of letters, weighted by what a
 * basis learned from the corpus. See `learnBasis`.
 */
export function createLocalEmbedder(basis: Basis, model = localModel(basis)): Embedder {
  const rarest = basis.idf.reduce((most, one) => Math.max(most, one), 1);
  const embed = (text: string, isQuery: boolean): number[] => {
    const { positions, weights, all } = weigh(
      featuresOf(text),
      (key) => positionOf(basis.keys, key),
      basis.idf,
      rarest,
    );
    const vector = new Float64Array(LOCAL_DIMENSIONS);
    positions.forEach((position, index) => {
      const weight = (weights[index] ?? 0) * (basis.scale[position] ?? 0);
      const from = position * basis.rank;
      for (let k = 0; k < basis.rank; k += 1)
        vector[k] = (vector[k] ?? 0) + weight * (basis.rows[from + k] ?? 0);
    });
    const square = vector.reduce((sum, number) => sum + number * number, 0);
    // What a question says beyond what the corpus speaks of is at right angles to every passage: it changes no
    // order, but makes the cosine small where little of the question is known.
    if (isQuery) vector[LOCAL_DIMENSIONS - 1] = Math.sqrt(Math.max(all - square, square > 0 ? 0 : 1));
    // pgvector knows no angle to nothing: a text without any known feature is at right angles to every question.
    else if (square === 0) vector[LOCAL_DIMENSIONS - 2] = 1;
    const length = Math.sqrt(vector.reduce((sum, number) => sum + number * number, 0));
    return Array.from(vector, (number) => Math.round((number / length) * 1e6) / 1e6);
  };
  return {
    model,
    dimensions: LOCAL_DIMENSIONS,
    embedDocuments: async (texts) => texts.map((text) => embed(text, false)),
    embedQuery: async (text) => embed(text, true),
  };
}
