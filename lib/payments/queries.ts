import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { findPaymentProvider } from "@/lib/platform/payments/provider";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { PaymentState } from "./types";

const SHOWN = 50;

type Row = {
  payments: { id: string; amount: number; currency: string; method: string; receivedAt: string }[];
  checkouts: { status: string }[];
};

/** How the paying of an invoice stands: what arrived, and what became of the latest checkout. */
export async function getPaymentState(viewer: Viewer, invoiceId: string): Promise<Result<PaymentState>> {
  const answer = unwrap(
    await viewer.db
      .from("invoices")
      .select(
        "payments:invoice_payments(id, amount, currency, method, receivedAt:received_at), checkouts:checkout_sessions(status)",
      )
      .eq("id", invoiceId)
      .order("received_at", { referencedTable: "payments", ascending: false })
      .order("id", { referencedTable: "payments" })
      .limit(SHOWN, { referencedTable: "payments" })
      .neq("checkouts.status", "superseded")
      .order("created_at", { referencedTable: "checkouts", ascending: false })
      .limit(1, { referencedTable: "checkouts" })
      .maybeSingle(),
  );
  if (!answer.ok) return answer;
  const row = answer.value as unknown as Row | null;
  return ok({
    provider: findPaymentProvider()?.name ?? null,
    checkout: stateOf(row?.checkouts[0]?.status),
    payments: (row?.payments ?? []).toReversed().map(({ amount, currency, receivedAt, ...payment }) => ({
      ...payment,
      amount: { amount: Number(amount), currency },
      receivedAt: new Date(receivedAt).toISOString(),
    })),
  });
}

function stateOf(status: string | undefined): PaymentState["checkout"] {
  if (status === "starting" || status === "open") return "open";
  return status === "processing" || status === "failed" ? status : "none";
}
