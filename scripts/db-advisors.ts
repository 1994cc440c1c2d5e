// Asks Supabase's advisors about the database that the migrations make, and fails on every finding at level
// error or warning that supabase/advisors.json does not accept with a reason.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "./lib/paths.ts";
import { report, UserError } from "./lib/steps.ts";
import { supabaseOnNewDatabase } from "./lib/supabase-cli.ts";

const Findings = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      level: z.enum(["INFO", "WARN", "ERROR"]),
      detail: z.string(),
      remediation: z.string().nullish(),
      cacheKey: z.string(),
    }),
  ),
});
/** `finding` is the advisors' own key of it, with `*` for any part. */
const Accepted = z.array(z.strictObject({ finding: z.string(), reason: z.string().min(20) }));

try {
  const output = await supabaseOnNewDatabase(
    "db",
    "advisors",
    "--type",
    "all",
    "--level",
    "warn",
    "--output-format",
    "json",
  );
  const accepted = Accepted.parse(JSON.parse(readFileSync(join(ROOT, "supabase/advisors.json"), "utf8")));
  const findings = Findings.parse(JSON.parse(output)).results.filter(({ level }) => level !== "INFO");
  const open = findings.filter(({ cacheKey }) => !accepted.some(({ finding }) => matches(finding, cacheKey)));
  const stale = accepted.filter(
    ({ finding }) => !findings.some(({ cacheKey }) => matches(finding, cacheKey)),
  );
  const faults = [
    ...open.map((one) => `${one.level} ${one.cacheKey}: ${one.detail} (${one.remediation ?? one.name})`),
    ...stale.map(({ finding }) => `advisors.json accepts ${finding}, which is no longer found`),
  ];
  if (faults.length > 0) throw new UserError(`The advisors have objections:\n${faults.join("\n")}`);
  console.log(`✓ the advisors object to nothing (${findings.length} accepted findings)`);
} catch (error) {
  report(error);
  process.exitCode = 1;
}

function matches(pattern: string, key: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(key);
}
