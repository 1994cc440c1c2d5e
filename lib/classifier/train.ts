import { encodeBytes, encodeWords } from "./base64.ts";
import { precisionCurve, temperatureInSteps } from "./calibrate.ts";
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
import { askNet, learnNet, type Net } from "./net.ts";
import { quantize } from "./quantize.ts";
import { type ClassifierModel, type Example, FORMAT, type NetModel, type TrainOptions } from "./types.ts";

/** More than this teaches little and takes long. */
const MAX_EXAMPLES = 50_000;
const MAX_LABELS = 2_000;
const FOLDS = 5;
const SEED = 20_261;
/** Enough held-out examples to calibrate on; further parts would only take time. */
const ENOUGH_HELD_OUT = 4_000;
/** So many nets that differ only in chance are asked: where they agree is what the examples say. */
const NETS = 2;
/** More examples bear more units. */
const MANY_EXAMPLES = 1_500;
const UNITS = { few: 64, many: 128 } as const;
/** So many weights between features and units a net has at most: a model stays below three megabytes. */
const WEIGHTS = 2_048_000;
/** So many examples are looked at in all, each at least, and at most, so many times. */
const LOOKS = 160_000;
const [FEWEST_EPOCHS, MOST_EPOCHS] = [16, 40];

type Task = { corpus: Corpus; truth: Int32Array; labels: number; seed: number };

/**
 * Learns to tell the labels apart. Deterministic. Throws RangeError for fewer than two labels, more than 2,000, or more
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
  { folds = FOLDS, seed = SEED }: TrainOptions = {},
): Generator<undefined, ClassifierModel> {
  const usable = examples.filter(({ text, label }) => text.trim() !== "" && label !== "");
  const labels = [...new Set(usable.map(({ label }) => label))].sort();
  if (labels.length < 2) throw new RangeError("A classifier needs examples of two labels at least.");
  if (labels.length > MAX_LABELS) throw new RangeError(`More than ${MAX_LABELS} labels.`);
  if (usable.length > MAX_EXAMPLES) throw new RangeError(`More than ${MAX_EXAMPLES} examples.`);
  const placeOfLabel = new Map(labels.map((label, place) => [label, place]));
  const truth = Int32Array.from(usable, ({ label }) => placeOfLabel.get(label) as number);
  const corpus = yield* readCorpus(
    usable.map(({ text }) => text),
    Math.floor(WEIGHTS / unitsFor(usable.length)),
  );
  const task = { corpus, truth, labels: labels.length, seed };

  const all = Int32Array.from(truth.keys());
  const importance = importanceOf(documentFrequency(corpus, all), all.length);
  const { nets } = yield* learn(task, all, toImportance(importance));
  const fold = assignFolds(truth, folds, seed);
  const scores: Float64Array[] = [];
  const right: number[] = [];
  for (let part = 0; part < folds && right.length < ENOUGH_HELD_OUT; part++) {
    const rows = all.filter((row) => fold[row] !== part);
    const own = toImportance(importanceOf(documentFrequency(corpus, rows), rows.length));
    yield;
    const { nets, matrix } = yield* learn(task, rows, own);
    for (const row of all) {
      if (fold[row] !== part) continue;
      scores.push(askAll(nets, matrix, row, labels.length));
      right.push(truth[row] as number);
      if (scores.length % 10 === 0) yield;
    }
  }
  const temperature = yield* temperatureInSteps(scores, right);
  yield;
  const outcomes = outcomesOf(scores, right, temperature);
  const curve = precisionCurve(outcomes);
  yield;
  const packed: NetModel[] = [];
  for (const net of nets) {
    packed.push(packNet(net, labels.length));
    yield;
  }
  const shares = new Float64Array(labels.length);
  for (const label of truth) shares[label] = (shares[label] as number) + 1 / truth.length;
  return {
    version: FORMAT,
    labels,
    shares: [...shares],
    features: encodeWords(corpus.vocabulary),
    importance: encodeBytes(importance.bytes),
    importanceScale: importance.scale,
    nets: packed,
    temperature,
    curve,
    metrics: measure(scores, right, outcomes, curve),
    trainedOn: { examples: usable.length, labels: labels.length },
  };
}

function unitsFor(examples: number): number {
  return examples >= MANY_EXAMPLES ? UNITS.many : UNITS.few;
}

/** The nets that `rows` teach. */
function* learn(
  { corpus, truth, labels, seed }: Task,
  rows: Int32Array,
  importance: Float32Array,
): Generator<undefined, { nets: Net[]; matrix: Matrix }> {
  const matrix = yield* weighAll(corpus, importance);
  const schooling = {
    units: unitsFor(truth.length),
    epochs: Math.min(MOST_EPOCHS, Math.max(FEWEST_EPOCHS, Math.round(LOOKS / rows.length))),
  };
  const nets: Net[] = [];
  for (let n = 0; n < NETS; n++)
    nets.push(
      yield* learnNet(matrix, rows, corpus.vocabulary.length, truth, labels, {
        ...schooling,
        seed: seed + n,
      }),
    );
  return { nets, matrix };
}

function askAll(nets: readonly Net[], matrix: Matrix, row: number, labels: number): Float64Array {
  const [start, end] = [matrix.rows[row] as number, matrix.rows[row + 1] as number];
  const scores = new Float64Array(labels);
  for (const net of nets)
    askNet(net, matrix.places.subarray(start, end), matrix.values.subarray(start, end), scores);
  return scores;
}

function packNet({ input, bias, output, outputBias }: Net, labels: number): NetModel {
  return {
    input: quantize(input, bias.length, 4),
    bias: [...bias],
    output: quantize(output, labels, 8),
    outputBias: [...outputBias],
  };
}
