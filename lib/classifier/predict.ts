import { decodeBytes, decodeWords } from "./base64.ts";
import { softmax, thresholdOf } from "./calibrate.ts";
import { readText, toImportance } from "./corpus.ts";
import { bestOf } from "./metrics.ts";
import { askNet, type Net } from "./net.ts";
import { restore } from "./quantize.ts";
import type { Classification, ClassifierModel } from "./types.ts";

const RUNNERS_UP = 4;
/** From so many known pieces of words on a text is judged by them alone; one in another language has fewer. */
const FAMILIAR = 0.35;

type Decoded = { vocabulary: Uint32Array; importance: Float32Array; nets: Net[] };

// Decoding takes some milliseconds, a prediction a fraction of one.
const decodedModels = new WeakMap<ClassifierModel, Decoded>();

/** What a text is about. A text without a known word gets a low confidence, not an error. */
export function classify(model: ClassifierModel, text: string): Classification {
  const { scores, known } = scoreText(model, text);
  // Of what nothing is known it is known how often each label occurs.
  const trust = Math.min(1, known / FAMILIAR);
  const chances = softmax(scores, model.temperature).map(
    (chance, k) => trust * chance + (1 - trust) * (model.shares[k] as number),
  );
  const best = bestOf(chances);
  const guess = (k: number) => ({ label: model.labels[k] as string, confidence: chances[k] as number });
  const others = Array.from(chances.keys())
    .filter((k) => k !== best)
    .sort((a, b) => (chances[b] as number) - (chances[a] as number) || a - b)
    .slice(0, RUNNERS_UP);
  return { ...guess(best), runnersUp: others.map(guess) };
}

/** The lowest confidence at which at least `precision` (0 to 1) of the decisions are right; null when there is none. */
export function thresholdFor(model: ClassifierModel, precision: number): number | null {
  return thresholdOf(model.curve, precision);
}

/** One score for each label of the model, in its order, and how much of the text is known. */
function scoreText(model: ClassifierModel, text: string): { scores: Float64Array; known: number } {
  const { vocabulary, importance, nets } = decode(model);
  const { places, values, known } = readText(vocabulary, importance, text);
  const scores = new Float64Array(model.labels.length);
  for (const net of nets) askNet(net, places, values, scores);
  return { scores, known };
}

function decode(model: ClassifierModel): Decoded {
  const known = decodedModels.get(model);
  if (known) return known;
  const bytes = decodeBytes(model.importance);
  const decoded = {
    vocabulary: decodeWords(model.features),
    importance: toImportance({ bytes, scale: model.importanceScale }),
    nets: model.nets.map(({ input, bias, output, outputBias }) => ({
      input: restore(input),
      bias: Float32Array.from(bias),
      output: restore(output),
      outputBias: Float32Array.from(outputBias),
    })),
  };
  decodedModels.set(model, decoded);
  return decoded;
}
