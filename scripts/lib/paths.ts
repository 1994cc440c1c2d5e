import { join } from "node:path";

/** The checkout; commands of other tools run here. */
export const ROOT = join(import.meta.dirname, "..", "..");
/** What the commands keep between runs: the embedded database, generated secrets. Not in Git. */
export const STATE_DIR = join(ROOT, ".portico");
/** Next's build folder; must say the same as `next.config.ts`. */
export const DIST_DIR = join(ROOT, process.env.NEXT_DIST_DIR ?? ".next");
/** The command-line programs inside node_modules, to be run as `node <path>`. */
export const TOOLS = {
  biome: join(ROOT, "node_modules/@biomejs/biome/bin/biome"),
  knip: join(ROOT, "node_modules/knip/bin/knip.js"),
  next: join(ROOT, "node_modules/next/dist/bin/next"),
  tsc: join(ROOT, "node_modules/typescript/bin/tsc"),
  vitest: join(ROOT, "node_modules/vitest/vitest.mjs"),
} as const;
