/** A part of a text, and whether it is what was looked for. */
export type Piece = { text: string; isHit: boolean };

const LEAST_LETTERS = 3;
/** "light" is meant by "lights" and "lighted", not by "lightning". */
const LONGEST_ENDING = 3;
const WORD = /[\p{L}\p{N}]+/gu;

/** Words so frequent that marking them says nothing. */
const STOP_WORDS = new Set(
  "the and for are was were how what when where which who why can could does did not with from this that have has had you your our about into there their will would should".split(
    " ",
  ),
);

/** The text in pieces, those that begin like a word of the query marked: "router" marks "routers" and "Router". */
export function highlight(text: string, query: string): Piece[] {
  const stems = stemsOf(query);
  const pieces: Piece[] = [];
  let end = 0;
  const add = (from: number, to: number, isHit: boolean) => {
    if (to > from) pieces.push({ text: text.slice(from, to), isHit });
  };
  for (const match of text.matchAll(WORD)) {
    if (!isHit(match[0], stems)) continue;
    add(end, match.index, false);
    end = match.index + match[0].length;
    add(match.index, end, true);
  }
  add(end, text.length, false);
  return pieces;
}

/** About `length` characters of a text, from where it says most of what was looked for, cut at words. */
export function excerptOf(text: string, query: string, length = 220): string {
  const plain = text.replace(/\s+/g, " ").trim();
  if (plain.length <= length) return plain;
  const stems = stemsOf(query);
  const hits = [...plain.matchAll(WORD)].filter((match) => isHit(match[0], stems)).map(({ index }) => index);
  const within = (start: number) => hits.filter((at) => at >= start && at < start + length).length;
  const best = hits.reduce((start, at) => (within(at) > within(start) ? at : start), hits[0] ?? 0);
  // Some words before the first hit, so that one knows where one is.
  const from = best <= length / 4 ? 0 : plain.indexOf(" ", best - Math.round(length / 4)) + 1;
  if (plain.length - from <= length) return `… ${plain.slice(from).trim()}`;
  const to = plain.lastIndexOf(" ", from + length);
  return `${from > 0 ? "… " : ""}${plain.slice(from, to > from ? to : from + length).trim()} …`;
}

function stemsOf(query: string): string[] {
  return (query.match(WORD) ?? [])
    .map(fold)
    .filter((word) => word.length >= LEAST_LETTERS && !STOP_WORDS.has(word))
    .map((word) => (word.length > 4 ? word.replace(/(ing|ed|es|s)$/, "") : word));
}

function isHit(word: string, stems: readonly string[]): boolean {
  const folded = fold(word);
  return stems.some((stem) => folded.startsWith(stem) && folded.length <= stem.length + LONGEST_ENDING);
}

function fold(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
