import { join } from "node:path";

/** The checkout; commands of other tools run here. */
export const ROOT = join(import.meta.dirname, "..", "..");
/** What the commands keep between runs: the embedded database, generated secrets. Not in Git. */
export const STATE_DIR = join(ROOT, ".portico");
/** Next's build folder; must say the same as `next.config.ts`. */
export const DIST_DIR = join(ROOT, process.env.NEXT_DIST_DIR ?? ".next");
/** A tool's command-line program inside node_modules, to be run as `node <path>`. */
export const TOOLS = {
  next: join(ROOT, "node_modules/next/dist/bin/next"),
  vitest: join(ROOT, "node_modules/vitest/vitest.mjs"),
} as const;
