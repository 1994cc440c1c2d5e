import type { Matrix } from "./features.ts";
import { randomNumbers, shuffle } from "./random.ts";

const RATE = 0.1;
/** The smallest rate, at the beginning, comes up to the largest within this share of the steps. */
const WARM_UP = 0.02;
/** Shares of features and of units that are left out at random while learning, so that none is relied upon. */
const DROPPED_INPUT = 0.5;
const DROPPED_HIDDEN = 0.3;
/** So much of a whole is not believed of what people say, but spread over all labels: they err, too. */
const DOUBT = 0.1;
const SPREAD = 0.03;
const ROWS_PER_SLICE = 10;

/** A net of one hidden layer: `input` has a row of units for each feature, `output` one of labels for each unit. */
export type Net = { input: Float32Array; bias: Float32Array; output: Float32Array; outputBias: Float32Array };

export type Schooling = { units: number; epochs: number; seed: number };

/**
 * Learns the labels of `rows`: one hidden layer of rectified units with dropout, by stochastic gradient descent on the
 * cross-entropy with smoothed labels, at a falling rate. Looks up now and then.
 */
export function* learnNet(
  matrix: Matrix,
  rows: Int32Array,
  features: number,
  truth: Int32Array,
  labels: number,
  { units, epochs, seed }: Schooling,
): Generator<undefined, Net> {
  const random = randomNumbers(seed);
  const input = uniform(features * units, SPREAD, random);
  yield;
  const bias = new Float32Array(units);
  const output = uniform(units * labels, Math.sqrt(6 / (units + labels)), random);
  const outputBias = new Float32Array(labels);
  const hidden = new Float32Array(units);
  const back = new Float32Array(units);
  const awake = new Int32Array(units);
  const faults = new Float32Array(labels);
  const places = new Int32Array(longestOf(matrix));
  const values = new Float32Array(places.length);
  const order = rows.slice();
  const steps = order.length * epochs;
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, order.length, random);
    for (const row of order) {
      const rate = RATE * Math.min(1, step / (steps * WARM_UP)) * (1 - step / steps);
      step += 1;
      const count = drop(matrix, row, random, places, values);
      look(input, bias, places, values, count, hidden);
      let awakeCount = 0;
      for (let j = 0; j < units; j++) {
        const unit = hidden[j] as number;
        if (unit <= 0 || random() < DROPPED_HIDDEN) {
          hidden[j] = 0;
          continue;
        }
        hidden[j] = unit / (1 - DROPPED_HIDDEN);
        awake[awakeCount++] = j;
      }
      conclude(output, outputBias, hidden, faults);
      toFaults(faults, truth[row] as number);
      for (let a = 0; a < awakeCount; a++) {
        const j = awake[a] as number;
        const push = (hidden[j] as number) * rate;
        const start = j * labels;
        let sum = 0;
        for (let k = 0; k < labels; k++) {
          const weight = output[start + k] as number;
          const fault = faults[k] as number;
          sum += weight * fault;
          output[start + k] = weight - push * fault;
        }
        const slope = (sum * rate) / (1 - DROPPED_HIDDEN);
        back[a] = slope;
        bias[j] = (bias[j] as number) - slope;
      }
      for (let k = 0; k < labels; k++)
        outputBias[k] = (outputBias[k] as number) - rate * (faults[k] as number);
      for (let at = 0; at < count; at++) {
        const value = values[at] as number;
        const start = (places[at] as number) * units;
        for (let a = 0; a < awakeCount; a++) {
          const weight = start + (awake[a] as number);
          input[weight] = (input[weight] as number) - value * (back[a] as number);
        }
      }
      if (step % ROWS_PER_SLICE === 0) yield;
    }
  }
  return { input, bias, output, outputBias };
}

/** Adds the scores of one text, one for each label, to `scores`. */
export function askNet(
  { input, bias, output, outputBias }: Net,
  places: Int32Array,
  values: Float32Array,
  scores: Float64Array,
): void {
  const hidden = new Float32Array(bias.length);
  look(input, bias, places, values, places.length, hidden);
  for (let j = 0; j < hidden.length; j++) hidden[j] = Math.max(0, hidden[j] as number);
  const answer = new Float32Array(scores.length);
  conclude(output, outputBias, hidden, answer);
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] as number) + (answer[k] as number);
}

function longestOf({ rows }: Matrix): number {
  let longest = 0;
  for (let row = 0; row + 1 < rows.length; row++)
    longest = Math.max(longest, (rows[row + 1] as number) - (rows[row] as number));
  return longest;
}

type Four = [number, number, number, number];

function look(
  input: Float32Array,
  bias: Float32Array,
  places: Int32Array,
  values: Float32Array,
  count: number,
  hidden: Float32Array,
): void {
  hidden.set(bias);
  const units = hidden.length;
  let at = 0;
  // Four at a time: a third of the time that one at a time takes.
  for (; at + 4 <= count; at += 4) {
    const [a, b, c, d] = [values[at], values[at + 1], values[at + 2], values[at + 3]] as Four;
    const [rowA, rowB, rowC, rowD] = [places[at], places[at + 1], places[at + 2], places[at + 3]] as Four;
    const [fromA, fromB, fromC, fromD] = [rowA * units, rowB * units, rowC * units, rowD * units];
    for (let j = 0; j < units; j++)
      hidden[j] =
        (hidden[j] as number) +
        a * (input[fromA + j] as number) +
        b * (input[fromB + j] as number) +
        c * (input[fromC + j] as number) +
        d * (input[fromD + j] as number);
  }
  for (; at < count; at++) {
    const value = values[at] as number;
    const start = (places[at] as number) * units;
    for (let j = 0; j < units; j++) hidden[j] = (hidden[j] as number) + value * (input[start + j] as number);
  }
}

function conclude(
  output: Float32Array,
  bias: Float32Array,
  hidden: Float32Array,
  scores: Float32Array,
): void {
  scores.set(bias);
  const labels = scores.length;
  for (let j = 0; j < hidden.length; j++) {
    const unit = hidden[j] as number;
    if (unit === 0) continue;
    const start = j * labels;
    for (let k = 0; k < labels; k++) scores[k] = (scores[k] as number) + unit * (output[start + k] as number);
  }
}

/** Turns scores into how much each label's chance is too high. */
function toFaults(scores: Float32Array, right: number): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < scores.length; k++) highest = Math.max(highest, scores[k] as number);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    const share = Math.exp((scores[k] as number) - highest);
    scores[k] = share;
    sum += share;
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] as number) / sum - DOUBT / scores.length;
  scores[right] = (scores[right] as number) - (1 - DOUBT);
}

/** A row without a random share of its entries, the others made up for it. How many are left. */
function drop(
  matrix: Matrix,
  row: number,
  random: () => number,
  places: Int32Array,
  values: Float32Array,
): number {
  const end = matrix.rows[row + 1] as number;
  let count = 0;
  for (let at = matrix.rows[row] as number; at < end; at++) {
    if (random() < DROPPED_INPUT) continue;
    places[count] = matrix.places[at] as number;
    values[count] = (matrix.values[at] as number) / (1 - DROPPED_INPUT);
    count += 1;
  }
  return count;
}

function uniform(count: number, spread: number, random: () => number): Float32Array {
  const values = new Float32Array(count);
  for (let at = 0; at < count; at++) values[at] = (random() * 2 - 1) * spread;
  return values;
}
