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
  // As text: dividing would lose the cents of very large amounts.
  return formatFor(locale, money.currency).format(decimalText(money) as `${number}`);
}

/** `{ amount: 129950, currency: "ZAR" }` → "1299.50", as a field for amounts holds it. */
export function decimalText({ amount, currency }: Money): string {
  const digits = minorUnitDigits(currency);
  if (digits === 0) return String(amount);
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  return `${amount < 0 ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * What somebody typed as minor units: "1 299,50", "R1,299.50" and "1299.5" are 129950 in ZAR. The last point or
 * comma separates the decimals when no more digits follow it than the currency has, and it stands alone;
 * everything else between digits groups them. Null for what is no amount, or has more decimals than the currency.
 */
export function parseAmount(text: string, currency: string): number | null {
  const digits = minorUnitDigits(currency);
  const bare = text.replace(/^[\p{L}\p{Sc}\s]+|[\p{L}\p{Sc}\s]+$/gu, "").replace(/[\s'’_]/g, "");
  if (!/^\d[\d.,]*$/.test(bare)) return null;
  const separator = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  const fraction = separator < 0 ? "" : bare.slice(separator + 1);
  const mark = bare[separator];
  const isGroup =
    separator >= 0 && fraction.length === 3 && (digits < 3 || bare.split(mark ?? "").length > 2);
  const [whole, decimals] = separator < 0 || isGroup ? [bare, ""] : [bare.slice(0, separator), fraction];
  if (decimals.length > digits || !isGrouped(whole)) return null;
  const amount = Number(whole.replace(/[.,]/g, "") + decimals.padEnd(digits, "0"));
  return Number.isSafeInteger(amount) ? amount : null;
}

/** "1299", "1,299,000", "1.299.000": digits alone or groups of three, all with the same mark. */
function isGrouped(whole: string): boolean {
  return /^\d+$/.test(whole) || /^\d{1,3}(,\d{3})+$/.test(whole) || /^\d{1,3}(\.\d{3})+$/.test(whole);
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
