import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DIST_DIR, ROOT, TOOLS } from "./paths.ts";
import { run } from "./processes.ts";
import { UserError } from "./steps.ts";

/** Everything that can change what `next build` writes. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "messages",
  "public",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.ts",
  "tsconfig.json",
  "package-lock.json",
];
const STAMP = join(DIST_DIR, "portico-build");

/** Builds the web app for production unless the build at hand is of these very sources. */
export async function buildWhenNeeded(): Promise<"built" | "skipped"> {
  const wanted = hashOfSources();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return "skipped";
  // The stamp goes first and comes back last: an interrupted build is never taken for a finished one.
  rmSync(STAMP, { force: true });
  const { code, output } = await run([TOOLS.next, "build"], { ...process.env, NODE_ENV: "production" });
  if (code !== 0) throw new UserError(`next build failed:\n${output.trim()}`);
  writeFileSync(STAMP, wanted);
  return "built";
}

function hashOfSources(): string {
  const hash = createHash("sha256").update(process.version);
  for (const file of SOURCES.flatMap((source) => filesIn(join(ROOT, source)))) {
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
