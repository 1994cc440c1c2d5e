import { diffLines, diffWordsWithSpace } from "diff";

/** A stretch of a line: as before, only in the newer text, or only in the older one. */
export type Piece = { kind: "same" | "added" | "removed"; text: string };
/** A line of a comparison, or a run of lines that nobody needs to read again. */
export type DiffLine =
  | { kind: "same" | "changed" | "added" | "removed"; pieces: Piece[] }
  | { kind: "skipped"; count: number };

/** Lines that are shown around a change. */
const AROUND = 2;
/** Texts that differ in more than this many places are compared by lines alone. */
const MAX_EDITS = 4_000;

/** What changed between two texts: lines, with the words that differ where a line was rewritten. */
export function compareTexts(before: string, after: string): DiffLine[] {
  // Else the last line of one would differ from the same line in the other by its end.
  const parts = diffLines(`${before}\n`, `${after}\n`, { maxEditLength: MAX_EDITS });
  if (!parts) {
    return [...linesOf(before, "removed"), ...linesOf(after, "added")];
  }
  const lines: Exclude<DiffLine, { kind: "skipped" }>[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    const next = parts[index + 1];
    if (!part) continue;
    if (part.removed && next?.added && part.count === next.count) {
      lines.push(...rewritten(part.value, next.value));
      index++;
    } else {
      lines.push(...linesOf(part.value, part.added ? "added" : part.removed ? "removed" : "same"));
    }
  }
  return folded(lines);
}

/** Two words lists or single lines: what was taken away and what was added. */
export function comparePieces(before: string, after: string): Piece[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}

const split = (text: string) => text.replace(/\n$/, "").split("\n");

function linesOf(text: string, kind: Piece["kind"]) {
  return split(text).map((line) => ({ kind, pieces: [{ kind, text: line }] }));
}

/** As many lines as before, each with its own words changed. */
function rewritten(before: string, after: string) {
  const old = split(before);
  return split(after).map((line, index) => {
    const pieces = comparePieces(old[index] ?? "", line);
    return { kind: "changed" as const, pieces };
  });
}

function folded(lines: readonly Exclude<DiffLine, { kind: "skipped" }>[]): DiffLine[] {
  const isNear = (index: number) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== "same");
  const shown: DiffLine[] = [];
  for (const [index, line] of lines.entries()) {
    const last = shown.at(-1);
    if (isNear(index)) shown.push(line);
    else if (last?.kind === "skipped") last.count += 1;
    else shown.push({ kind: "skipped", count: 1 });
  }
  return shown;
}
