/** Words that people read in a minute on a screen. */
const PACE = 220;

/** How many words a Markdown text has, and how many minutes it takes to read; marks and addresses are no words. */
export function readingOf(markdown: string): { words: number; minutes: number } {
  const text = markdown
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, "$1")
    .replace(/https?:\/\/\S+/g, " ")
    .replace(/[^\p{L}\p{N}\s'’.-]+/gu, " ");
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
  return { words, minutes: Math.max(1, Math.round(words / PACE)) };
}
