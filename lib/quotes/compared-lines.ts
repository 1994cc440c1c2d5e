import { type ComparedField, compareVersions } from "./differences";
import type { QuoteItem, QuoteVersion } from "./types";

/** A line as it is shown: alone, or beside what it was in another version. */
export type ShownLine = {
  kind: "same" | "added" | "removed" | "changed";
  item: QuoteItem;
  /** Of a changed line: what it was. */
  before: QuoteItem | null;
  changed: ReadonlySet<ComparedField>;
};

const NOTHING: ReadonlySet<ComparedField> = new Set();

/** The lines of a version, and with `compared` what became of each; removed ones come last. */
export function shownLines(
  version: Pick<QuoteVersion, "items"> & Parameters<typeof compareVersions>[1],
  compared: Parameters<typeof compareVersions>[0] | null,
): ShownLine[] {
  const plain = (item: QuoteItem): ShownLine => ({ kind: "same", item, before: null, changed: NOTHING });
  if (!compared) return version.items.map(plain);
  const { lines } = compareVersions(compared, version);
  const shown = version.items.map((item): ShownLine => {
    const line = lines.find(
      (one) => (one.kind === "changed" ? one.after : one.item).lineKey === item.lineKey,
    );
    if (!line || line.kind === "removed") return plain(item);
    if (line.kind === "added") return { ...plain(item), kind: "added" };
    return {
      kind: "changed",
      item,
      before: line.before,
      changed: new Set(line.changes.map(({ field }) => field)),
    };
  });
  const removed = lines.flatMap((line): ShownLine[] =>
    line.kind === "removed" ? [{ ...plain(line.item), kind: "removed" }] : [],
  );
  return [...shown, ...removed];
}

/** How many lines were added, removed and changed. */
export function countChanges(lines: readonly ShownLine[]): Record<"added" | "removed" | "changed", number> {
  const count = (kind: ShownLine["kind"]) => lines.filter((line) => line.kind === kind).length;
  return { added: count("added"), removed: count("removed"), changed: count("changed") };
}
