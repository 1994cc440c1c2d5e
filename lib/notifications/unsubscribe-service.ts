import "server-only";
import { ok, type Result } from "@/lib/core/result";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { NotificationGroup } from "./types";

type Scope = NotificationGroup | "all";

/** What a token would end, and whose; the address is hardly legible. */
export type UnsubscribeClaim = {
  scope: Scope;
  role: "customer" | "agent" | "admin";
  address: string;
  isOff: boolean;
  isAllOff: boolean;
};

/** What a token of an e-mail would end; null for one that is not ours. Nothing changes by looking. */
export async function findClaim(token: string): Promise<Result<UnsubscribeClaim | null>> {
  const found = unwrap(await createAdminClient().rpc("describe_unsubscribe", { p_token: token }));
  return found.ok ? ok(found.value as unknown as UnsubscribeClaim | null) : found;
}

/**
 * Ends the e-mails that a token names, or with `all` every one that may be ended. Whoever has the e-mail may do so
 * without signing in: the token is signed. `not_found` for one that is not ours.
 */
export async function unsubscribe(token: string, all: boolean): Promise<Result<{ scope: Scope }>> {
  const ended = unwrap(await createAdminClient().rpc("unsubscribe", { p_token: token, p_all: all }));
  return ended.ok ? ok(ended.value as unknown as { scope: Scope }) : ended;
}
