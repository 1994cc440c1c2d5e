// Runs the pgTAP tests of supabase/tests/database, each file in a new copy of the same database, and prints
// what they print. Under `supabase test db` the same files run unchanged.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openPglite } from "../supabase/embedded/database.ts";
import { readMigrations } from "../supabase/embedded/migrations.ts";
import { DEFAULT_OPTIONS } from "../supabase/embedded/options.ts";
import { readyDump } from "../supabase/embedded/ready-database.ts";
import { ROOT } from "./lib/paths.ts";
import { report } from "./lib/steps.ts";

const FOLDER = join(ROOT, "supabase/tests/database");
const chosen = process.argv.slice(2);

try {
  const migrations = await readMigrations(DEFAULT_OPTIONS.migrationsDir);
  const dump = await readyDump(join(ROOT, ".portico/cache"), migrations, console.log);
  const files = readdirSync(FOLDER).filter(
    (file) =>
      file.endsWith(".test.sql") && (chosen.length === 0 || chosen.some((name) => file.includes(name))),
  );
  let passed = 0;
  let failed = 0;
  for (const file of files.sort()) {
    const lines = await runFile(dump, file);
    passed += lines.filter((line) => /^ok\b/.test(line)).length;
    failed += lines.filter((line) => /^not ok\b/.test(line)).length;
    console.log(`# ${file}\n${lines.join("\n")}`);
  }
  console.log(`# ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  report(error);
  process.exitCode = 1;
}

/** The TAP lines of a file; a file that breaks off, or plans another number, ends with one that is not ok. */
async function runFile(dump: Blob, file: string): Promise<string[]> {
  const database = await openPglite({ dir: null, dump });
  try {
    await database.script("create extension if not exists pgtap with schema extensions");
    const results = (await database.pglite?.exec(readFileSync(join(FOLDER, file), "utf8"))) ?? [];
    const lines = results
      .flatMap(({ rows }) => rows.flatMap((row) => Object.values(row as Record<string, unknown>)))
      .flatMap((value) => (typeof value === "string" ? value.split("\n") : []))
      .filter((line) => line !== "");
    return [...lines, ...planFault(lines, file)];
  } catch (error) {
    const { message, where } = error as { message: string; where?: string };
    return [`not ok - ${file} broke off: ${message}${where ? ` (${where})` : ""}`];
  } finally {
    await database.close();
  }
}

function planFault(lines: readonly string[], file: string): string[] {
  const plan = lines.map((line) => /^1\.\.(\d+)/.exec(line)?.[1]).find(Boolean);
  const ran = lines.filter((line) => /^(not )?ok\b/.test(line)).length;
  return Number(plan) === ran ? [] : [`not ok - ${file} planned ${plan ?? "nothing"} and ran ${ran} tests`];
}
