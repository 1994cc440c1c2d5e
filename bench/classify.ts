import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { expectedCalibrationError, type Outcome, reliability } from "../lib/classifier/calibrate.ts";
import { assignFolds } from "../lib/classifier/corpus.ts";
import { macroF1, USUAL_PRECISION } from "../lib/classifier/metrics.ts";
import { classify, thresholdFor } from "../lib/classifier/predict.ts";
import { trainClassifier } from "../lib/classifier/train.ts";
import type { ClassifierModel, Example } from "../lib/classifier/types.ts";
import { ROOT } from "../scripts/lib/paths.ts";
import { UserError } from "../scripts/lib/steps.ts";
import { STORIES } from "../scripts/seed/stories/all.ts";
import { readExamples } from "./examples.ts";
import type { Finding } from "./main.ts";
import { publish, type Row } from "./publish.ts";

const BANKING = join(ROOT, "..", "shared", "data", "banking77", "train.csv");
const SPLIT_SEED = 77;
const PARTS = 5;

/**
 * Trains the classifier on `--train` and measures it on `--test`, both CSV files with the columns `text` and `category`.
 * With `--train` alone, or nothing, a stratified fifth is held out, the same one each time; `--splits N` holds out N
 * fifths in turn, and `--learn N` learns from N of the other four: what more examples bring. The test examples are used for nothing but measuring.
 */
export async function measureClassifier(args: string[]): Promise<Finding> {
  const { values } = parseArgs({
    args,
    options: {
      train: { type: "string" },
      test: { type: "string" },
      splits: { type: "string", default: "1" },
      learn: { type: "string", default: String(PARTS - 1) },
    },
  });
  const splits = Number(values.splits);
  const learnt = Number(values.learn);
  const isUsable = isWithin(splits, PARTS) && isWithin(learnt, PARTS - 1) && !(values.test && !values.train);
  if (!isUsable)
    throw new UserError(
      `Usage: npm run bench -- classify [--train a.csv [--test b.csv]] [--splits 1 to ${PARTS}] [--learn 1 to ${PARTS - 1}]`,
    );
  const file = values.train ?? (existsSync(BANKING) ? BANKING : undefined);
  const examples = file ? readExamples(file) : demoExamples();
  const pairs: [Example[], Example[]][] = values.test
    ? [[examples, readExamples(values.test)]]
    : holdOut(examples, splits, learnt);
  const measured = pairs.map(([train, test]) => measureOnce(train, test));
  const rows = measured.map(({ row }) => row);
  if (rows.length > 1) console.log(meanOf(rows));
  publish("classify-reliability", reliabilityRows(measured.flatMap(({ outcomes }) => outcomes)));
  return { rows, faults: [] };
}

function measureOnce(train: Example[], test: Example[]): { row: Row; outcomes: Outcome[] } {
  // What a core did for it: the machine may do other things beside.
  const before = process.cpuUsage();
  const model = learn(train);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1_000_000;
  const size = JSON.stringify(model).length;
  // The first one decodes the model.
  classify(model, test[0]?.text ?? "");
  const askedAt = performance.now();
  const said = test.map(({ text }) => classify(model, text));
  const perPrediction = (performance.now() - askedAt) / test.length;
  const outcomes = said.map(({ label, confidence }, i) => ({
    confidence,
    correct: label === test[i]?.label,
  }));
  const threshold = thresholdFor(model, USUAL_PRECISION);
  const sure = outcomes.filter(({ confidence }) => threshold !== null && confidence >= threshold);
  const labels = [...new Set([...model.labels, ...test.map(({ label }) => label)])];
  const placeOf = new Map(labels.map((label, place) => [label, place]));
  const row = {
    train: train.length,
    test: test.length,
    labels: model.labels.length,
    accuracy: round(accuracyOf(outcomes)),
    "macro-F1": round(
      macroF1(
        said.map(({ label }) => placeOf.get(label) as number),
        test.map(({ label }) => placeOf.get(label) as number),
      ),
    ),
    "ECE 15 bins": round(expectedCalibrationError(outcomes)),
    "threshold for 0.9": threshold === null ? "none" : round(threshold),
    coverage: round(sure.length / outcomes.length),
    "precision there": sure.length > 0 ? round(accuracyOf(sure)) : "–",
    "CPU s to train": Math.round(seconds * 10) / 10,
    "ms/prediction": round(perPrediction),
    "MB model": Math.round(size / 10_000) / 100,
  };
  return { row, outcomes };
}

function learn(train: Example[]): ClassifierModel {
  try {
    return trainClassifier(train);
  } catch (error) {
    throw error instanceof RangeError ? new UserError(error.message) : error;
  }
}

function accuracyOf(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ correct }) => correct).length / outcomes.length;
}

const isWithin = (number: number, most: number) => Number.isInteger(number) && number >= 1 && number <= most;

function holdOut(examples: readonly Example[], splits: number, learnt: number): [Example[], Example[]][] {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const truth = Int32Array.from(examples, ({ label }) => labels.indexOf(label));
  const part = assignFolds(truth, PARTS, SPLIT_SEED);
  return Array.from({ length: splits }, (_, split) => [
    examples.filter((_, i) => {
      const after = ((part[i] ?? 0) - split + PARTS) % PARTS;
      return after >= 1 && after <= learnt;
    }),
    examples.filter((_, i) => part[i] === split),
  ]);
}

function meanOf(rows: readonly Row[]): string {
  return ["accuracy", "macro-F1", "ECE 15 bins", "coverage"]
    .map((name) => {
      const values = rows.map((row) => Number(row[name]));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = Math.sqrt(
        values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
      );
      return `${name} ${mean.toFixed(4)} ± ${spread.toFixed(4)}`;
    })
    .join(", ");
}

function reliabilityRows(outcomes: readonly Outcome[]): Row[] {
  return reliability(outcomes).map(({ from, to, count, confidence, accuracy }) => ({
    confidence: `${from.toFixed(2)}–${to.toFixed(2)}`,
    messages: count,
    promised: count > 0 ? round(confidence) : "–",
    right: count > 0 ? round(accuracy) : "–",
  }));
}

/** What customers write in the demo, a sentence each: for where no other data is at hand. */
function demoExamples(): Example[] {
  return STORIES.flatMap(({ category: label, subject, opening, turns }) => {
    const texts = [subject, opening, ...turns.filter(([who]) => who === "customer").map(([, text]) => text)];
    return texts.map((text) => ({ text, label }));
  });
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
