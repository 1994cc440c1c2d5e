import type { Money } from "@/lib/core/money";
import type { TaxLine } from "./types";

type Priced = { taxRate: number; net: Money };

/**
 * The tax of an invoice by rate, the highest first. What the invoice says is tax stays: it was issued so, here
 * or in another system. Should rates and lines give a few cents more or less, the rate with the most net bears
 * them, so that the lines add up to the sum below them.
 */
export function taxesByRate(lines: readonly Priced[], tax: Money): TaxLine[] {
  const nets = new Map<number, number>();
  for (const { taxRate, net } of lines) nets.set(taxRate, (nets.get(taxRate) ?? 0) + net.amount);
  const { currency } = tax;
  const sums = Array.from(nets, ([rate, net]) => ({ rate, net, tax: Math.round(net * rate) || 0 }));
  sums.sort((a, b) => b.rate - a.rate);
  const rest = tax.amount - sums.reduce((sum, one) => sum + one.tax, 0);
  const bearer = sums
    .filter(({ rate }) => rate > 0)
    .reduce<(typeof sums)[number] | undefined>(
      (most, one) => (most && most.net >= one.net ? most : one),
      undefined,
    );
  if (bearer) bearer.tax += rest;
  return sums.map((one) => ({
    rate: one.rate,
    net: { amount: one.net, currency },
    tax: { amount: one.tax, currency },
  }));
}
