import type { Money } from "@/lib/core/money";
import type { Result } from "@/lib/core/result";

/** What the customer is to pay. The same request gives the same session again, so that trying twice is harmless. */
export type CheckoutRequest = {
  /** Ours, and the idempotency key. */
  id: string;
  invoiceId: string;
  invoiceNumber: string;
  amount: Money;
  /** Filled in for the customer, and where the provider sends its receipt. */
  email: string | null;
  /** ISO 8601. */
  expiresAt: string;
  /** Where the provider sends the customer afterwards. Neither says that anything was paid. */
  successUrl: string;
  cancelUrl: string;
};

export type OpenedCheckout = {
  sessionId: string;
  /** The provider's page. */
  url: string;
  /** What it takes, in the invoice's smallest unit: a few less where the provider knows no such small amounts. */
  charged: number;
  expiresAt: string | null;
};

/** What a report means. Only `paid` is money. */
export type PaymentEventKind = "paid" | "processing" | "failed" | "expired";

/** A verified report of the provider about a checkout, in our own units. */
export type PaymentEvent = {
  provider: string;
  /** The same at each delivery. */
  eventId: string;
  type: string;
  kind: PaymentEventKind;
  sessionId: string;
  /** What we wrote on the session when we made it; null on sessions that are not ours. */
  checkoutId: string | null;
  invoiceId: string | null;
  /** The payment itself, the same in every report about it. */
  reference: string | null;
  amount: number | null;
  currency: string | null;
  method: string;
  occurredAt: string;
};

/** A service that takes payments on a page of its own and reports back by webhook. */
export type PaymentProvider = {
  name: string;
  /** `conflict` with reason `amount_not_payable` for what it will never take; `unavailable` when it may later. */
  createCheckout: (request: CheckoutRequest) => Promise<Result<OpenedCheckout>>;
  /** Closes a session, so that nobody pays it any more. One that is over already is fine. */
  expireCheckout: (sessionId: string) => Promise<Result<undefined>>;
  /** `invalid_request` unless the signature is good and fresh; null for a report that is about no checkout. */
  readWebhook: (body: string, headers: Headers) => Result<PaymentEvent | null>;
};
