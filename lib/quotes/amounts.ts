// Quantities and shares as people type them. Small, because the browser loads it; for money see lib/core/money.

const MAX_QUANTITY = 1_000_000;

/** How many of something: "1 000" is 1000. Null for what is no whole number from 1 to a million. */
export function parseQuantity(text: string): number | null {
  const quantity = toNumber(text);
  return Number.isInteger(quantity) && quantity && quantity <= MAX_QUANTITY ? quantity : null;
}

/** A share as it is typed, in percent: "15" and "15 %" are 0.15. Null for what is none between 0 and 100. */
export function parsePercent(text: string): number | null {
  const percent = toNumber(text.replace("%", ""));
  return percent !== null && percent <= 100 ? Math.round(percent * 1_000) / 100_000 : null;
}

/** 0.15 → "15" */
export function percentText(rate: number): string {
  return String(Math.round(rate * 100_000) / 1_000);
}

function toNumber(text: string): number | null {
  const bare = text.replace(/\s/g, "").replace(",", ".");
  return /^(\d{1,9}(\.\d{0,3})?|\.\d{1,3})$/.test(bare) ? Number(bare) : null;
}
