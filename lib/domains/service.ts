import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "@/lib/platform/env";
import { defaultMessage } from "@/lib/platform/error-messages";
import { consumeRateLimit, type RateLimit } from "@/lib/platform/rate-limit";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { isProven, performCheck, takeOver } from "./dns-service";
import { explain, fieldMessage } from "./field-messages";
import { type HostnameRules, readHostname } from "./hostname";
import { getDomain } from "./queries";
import type { DomainInput, RemoveInput } from "./schema";
import type { CheckOutcome, Domain } from "./types";

/** Tries to prove a name that somebody else claims. */
const PROOFS: RateLimit = { name: "prove_domain", limit: 30, windowSeconds: 3_600 };

/** What a command answers about the domain that it changed. */
type Changed = { id: string; hostname: string; check: number };

/**
 * Adds a domain in any form that people type it in. `validation_failed` says what is wrong with the name;
 * `conflict` has the reason `domain_exists`, `domain_taken`, `too_many_domains`, or `domain_claimed`: then
 * its sentence names the TXT record that proves the name, and adding it again with that record in place
 * takes the name over. Idempotent by `key`.
 */
export async function addDomain(viewer: Viewer, input: DomainInput, key: string): Promise<Result<Domain>> {
  const read = readHostname(input.hostname, hostnameRules());
  if ("fault" in read) {
    const fields = { hostname: [fieldMessage("hostname", read.fault)] };
    return err(appError("validation_failed", defaultMessage("validation_failed"), { fields }));
  }
  const added = await claim(viewer, read.hostname, key);
  return added.ok ? getDomain(viewer, added.value.id) : err(explain(added.error));
}

async function claim(viewer: Viewer, hostname: string, key: string): Promise<Result<{ id: string }>> {
  const answer = unwrap(await viewer.db.rpc("add_domain", { p_key: key, p_input: { hostname } }));
  if (answer.ok) return ok(answer.value as unknown as Changed);
  if (answer.error.reason !== "domain_claimed") return answer;
  // The refusal has undone the command's own count, and each try asks name servers.
  const allowed = await consumeRateLimit(PROOFS, viewer.id);
  if (!allowed.ok) return allowed;
  const challenge = unwrap(await viewer.db.rpc("get_domain_challenge", { p_hostname: hostname }));
  if (!challenge.ok) return challenge;
  return (await isProven(hostname, challenge.value as unknown as string))
    ? takeOver(viewer.id, hostname, key)
    : answer;
}

/**
 * Looks for the records now, which takes as long as the name servers take, and says how it came out: null
 * when somebody else looked at the same time. A domain that had failed begins anew. `rate_limited` for who
 * asks all the time.
 */
export async function checkDomain(viewer: Viewer, id: string): Promise<Result<CheckOutcome | null>> {
  const requested = unwrap(await viewer.db.rpc("request_domain_check", { p_id: id }));
  if (!requested.ok) return requested;
  const { check } = requested.value as unknown as Changed;
  return performCheck(id, check);
}

/** `checkDomain`, answered with the domain as it is now. */
export async function verifyDomain(viewer: Viewer, id: string): Promise<Result<Domain>> {
  const checked = await checkDomain(viewer, id);
  return checked.ok ? getDomain(viewer, id) : checked;
}

/**
 * Removes a domain. `conflict` with reason `confirmation_required` for a proven one without its name in
 * `confirm`, `domain_changed` when it is not as it was seen.
 */
export async function removeDomain(
  viewer: Viewer,
  id: string,
  { confirm, ...seen }: RemoveInput,
): Promise<Result<{ id: string; hostname: string }>> {
  // Typed as the page shows it: in its own script, with capitals.
  const name = confirm === undefined ? undefined : readHostname(confirm, { own: [], allowsReserved: true });
  const confirmed = name && "hostname" in name ? { confirm: name.hostname } : {};
  const answer = unwrap(
    await viewer.db.rpc("remove_domain", { p_id: id, p_input: { ...seen, ...confirmed } }),
  );
  if (!answer.ok) return answer;
  const { hostname } = answer.value as unknown as Changed;
  return ok({ id, hostname });
}

function hostnameRules(): HostnameRules {
  const { siteUrl, isLocalSupabase } = getEnv();
  return { own: [new URL(siteUrl).hostname], allowsReserved: isLocalSupabase };
}
