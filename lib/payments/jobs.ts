import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { findPaymentProvider } from "@/lib/platform/payments/provider";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";

const payload = z.object({ checkoutId: z.uuid() });

/** Jobs of this feature. `expire_checkout` closes a payment page whose amount is no longer what is owed. */
export const paymentJobs: JobHandlers = {
  async expire_checkout(raw) {
    const provider = findPaymentProvider();
    if (!provider) return;
    const { checkoutId } = payload.parse(raw);
    // No person asks for this; it reads which session of the provider is meant.
    const found = unwrap(
      await createAdminClient()
        .from("checkout_sessions")
        .select("sessionId:provider_session_id")
        .eq("id", checkoutId)
        .eq("provider", provider.name)
        .maybeSingle(),
    );
    if (!found.ok) throw new Error(`checkout_sessions: ${found.error.code}`);
    const session = found.value as unknown as { sessionId: string } | null;
    if (!session) return;
    const expired = await provider.expireCheckout(session.sessionId);
    if (!expired.ok) throw new Error(`not closed: ${expired.error.code}`);
  },
};
