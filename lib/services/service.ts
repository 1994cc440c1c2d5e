import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { explain } from "./field-messages";
import { getService } from "./queries";
import type { ServiceChanges, ServiceRequestInput, StepChanges } from "./schema";
import { ticketWords } from "./ticket-words";
import type { RequestKind, ServiceDetail } from "./types";

/** A request and the ticket that it opened. */
type Requested = { kind: RequestKind; ticket: { id: string; number: string } };

/**
 * Asks for another package, the end of a service or another time of a visit. The same `key` and input give
 * the same ticket again. `conflict` with reason `request_open` while one of the kind is open, or
 * `service_ends`, `service_not_active`, `nothing_scheduled`.
 */
export async function requestChange(
  viewer: Viewer,
  id: string,
  request: ServiceRequestInput,
  key: string,
): Promise<Result<Requested>> {
  const service = await getService(viewer, id);
  if (!service.ok) return service;
  const { kind, ...wishes } = request;
  const answer = unwrap(
    await viewer.db.rpc("request_service_change", {
      p_key: key,
      p_service_id: id,
      p_kind: kind,
      p_input: { ...wishes, ...ticketWords(service.value, request, viewer) },
    }),
  );
  return answer.ok ? ok(answer.value as unknown as Requested) : err(explain(answer.error));
}

/**
 * Changes a step of the installation, as staff. `conflict` with reason `step_changed` when
 * `expectedVersion` is no longer the latest, or `service_active`, `service_not_active`.
 */
export async function setInstallationStep(
  viewer: Viewer,
  id: string,
  { stage, ...changes }: StepChanges,
): Promise<Result<ServiceDetail>> {
  const answer = unwrap(
    await viewer.db.rpc("set_installation_step", { p_service_id: id, p_stage: stage, p_changes: changes }),
  );
  return answer.ok ? getService(viewer, id) : err(explain(answer.error));
}

/**
 * Changes status, package or last day, as staff. `conflict` with reason `service_changed` when
 * `expectedVersion` is no longer the latest, or `invalid_transition`.
 */
export async function updateService(
  viewer: Viewer,
  id: string,
  changes: ServiceChanges,
): Promise<Result<ServiceDetail>> {
  const answer = unwrap(await viewer.db.rpc("update_service", { p_service_id: id, p_changes: changes }));
  return answer.ok ? getService(viewer, id) : err(explain(answer.error));
}
