import { dateTimeFormat, type Moment } from "./dates";

/** What a clock on the wall shows, as `<input type="datetime-local">` has it: "2026-11-27T09:00". */
export function toLocal(moment: Moment, timeZone: string): string {
  return dateTimeFormat("sv-SE", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  })
    .format(new Date(moment))
    .replace(" ", "T");
}

/**
 * The moment at which the clocks of a zone show "2026-11-27T09:00". Of an hour that they show twice the
 * earlier one; an hour that they skip counts from before the skip. Null for what is no time.
 */
export function fromLocal(local: string, timeZone: string): Date | null {
  const shown = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? Date.parse(`${local}Z`) : Number.NaN;
  if (Number.isNaN(shown)) return null;
  const offsetAt = (at: number) => Date.parse(`${toLocal(new Date(at), timeZone)}Z`) - at;
  // A day before and after: the offsets on both sides of a change, if there is one.
  const offsets = [offsetAt(shown - 86_400_000), offsetAt(shown + 86_400_000)] as const;
  const hit = offsets.map((offset) => shown - offset).find((at) => at + offsetAt(at) === shown);
  return new Date(hit ?? shown - offsets[0]);
}

/** Every IANA time zone for a choice, `current` among them, however it is written. */
export function timeZoneOptions(current: string): { value: string; label: string }[] {
  const names = new Set([current, "UTC", ...Intl.supportedValuesOf("timeZone")]);
  return Array.from(names)
    .toSorted()
    .map((value) => ({ value, label: value.replaceAll("_", " ") }));
}
