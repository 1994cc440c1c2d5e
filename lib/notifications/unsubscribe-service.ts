import "server-only";
import { ok, type Result } from "@/lib/core/result";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { NotificationEvent, NotificationGroup } from "./types";

type Scope = NotificationGroup | "all";
type Ended = { scope: Scope; event: NotificationEvent | null };

/** What a token would end, and whose; the address is hardly legible. */
export type UnsubscribeClaim = {
  scope: Scope;
  /** Of links of single notifications. */
  event: NotificationEvent | null;
  role: "customer" | "agent" | "admin";
  address: string;
  isEventOff: boolean;
  /** Of the whole group. */
  isOff: boolean;
  isAllOff: boolean;
};

/** What a token of an e-mail would end; null for one that is not ours. Nothing changes by looking. */
export async function findClaim(token: string): Promise<Result<UnsubscribeClaim | null>> {
  const found = unwrap(await createAdminClient().rpc("describe_unsubscribe", { p_token: token }));
  return found.ok ? ok(found.value as unknown as UnsubscribeClaim | null) : found;
}

/**
 * Ends e-mails about the event that a token names, about its group, or every one that may be ended. Whoever has the
 * e-mail may do so without signing in: the token is signed. `not_found` for one that is not ours.
 */
export async function unsubscribe(token: string, scope: "event" | "group" | "all"): Promise<Result<Ended>> {
  const ended = unwrap(await createAdminClient().rpc("unsubscribe", { p_token: token, p_scope: scope }));
  return ended.ok ? ok(ended.value as unknown as Ended) : ended;
}
