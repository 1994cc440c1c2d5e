import { encodeBytes, encodeWords } from "./base64.ts";
import { fitTemperature, precisionCurve } from "./calibrate.ts";
import {
  assignFolds,
  type Corpus,
  documentFrequency,
  importanceOf,
  readCorpus,
  toImportance,
  weighAll,
} from "./corpus.ts";
import type { Matrix } from "./features.ts";
import { measure, outcomesOf } from "./metrics.ts";
import { separate } from "./svm.ts";
import type { ClassifierModel, Example, TrainOptions } from "./types.ts";

/** More than this teaches little and takes long. */
const MAX_EXAMPLES = 50_000;
const MAX_LABELS = 500;
const FOLDS = 5;
const SEED = 20_261;

/** Rows with their values, for one part of the cross-validation or for all. */
type Fold = { matrix: Matrix; norms: Float64Array; rows: Int32Array; heldOut: Int32Array };

/**
 * Learns to tell the labels apart. Deterministic. Throws RangeError for fewer than two labels, more than 500, or more
 * than 50,000 examples. Examples without text or label are left out.
 */
export function trainClassifier(examples: readonly Example[], options: TrainOptions = {}): ClassifierModel {
  const training = trainInSteps(examples, options);
  for (;;) {
    const step = training.next();
    if (step.done) return step.value;
  }
}

/** The same in small steps (mostly a few milliseconds), between which whoever runs it can do something else. */
export function* trainInSteps(
  examples: readonly Example[],
  options: TrainOptions = {},
): Generator<undefined, ClassifierModel> {
  const usable = examples.filter(({ text, label }) => text.trim() !== "" && label !== "");
  const labels = [...new Set(usable.map(({ label }) => label))].sort();
  if (labels.length < 2) throw new RangeError("A classifier needs examples of two labels at least.");
  if (labels.length > MAX_LABELS) throw new RangeError(`More than ${MAX_LABELS} labels.`);
  if (usable.length > MAX_EXAMPLES) throw new RangeError(`More than ${MAX_EXAMPLES} examples.`);
  const { folds = FOLDS, seed = SEED } = options;
  const places = new Map(labels.map((label, place) => [label, place]));
  const truth = Int32Array.from(usable, ({ label }) => places.get(label) as number);

  const corpus = yield* readCorpus(usable.map(({ text }) => text));
  const all = Int32Array.from(truth.keys());
  const importance = importanceOf(documentFrequency(corpus, all), all.length);
  const parts = [yield* prepare(corpus, toImportance(importance), all, new Int32Array())];
  const fold = assignFolds(truth, folds, seed);
  for (let part = 0; part < folds; part++) {
    const rows = all.filter((row) => fold[row] !== part);
    const { bytes, scale } = importanceOf(documentFrequency(corpus, rows), rows.length);
    const heldOut = all.filter((row) => fold[row] === part);
    parts.push(yield* prepare(corpus, toImportance({ bytes, scale }), rows, heldOut));
  }

  const size = corpus.vocabulary.length;
  const weights = new Int8Array(size * labels.length);
  const scales: number[] = [];
  const biases: number[] = [];
  const scores = Array.from(all, () => new Float64Array(labels.length));
  for (const k of labels.keys()) {
    const signs = Int8Array.from(truth, (label) => (label === k ? 1 : -1));
    let duals = new Float64Array(all.length);
    for (const [i, { matrix, norms, rows, heldOut }] of parts.entries()) {
      const start = i === 0 ? duals : duals.slice();
      const plane = yield* separate(matrix, rows, size, signs, norms, start, seed + k);
      if (i === 0) {
        duals = start;
        const scale = plane.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9) / 127;
        for (let j = 0; j < size; j++)
          weights[j * labels.length + k] = Math.round((plane.weights[j] as number) / scale);
        scales.push(scale);
        biases.push(plane.bias);
      }
      for (const row of heldOut)
        (scores[row] as Float64Array)[k] = plane.bias + product(matrix, row, plane.weights);
    }
  }
  yield;
  const temperature = fitTemperature(scores, truth);
  const outcomes = outcomesOf(scores, truth, temperature);
  const curve = precisionCurve(outcomes);
  return {
    version: 1,
    labels,
    features: encodeWords(corpus.vocabulary),
    importance: encodeBytes(importance.bytes),
    importanceScale: importance.scale,
    weights: encodeBytes(new Uint8Array(weights.buffer)),
    scales,
    biases,
    temperature,
    isotonic: null,
    curve,
    metrics: measure(scores, truth, outcomes, curve),
    trainedOn: { examples: usable.length, labels: labels.length },
  };
}

function* prepare(
  corpus: Corpus,
  importance: Float32Array,
  rows: Int32Array,
  heldOut: Int32Array,
): Generator<undefined, Fold> {
  const matrix = yield* weighAll(corpus, importance);
  const norms = Float64Array.from({ length: corpus.size }, (_, row) => {
    let sum = 0;
    for (let at = matrix.rows[row] as number; at < (matrix.rows[row + 1] as number); at++)
      sum += (matrix.values[at] as number) ** 2;
    return sum;
  });
  return { matrix, norms, rows, heldOut };
}

function product(matrix: Matrix, row: number, weights: Float64Array): number {
  let sum = 0;
  for (let at = matrix.rows[row] as number; at < (matrix.rows[row + 1] as number); at++)
    sum += (weights[matrix.places[at] as number] as number) * (matrix.values[at] as number);
  return sum;
}
