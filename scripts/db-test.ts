// Runs the pgTAP tests of supabase/tests/database on a new database with every migration, and prints what they
// print: `node scripts/db-test.ts [part of a file's name]`; 000-setup always comes along. Under `supabase test db` they run unchanged.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { openPglite, SESSION_SETTINGS } from "../supabase/embedded/database/database.ts";
import { readMigrations } from "../supabase/embedded/database/migrations.ts";
import { readyDump } from "../supabase/embedded/database/ready.ts";
import { DEFAULT_OPTIONS } from "../supabase/embedded/options.ts";
import { ROOT } from "./lib/paths.ts";
import { report } from "./lib/steps.ts";

const FOLDER = join(ROOT, "supabase/tests/database");
const chosen = process.argv.slice(2);

try {
  const migrations = await readMigrations(DEFAULT_OPTIONS.migrationsDir);
  const dump = await readyDump(join(ROOT, ".portico/cache"), migrations, console.log);
  const files = readdirSync(FOLDER).filter(
    (file) =>
      file.endsWith(".test.sql") &&
      (chosen.length === 0 || file.startsWith("000-") || chosen.some((name) => file.includes(name))),
  );
  let passed = 0;
  let failed = 0;
  const database = await openPglite({ dir: null, dump });
  if (!database.pglite) throw new Error("pgTAP runs inside PGlite.");
  // Elsewhere the extension belongs to another role than the migrations', whose default privileges it escapes.
  await database.script(`create extension if not exists pgtap with schema extensions;
    grant execute on all functions in schema extensions to public`);
  for (const file of files.sort()) {
    const lines = await runFile(database.pglite, file);
    passed += lines.filter((line) => /^ok\b/.test(line)).length;
    failed += lines.filter((line) => /^not ok\b/.test(line)).length;
    console.log(`# ${file}\n${lines.join("\n")}`);
  }
  await database.close();
  console.log(`# ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  report(error);
  process.exitCode = 1;
}

/** The TAP lines of a file; a file that breaks off, or plans another number, ends with one that is not ok. */
async function runFile(pglite: PGlite, file: string): Promise<string[]> {
  const sql = readFileSync(join(FOLDER, file), "utf8");
  // Every file works on the same database, as under `supabase test db`, and so must undo what it does.
  if (!/^begin;[\s\S]*^rollback;\s*$/m.test(sql)) return [`not ok - ${file} lacks its begin and rollback`];
  try {
    const results = await pglite.exec(sql);
    const lines = results
      .flatMap(({ rows }) => rows.flatMap((row) => Object.values(row as Record<string, unknown>)))
      .flatMap((value) => (typeof value === "string" ? value.split("\n") : []))
      .filter((line) => line !== "");
    return [...lines, ...planFault(lines, file)];
  } catch (error) {
    const { message, where } = error as { message: string; where?: string };
    return [`not ok - ${file} broke off: ${message}${where ? ` (${where})` : ""}`];
  } finally {
    await pglite.exec("rollback");
    await pglite.exec("discard all");
    await pglite.exec(SESSION_SETTINGS);
  }
}

function planFault(lines: readonly string[], file: string): string[] {
  const plan = lines.map((line) => /^1\.\.(\d+)/.exec(line)?.[1]).find(Boolean);
  const ran = lines.filter((line) => /^(not )?ok\b/.test(line)).length;
  return Number(plan) === ran ? [] : [`not ok - ${file} planned ${plan ?? "nothing"} and ran ${ran} tests`];
}
