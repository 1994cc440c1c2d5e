import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { ResellerApplication } from "./types";

/** The newest application of the viewer's customer, or for staff of `customerId`; null when there is none. */
export async function findResellerApplication(
  { db }: Reader,
  customerId?: string,
): Promise<ResellerApplication | null> {
  const answer = unwrap(
    await db.rpc("get_reseller_application", customerId ? { p_customer: customerId } : {}),
  );
  if (!answer.ok) throw new Error(`cannot read the application: ${answer.error.code}`);
  return answer.value as unknown as ResellerApplication | null;
}
