import {
  expectedCalibrationError,
  type Outcome,
  precisionCurve,
  reliability,
  softmax,
  thresholdOf,
} from "./calibrate.ts";
import type { ClassifierMetrics, CurvePoint } from "./types.ts";

/** The precision that thresholds are usually asked for. */
export const USUAL_PRECISION = 0.9;

/** The place of the highest score; the first of equals. */
export function bestOf(scores: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < scores.length; k++) if ((scores[k] as number) > (scores[best] as number)) best = k;
  return best;
}

/** How sure each row's best label is, and whether it is right. */
export function outcomesOf(
  rows: readonly ArrayLike<number>[],
  truth: ArrayLike<number>,
  temperature: number,
): Outcome[] {
  return rows.map((scores, i) => {
    const best = bestOf(scores);
    return { confidence: softmax(scores, temperature)[best] as number, correct: best === truth[i] };
  });
}

/** The mean of the labels' F1 measures, of labels that occur or were said. */
export function macroF1(said: readonly number[], truth: ArrayLike<number>): number {
  const tallies = new Map<number, { hits: number; said: number; there: number }>();
  const tally = (label: number) => {
    const found = tallies.get(label) ?? { hits: 0, said: 0, there: 0 };
    tallies.set(label, found);
    return found;
  };
  said.forEach((label, i) => {
    const right = truth[i] as number;
    tally(label).said += 1;
    tally(right).there += 1;
    if (label === right) tally(label).hits += 1;
  });
  const measures = [...tallies.values()].map((one) => (2 * one.hits) / (one.said + one.there));
  return measures.reduce((sum, measure) => sum + measure, 0) / Math.max(1, measures.length);
}

export function measure(
  rows: readonly ArrayLike<number>[],
  truth: ArrayLike<number>,
  outcomes: readonly Outcome[],
  curve: readonly CurvePoint[] = precisionCurve(outcomes),
): ClassifierMetrics {
  const threshold = thresholdOf(curve, USUAL_PRECISION);
  const sure = threshold === null ? 0 : outcomes.filter(({ confidence }) => confidence >= threshold).length;
  return {
    accuracy: outcomes.filter(({ correct }) => correct).length / Math.max(1, outcomes.length),
    macroF1: macroF1(rows.map(bestOf), truth),
    calibrationError: expectedCalibrationError(outcomes),
    coverage: sure / Math.max(1, outcomes.length),
    threshold,
    reliability: reliability(outcomes),
  };
}
