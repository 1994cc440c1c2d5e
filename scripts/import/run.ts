import type { CheckedRecord } from "../../lib/integrations/types.ts";
import type { Progress } from "../seed/progress.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Mapping } from "./mapping.ts";
import type { Source } from "./read.ts";
import { type Entry, recordsOf } from "./records.ts";
import type { Rejects } from "./rejects.ts";
import { type Counts, sendBatch, type Target } from "./send.ts";

export type ImportOptions = {
  target: Target;
  source: Source;
  mapping: Mapping;
  rejects: Rejects;
  batchSize: number;
  progress: Progress;
  /** Where an earlier run of the same import stopped. */
  from: Checkpoint | null;
  /** Told after each batch, when it is in the database for good. */
  onBatch?: (checkpoint: Checkpoint) => void;
  /** Stops after the batch that is under way. */
  signal?: AbortSignal;
};

export type Outcome = Counts & { rows: number; line: number; isComplete: boolean };

/** Batches are also cut at this many characters, so that long records make short batches. */
const BATCH_SIZE = 4_000_000;

/** Imports the file: reads and checks one batch while the database works on the one before. */
export async function runImport(options: ImportOptions): Promise<Outcome> {
  const { source, mapping, target, batchSize, progress, from, signal } = options;
  const outcome: Outcome = {
    created: 0,
    updated: 0,
    unchanged: 0,
    failed: 0,
    rows: from?.rows ?? 0,
    line: from?.line ?? 0,
    isComplete: false,
  };
  let batch: Entry[] = [];
  let size = 0;
  let underway: Promise<void> = Promise.resolve();
  const flush = async () => {
    await underway;
    const entries = batch;
    batch = [];
    size = 0;
    if (entries.length > 0 && !signal?.aborted) underway = settle(entries, options, outcome);
    // Whoever awaits it sees the failure; without this line it would count as unhandled until then.
    underway.catch(() => {});
  };
  for await (const entry of recordsOf(source, target.kind, mapping, outcome.rows)) {
    batch.push(entry);
    size += sizeOf(entry);
    if (batch.length >= batchSize || size >= BATCH_SIZE) await flush();
    if (signal?.aborted) break;
  }
  await flush();
  await underway;
  progress.end();
  outcome.isComplete = !signal?.aborted;
  return outcome;
}

async function settle(entries: readonly Entry[], options: ImportOptions, outcome: Outcome): Promise<void> {
  const { target, rejects, progress, source } = options;
  const records: CheckedRecord[] = [];
  const places: number[] = [];
  for (const [place, entry] of entries.entries()) {
    if (!("record" in entry)) continue;
    records.push(entry.record);
    places.push(place);
  }
  const sent = records.length > 0 ? await sendBatch(target, records) : null;
  const refused = new Map(sent?.failures.map(({ index, error }) => [places[index], error]));
  for (const [place, entry] of entries.entries()) {
    const fault = "fault" in entry ? entry.fault : refused.get(place);
    if (fault) rejects.add(entry.rows, fault);
    outcome.failed += fault ? 1 : 0;
    outcome.rows += entry.rows.length;
    outcome.line = entry.rows.at(-1)?.line ?? outcome.line;
  }
  outcome.created += sent?.created ?? 0;
  outcome.updated += sent?.updated ?? 0;
  outcome.unchanged += sent?.unchanged ?? 0;
  options.onBatch?.({ rows: outcome.rows, line: outcome.line });
  progress.show(Math.ceil(Math.min(source.bytes, source.bytesRead()) / 1_000));
}

function sizeOf({ rows }: Entry): number {
  return rows.reduce((sum, row) => sum + ("text" in row ? row.text.length : row.cells.length * 20), 0);
}
