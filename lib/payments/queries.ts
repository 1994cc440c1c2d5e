import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { findPaymentProvider } from "@/lib/platform/payments/provider";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { PaymentState } from "./types";

/** How the paying of an invoice stands: whether it can be paid here, and what became of the latest checkout. */
export async function getPaymentState(viewer: Viewer, invoiceId: string): Promise<Result<PaymentState>> {
  const provider = findPaymentProvider()?.name ?? null;
  const answer = unwrap(
    await viewer.db
      .from("checkout_sessions")
      .select("status")
      .eq("invoice_id", invoiceId)
      .neq("status", "superseded")
      .order("created_at", { ascending: false })
      .limit(1),
  );
  if (!answer.ok) return answer;
  const [latest] = answer.value as unknown as { status: string }[];
  return ok({ provider, checkout: stateOf(latest?.status) });
}

function stateOf(status: string | undefined): PaymentState["checkout"] {
  if (status === "starting" || status === "open") return "open";
  return status === "processing" || status === "failed" ? status : "none";
}
