import { decodeBytes, decodeWords } from "./base64.ts";
import { applyIsotonic, softmax, thresholdOf } from "./calibrate.ts";
import { readText, toImportance } from "./corpus.ts";
import { bestOf } from "./metrics.ts";
import type { Classification, ClassifierModel } from "./types.ts";

const RUNNERS_UP = 4;

type Decoded = { vocabulary: Uint32Array; importance: Float32Array; weights: Int8Array };

// Decoding takes some milliseconds, a prediction a fraction of one.
const decodedModels = new WeakMap<ClassifierModel, Decoded>();

/** What a text is about. A text without a known word gets a low confidence, not an error. */
export function classify(model: ClassifierModel, text: string): Classification {
  const scores = scoreText(model, text);
  const chances = softmax(scores, model.temperature);
  const best = bestOf(chances);
  const raw = chances[best] as number;
  const confidence = model.isotonic ? applyIsotonic(model.isotonic, raw) : raw;
  // What the best one does not have is shared by the others as before.
  const rest = raw < 1 ? (1 - confidence) / (1 - raw) : 0;
  const others = Array.from(chances.keys())
    .filter((k) => k !== best)
    .sort((a, b) => (chances[b] as number) - (chances[a] as number) || a - b)
    .slice(0, RUNNERS_UP);
  return {
    label: model.labels[best] as string,
    confidence,
    runnersUp: others.map((k) => ({
      label: model.labels[k] as string,
      confidence: (chances[k] as number) * rest,
    })),
  };
}

/** The lowest confidence at which at least `precision` (0 to 1) of the decisions are right; null when there is none. */
export function thresholdFor(model: ClassifierModel, precision: number): number | null {
  return thresholdOf(model.curve, precision);
}

/** One score for each label of the model, in its order. */
function scoreText(model: ClassifierModel, text: string): Float64Array {
  const { vocabulary, importance, weights } = decode(model);
  const { places, values } = readText(vocabulary, importance, text);
  const size = model.labels.length;
  const sums = new Float64Array(size);
  for (let at = 0; at < places.length; at++) {
    const value = values[at] as number;
    const start = (places[at] as number) * size;
    for (let k = 0; k < size; k++) sums[k] = (sums[k] as number) + value * (weights[start + k] as number);
  }
  return sums.map((sum, k) => sum * (model.scales[k] as number) + (model.biases[k] as number));
}

function decode(model: ClassifierModel): Decoded {
  const known = decodedModels.get(model);
  if (known) return known;
  const decoded = {
    vocabulary: decodeWords(model.features),
    importance: toImportance({ bytes: decodeBytes(model.importance), scale: model.importanceScale }),
    weights: new Int8Array(decodeBytes(model.weights).buffer),
  };
  decodedModels.set(model, decoded);
  return decoded;
}
