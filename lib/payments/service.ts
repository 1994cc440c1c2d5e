import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { isUuid } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "@/lib/platform/env";
import { defaultMessage } from "@/lib/platform/error-messages";
import { log } from "@/lib/platform/log";
import type { PaymentProvider } from "@/lib/platform/payments/port";
import { findPaymentProvider } from "@/lib/platform/payments/provider";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/payments.json";

/** A checkout as `begin_checkout` answers it. */
type Checkout = {
  id: string;
  status: string;
  invoiceId: string;
  invoiceNumber: string;
  amount: number;
  currency: string;
  url: string | null;
  email: string | null;
  expiresAt: string;
};

/**
 * The address of the page where the customer pays an invoice; the same one while it is open, however often
 * they ask. `not_found` with reason `payments_off` where no provider is configured; `conflict` with reason
 * `invoice_paid`, `invoice_cancelled`, `payment_processing` or `amount_not_payable`.
 */
export async function startCheckout(viewer: Viewer, ref: string): Promise<Result<{ url: string }>> {
  const provider = findPaymentProvider();
  if (!provider) return err(appError("not_found", texts.errors.off, { reason: "payments_off" }));
  const invoiceId = await idOf(viewer, ref);
  if (!invoiceId.ok) return invoiceId;
  const begun = unwrap(await viewer.db.rpc("begin_checkout", { p_invoice_id: invoiceId.value }));
  if (!begun.ok) return begun;
  const checkout = begun.value as unknown as Checkout;
  return checkout.url ? ok({ url: checkout.url }) : openAtProvider(provider, checkout);
}

async function openAtProvider(
  provider: PaymentProvider,
  checkout: Checkout,
): Promise<Result<{ url: string }>> {
  const page = `${getEnv().siteUrl}/portal/invoices/${encodeURIComponent(checkout.invoiceNumber)}`;
  const opened = await provider.createCheckout({
    id: checkout.id,
    invoiceId: checkout.invoiceId,
    invoiceNumber: checkout.invoiceNumber,
    amount: { amount: checkout.amount, currency: checkout.currency },
    email: checkout.email,
    expiresAt: checkout.expiresAt,
    successUrl: `${page}?payment=success`,
    cancelUrl: `${page}?payment=cancelled`,
  });
  // What the provider answered is beyond the customer's rights to write: it decides which payment counts.
  const admin = createAdminClient();
  if (!opened.ok) {
    // Left as it is after a failure that may pass: the next click tries with the same key.
    if (opened.error.code === "conflict") unwrap(await admin.rpc("drop_checkout", { p_id: checkout.id }));
    return opened;
  }
  const kept = unwrap(
    await admin.rpc("open_checkout", {
      p_id: checkout.id,
      p_input: { provider: provider.name, ...opened.value },
    }),
  );
  if (!kept.ok) return kept;
  return ok({ url: (kept.value as unknown as Checkout).url ?? opened.value.url });
}

/** What became of a delivery: `repeated` when it was known already. */
export type WebhookOutcome = {
  outcome: "applied" | "noted" | "needs_attention" | "ignored";
  reason: string | null;
  repeated: boolean;
};

/**
 * Takes a delivery of the payment provider, as it came. `not_found` where no provider is configured,
 * `invalid_request` for a signature that is not good, `unavailable` when it could not be kept: the provider
 * then delivers it again.
 */
export async function receiveWebhook(body: string, headers: Headers): Promise<Result<WebhookOutcome>> {
  const provider = findPaymentProvider();
  if (!provider) return err(appError("not_found", defaultMessage("not_found"), { reason: "payments_off" }));
  const event = provider.readWebhook(body, headers);
  if (!event.ok) return event;
  if (!event.value) return ok({ outcome: "ignored", reason: null, repeated: false });
  // Nobody is signed in: the signature is what vouches for it.
  const recorded = unwrap(await createAdminClient().rpc("record_payment_event", { p_event: event.value }));
  if (!recorded.ok) return err(appError("unavailable", defaultMessage("unavailable")));
  const outcome = recorded.value as unknown as WebhookOutcome;
  const { eventId, type } = event.value;
  log.info({ payment: { provider: provider.name, eventId, type, ...outcome } }, "payment event");
  return ok(outcome);
}

/** Commands take ids, and check themselves whose the invoice is: only a number is looked up. */
async function idOf(viewer: Viewer, ref: string): Promise<Result<string>> {
  if (isUuid(ref)) return ok(ref);
  const answer = unwrap(await viewer.db.from("invoices").select("id").eq("number", ref).maybeSingle());
  if (!answer.ok) return answer;
  const row = answer.value as { id: string } | null;
  return row ? ok(row.id) : err(appError("not_found", defaultMessage("not_found")));
}
