import type { AnswerEvent, Citation } from "./types";

type PieceEvent = Extract<AnswerEvent, { event: "delta" | "citation" }>;

/** Words that arrive together: as fast as one can begin to read them. */
const PIECE = /\s*(?:\S+\s*){1,4}/g;

/** An answer as it is sent: each citation before the words that carry it. */
export function* inPieces(answer: string, citations: readonly Citation[]): Generator<PieceEvent> {
  const told = new Set<number>();
  for (const [piece] of answer.matchAll(PIECE)) {
    for (const [, n] of piece.matchAll(/\[(\d+)\]/g)) {
      const citation = citations.find((one) => one.n === Number(n));
      if (citation && !told.has(citation.n)) {
        told.add(citation.n);
        yield { event: "citation", data: citation };
      }
    }
    yield { event: "delta", data: { text: piece } };
  }
}
