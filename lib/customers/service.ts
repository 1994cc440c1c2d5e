import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { getCustomer } from "./queries";
import type { CustomerChanges, NewCustomer } from "./schema";
import type { CustomerChanged, CustomerDetail } from "./types";

/**
 * Makes a customer who has no sign-in yet. Idempotent by `key`. `conflict` with reason `customer_exists` for an
 * e-mail address that somebody has already.
 */
export async function createCustomer(
  viewer: Viewer,
  input: NewCustomer,
  key: string,
): Promise<Result<CustomerChanged>> {
  const answer = unwrap(await viewer.db.rpc("create_customer", { p_key: key, p_input: input }));
  return answer.ok ? ok(answer.value as unknown as CustomerChanged) : answer;
}

/**
 * Changes what is named. `conflict` with reason `customer_changed` when `expectedVersion` is no longer the latest,
 * `forbidden` for an agent who changes the status of the account.
 */
export async function updateCustomer(
  viewer: Viewer,
  id: string,
  { expectedVersion, ...changes }: CustomerChanges,
): Promise<Result<CustomerChanged>> {
  const answer = unwrap(
    await viewer.db.rpc("update_customer", {
      p_id: id,
      p_changes: changes,
      ...(expectedVersion === undefined ? {} : { p_expected_version: expectedVersion }),
    }),
  );
  return answer.ok ? ok(answer.value as unknown as CustomerChanged) : answer;
}

/** `updateCustomer` by id or customer number, answered with all of the customer. */
export async function changeCustomer(
  viewer: Viewer,
  ref: string,
  changes: CustomerChanges,
): Promise<Result<CustomerDetail>> {
  const found = await getCustomer(viewer, ref);
  if (!found.ok) return found;
  const changed = await updateCustomer(viewer, found.value.id, changes);
  return changed.ok ? getCustomer(viewer, changed.value.id) : changed;
}

/** Locks somebody out of the portal at once, sessions included, or lets them in again. Harmless when repeated. */
export async function setPortalAccess(
  viewer: Viewer,
  userId: string,
  active: boolean,
): Promise<Result<{ id: string; active: boolean }>> {
  const answer = unwrap(await viewer.db.rpc("set_portal_access", { p_user_id: userId, p_active: active }));
  return answer.ok ? ok(answer.value as unknown as { id: string; active: boolean }) : answer;
}
