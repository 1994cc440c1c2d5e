import { setTimeout as delay } from "node:timers/promises";
import type { CheckedRecord, RecordFault, RecordKind } from "../../lib/integrations/types.ts";
import type { Json } from "../../lib/platform/supabase/database.types.ts";
import { UserError } from "../lib/steps.ts";
import type { Supabase } from "../seed/supabase.ts";

export type Counts = { created: number; updated: number; unchanged: number; failed: number };
export type Failure = { index: number; error: RecordFault };
export type Sent = Counts & { failures: Failure[] };

export type Target = {
  supabase: Supabase;
  kind: RecordKind;
  source: string;
  options: { dryRun: boolean; notify: boolean };
};

const TRIES = 6;
/** A statement that took too long: the batch is too much for this server. */
const TOO_MUCH = new Set(["57014", "PGRST003"]);
/** Somebody else was in the way, or the server is busy or starting. */
const PASSING = new Set(["40001", "40P01", "53300", "57P03", "PGRST000", "PGRST001", "PGRST002"]);

type Answer = { data: unknown; error: { code?: string; message: string } | null; status: number };

/**
 * Sends one batch, one call of the database. What may pass is tried again, since a batch can be repeated; a
 * batch that takes too long is halved.
 */
export async function sendBatch(target: Target, records: readonly CheckedRecord[]): Promise<Sent> {
  for (let attempt = 1; ; attempt++) {
    const answer = await call(target, records);
    if (!answer.error) return answer.data as Sent;
    const { code = "", message } = answer.error;
    if ((TOO_MUCH.has(code) || answer.status === 413) && records.length > 1)
      return sendHalves(target, records);
    const mayPass =
      PASSING.has(code) || answer.status === 0 || [408, 429, 502, 503, 504].includes(answer.status);
    if (!mayPass || attempt === TRIES) {
      throw new UserError(
        `The database refused a batch: ${message || "it does not answer"} (${code || answer.status}).`,
      );
    }
    await delay(250 * 2 ** attempt);
  }
}

async function sendHalves(target: Target, records: readonly CheckedRecord[]): Promise<Sent> {
  const half = Math.ceil(records.length / 2);
  const first = await sendBatch(target, records.slice(0, half));
  const second = await sendBatch(target, records.slice(half));
  return {
    created: first.created + second.created,
    updated: first.updated + second.updated,
    unchanged: first.unchanged + second.unchanged,
    failed: first.failed + second.failed,
    failures: [
      ...first.failures,
      ...second.failures.map(({ index, error }) => ({ index: index + half, error })),
    ],
  };
}

async function call(
  { supabase, kind, source, options }: Target,
  records: readonly CheckedRecord[],
): Promise<Answer> {
  try {
    return await supabase.rpc("import_records", {
      p_kind: kind,
      p_source: source,
      p_records: records as unknown as Json,
      p_options: { ...options, summary: true },
    });
  } catch (error) {
    return { data: null, error: { message: (error as Error).message }, status: 0 };
  }
}
