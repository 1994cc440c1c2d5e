/** Turns texts into vectors whose cosine says how alike two texts are. */
export type Embedder = {
  /** Stored beside every vector: vectors of two models are never compared. */
  readonly model: string;
  readonly dimensions: number;
  embedDocuments(texts: readonly string[]): Promise<number[][]>;
  embedQuery(text: string): Promise<number[]>;
};
