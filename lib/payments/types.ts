/** How the paying of an invoice stands, for its page. */
export type PaymentState = {
  /** The provider whose page takes payments; null where none is configured: then no button. */
  provider: string | null;
  /** What became of the latest checkout, as far as it matters now. */
  checkout: "none" | "open" | "processing" | "failed";
};

/** With what the customer came back from the payment page. It says nothing about money. */
const PAYMENT_RETURNS = ["success", "cancelled"] as const;
export type PaymentReturn = (typeof PAYMENT_RETURNS)[number];

/** The `payment` of an address; undefined for anything that no payment page was told to say. */
export function toPaymentReturn(value: unknown): PaymentReturn | undefined {
  return PAYMENT_RETURNS.find((one) => one === value);
}
