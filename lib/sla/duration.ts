/** No promise is longer than this: 90 days around the clock. */
export const MAX_MINUTES = 129_600;

/**
 * Minutes of a duration as people write it: "30m", "4h", "1h 30m", "1.5h", "1:30"; a bare number is hours.
 * Null for what is none, or is not a whole number of minutes from 1 to `MAX_MINUTES`.
 */
export function parseDuration(text: string): number | null {
  const typed = text.trim().toLowerCase().replaceAll(",", ".");
  const clock = /^(\d{1,4}):([0-5]\d)$/.exec(typed);
  const parts =
    /^(?:(\d{1,5}(?:\.\d{1,2})?)\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,6})\s*m(?:in(?:utes?|s)?)?)?$/.exec(typed);
  const bare = /^\d{1,5}(?:\.\d{1,2})?$/.test(typed);
  let minutes = Number.NaN;
  if (clock) minutes = Number(clock[1]) * 60 + Number(clock[2]);
  else if (bare) minutes = Number(typed) * 60;
  else if (parts && typed !== "") minutes = Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0);
  const whole = Math.round(minutes);
  return Math.abs(minutes - whole) < 1e-6 && whole >= 1 && whole <= MAX_MINUTES ? whole : null;
}

/** "4h", "30m", "1h 30m": what `parseDuration` reads. */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && `${hours}h`, (rest > 0 || hours === 0) && `${rest}m`].filter(Boolean).join(" ");
}
