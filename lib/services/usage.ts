import type { MonthOfUsage } from "./types";

/** A month of the chart; null where nothing was measured. */
export type ChartMonth = { month: string; usage: { bytesDown: number; bytesUp: number } | null };

export type UsageChart = {
  /** Twelve, oldest first; the last one is still going on. */
  months: ChartMonth[];
  /** From zero to the top of the scale, evenly spaced. */
  ticks: number[];
  top: number;
};

const MONTHS = 12;
/** Above zero: as few lines as tell sizes apart. */
const MOST_TICKS = 5;

/** The last twelve months up to `thisMonth` ("2026-11-01"), with a scale that all of them and the allowance fit on. */
export function usageChart(
  usage: readonly MonthOfUsage[],
  thisMonth: string,
  allowanceBytes: number | null,
): UsageChart {
  const byMonth = new Map(usage.map((one) => [one.month, one]));
  const months = lastMonths(thisMonth).map((month) => ({ month, usage: byMonth.get(month) ?? null }));
  const largest = Math.max(0, ...months.map(({ usage: one }) => (one ? one.bytesDown + one.bytesUp : 0)));
  // An allowance far above what is used would press the bars flat.
  const shown = allowanceBytes !== null && allowanceBytes <= largest * 2 ? allowanceBytes : 0;
  const step = niceStep(Math.max(largest, shown));
  const count = Math.max(1, Math.ceil(Math.max(largest, shown) / step));
  return {
    months,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
    top: count * step,
  };
}

function lastMonths(thisMonth: string): string[] {
  const [year = 0, month = 1] = thisMonth.split("-").map(Number);
  return Array.from({ length: MONTHS }, (_, index) => {
    const first = new Date(Date.UTC(year, month - 1 - (MONTHS - 1 - index), 1));
    return first.toISOString().slice(0, 10);
  });
}

/** 1, 2 or 5 times a power of ten, so that at most `MOST_TICKS` of it reach `largest`. */
function niceStep(largest: number): number {
  const least = Math.max(largest, 1) / MOST_TICKS;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((one) => one * power >= least) ?? 10;
  return Math.max(1, factor * power);
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;
const formats = new Map<string, Intl.NumberFormat>();

function unitFormat(locale: string, unit: string): Intl.NumberFormat {
  const key = `${locale} ${unit}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: "unit", unit, maximumSignificantDigits: 3 });
    formats.set(key, format);
  }
  return format;
}

/** "812 GB", "1.25 TB": decimal units, as traffic is sold in, with three digits. */
export function formatBytes(bytes: number, locale: string): string {
  // "0 byte" is a unit too many, and its plural differs by language.
  if (bytes === 0) return unitFormat(locale, "gigabyte").format(0);
  // 999.6 GB would be written as 1000 GB.
  const index = UNITS.findIndex((_, power) => Number((bytes / 1000 ** power).toPrecision(3)) < 1000);
  const power = index === -1 ? UNITS.length - 1 : index;
  return unitFormat(locale, UNITS[power] ?? "byte").format(bytes / 1000 ** power);
}

/** "200 Mb/s", "1 Gb/s" */
export function formatBandwidth(mbps: number, locale: string): string {
  return mbps >= 1000
    ? unitFormat(locale, "gigabit-per-second").format(mbps / 1000)
    : unitFormat(locale, "megabit-per-second").format(mbps);
}

/** How much of the allowance is used, from 0 up; null without one, or without a measurement. */
export function shareUsed(
  usage: { bytesDown: number; bytesUp: number } | null,
  allowanceBytes: number | null,
): number | null {
  return usage && allowanceBytes ? (usage.bytesDown + usage.bytesUp) / allowanceBytes : null;
}
