import { type Money, minorUnitDigits } from "@/lib/core/money";

// https://docs.stripe.com/currencies#zero-decimal and #special-cases. Stripe's units are mostly those of ISO 4217, but
// not those of every locale database: Intl counts no cents in some currencies where Stripe does.
const WITHOUT_DECIMALS = new Set([
  "BIF",
  "CLP",
  "DJF",
  "GNF",
  "JPY",
  "KMF",
  "KRW",
  "MGA",
  "PYG",
  "RWF",
  "VND",
  "VUV",
  "XAF",
  "XOF",
  "XPF",
]);
const THREE_DECIMALS = new Set(["BHD", "JOD", "KWD", "OMR", "TND"]);
/** Currencies of three decimals are charged in steps of ten; so are, by the hundred, two that dropped their cents. */
const STEPS: Record<string, number> = { ISK: 100, UGX: 100 };

function stripeDigits(currency: string): number {
  if (WITHOUT_DECIMALS.has(currency)) return 0;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

function stepOf(currency: string): number {
  return STEPS[currency] ?? (THREE_DECIMALS.has(currency) ? 10 : 1);
}

/**
 * An amount as Stripe takes it, and what that is in our own smallest unit. Rounded down where Stripe's steps are
 * coarser: nobody pays more than they owe. Null when the step is more than a rounding of under ten smallest units.
 */
export function toStripeAmount({ amount, currency }: Money): { unitAmount: number; charged: number } | null {
  const shift = stripeDigits(currency) - minorUnitDigits(currency);
  const step = stepOf(currency);
  const exact = shift >= 0 ? amount * 10 ** shift : Math.floor(amount / 10 ** -shift);
  const unitAmount = exact - (exact % step);
  const charged = fromStripeAmount(unitAmount, currency);
  const isPayable = unitAmount > 0 && Number.isSafeInteger(unitAmount) && charged !== null;
  return isPayable && amount - charged < 10 ? { unitAmount, charged } : null;
}

/** Stripe's amount in our smallest unit; null when that cannot be said in whole ones. */
export function fromStripeAmount(unitAmount: number, currency: string): number | null {
  const shift = stripeDigits(currency) - minorUnitDigits(currency);
  const amount = shift >= 0 ? unitAmount / 10 ** shift : unitAmount * 10 ** -shift;
  return Number.isSafeInteger(amount) ? amount : null;
}
