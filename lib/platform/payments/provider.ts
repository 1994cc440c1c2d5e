import "server-only";
import { getEnv } from "../env";
import type { PaymentProvider } from "./port";
import { createStripeProvider, type StripeSettings } from "./stripe";

let made: { settings: StripeSettings; provider: PaymentProvider } | undefined;

/** The provider that this deployment takes payments by; null where none is configured: then nothing is offered. */
export function findPaymentProvider(): PaymentProvider | null {
  const { stripe } = getEnv();
  if (!stripe) return null;
  if (made?.settings !== stripe) made = { settings: stripe, provider: createStripeProvider(stripe) };
  return made.provider;
}
