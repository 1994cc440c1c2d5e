import "server-only";
import { reauthenticate } from "@/lib/auth/reauthenticate";
import type { Viewer } from "@/lib/auth/viewer";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { signExportLink } from "./download-service";
import { explain } from "./field-messages";
import type { ConsentInput, PrivacyChange, PrivacyRequestInput } from "./schema";
import type { Consent, PrivacyDeskRequest, PrivacyRequest } from "./types";

/**
 * Asks for an export, a deletion, a correction or a restriction. The first two need the password: without it
 * `forbidden` with reason `password_required`, with a wrong one a fault of `password`. `conflict` with reason
 * `export_open`, `deletion_open` or `restriction_open` when there is one already. Idempotent by `key`.
 */
export async function requestPrivacy(
  viewer: Viewer,
  { kind, details, password }: PrivacyRequestInput,
  key: string,
): Promise<Result<PrivacyRequest>> {
  if (password !== undefined && (kind === "export" || kind === "deletion")) {
    const proven = await reauthenticate(viewer, `privacy_${kind}`, password);
    if (!proven.ok) return proven;
  }
  const answer = unwrap(
    await viewer.db.rpc("request_privacy", { p_key: key, p_kind: kind, p_details: details }),
  );
  return answer.ok ? ok(answer.value as unknown as PrivacyRequest) : err(explain(answer.error));
}

/** Takes back what the viewer asked for; a restriction ends with it. `conflict` once it is too late. */
export async function cancelPrivacyRequest(viewer: Viewer, id: string): Promise<Result<PrivacyRequest>> {
  const answer = unwrap(await viewer.db.rpc("cancel_privacy_request", { p_id: id }));
  return answer.ok ? ok(answer.value as unknown as PrivacyRequest) : answer;
}

/**
 * A link to the archive of the viewer's own export, for a minute. With `password` it is checked here; without one
 * it has to have been given for this a moment ago: `forbidden` with reason `password_required`. `conflict` with reason
 * `export_not_ready` or `export_gone`.
 */
export async function linkToExport(viewer: Viewer, id: string, password?: string): Promise<Result<string>> {
  if (password !== undefined) {
    const proven = await reauthenticate(viewer, "privacy_download", password);
    if (!proven.ok) return proven;
  }
  const opened = unwrap(await viewer.db.rpc("open_privacy_export", { p_id: id }));
  return opened.ok ? signExportLink(id) : opened;
}

/** Agrees to a purpose, or takes it back. */
export async function setConsent(
  viewer: Viewer,
  { purpose, given }: ConsentInput,
): Promise<Result<Consent[]>> {
  const answer = unwrap(await viewer.db.rpc("set_consent", { p_purpose: purpose, p_given: given }));
  return answer.ok ? ok(answer.value as unknown as Consent[]) : err(explain(answer.error));
}

/** What staff do with a request: give it to somebody, decide it, or take more time for it. */
export async function changePrivacyRequest(
  viewer: Viewer,
  id: string,
  change: PrivacyChange,
): Promise<Result<PrivacyDeskRequest>> {
  const answer = unwrap(await call(viewer, id, change));
  return answer.ok ? ok(answer.value as unknown as PrivacyDeskRequest) : err(explain(answer.error));
}

function call({ db }: Viewer, id: string, change: PrivacyChange) {
  switch (change.action) {
    case "assign":
      return db.rpc("assign_privacy_request", {
        p_id: id,
        ...(change.assigneeId && { p_assignee: change.assigneeId }),
      });
    case "extend":
      return db.rpc("extend_privacy_request", { p_id: id, p_days: change.days, p_reason: change.reason });
    default:
      return db.rpc("decide_privacy_request", {
        p_id: id,
        p_accept: change.action === "accept",
        ...(change.reason !== undefined && { p_reason: change.reason }),
        ...(change.expectedVersion !== undefined && { p_expected_version: change.expectedVersion }),
      });
  }
}
