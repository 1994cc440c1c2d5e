import { availableParallelism } from "node:os";
import { buildWhenNeeded } from "./build.ts";
import { findChromium, installChromium } from "./chromium.ts";
import { check, failure, type Outcome, tap, together, vitest } from "./outcomes.ts";
import { TOOLS } from "./paths.ts";

/** A part of `npm test`. */
export type Part = {
  name: string;
  /** Parts that must have passed before. */
  needs?: readonly string[];
  /** Whether it needs the machine for itself. */
  isAlone?: boolean;
  run: () => Promise<Outcome>;
};

/** In the order in which they start: what is quick, and what would make the rest pointless, comes first. */
export const PARTS: readonly Part[] = [
  { name: "lint", run: () => check([TOOLS.biome, "ci", "--diagnostic-level=warn", "--error-on-warnings"]) },
  { name: "types", run: () => check([TOOLS.next, "typegen"], [TOOLS.tsc, "--noEmit"]) },
  { name: "layers", run: () => check(["scripts/check-layers.ts"]) },
  { name: "unused", run: () => check([TOOLS.knip]) },
  { name: "unit", run: () => vitest("unit") },
  { name: "database", run: () => tap(["scripts/db-test.ts"]) },
  { name: "database-types", run: () => check(["scripts/db-types.ts", "--check"]) },
  { name: "advisors", run: () => check(["scripts/db-advisors.ts"]) },
  // Two files at a time at least: each waits for the process of its database more than it computes.
  {
    name: "integration",
    run: () => vitest("integration", [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`]),
  },
  { name: "postgres", run: races },
  { name: "build", isAlone: true, run: build },
  { name: "e2e", needs: ["build"], isAlone: true, run: endToEnd },
];

/** What only a server that runs statements at the same time can show. */
async function races(): Promise<Outcome> {
  const outcome = await vitest("postgres");
  if (outcome.passed + outcome.failed > 0 || outcome.skipped === 0) return outcome;
  return { ...outcome, note: "no PostgreSQL server here (on Debian: apt-get install postgresql)" };
}

async function build(): Promise<Outcome> {
  try {
    await buildWhenNeeded();
    return { passed: 1, failed: 0, skipped: 0, failures: [] };
  } catch (error) {
    return failure(String(error));
  }
}

async function endToEnd(): Promise<Outcome> {
  if (!findChromium()) {
    const { hint } = installChromium();
    if (hint) return failure(hint);
  }
  // Each half has an app and a database of its own, so they are in nobody's way.
  const halves = availableParallelism() > 1 ? ["1/2", "2/2"] : ["1/1"];
  // When the app is gone every test waits for its time-out: the first ten tell enough.
  return together(await Promise.all(halves.map((half) => vitest("e2e", [`--shard=${half}`, "--bail=10"]))));
}
