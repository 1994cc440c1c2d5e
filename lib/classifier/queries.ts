import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { log } from "@/lib/platform/log";
import type { Db } from "@/lib/platform/supabase/server";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { fitConfidence, type Outcome } from "./calibrate";
import { classify, thresholdFor } from "./predict";
import { type Classification, type ClassifierCard, type ClassifierModel, FORMAT } from "./types";

/** After so long it is asked whether there is a newer one. */
const FRESH_MS = 60_000;

/** The classifier in use. */
export type CurrentClassifier = {
  id: string;
  classify(text: string): Classification;
  /** The lowest confidence at which so many decisions are right (0 to 1); null when there is none. */
  thresholdFor(precision: number): number | null;
};

type Kept<T> = { value: T; at: number };
let keptClassifier: Kept<CurrentClassifier | null> | undefined;
let keptCalibration: Kept<((confidence: number) => number) | null> | undefined;

/**
 * The classifier in use, null while there is none, or none can be read. Kept in this process and looked after
 * once a minute. `db` acts as the portal itself.
 */
export async function currentClassifier(db: Db): Promise<CurrentClassifier | null> {
  if (keptClassifier && Date.now() - keptClassifier.at < FRESH_MS) return keptClassifier.value;
  const known = keptClassifier?.value ?? null;
  const answer = unwrap(
    await db.rpc("get_classifier_model", {
      p_format: FORMAT,
      ...(known && { p_known: known.id }),
    }),
  );
  const found = answer.ok ? (answer.value as { id: string; model: string | null } | null) : undefined;
  // What could not be read is what it was.
  const value = found === undefined ? known : found === null ? null : (open(found) ?? known);
  keptClassifier = { value, at: Date.now() };
  return value;
}

function open({ id, model: text }: { id: string; model: string | null }): CurrentClassifier | null {
  if (text === null) return null;
  try {
    const model = JSON.parse(text) as ClassifierModel;
    if (model.version !== FORMAT) return null;
    return {
      id,
      classify: (input) => classify(model, input),
      thresholdFor: (precision) => thresholdFor(model, precision),
    };
  } catch (error) {
    log.error({ err: error, model: id }, "the classifier cannot be read");
    return null;
  }
}

/**
 * What a confidence of the model is worth, by what people made of its suggestions; null until enough were judged.
 * `db` acts as the portal itself.
 */
export async function currentCalibration(db: Db): Promise<((confidence: number) => number) | null> {
  if (keptCalibration && Date.now() - keptCalibration.at < FRESH_MS) return keptCalibration.value;
  const answer = unwrap(await db.rpc("get_model_judgements"));
  const value = answer.ok ? fitConfidence(answer.value as Outcome[]) : (keptCalibration?.value ?? null);
  keptCalibration = { value, at: Date.now() };
  return value;
}

/** How the classifier does, for a page of staff: a failure is the page's. */
export async function loadClassifier(viewer: Reader): Promise<ClassifierCard> {
  const answer = unwrap(await viewer.db.rpc("get_classifier"));
  if (!answer.ok) throw new Error(`get_classifier: ${answer.error.code}`);
  return toClassifierCard(answer.value);
}

/** What the database answers, as the card. */
export function toClassifierCard(row: unknown): ClassifierCard {
  return row as ClassifierCard;
}
