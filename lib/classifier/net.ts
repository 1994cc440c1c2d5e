import type { Matrix } from "./features.ts";
import { randomNumbers, shuffle } from "./random.ts";

/** Units between features and labels. */
const HIDDEN = 64;
const EPOCHS = 12;
const RATE = 0.08;
/** So many examples are learned from gently at first. */
const WARM_UP = 2_000;
/** Shares of features and of units that are left out at random while learning, so that none is relied upon. */
const DROPPED_INPUT = 0.3;
const DROPPED_HIDDEN = 0.3;
const SPREAD = 0.03;
/** Of a long text so many features, the weightiest, are looked at. */
const MOST_INPUTS = 256;
const ROWS_PER_SLICE = 50;

/** A net of one hidden layer: `input` has a row of HIDDEN weights for each feature, `output` one of labels for each unit. */
export type Net = { input: Float32Array; bias: Float32Array; output: Float32Array; outputBias: Float32Array };

/**
 * Learns the labels of `rows`: one hidden layer of rectified units with dropout, by stochastic gradient descent with a
 * falling rate. Looks up now and then.
 */
export function* learnNet(
  matrix: Matrix,
  rows: Int32Array,
  features: number,
  truth: Int32Array,
  labels: number,
  seed: number,
): Generator<undefined, Net> {
  const random = randomNumbers(seed);
  const input = uniform(features * HIDDEN, SPREAD, random);
  const bias = new Float32Array(HIDDEN);
  const output = uniform(HIDDEN * labels, Math.sqrt(6 / (HIDDEN + labels)), random);
  const outputBias = new Float32Array(labels);
  const hidden = new Float32Array(HIDDEN);
  const kept = new Float32Array(HIDDEN);
  const back = new Float32Array(HIDDEN);
  const faults = new Float32Array(labels);
  const order = rows.slice();
  const steps = order.length * EPOCHS;
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, order.length, random);
    for (const row of order) {
      const rate = RATE * Math.min(1, step / WARM_UP) * (1 - step / steps);
      step += 1;
      const { places, values } = dropped(matrix, row, random);
      look(input, bias, places, values, hidden);
      for (let j = 0; j < HIDDEN; j++) {
        const unit = hidden[j] as number;
        const keep = unit > 0 && random() >= DROPPED_HIDDEN ? 1 / (1 - DROPPED_HIDDEN) : 0;
        kept[j] = keep;
        hidden[j] = unit * keep;
      }
      conclude(output, outputBias, hidden, faults);
      toChances(faults);
      const right = truth[row] as number;
      faults[right] = (faults[right] as number) - 1;
      for (let j = 0; j < HIDDEN; j++) {
        const keep = kept[j] as number;
        if (keep === 0) {
          back[j] = 0;
          continue;
        }
        const push = (hidden[j] as number) * rate;
        const start = j * labels;
        let sum = 0;
        for (let k = 0; k < labels; k++) {
          const weight = output[start + k] as number;
          const fault = faults[k] as number;
          sum += weight * fault;
          output[start + k] = weight - push * fault;
        }
        const slope = sum * keep * rate;
        back[j] = slope;
        bias[j] = (bias[j] as number) - slope;
      }
      for (let k = 0; k < labels; k++)
        outputBias[k] = (outputBias[k] as number) - rate * (faults[k] as number);
      for (let at = 0; at < places.length; at++) {
        const value = values[at] as number;
        const start = (places[at] as number) * HIDDEN;
        for (let j = 0; j < HIDDEN; j++)
          input[start + j] = (input[start + j] as number) - value * (back[j] as number);
      }
      if (step % ROWS_PER_SLICE === 0) yield;
    }
  }
  return { input, bias, output, outputBias };
}

/** The scores of one text, one for each label, into `scores`. */
export function askNet(
  { input, bias, output, outputBias }: Net,
  places: Int32Array,
  values: Float32Array,
  scores: Float32Array,
): void {
  const hidden = new Float32Array(HIDDEN);
  look(input, bias, places, values, hidden);
  for (let j = 0; j < HIDDEN; j++) hidden[j] = Math.max(0, hidden[j] as number);
  conclude(output, outputBias, hidden, scores);
}

/** The entries that the net looks at: those that it knows (place in `known`, −1 for none), of very many the weightiest. */
export function inputsOf(places: Int32Array, values: Float32Array, known: Int32Array) {
  let chosen = Int32Array.from(places.keys()).filter((at) => (known[places[at] as number] as number) >= 0);
  if (chosen.length > MOST_INPUTS)
    chosen = chosen
      .sort((a, b) => (values[b] as number) - (values[a] as number) || a - b)
      .slice(0, MOST_INPUTS)
      .sort();
  return {
    places: Int32Array.from(chosen, (at) => known[places[at] as number] as number),
    values: Float32Array.from(chosen, (at) => values[at] as number),
  };
}

/** The rows as the net looks at them. Looks up now and then. */
export function* toInputs(matrix: Matrix, known: Int32Array): Generator<undefined, Matrix> {
  const size = matrix.rows.length - 1;
  const rows = new Int32Array(size + 1);
  const places = new Int32Array(matrix.places.length);
  const values = new Float32Array(matrix.places.length);
  for (let row = 0; row < size; row++) {
    const [start, end] = [matrix.rows[row] as number, matrix.rows[row + 1] as number];
    const inputs = inputsOf(matrix.places.subarray(start, end), matrix.values.subarray(start, end), known);
    places.set(inputs.places, rows[row]);
    values.set(inputs.values, rows[row]);
    rows[row + 1] = (rows[row] as number) + inputs.places.length;
    if (row % 10 === 0) yield;
  }
  return { rows, places, values };
}

function look(
  input: Float32Array,
  bias: Float32Array,
  places: Int32Array,
  values: Float32Array,
  hidden: Float32Array,
): void {
  hidden.set(bias);
  for (let at = 0; at < places.length; at++) {
    const value = values[at] as number;
    const start = (places[at] as number) * HIDDEN;
    for (let j = 0; j < HIDDEN; j++) hidden[j] = (hidden[j] as number) + value * (input[start + j] as number);
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
  for (let j = 0; j < HIDDEN; j++) {
    const unit = hidden[j] as number;
    if (unit === 0) continue;
    const start = j * labels;
    for (let k = 0; k < labels; k++) scores[k] = (scores[k] as number) + unit * (output[start + k] as number);
  }
}

function toChances(scores: Float32Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < scores.length; k++) highest = Math.max(highest, scores[k] as number);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp((scores[k] as number) - highest);
    sum += scores[k] as number;
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] as number) / sum;
}

/** A row without a random share of its entries, the others made up for it. */
function dropped(matrix: Matrix, row: number, random: () => number) {
  const end = matrix.rows[row + 1] as number;
  const places = new Int32Array(MOST_INPUTS);
  const values = new Float32Array(MOST_INPUTS);
  let count = 0;
  for (let at = matrix.rows[row] as number; at < end; at++) {
    if (random() < DROPPED_INPUT) continue;
    places[count] = matrix.places[at] as number;
    values[count] = (matrix.values[at] as number) / (1 - DROPPED_INPUT);
    count += 1;
  }
  return { places: places.subarray(0, count), values: values.subarray(0, count) };
}

function uniform(count: number, spread: number, random: () => number): Float32Array {
  return Float32Array.from({ length: count }, () => (random() * 2 - 1) * spread);
}
