import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyIsotonic,
  expectedCalibrationError,
  fitIsotonic,
  type Outcome,
  precisionCurve,
  reliability,
  softmax,
  temperatureInSteps,
  thresholdOf,
} from "@/lib/classifier/calibrate";
import { randomNumbers } from "@/lib/classifier/random";

const outcome = fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), correct: fc.boolean() });
const outcomes = fc.array(outcome, { minLength: 1, maxLength: 120 });

/** Somebody who is right as often as `worth(confidence)` says. */
function speaker(count: number, worth: (confidence: number) => number, seed = 1): Outcome[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => {
    const confidence = random();
    return { confidence, correct: random() < worth(confidence) };
  });
}

describe("isotonic calibration", () => {
  test("rises everywhere and stays between 0 and 1", () => {
    fc.assert(
      fc.property(outcomes, fc.integer({ min: 1, max: 30 }), (all, least) => {
        const curve = fitIsotonic(all, least);
        if (!curve) throw new Error("no curve");
        const values = Array.from({ length: 101 }, (_, i) => applyIsotonic(curve, i / 100));
        for (const [i, value] of values.entries()) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(value).toBeGreaterThanOrEqual(values[i - 1] ?? 0);
        }
      }),
    );
  });

  test("finds what confidences are worth", () => {
    const curve = fitIsotonic(
      speaker(4_000, (confidence) => confidence ** 3),
      100,
    );
    expect(curve && applyIsotonic(curve, 0.5)).toBeCloseTo(0.125, 1);
  });

  test("brings the error of somebody who boasts down, on what was not fitted", () => {
    const boast = (confidence: number) => confidence ** 2;
    const curve = fitIsotonic(speaker(3_000, boast, 1), 50);
    const later = speaker(3_000, boast, 2);
    const mended = later.map((each) => ({
      ...each,
      confidence: curve ? applyIsotonic(curve, each.confidence) : each.confidence,
    }));
    expect(expectedCalibrationError(later)).toBeGreaterThan(0.1);
    expect(expectedCalibrationError(mended)).toBeLessThan(0.04);
  });

  test("has nothing to say without outcomes", () => {
    expect(fitIsotonic([])).toBeNull();
  });
});

describe("temperature", () => {
  const fitTemperature = (...given: Parameters<typeof temperatureInSteps>) => {
    const fitting = temperatureInSteps(...given);
    for (;;) {
      const { done, value } = fitting.next();
      if (done) return value;
    }
  };
  const random = randomNumbers(7);
  const logits = Array.from({ length: 2_000 }, () => Array.from({ length: 4 }, () => random() * 6 - 3));
  const truth = logits.map((scores) => {
    let left = random();
    return Math.max(
      0,
      softmax(scores, 1).findIndex((share) => {
        left -= share;
        return left < 0;
      }),
    );
  });

  test("finds again what scores were multiplied with", () => {
    expect(fitTemperature(logits, truth)).toBeCloseTo(1, 0);
    const loud = logits.map((scores) => scores.map((score) => score * 10));
    expect(fitTemperature(loud, truth) * 10).toBeCloseTo(fitTemperature(logits, truth), 1);
  });

  test("never changes which label is best, and its shares sum to one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 20 }),
        fc.double({ min: 0.05, max: 100, noNaN: true }),
        (scores, temperature) => {
          const shares = softmax(scores, temperature);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
          expect(shares[scores.indexOf(Math.max(...scores))]).toBe(Math.max(...shares));
        },
      ),
    );
  });
});

describe("what was promised and kept", () => {
  test("is counted in bins of equal width, the highest of them with its upper end", () => {
    const bins = reliability(
      [
        { confidence: 0, correct: false },
        { confidence: 0.19, correct: true },
        { confidence: 1, correct: true },
      ],
      5,
    );
    expect(bins.map(({ count }) => count)).toEqual([2, 0, 0, 0, 1]);
    expect(bins[0]).toMatchObject({ accuracy: 0.5, confidence: 0.095 });
    expect(expectedCalibrationError([{ confidence: 0.8, correct: false }])).toBeCloseTo(0.8);
    expect(expectedCalibrationError([])).toBe(0);
  });

  test("gives thresholds that hold, the higher the more is asked", () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        const curve = precisionCurve(all);
        let before = 0;
        for (const precision of [0.5, 0.7, 0.9]) {
          const threshold = thresholdOf(curve, precision);
          if (threshold === null) {
            before = Number.POSITIVE_INFINITY;
            continue;
          }
          expect(threshold).toBeGreaterThanOrEqual(before);
          before = threshold;
          const sure = all.filter(({ confidence }) => confidence >= threshold);
          expect(sure.filter(({ correct }) => correct).length / sure.length).toBeGreaterThanOrEqual(
            precision,
          );
        }
      }),
    );
  });

  test("proves little by few examples", () => {
    const right = (count: number) =>
      Array.from({ length: count }, () => ({ confidence: 0.99, correct: true }));
    expect(thresholdOf(precisionCurve(right(5)), 0.9)).toBeNull();
    expect(thresholdOf(precisionCurve(right(50)), 0.9)).toBe(0.99);
    expect(thresholdOf([], 0.9)).toBeNull();
  });

  test("has a curve of bounded size", () => {
    expect(precisionCurve(speaker(10_000, (confidence) => confidence)).length).toBeLessThanOrEqual(201);
  });
});
