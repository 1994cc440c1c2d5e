/** What was found for a question, best first, and what should have been. */
export type Judged = { found: readonly string[]; relevant: readonly string[] };

/** Figures of a set of questions, each between 0 and 1. */
export type Scores = { recall5: number; mrr10: number; ndcg10: number };

/** The means over all questions. A question without anything relevant is not counted: it has no order to judge. */
export function scoresOf(judged: readonly Judged[]): Scores {
  const counted = judged.filter(({ relevant }) => relevant.length > 0);
  const mean = (of: (one: Judged) => number) =>
    counted.length > 0 ? counted.reduce((sum, one) => sum + of(one), 0) / counted.length : 0;
  return {
    recall5: mean((one) => recallAt(one, 5)),
    mrr10: mean((one) => reciprocalRank(one, 10)),
    ndcg10: mean((one) => ndcgAt(one, 10)),
  };
}

/** Which part of what is relevant is among the first `depth`. */
export function recallAt({ found, relevant }: Judged, depth: number): number {
  const wanted = new Set(relevant);
  return new Set(found.slice(0, depth).filter((id) => wanted.has(id))).size / wanted.size;
}

/** One divided by the place of the first that is relevant; 0 when it is not among the first `depth`. */
export function reciprocalRank({ found, relevant }: Judged, depth: number): number {
  const place = found.slice(0, depth).findIndex((id) => relevant.includes(id));
  return place < 0 ? 0 : 1 / (place + 1);
}

/** Normalised discounted cumulative gain where everything relevant is equally so; a repetition gains nothing. */
export function ndcgAt({ found, relevant }: Judged, depth: number): number {
  const wanted = new Set(relevant);
  const ideal = Array.from({ length: Math.min(depth, wanted.size) }, (_, place) => discount(place)).reduce(
    (sum, one) => sum + one,
    0,
  );
  let gain = 0;
  found.slice(0, depth).forEach((id, place) => {
    if (wanted.delete(id)) gain += discount(place);
  });
  return ideal > 0 ? gain / ideal : 0;
}

const discount = (place: number) => 1 / Math.log2(place + 2);
