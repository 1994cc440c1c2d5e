import { minorUnitDigits } from "../../lib/core/money.ts";

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#039": "'", "#39": "'" };

/** OpenCart keeps texts as PHP's htmlspecialchars() leaves them: `&amp;` is `&`. */
export function unescapeHtml(text: string | null | undefined): string {
  return (text ?? "").replace(/&(amp|lt|gt|quot|#0?39);/g, (all, name: string) => ENTITIES[name] ?? all);
}

/** A comment, which may have HTML, as plain text. */
export function plainText(html: string | null | undefined): string {
  return unescapeHtml((html ?? "").replace(/<br\s*\/?>|<\/p>/gi, "\n").replace(/<[^<>]*>/g, ""))
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/**
 * Minor units of an amount as OpenCart keeps it, "1299.5000" in the shop's own currency, at the rate of the
 * order, "1.00000000". Half a unit is rounded away from zero, as PHP's round() does; no floating point.
 */
export function minorUnits(value: string, rate: string, currency: string): number {
  const amount = scaled(value, 4) * scaled(rate, 8);
  const divisor = 10n ** BigInt(12 - minorUnitDigits(currency));
  const rounded = ((amount < 0n ? -amount : amount) + divisor / 2n) / divisor;
  return Number(amount < 0n ? -rounded : rounded);
}

/** "12.5" with 4 places → 125000n. More places than that are cut off; the columns have no more. */
function scaled(decimal: string, places: number): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim());
  if (!match) throw new RangeError(`"${decimal}" is no number`);
  const [, sign, whole = "0", fraction = ""] = match;
  const units = BigInt(whole + fraction.slice(0, places).padEnd(places, "0"));
  return sign === "-" ? -units : units;
}

/**
 * The moment of "2026-03-29 02:30:00" on the clocks of `timeZone`, as ISO 8601 in UTC. Times that a change of
 * the clocks leaves out are taken as if it had not happened yet; of times that come twice, the first. Null for
 * no date, which MySQL writes as zeros.
 */
export function instantOf(local: string | null, timeZone: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(local ?? "");
  if (!match || match[1]?.startsWith("0000")) return null;
  const asUtc = Date.parse(`${match[1]}T${match[2]}Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset may be another one a few hours later; the earlier of the two readings is the first.
  const before = asUtc - offsetAt(asUtc - 86_400_000, timeZone);
  const after = asUtc - offsetAt(asUtc + 86_400_000, timeZone);
  const fits = [before, after].filter((moment) => moment + offsetAt(moment, timeZone) === asUtc);
  return new Date(fits.length > 0 ? Math.min(...fits) : before).toISOString();
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    // The Swedish locale writes ISO dates.
    format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    formats.set(timeZone, format);
  }
  return Date.parse(`${format.format(moment).replace(" ", "T")}Z`) - Math.floor(moment / 1000) * 1000;
}
