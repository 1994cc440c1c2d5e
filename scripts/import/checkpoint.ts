import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { STATE_DIR } from "../lib/paths.ts";

/** How far an import came: rows of the file that are in the database or among the rejects. */
export type Checkpoint = { rows: number; line: number };

/** Where an import of this very file, by these rules, keeps how far it came. */
export function checkpointFor(file: string, rules: unknown) {
  const { size, mtimeMs } = statSync(file);
  const identity = JSON.stringify([resolve(file), size, mtimeMs, rules]);
  const folder = join(STATE_DIR, "imports");
  const path = join(folder, `${createHash("sha256").update(identity).digest("hex").slice(0, 32)}.json`);
  return {
    /** Null at the first time, and after an import that came to its end. */
    read: (): Checkpoint | null => {
      try {
        return JSON.parse(readFileSync(path, "utf8")) as Checkpoint;
      } catch {
        return null;
      }
    },
    write: (checkpoint: Checkpoint) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, JSON.stringify(checkpoint));
    },
    clear: () => rmSync(path, { force: true }),
  };
}
