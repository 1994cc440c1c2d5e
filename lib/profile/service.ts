import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { AddressInput, ProfileChanges } from "./schema";
import type { Profile, SavedAddress } from "./types";

/** Changes what is named. `forbidden` with reason `name_verified` for a name that staff own. */
export async function updateProfile(viewer: Viewer, changes: ProfileChanges): Promise<Result<Profile>> {
  const answer = unwrap(await viewer.db.rpc("update_profile", { p_changes: changes }));
  return answer.ok ? ok(answer.value as unknown as Profile) : answer;
}

/** Language, time zone and looks of anybody who is signed in. */
export async function updatePreferences(
  viewer: Viewer,
  changes: Pick<ProfileChanges, "locale" | "timeZone" | "theme">,
): Promise<Result<undefined>> {
  const answer = unwrap(await viewer.db.rpc("update_preferences", { p_changes: changes }));
  return answer.ok ? ok() : answer;
}

/**
 * Adds an address, or changes the one that `id` names. `conflict` with reason `address_changed`, `address_exists` or
 * `too_many_addresses`. Idempotent by `key`.
 */
export async function saveAddress(
  viewer: Viewer,
  input: AddressInput,
  key: string,
): Promise<Result<SavedAddress[]>> {
  const answer = unwrap(await viewer.db.rpc("save_address", { p_key: key, p_input: input }));
  return answer.ok ? ok(answer.value as unknown as SavedAddress[]) : answer;
}

/** Removes an address; `conflict` with reason `address_in_use` for a default. Harmless when repeated. */
export async function removeAddress(viewer: Viewer, id: string): Promise<Result<SavedAddress[]>> {
  const answer = unwrap(await viewer.db.rpc("remove_address", { p_id: id }));
  return answer.ok ? ok(answer.value as unknown as SavedAddress[]) : answer;
}
