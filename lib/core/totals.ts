/**
 * The one rule by which prices become totals. Amounts are integer minor units; `private.price_lines` in SQL
 * is the same rule, and a test feeds both the same cases.
 *
 * - line net = quantity × unit price, half a unit rounded up, less the line's discount
 * - the document's discount is shared among the lines in proportion to their nets, exactly
 * - tax of a rate = (nets of that rate less their shares) × rate, half a unit rounded up
 * - total = subtotal − discount + tax
 */
export type PricedLineInput = {
  /** At most three decimals. */
  quantity: number;
  /** Minor units without tax. */
  unitPrice: number;
  /** 0.15 for 15 %; at most five decimals. */
  taxRate: number;
  /** Minor units off this line. */
  discount?: number | undefined;
};

export type PricesInput = {
  currency: string;
  lines: readonly PricedLineInput[];
  /** Minor units off the whole, before tax. */
  discount?: number | undefined;
};

export type PricedLine = {
  /** Quantity × unit price. */
  gross: number;
  /** Off this line alone. */
  discount: number;
  net: number;
  /** The line's share of the document's discount. */
  share: number;
};

export type TaxSum = { rate: number; net: number; tax: number };

export type Totals = {
  currency: string;
  lines: PricedLine[];
  /** The sum of the nets, before the document's discount. */
  subtotal: number;
  discount: number;
  /** One entry per rate, the highest first. */
  taxes: TaxSum[];
  tax: number;
  total: number;
};

/** What JavaScript, JSON and our database all hold exactly. */
export const MAX_AMOUNT = Number.MAX_SAFE_INTEGER;

const QUANTITY_DIGITS = 3;
const RATE_DIGITS = 5;

/** What a document of prices comes to. Throws a RangeError for what the rule has no answer to. */
export function priceLines({ currency, lines, discount = 0 }: PricesInput): Totals {
  const priced = lines.map(priceLine);
  const subtotal = exact(priced.reduce((sum, line) => sum + BigInt(line.net), 0n));
  const shares = allocate(
    discount,
    priced.map(({ net }) => net),
  );
  const shared = priced.map((line, index) => ({ ...line, share: shares[index] ?? 0 }));
  const taxes = taxesOf(lines, shared);
  const tax = taxes.reduce((sum, entry) => sum + BigInt(entry.tax), 0n);
  const total = BigInt(subtotal) - BigInt(discount) + tax;
  return { currency, lines: shared, subtotal, discount, taxes, tax: exact(tax), total: exact(total) };
}

function priceLine({ quantity, unitPrice, discount = 0 }: PricedLineInput): Omit<PricedLine, "share"> {
  const gross = exact(
    divideHalfUp(scaled(quantity, QUANTITY_DIGITS) * whole(unitPrice), 10n ** BigInt(QUANTITY_DIGITS)),
  );
  if (whole(discount) > gross) throw new RangeError("a discount is larger than what it is taken from");
  return { gross, discount, net: gross - discount };
}

function taxesOf(lines: readonly PricedLineInput[], priced: readonly PricedLine[]): TaxSum[] {
  const sums = new Map<number, bigint>();
  lines.forEach(({ taxRate }, index) => {
    const line = priced[index];
    if (line) sums.set(taxRate, (sums.get(taxRate) ?? 0n) + BigInt(line.net - line.share));
  });
  return [...sums]
    .sort(([a], [b]) => b - a)
    .map(([rate, net]) => ({ rate, net: exact(net), tax: exact(taxOn(net, rate)) }));
}

function taxOn(net: bigint, rate: number): bigint {
  if (rate > 1) throw new RangeError("a tax rate is a share of one");
  return divideHalfUp(net * scaled(rate, RATE_DIGITS), 10n ** BigInt(RATE_DIGITS));
}

/**
 * Shares `amount` among parts in proportion to `weights`: the shares sum up to it exactly, none exceeds its
 * weight unless the amount exceeds the sum, and units left over by rounding go to the largest remainders, the
 * earlier first. For discounts over lines, and for refunds over what was paid. Throws when there is an amount
 * and no weight to carry it, or the amount is more than all weights together.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + whole(weight), 0n);
  const due = whole(amount);
  if (due > sum) throw new RangeError("a discount is larger than what it is taken from");
  if (due === 0n) return weights.map(() => 0);
  const parts = weights.map((weight, index) => {
    const product = due * BigInt(weight);
    return { index, share: product / sum, rest: product % sum };
  });
  let left = due - parts.reduce((all, { share }) => all + share, 0n);
  for (const part of parts.toSorted((a, b) => compare(b.rest, a.rest) || a.index - b.index)) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map(({ share }) => exact(share));
}

/** `percent` (at most three decimals) of an amount, half a unit rounded up: for discounts that people name in per cent. */
export function percentOf(amount: number, percent: number): number {
  return exact(divideHalfUp(whole(amount) * scaled(percent, 3), 100_000n));
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

function divideHalfUp(value: bigint, divisor: bigint): bigint {
  return (2n * value + divisor) / (2n * divisor);
}

/** An amount of minor units as it is. */
function whole(amount: number): bigint {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError("amounts are whole and not negative");
  return BigInt(amount);
}

/** A decimal as an integer of its last place, so that 0.1 is one tenth and not nearly so. */
function scaled(value: number, digits: number): bigint {
  const text = value.toFixed(digits);
  if (!(value >= 0) || value > 1e12 || Number(text) !== value) {
    throw new RangeError(`not a decimal of at most ${digits} places: ${value}`);
  }
  return BigInt(text.replace(".", ""));
}

function exact(amount: bigint): number {
  if (amount > BigInt(MAX_AMOUNT)) throw new RangeError("an amount is too large");
  return Number(amount);
}
