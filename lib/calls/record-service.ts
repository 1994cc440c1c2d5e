import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { callFault, explainCall } from "./field-messages";
import { MAX_TRANSCRIPT_BYTES, parseTranscript } from "./transcripts";

/** Staff: keeps the transcript in a file or a text, whatever its form. `validation_failed` for what is none. */
export async function saveTranscript(
  viewer: Viewer,
  id: string,
  { bytes, fileName }: { bytes: Uint8Array; fileName: string | null },
): Promise<Result<undefined>> {
  if (bytes.byteLength > MAX_TRANSCRIPT_BYTES) return refused("too_large");
  const parsed = parseTranscript(new TextDecoder().decode(bytes));
  if ("fault" in parsed) return refused(parsed.fault);
  return done(
    await viewer.db.rpc("save_call_transcript", {
      p_call_id: id,
      p_transcript: { ...parsed, ...(fileName && { fileName }) },
    }),
  );
}

function refused(fault: string): Result<undefined> {
  const message = callFault("file", fault);
  return err(appError("validation_failed", message, { fields: { file: [message] } }));
}

/** Staff: puts the summary into their own words. */
export async function saveSummary(viewer: Viewer, id: string, summary: string): Promise<Result<undefined>> {
  return done(await viewer.db.rpc("save_call_summary", { p_call_id: id, p_summary: summary }));
}

/** Says what a call led to; whoever says it has confirmed it. Idempotent by `key`. */
export async function proposeAction(
  viewer: Viewer,
  id: string,
  input: { text: string; owner: string; dueOn?: string | undefined },
  key: string,
): Promise<Result<undefined>> {
  return done(await viewer.db.rpc("propose_call_action", { p_key: key, p_call_id: id, p_input: input }));
}

/** One side confirms or declines what a call led to, or says that it is done. Harmless when repeated. */
export async function decideAction(viewer: Viewer, id: string, decision: string): Promise<Result<undefined>> {
  return done(await viewer.db.rpc("decide_call_action", { p_action_id: id, p_decision: decision }));
}

type Answer = Parameters<typeof unwrap>[0];

function done(answer: Answer): Result<undefined> {
  const outcome = unwrap(answer);
  return outcome.ok ? ok() : err(explainCall(outcome.error));
}
