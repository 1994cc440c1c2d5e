/** An amount in the currency's smallest unit (cents), so that sums are exact. */
export type Money = { amount: number; currency: string };

const formats = new Map<string, Intl.NumberFormat>();

function formatFor(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: "currency", currency });
    formats.set(key, format);
  }
  return format;
}

/** How many decimal places the currency has: 2 for ZAR, 0 for JPY, 3 for KWD. */
export function minorUnitDigits(currency: string): number {
  return formatFor("en", currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/** `{ amount: 129900, currency: "ZAR" }` → "R 1 299,00" in en-ZA. */
export function formatMoney(money: Money, locale: string): string {
  return formatFor(locale, money.currency).format(money.amount / 10 ** minorUnitDigits(money.currency));
}

/** The sum of amounts in one currency. Throws on a second currency: adding them is a bug. */
export function sumMoney(amounts: readonly Money[], currency: string): Money {
  let amount = 0;
  for (const money of amounts) {
    if (money.currency !== currency) throw new TypeError(`cannot add ${money.currency} to ${currency}`);
    amount += money.amount;
  }
  return { amount, currency };
}
