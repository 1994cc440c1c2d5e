import "server-only";
import { setImmediate as breathe } from "node:timers/promises";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import type { Db } from "@/lib/platform/supabase/server";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { toClassifierCard } from "./queries";
import { MOST_EXAMPLES } from "./schema";
import { trainInSteps } from "./train";
import { type ClassifierCard, type ClassifierModel, type Example, FORMAT } from "./types";

const PAGE = 500;
/** The subject and the first paragraphs say what it is about. */
const TEXT_LENGTH = 1_500;
/** So long, and a step of some milliseconds, other requests of this process wait each time while it learns. */
const SLICE_MS = 6;

type Work = { examples: number; digest: string; due: boolean };

/** Asks for a training soon. `forbidden` for all but admins, `conflict` with reason `too_few_labels` or `one_category`. */
export async function requestTraining(viewer: Viewer): Promise<Result<ClassifierCard>> {
  const answer = unwrap(await viewer.db.rpc("request_classifier_training"));
  return answer.ok ? ok(toClassifierCard(answer.value)) : answer;
}

/**
 * Learns from the tickets that people labelled, if there is something to learn, and makes what was learned the
 * classifier in use. `db` acts as the portal itself. False when there was nothing to do. Safe to repeat.
 */
export async function learnFromTickets(
  db: Db,
  { force, requestedBy }: { force: boolean; requestedBy?: string | null | undefined },
): Promise<Result<boolean>> {
  const asked = unwrap(await db.rpc("get_classifier_work", { p_force: force, p_format: FORMAT }));
  if (!asked.ok) return asked;
  const work = asked.value as Work;
  if (!work.due) return ok(false);
  const examples = await readExamples(db);
  if (!examples.ok) return examples;
  const startedAt = performance.now();
  const model = await trainInSlices(examples.value);
  const labelCounts: Record<string, number> = {};
  for (const { label } of examples.value) labelCounts[label] = (labelCounts[label] ?? 0) + 1;
  const input = {
    examples: examples.value.length,
    labelCounts,
    metrics: model.metrics,
    digest: work.digest,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    format: FORMAT,
    requestedBy: requestedBy ?? null,
  };
  const saved = unwrap(await db.rpc("save_classifier", { p_input: input, p_model: JSON.stringify(model) }));
  return saved.ok ? ok(true) : saved;
}

async function readExamples(db: Db): Promise<Result<Example[]>> {
  const examples = new Map<string, Example>();
  let after: { p_at?: string; p_id?: string } = {};
  for (;;) {
    const page = unwrap(await db.rpc("get_classifier_examples", { ...after, p_limit: PAGE }));
    if (!page.ok) return page;
    const rows = page.value as { id: string; at: string; text: string; label: string }[];
    // A ticket that moved between two pages comes twice.
    for (const { id, text, label } of rows) examples.set(id, { text: text.slice(0, TEXT_LENGTH), label });
    const last = rows.at(-1);
    if (!last || rows.length < PAGE || examples.size >= MOST_EXAMPLES) return ok([...examples.values()]);
    after = { p_at: last.at, p_id: last.id };
  }
}

/** Trains without holding the process up: after each slice whatever waits has its turn. */
export async function trainInSlices(
  examples: readonly Example[],
  sliceMs = SLICE_MS,
): Promise<ClassifierModel> {
  const training = trainInSteps(examples);
  for (;;) {
    const until = performance.now() + sliceMs;
    do {
      const step = training.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await breathe();
  }
}
