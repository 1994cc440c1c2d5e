import "server-only";
import { z } from "zod";
import { ok, type Result } from "@/lib/core/result";
import { getEnv } from "@/lib/platform/env";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { checkRecords, hasChallenge, type LookupOptions } from "./lookup";
import { outcomeOf } from "./records";
import type { CheckOutcome } from "./types";

const dueCheck = z.object({
  hostname: z.string(),
  challenge: z.string(),
  target: z.string(),
  addresses: z.array(z.string()),
});

/**
 * Asks DNS about the records of a domain and keeps what it found; the database decides what follows from
 * it. Null, and nothing happens, when the domain is gone or the check with this number is void. Beyond
 * anybody's rights: what a check finds is for no customer to say.
 */
export async function performCheck(domainId: string, check: number): Promise<Result<CheckOutcome | null>> {
  const admin = createAdminClient();
  const due = unwrap(await admin.rpc("get_domain_check", { p_id: domainId, p_check: check }));
  if (!due.ok) return due;
  if (due.value === null) return ok(null);
  const { hostname, ...facts } = dueCheck.parse(due.value);
  const found = await checkRecords(hostname, facts, lookupOptions());
  const outcome = outcomeOf(found);
  const recorded = unwrap(
    await admin.rpc("record_domain_check", {
      p_id: domainId,
      p_check: check,
      p_outcome: outcome,
      p_found: found,
    }),
  );
  return recorded.ok ? ok(recorded.value === null ? null : outcome) : recorded;
}

/** Whether DNS holds the challenge for this name: the proof that counts more than somebody else's claim. */
export function isProven(hostname: string, challenge: string): Promise<boolean> {
  return hasChallenge(hostname, challenge, lookupOptions());
}

/**
 * Gives a person a host whose ownership they have proven, and that somebody else only claims. `key` is
 * that of their call.
 */
export async function takeOver(
  userId: string,
  hostname: string,
  key: string,
): Promise<Result<{ id: string }>> {
  const taken = unwrap(
    await createAdminClient().rpc("take_over_domain", {
      p_user_id: userId,
      p_key: key,
      p_hostname: hostname,
    }),
  );
  return taken.ok ? ok(taken.value as unknown as { id: string }) : taken;
}

function lookupOptions(): LookupOptions {
  return { servers: getEnv().dnsServers };
}
