import "server-only";
import Stripe from "stripe";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import texts from "@/messages/en/payments.json";
import { log } from "../log";
import type {
  CheckoutRequest,
  OpenedCheckout,
  PaymentEvent,
  PaymentEventKind,
  PaymentProvider,
} from "./port";
import { fromStripeAmount, toStripeAmount } from "./stripe-amounts";

export type StripeSettings = { secretKey: string; webhookSecret: string; apiBase: string | undefined };

const NAME = "stripe";

/** Payments on Stripe's own pages (Checkout), reported back by signed webhook. */
export function createStripeProvider({ secretKey, webhookSecret, apiBase }: StripeSettings): PaymentProvider {
  const stripe = new Stripe(secretKey, {
    ...addressOf(apiBase),
    // The library repeats with the same idempotency key.
    maxNetworkRetries: 2,
    timeout: 10_000,
    telemetry: false,
  });
  return {
    name: NAME,
    createCheckout: (request) => createCheckout(stripe, request),
    expireCheckout: (sessionId) => expireCheckout(stripe, sessionId),
    readWebhook: (body, headers) => readWebhook(stripe, body, headers, webhookSecret),
  };
}

function addressOf(apiBase: string | undefined) {
  if (!apiBase) return {};
  const { hostname, port, protocol } = new URL(apiBase);
  const isHttps = protocol === "https:";
  return {
    host: hostname,
    port: port || (isHttps ? 443 : 80),
    protocol: isHttps ? ("https" as const) : ("http" as const),
  };
}

async function createCheckout(stripe: Stripe, request: CheckoutRequest): Promise<Result<OpenedCheckout>> {
  const price = toStripeAmount(request.amount);
  if (!price) return err(notPayable());
  const ours = { checkoutId: request.id, invoiceId: request.invoiceId, invoiceNumber: request.invoiceNumber };
  try {
    const session = await stripe.checkout.sessions.create(
      {
        mode: "payment",
        client_reference_id: request.id,
        ...(request.email ? { customer_email: request.email } : {}),
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: request.amount.currency.toLowerCase(),
              unit_amount: price.unitAmount,
              product_data: { name: texts.lineItem.replace("{number}", request.invoiceNumber) },
            },
          },
        ],
        metadata: ours,
        payment_intent_data: { metadata: ours, description: request.invoiceNumber },
        expires_at: Math.floor(Date.parse(request.expiresAt) / 1000),
        success_url: request.successUrl,
        cancel_url: request.cancelUrl,
      },
      { idempotencyKey: `portico-checkout-${request.id}` },
    );
    if (!session.url) return err(unavailable());
    return ok({
      sessionId: session.id,
      url: session.url,
      charged: price.charged,
      expiresAt: new Date(session.expires_at * 1000).toISOString(),
    });
  } catch (error) {
    return err(toAppError(error));
  }
}

async function expireCheckout(stripe: Stripe, sessionId: string): Promise<Result<undefined>> {
  try {
    await stripe.checkout.sessions.expire(sessionId);
    return ok();
  } catch (error) {
    // Paid or closed meanwhile, or never there: either way nobody can pay it any more.
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return ok();
    return err(toAppError(error));
  }
}

/** What Stripe answered is for the log; people read what it means for them. */
function toAppError(error: unknown) {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const { type, code, statusCode, requestId, param } = error;
  if (code === "amount_too_small" || code === "amount_too_large") return notPayable();
  log.error({ stripe: { type, code, statusCode, requestId, param } }, "stripe refused or failed");
  return unavailable();
}

function notPayable() {
  return appError("conflict", texts.errors.amountNotPayable, { reason: "amount_not_payable" });
}

function unavailable() {
  return appError("unavailable", texts.errors.providerUnavailable);
}

const KINDS: Partial<Record<Stripe.Event["type"], PaymentEventKind>> = {
  "checkout.session.completed": "paid",
  "checkout.session.async_payment_succeeded": "paid",
  "checkout.session.async_payment_failed": "failed",
  "checkout.session.expired": "expired",
};

function readWebhook(
  stripe: Stripe,
  body: string,
  headers: Headers,
  secret: string,
): Result<PaymentEvent | null> {
  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(body, headers.get("stripe-signature") ?? "", secret);
  } catch (error) {
    const isRefused = error instanceof Stripe.errors.StripeSignatureVerificationError;
    if (!isRefused && !(error instanceof SyntaxError)) throw error;
    return err(appError("invalid_request", texts.errors.badSignature, { reason: "bad_signature" }));
  }
  const kind = KINDS[event.type];
  if (!kind) return ok(null);
  return ok(toPaymentEvent(event, event.data.object as Stripe.Checkout.Session, kind));
}

function toPaymentEvent(
  event: Stripe.Event,
  session: Stripe.Checkout.Session,
  kind: PaymentEventKind,
): PaymentEvent {
  const currency = session.currency?.toUpperCase() ?? null;
  const { payment_intent: intent, metadata, amount_total: total } = session;
  return {
    provider: NAME,
    eventId: event.id,
    type: event.type,
    // Done by the customer and not yet by the bank: debit orders and transfers take days.
    kind:
      event.type === "checkout.session.completed" && session.payment_status !== "paid" ? "processing" : kind,
    sessionId: session.id,
    checkoutId: metadata?.checkoutId ?? null,
    invoiceId: metadata?.invoiceId ?? null,
    reference: typeof intent === "string" ? intent : (intent?.id ?? null),
    amount: total === null || currency === null ? null : fromStripeAmount(total, currency),
    currency,
    method: session.payment_method_types?.length === 1 ? (session.payment_method_types[0] ?? "card") : "card",
    occurredAt: new Date(event.created * 1000).toISOString(),
  };
}
