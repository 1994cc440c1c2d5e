import { minorUnitDigits } from "../../lib/core/money.ts";

/** A text that is not what its field needs; the message is for whoever corrects the file. */
export class ConvertFault extends Error {}

/** What may separate groups of thousands: a space of any kind, an apostrophe, and whichever of . and , is not the decimal sign. */
const GROUP_SIGNS = "\\s\\u00a0\\u202f'’";
const DAY = 86_400_000;
const BOOLEANS = new Map<string, boolean>([
  ...["true", "yes", "y", "1", "on"].map((word) => [word, true] as const),
  ...["false", "no", "n", "0", "off"].map((word) => [word, false] as const),
]);

export type DecimalSign = "." | ",";

/** "R 1 299,50" → "1299.50". Throws a ConvertFault for what is not one number. */
export function plainDecimal(text: string, decimal: DecimalSign): string {
  const group = decimal === "." ? "," : ".";
  const match = /^([^\d+-]{0,6}?)([+-]?)([^\d+-]{0,6}?)(\d.*?\d|\d)([^\d]{0,6})$/s.exec(text.trim());
  if (!match || /[.,]/.test(`${match[1]}${match[3]}${match[5]}`.replace(/\.$/, ""))) throw notANumber(text);
  const [whole = "", fraction, ...more] = (match[4] ?? "").split(decimal);
  const groups = new RegExp(`^\\d{1,3}([${GROUP_SIGNS}\\${group}]\\d{3})+$`);
  const isPlain = /^\d+$/.test(whole);
  if (
    more.length > 0 ||
    !(isPlain || groups.test(whole)) ||
    (fraction !== undefined && !/^\d+$/.test(fraction))
  ) {
    throw notANumber(text);
  }
  const sign = match[2] === "-" || /^\(.*\)$/.test(text.trim()) ? "-" : "";
  return `${sign}${whole.replace(/\D/g, "")}${fraction === undefined ? "" : `.${fraction}`}`;
}

/**
 * An amount in the currency's smallest unit, by the digits and not by floating point: "12.30" ZAR → 1230,
 * "12" JPY → 12. Digits below the smallest unit are refused unless they are zeros or `round` is set
 * (half away from zero).
 */
export function toMinorUnits(
  text: string,
  currency: string,
  decimal: DecimalSign = ".",
  round = false,
): number {
  const plain = plainDecimal(text, decimal);
  const isNegative = plain.startsWith("-");
  const [whole = "0", fraction = ""] = plain.replace("-", "").split(".");
  const digits = minorUnitDigits(currency);
  const kept = fraction.slice(0, digits).padEnd(digits, "0");
  const rest = fraction.slice(digits);
  let amount = BigInt(whole + kept);
  if (/[1-9]/.test(rest)) {
    if (!round) throw new ConvertFault(`"${text}" has more decimals than ${currency} (${digits}).`);
    if (Number(rest[0]) >= 5) amount += 1n;
  }
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) throw new ConvertFault(`"${text}" is too large.`);
  return isNegative && amount > 0n ? -Number(amount) : Number(amount);
}

export function toNumber(text: string, decimal: DecimalSign = "."): number {
  const isPercent = text.trim().endsWith("%");
  const value = Number(plainDecimal(text.replace("%", ""), decimal));
  return isPercent ? Number((value / 100).toPrecision(12)) : value;
}

export function toInteger(text: string, decimal: DecimalSign = "."): number {
  const value = toNumber(text, decimal);
  if (!Number.isSafeInteger(value)) throw new ConvertFault(`"${text}" is not a whole number.`);
  return value;
}

export function toBoolean(text: string): boolean {
  const value = BOOLEANS.get(text.trim().toLowerCase());
  if (value === undefined) throw new ConvertFault(`"${text}" is neither yes nor no.`);
  return value;
}

const parts = { yyyy: "year", MM: "month", dd: "day", HH: "hour", mm: "minute", ss: "second" } as const;
type Part = (typeof parts)[keyof typeof parts];
type Pattern = { expression: RegExp; names: Part[] };

const patterns = new Map<string, Pattern>();

/** `dd/MM/yyyy HH:mm` as a regular expression; d, M and H take one digit or two. */
function patternOf(format: string): Pattern {
  let pattern = patterns.get(format);
  if (!pattern) {
    const names: Part[] = [];
    const source = format.replace(/yyyy|MM?|dd?|HH?|mm|ss|[^A-Za-z]+|[A-Za-z]/g, (token) => {
      const name = parts[token as keyof typeof parts] ?? parts[(token + token) as keyof typeof parts];
      if (!name) return token.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
      names.push(name);
      return token === "yyyy" ? "(\\d{4})" : token.length === 2 ? "(\\d{2})" : "(\\d{1,2})";
    });
    pattern = { expression: new RegExp(`^${source}$`), names };
    patterns.set(format, pattern);
  }
  return pattern;
}

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;
const ISO_FORMATS = [
  "yyyy-MM-dd HH:mm:ss",
  "yyyy-MM-ddTHH:mm:ss",
  "yyyy-MM-dd HH:mm",
  "yyyy-MM-ddTHH:mm",
  "yyyy-MM-dd",
];

/** The day as 2026-11-21, written by `format` or, without one, ISO 8601. */
export function toDay(text: string, format?: string): string {
  const at = wallTime(text, format ? [format] : ["yyyy-MM-dd", ...ISO_FORMATS]);
  return new Date(at).toISOString().slice(0, 10);
}

/** The moment in UTC. What names no offset is meant in `timeZone`. */
export function toInstant(text: string, format: string | undefined, timeZone: string): string {
  const trimmed = text.trim();
  if (!format && ISO_INSTANT.test(trimmed)) {
    const at = new Date(trimmed.replace(" ", "T"));
    if (!Number.isNaN(at.getTime())) return at.toISOString();
  }
  const wall = wallTime(trimmed, format ? [format] : ISO_FORMATS);
  return new Date(wall - offsetAt(wall, timeZone)).toISOString();
}

/** The date on the wall as if it were UTC, in milliseconds. */
function wallTime(text: string, formats: readonly string[]): number {
  for (const format of formats) {
    const { expression, names } = patternOf(format);
    const match = expression.exec(text.trim());
    if (!match) continue;
    const read = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
    for (const [index, name] of names.entries()) read[name] = Number(match[index + 1]);
    const at = Date.UTC(read.year, read.month - 1, read.day, read.hour, read.minute, read.second);
    const date = new Date(at);
    // 31 February would be a day of March.
    if (date.getUTCMonth() !== read.month - 1 || date.getUTCDate() !== read.day || read.hour > 23) break;
    return at;
  }
  throw new ConvertFault(`"${text}" is not a date written as ${formats[0]}.`);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * How far the clocks of the zone are ahead of UTC when they show `wall`. Of an hour that comes twice the first
 * is meant; one that is left out is read on a clock that nobody has changed.
 */
function offsetAt(wall: number, timeZone: string): number {
  const before = offset(wall - DAY, timeZone);
  if (offset(wall - before, timeZone) === before) return before;
  const after = offset(wall + DAY, timeZone);
  return offset(wall - after, timeZone) === after ? after : before;
}

function offset(at: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    clocks.set(timeZone, clock);
  }
  // The Swedish locale writes ISO dates.
  return Date.parse(`${clock.format(at).replace(" ", "T")}Z`) - Math.floor(at / 1_000) * 1_000;
}

function notANumber(text: string): ConvertFault {
  return new ConvertFault(`"${text}" is not a number written with the decimal sign that the mapping names.`);
}
