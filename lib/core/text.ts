const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Cuts `text` to at most `max` characters as people count them, the last of them an ellipsis. */
export function truncate(text: string, max: number): string {
  // Code units are never fewer than characters, so short text needs no segmenting.
  if (text.length <= max) return text;
  const characters = Array.from(segmenter.segment(text), (part) => part.segment);
  return characters.length <= max
    ? text
    : `${characters
        .slice(0, max - 1)
        .join("")
        .trimEnd()}…`;
}

/** One or two initials for an avatar: "Thandi Nkosi" → "TN". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => firstCharacter(word ?? "").toLocaleUpperCase()).join("");
}

function firstCharacter(word: string): string {
  return segmenter.segment(word)[Symbol.iterator]().next().value?.segment ?? "";
}
