import type { Matrix } from "./features.ts";
import { randomNumbers, shuffle } from "./random.ts";

/** What an error costs beside large weights. */
const COST = 1;
const MAX_PASSES = 14;
const TOLERANCE = 0.02;

export type Hyperplane = { weights: Float64Array; bias: number };

/**
 * A linear support vector machine with squared hinge loss that tells the rows of `positive` from the others, by
 * dual coordinate descent with shrinking: Hsieh, Chang, Lin, Keerthi, Sundararajan, "A dual coordinate descent method
 * for large-scale linear SVM", ICML 2008, the method of LIBLINEAR. `duals` is where it starts and what it ends with,
 * so that a machine for a part of the rows can begin where that for all of them ended. Looks up after each pass.
 */
export function* separate(
  matrix: Matrix,
  rows: Int32Array,
  features: number,
  signs: Int8Array,
  norms: Float64Array,
  duals: Float64Array,
  seed: number,
): Generator<undefined, Hyperplane> {
  const { places, values, rows: starts } = matrix;
  const diagonal = 0.5 / COST;
  const weights = new Float64Array(features);
  let bias = 0;
  for (const row of rows) {
    const dual = duals[row] as number;
    if (dual === 0) continue;
    const step = dual * (signs[row] as number);
    const end = starts[row + 1] as number;
    for (let at = starts[row] as number; at < end; at++) {
      const place = places[at] as number;
      weights[place] = (weights[place] as number) + step * (values[at] as number);
    }
    bias += step;
  }
  const random = randomNumbers(seed);
  const order = rows.slice();
  let active = order.length;
  let bound = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    shuffle(order, active, random);
    let worst = 0;
    for (let turn = 0; turn < active; turn++) {
      const row = order[turn] as number;
      const sign = signs[row] as number;
      const start = starts[row] as number;
      const end = starts[row + 1] as number;
      let margin = bias;
      for (let at = start; at < end; at++)
        margin += (weights[places[at] as number] as number) * (values[at] as number);
      const dual = duals[row] as number;
      const gradient = margin * sign - 1 + dual * diagonal;
      if (dual === 0 && gradient > 0) {
        if (gradient > bound) {
          // Far on the right side: it will not matter, so that it is passed over until the end.
          active -= 1;
          order[turn] = order[active] as number;
          order[active] = row;
          turn -= 1;
        }
        continue;
      }
      if (Math.abs(gradient) > worst) worst = Math.abs(gradient);
      const next = Math.max(0, dual - gradient / ((norms[row] as number) + 1 + diagonal));
      duals[row] = next;
      const step = (next - dual) * sign;
      if (step === 0) continue;
      for (let at = start; at < end; at++) {
        const place = places[at] as number;
        weights[place] = (weights[place] as number) + step * (values[at] as number);
      }
      bias += step;
    }
    yield;
    bound = worst > 0 ? worst : Number.POSITIVE_INFINITY;
    if (worst > TOLERANCE) continue;
    if (active === order.length) break;
    active = order.length;
    bound = Number.POSITIVE_INFINITY;
  }
  return { weights, bias };
}
