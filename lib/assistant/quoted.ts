/** A piece of a passage; what an answer quoted of it is marked. */
export type QuotedPart = { text: string; isQuoted: boolean };

/** Long enough to find the place, short enough for a pattern. */
const LONGEST = 600;

/**
 * A passage with the words that were quoted from it marked, however its lines break. A quote that was cut ends with an
 * ellipsis; one that does not stand in the passage marks nothing.
 */
export function splitQuoted(text: string, quote: string): QuotedPart[] {
  const words = quote.replace(/…$/, "").trim().slice(0, LONGEST).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [{ text, isQuoted: false }];
  const pattern = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("\\s+");
  const found = new RegExp(pattern, "i").exec(text);
  if (!found) return [{ text, isQuoted: false }];
  const end = found.index + found[0].length;
  return [
    { text: text.slice(0, found.index), isQuoted: false },
    { text: found[0], isQuoted: true },
    { text: text.slice(end), isQuoted: false },
  ].filter((part) => part.text !== "");
}
