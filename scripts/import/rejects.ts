import { appendFileSync, existsSync, rmSync } from "node:fs";
import { stringify } from "csv-stringify/sync";
import type { RecordFault } from "../../lib/integrations/types.ts";
import type { Source, SourceRow } from "./read.ts";

export type Rejects = { add: (rows: readonly SourceRow[], fault: RecordFault) => void; count: () => number };

const REASON_COLUMNS = ["_line", "_code", "_field", "_reason"];

/**
 * Writes what was not taken, as it came and with the reason beside it. The file exists only when there is
 * something in it, and can be imported again once it has been corrected.
 */
export function openRejects(path: string, source: Source, isContinued: boolean): Rejects {
  let count = 0;
  if (!isContinued) rmSync(path, { force: true });
  return {
    count: () => count,
    add: (rows, fault) => {
      count += 1;
      const isNew = !existsSync(path);
      const text =
        source.format === "csv"
          ? stringify([
              ...(isNew ? [[...source.columns.filter(isOwn), ...REASON_COLUMNS]] : []),
              ...rows.map((row) => [
                ...cellsOf(row, source),
                row.line,
                fault.code,
                fault.field ?? "",
                fault.message,
              ]),
            ])
          : rows.map((row) => `${JSON.stringify(lineOf(row, fault))}\n`).join("");
      appendFileSync(path, text);
    },
  };
}

/** Whether a column is the file's own, and not one of ours from the last time. */
function isOwn(column: string): boolean {
  return !REASON_COLUMNS.includes(column);
}

function cellsOf(row: SourceRow, source: Source): string[] {
  const cells = "cells" in row ? row.cells : [];
  return source.columns.flatMap((column, index) => (isOwn(column) ? [cells[index] ?? ""] : []));
}

function lineOf(row: SourceRow, fault: RecordFault): Record<string, unknown> {
  const why = { _line: row.line, _code: fault.code, _field: fault.field ?? null, _reason: fault.message };
  const text = "text" in row ? row.text : "";
  try {
    const record: unknown = JSON.parse(text);
    if (typeof record === "object" && record !== null && !Array.isArray(record)) return { ...record, ...why };
  } catch {
    // Not JSON: the text itself is what there is.
  }
  return { _text: text, ...why };
}
