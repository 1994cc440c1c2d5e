import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromStripeAmount, toStripeAmount } from "@/lib/platform/payments/stripe-amounts";

describe("amounts as Stripe takes them", () => {
  test.each([
    ["cents are cents", 129900, "ZAR", 129900, 129900],
    ["yen have none", 500, "JPY", 500, 500],
    ["nor have won", 12000, "KRW", 12000, 12000],
    ["three decimals that end in nought", 5120, "KWD", 5120, 5120],
    ["single fils are let go", 5124, "KWD", 5120, 5120],
    ["but nobody pays more", 5129, "BHD", 5120, 5120],
    ["krónur still count in hundredths there", 750, "ISK", 75000, 750],
    ["and so do Ugandan shillings", 750, "UGX", 75000, 750],
  ])("%s", (_, amount, currency, unitAmount, charged) => {
    expect(toStripeAmount({ amount, currency })).toEqual({ unitAmount, charged });
  });

  test("what is less than the smallest step cannot be charged", () => {
    expect(toStripeAmount({ amount: 9, currency: "KWD" })).toBeNull();
    expect(toStripeAmount({ amount: 0, currency: "ZAR" })).toBeNull();
  });

  const currency = fc.constantFrom(
    ...["ZAR", "USD", "EUR", "JPY", "KRW", "CLP", "KWD", "BHD", "TND", "JOD", "OMR"],
    ...["ISK", "UGX", "HUF", "IQD", "XAF", "VND", "TWD", "RSD"],
  );

  test("never more than is owed, less by under ten smallest units, and the same on the way back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 10_000_000_000 }), currency, (amount, code) => {
        const price = toStripeAmount({ amount, currency: code });
        expect(price).not.toBeNull();
        if (!price) return;
        expect(price.charged).toBeLessThanOrEqual(amount);
        expect(amount - price.charged).toBeLessThan(10);
        expect(Number.isSafeInteger(price.unitAmount)).toBe(true);
        expect(fromStripeAmount(price.unitAmount, code)).toBe(price.charged);
      }),
    );
  });

  test("three decimals are charged in tens, as Stripe demands", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 99_999_999 }),
        fc.constantFrom("KWD", "BHD", "TND", "JOD", "OMR"),
        (amount, code) => {
          expect((toStripeAmount({ amount, currency: code })?.unitAmount ?? 1) % 10).toBe(0);
        },
      ),
    );
  });

  test("an amount of Stripe's that is no whole number of ours is none", () => {
    expect(fromStripeAmount(75001, "ISK")).toBeNull();
    expect(fromStripeAmount(75000, "ISK")).toBe(750);
  });
});
