/** A text and what people called it. */
export type Example = { text: string; label: string };

/** What a classifier thinks of a label: `confidence` (0 to 1) is calibrated, "right so often". */
export type Guess = { label: string; confidence: number };

export type Classification = Guess & {
  /** The next best labels, most likely first. */
  runnersUp: Guess[];
};

/** Predictions whose confidence lay between `from` and `to`: what they promised, and how many were right. */
export type ReliabilityBin = {
  from: number;
  to: number;
  count: number;
  /** Mean confidence of the bin; 0 without predictions. */
  confidence: number;
  /** Share that was right; 0 without predictions. */
  accuracy: number;
};

/** How good a classifier was on texts that it had not learned from. */
export type ClassifierMetrics = {
  accuracy: number;
  /** Mean of the F1 measures of the labels, each counting alike. */
  macroF1: number;
  /** Expected calibration error over 15 bins of equal width, see `expectedCalibrationError`. */
  calibrationError: number;
  /** Share of the texts that may be decided alone at nine right in ten; 0 when no threshold gives that. */
  coverage: number;
  /** The confidence from which on nine in ten are right; null when none does. */
  threshold: number | null;
  reliability: ReliabilityBin[];
};

/** A point of the curve from which thresholds are read: of `count` predictions at least as sure, `correct` were right. */
export type CurvePoint = { confidence: number; count: number; correct: number };

/** Straight pieces between points, rising: what a raw confidence is worth. */
export type Isotonic = { x: number[]; y: number[] };

/** Rows of `count` numbers as base64 of a few bits each, times the `scales` of their columns. */
export type Quantized = { bytes: string; bits: 4 | 8; scales: number[]; count: number };

export type NetModel = {
  /** A row of units for each feature. */
  input: Quantized;
  bias: number[];
  /** A row of labels for each unit. */
  output: Quantized;
  outputBias: number[];
};

/** How a model is written. One in another format is passed over and learned anew, see `get_classifier_model`. */
export const FORMAT = 2;

/** A trained classifier: plain JSON. It holds hashes of words and letters, never the texts it learned from. */
export type ClassifierModel = {
  version: typeof FORMAT;
  labels: string[];
  /** How often each label is right without looking, in their order. */
  shares: number[];
  /** Hashes of the features, ascending: base64 of little-endian 32-bit numbers. */
  features: string;
  /** How much each feature counts in a text: base64 of bytes, times `importanceScale`. */
  importance: string;
  importanceScale: number;
  /** Their scores are added. */
  nets: NetModel[];
  /** Scores times this are the exponents of the probabilities. */
  temperature: number;
  /** From predictions on examples that were held out, surest first. */
  curve: CurvePoint[];
  metrics: ClassifierMetrics;
  trainedOn: { examples: number; labels: number };
};

export type TrainOptions = {
  /** Parts of the cross-validation from which calibration and metrics come; 5 unless told. */
  folds?: number;
  /** Seed of everything that is shuffled; the same examples and seed give the same model. */
  seed?: number;
};

/** What staff see of the classifier. */
export type ClassifierCard = {
  model: {
    id: string;
    examples: number;
    labels: { slug: string; label: string; examples: number }[];
    metrics: ClassifierMetrics;
    seconds: number;
    trainedAt: string;
  } | null;
  /** Labelled tickets, counted up to 100. */
  examples: number;
  needed: number;
  /** What keeps it from learning; null when nothing does. */
  obstacle: "too_few_labels" | "one_category" | null;
  isWaiting: boolean;
  canTrain: boolean;
};
