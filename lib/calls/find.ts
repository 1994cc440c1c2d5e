import type { Segment } from "./types";

/**
 * The pieces of a transcript that hold every word of a search, each hit between U+0002 and U+0003, as the
 * database marks its own.
 */
export function foundIn(segments: readonly Segment[], q: string): (Segment & { marked: string })[] {
  const words = Array.from(new Set(q.toLowerCase().split(/\s+/u).filter(Boolean))).slice(0, 20);
  if (words.length === 0) return [];
  const pattern = new RegExp(`(${words.map(escaped).join("|")})`, "giu");
  return segments.flatMap((segment) => {
    const text = segment.text.toLowerCase();
    if (!words.every((word) => text.includes(word))) return [];
    return [{ ...segment, marked: segment.text.replace(pattern, "\u0002$1\u0003") }];
  });
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
