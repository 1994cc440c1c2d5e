import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { ResellerInput } from "./schema";
import type { ResellerApplication } from "./types";

type Answer = Result<ResellerApplication>;

/** Asks to become a reseller, or answers what staff asked. `conflict` with reason `application_open`. Idempotent by `key`. */
export async function applyAsReseller(viewer: Viewer, input: ResellerInput, key: string): Promise<Answer> {
  const answer = unwrap(await viewer.db.rpc("apply_as_reseller", { p_key: key, p_input: input }));
  return answer.ok ? ok(answer.value as unknown as ResellerApplication) : answer;
}

/** Takes an application back; `conflict` once it is decided. */
export async function withdrawReseller(viewer: Viewer, id: string): Promise<Answer> {
  const answer = unwrap(await viewer.db.rpc("withdraw_reseller_application", { p_id: id }));
  return answer.ok ? ok(answer.value as unknown as ResellerApplication) : answer;
}

/** What staff say to an application. `conflict` with reason `application_changed` when `version` is no longer the latest. */
export async function decideReseller(
  viewer: Viewer,
  input: { id: string; status: string; note: string; version: number },
): Promise<Answer> {
  const answer = unwrap(
    await viewer.db.rpc("decide_reseller_application", {
      p_id: input.id,
      p_status: input.status,
      p_note: input.note,
      p_expected_version: input.version,
    }),
  );
  return answer.ok ? ok(answer.value as unknown as ResellerApplication) : answer;
}
