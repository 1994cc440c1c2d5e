// `npm run db:types`: writes the types of the database that the migrations make. With `--check` it writes
// nothing and fails when the file says something else.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT, TOOLS } from "./lib/paths.ts";
import { report, UserError } from "./lib/steps.ts";
import { supabaseOnNewDatabase } from "./lib/supabase-cli.ts";

const FILE = join(ROOT, "lib/platform/supabase/database.types.ts");
const HEADER = "// Written by `npm run db:types` from the migrations. Do not edit.\n";

try {
  const types =
    HEADER + format(await supabaseOnNewDatabase("gen", "types", "typescript", "--schema", "public"));
  const before = readFileSync(FILE, { encoding: "utf8", flag: "a+" });
  const name = relative(ROOT, FILE);
  if (process.argv.includes("--check")) {
    if (types !== before) throw new UserError(`${name} is out of step with the migrations: npm run db:types`);
    console.log(`✓ ${name} is in step with the migrations`);
  } else {
    if (types !== before) writeFileSync(FILE, types);
    console.log(`✓ ${name} ${types === before ? "was in step" : "written"}`);
  }
} catch (error) {
  report(error);
  process.exitCode = 1;
}

function format(source: string): string {
  // Under another name, since Biome leaves the file itself alone.
  const args = [TOOLS.biome, "format", "--stdin-file-path=types.ts"];
  return execFileSync(process.execPath, args, { cwd: ROOT, input: source, encoding: "utf8" });
}
