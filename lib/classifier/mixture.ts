import { fitTemperature, negativeLogLikelihood } from "./calibrate.ts";

/** How much the net may count beside the support vector machine. */
const SHARES = [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1];
/** So much better, per example, must a larger share be. */
const WORTH_IT = 0.002;

export type Mixture = { share: number; temperature: number };

/** Both opinions of a text as one. */
export function mix(machine: ArrayLike<number>, net: ArrayLike<number> | null, share: number): Float64Array {
  return Float64Array.from(machine, (score, k) => score + share * ((net?.[k] as number | undefined) ?? 0));
}

/**
 * How much the net counts, and the factor that makes the sum of both probabilities: what makes the right answers most
 * likely, on examples that neither has learned from. Looks up now and then.
 */
export function* fitMixture(
  machine: readonly Float64Array[],
  nets: readonly Float32Array[] | null,
  truth: ArrayLike<number>,
): Generator<undefined, Mixture> {
  let best: (Mixture & { loss: number }) | undefined;
  for (const share of nets ? SHARES : [0]) {
    const rows = machine.map((scores, i) => mix(scores, nets?.[i] ?? null, share));
    const temperature = fitTemperature(rows, truth);
    const loss = negativeLogLikelihood(rows, truth, temperature) / Math.max(1, rows.length);
    if (!best || loss < best.loss - WORTH_IT) best = { share, temperature, loss };
    yield;
  }
  if (!best) throw new RangeError("No share to choose from.");
  return { share: best.share, temperature: best.temperature };
}
