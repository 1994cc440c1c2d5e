import type { CurvePoint, Isotonic, ReliabilityBin } from "./types.ts";

/** A confidence (0 to 1) and whether what was said with it was right. */
export type Outcome = { confidence: number; correct: boolean };

const BINS = 15;
/** More points than this say nothing more about a curve. */
const CURVE_POINTS = 200;
const FEWEST_JUDGEMENTS = 60;

/** Probabilities of scores: the larger `temperature` (an inverse temperature, > 0), the surer. */
export function softmax(scores: ArrayLike<number>, temperature: number): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < scores.length; k++) highest = Math.max(highest, scores[k] as number);
  const shares = Float64Array.from(scores, (score) => Math.exp((score - highest) * temperature));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}

/**
 * The factor by which scores become probabilities that promise what they keep: the one under which the right answers
 * (`right[i]` is the place of row i's) are most likely. Guo et al., "On calibration of modern neural networks", 2017. Comes
 * in small steps, between which whoever runs it can do something else.
 */
export function* temperatureInSteps(
  rows: readonly ArrayLike<number>[],
  right: ArrayLike<number>,
): Generator<undefined, number> {
  const loss = (temperature: number) => negativeLogLikelihood(rows, right, temperature);
  // Golden section over the logarithm: the loss has one valley.
  const shrink = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.05);
  let high = Math.log(100);
  let a = high - shrink * (high - low);
  let b = low + shrink * (high - low);
  let lossA = loss(Math.exp(a));
  let lossB = loss(Math.exp(b));
  while (high - low > 0.01) {
    yield;
    if (lossA < lossB) {
      high = b;
      b = a;
      lossB = lossA;
      a = high - shrink * (high - low);
      lossA = loss(Math.exp(a));
    } else {
      low = a;
      a = b;
      lossA = lossB;
      b = low + shrink * (high - low);
      lossB = loss(Math.exp(b));
    }
  }
  return Math.exp((low + high) / 2);
}

/** How unlikely the right answers are under these probabilities: the smaller, the better. */
function negativeLogLikelihood(
  rows: readonly ArrayLike<number>[],
  right: ArrayLike<number>,
  temperature: number,
): number {
  let sum = 0;
  for (const [i, scores] of rows.entries()) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < scores.length; k++) highest = Math.max(highest, scores[k] as number);
    let total = 0;
    for (let k = 0; k < scores.length; k++)
      total += Math.exp(((scores[k] as number) - highest) * temperature);
    sum += Math.log(total) - ((scores[right[i] as number] as number) - highest) * temperature;
  }
  return sum;
}

/**
 * The rising curve that fits the outcomes best (pool adjacent violators), as straight pieces between the middles of
 * its steps. `leastCount` joins steps until each stands on so many outcomes. Null without outcomes.
 */
export function fitIsotonic(outcomes: readonly Outcome[], leastCount = 1): Isotonic | null {
  if (outcomes.length === 0) return null;
  const steps: { sum: number; correct: number; count: number }[] = [];
  for (const { confidence, correct } of outcomes.toSorted((a, b) => a.confidence - b.confidence)) {
    const last = steps.at(-1);
    const isSame = last && last.sum / last.count === confidence;
    if (last && (isSame || last.count < leastCount)) {
      last.sum += confidence;
      last.correct += Number(correct);
      last.count += 1;
    } else {
      pool(steps);
      steps.push({ sum: confidence, correct: Number(correct), count: 1 });
    }
  }
  pool(steps);
  return {
    x: steps.map(({ sum, count }) => sum / count),
    y: steps.map(({ correct, count }) => correct / count),
  };
}

/** Joins the last steps until they rise. */
function pool(steps: { sum: number; correct: number; count: number }[]): void {
  for (;;) {
    const last = steps.at(-1);
    const before = steps.at(-2);
    if (!last || !before || before.correct * last.count < last.correct * before.count) return;
    steps.pop();
    before.sum += last.sum;
    before.correct += last.correct;
    before.count += last.count;
  }
}

/** What a confidence is worth: monotone, within 0 and 1, level beyond the ends. */
export function applyIsotonic({ x, y }: Isotonic, confidence: number): number {
  const next = x.findIndex((at) => at >= confidence);
  if (next <= 0) return (next === 0 ? y[0] : y.at(-1)) ?? confidence;
  const [x0, x1, y0, y1] = [x[next - 1], x[next], y[next - 1], y[next]] as [number, number, number, number];
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (confidence - x0)) / (x1 - x0);
}

/** Outcomes by confidence in bins of equal width from 0 to 1. */
export function reliability(outcomes: readonly Outcome[], bins = BINS): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, correct: 0 }));
  for (const { confidence, correct } of outcomes) {
    const bin = sums[Math.min(bins - 1, Math.floor(confidence * bins))];
    if (!bin) continue;
    bin.count += 1;
    bin.confidence += confidence;
    bin.correct += Number(correct);
  }
  return sums.map(({ count, confidence, correct }, i) => ({
    from: i / bins,
    to: (i + 1) / bins,
    count,
    confidence: count > 0 ? confidence / count : 0,
    accuracy: count > 0 ? correct / count : 0,
  }));
}

/**
 * Expected calibration error: the mean over 15 bins of equal width of |accuracy − mean confidence|, each bin weighted by its
 * share of the outcomes. 0 is perfect, and so is nothing at all.
 */
export function expectedCalibrationError(outcomes: readonly Outcome[], bins = BINS): number {
  if (outcomes.length === 0) return 0;
  return reliability(outcomes, bins).reduce(
    (sum, bin) => sum + (bin.count / outcomes.length) * Math.abs(bin.accuracy - bin.confidence),
    0,
  );
}

/** How many of the surest predictions are right: at most 200 points, surest first. */
export function precisionCurve(outcomes: readonly Outcome[]): CurvePoint[] {
  const sorted = outcomes.toSorted((a, b) => b.confidence - a.confidence);
  const stride = Math.max(1, Math.ceil(sorted.length / CURVE_POINTS));
  const points: CurvePoint[] = [];
  let correct = 0;
  sorted.forEach((outcome, i) => {
    correct += Number(outcome.correct);
    // A threshold takes all predictions of the same confidence.
    if (sorted[i + 1]?.confidence === outcome.confidence) return;
    const last = points.at(-1);
    const isLast = i === sorted.length - 1;
    if (!last || isLast || i + 1 - last.count >= stride)
      points.push({ confidence: outcome.confidence, count: i + 1, correct });
  });
  return points;
}

/**
 * The lowest confidence from which on at least `precision` of the predictions are right, null when there is none. The
 * share is the lower end of Wilson's interval of one standard error, so that few examples prove little.
 */
export function thresholdOf(curve: readonly CurvePoint[], precision: number): number | null {
  let threshold: number | null = null;
  for (const { confidence, count, correct } of curve)
    if (lowerBound(correct, count) >= precision) threshold = confidence;
  return threshold;
}

function lowerBound(correct: number, count: number): number {
  const share = correct / count;
  const spread = Math.sqrt((share * (1 - share)) / count + 1 / (4 * count * count));
  return (share + 1 / (2 * count) - spread) / (1 + 1 / count);
}

/**
 * What the confidences of somebody else, such as a language model, are worth: fitted on decisions that people judged.
 * Null below 60 judgements, or while nearly all or none of them are right and nothing can be told apart.
 */
export function fitConfidence(outcomes: readonly Outcome[]): ((confidence: number) => number) | null {
  const right = outcomes.filter(({ correct }) => correct).length;
  if (outcomes.length < FEWEST_JUDGEMENTS || right === 0) return null;
  const curve = fitIsotonic(outcomes, Math.max(15, Math.floor(outcomes.length / 12)));
  if (!curve) return null;
  // A step of so many never promises more than they prove.
  const most = lowerBound(right, outcomes.length);
  const top = Math.max(most, lowerBound((curve.y.at(-1) ?? 0) * 15, 15));
  return (confidence) => Math.min(top, applyIsotonic(curve, confidence));
}
