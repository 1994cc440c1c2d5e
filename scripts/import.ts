// `npm run import -- <kind> <file>`: records of another system, from CSV or JSON Lines. See docs/import.md.
// Ends with 0 when every record was taken, 2 when some were rejected, 130 after Ctrl-C, 1 when it broke off.
import { parseArgs } from "node:util";
import nextEnv from "@next/env";
import {
  isRecordKind,
  RECORD_KINDS,
  RESERVED_SOURCES,
  type RecordKind,
  SOURCE,
} from "../lib/integrations/types.ts";
import texts from "../messages/en/integrations.json" with { type: "json" };
import { checkpointFor } from "./import/checkpoint.ts";
import { openDatabase } from "./import/database.ts";
import { plainMapping, readMapping } from "./import/mapping.ts";
import { openSource } from "./import/read.ts";
import { openRejects } from "./import/rejects.ts";
import { type Outcome, runImport } from "./import/run.ts";
import { ROOT } from "./lib/paths.ts";
import { leave } from "./lib/processes.ts";
import { report, UserError } from "./lib/steps.ts";
import { startProgress } from "./seed/progress.ts";
import { expectOk } from "./seed/supabase.ts";

const MAX_BATCH = 5_000;
/** From here on the planner should hear of the new rows. */
const WORTH_ANALYZING = 1_000;
const USAGE = `Usage: npm run import -- <kind> <file> [options]
  kind            ${RECORD_KINDS.join(", ")}
  file            .csv (also ; and tab), .jsonl
  --mapping FILE  which column is which field
  --source NAME   the system that the records are from (default: import)
  --dry-run       checks everything and writes nothing
  --rejects FILE  where to write what was not taken (default: beside the file)
  --batch N       records in one call of the database (default: 1000)
  --encoding NAME of the file, when it is not UTF-8
  --notify        tells customers what changed, as the integrations do
  --restart       begins anew instead of where the last run stopped`;

// Ctrl-C in a terminal reaches this program twice: from the terminal and from its starter. Only what comes
// a second later is impatience.
const stop = new AbortController();
let stoppedAt = 0;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted && performance.now() - stoppedAt > 1_000) void leave(130);
    stoppedAt ||= performance.now();
    stop.abort();
  });
}

try {
  nextEnv.loadEnvConfig(ROOT, false, { info: () => {}, error: console.error });
  await leave(await main());
} catch (error) {
  report(error);
  await leave(1);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        mapping: { type: "string" },
        source: { type: "string", default: "import" },
        "dry-run": { type: "boolean", default: false },
        rejects: { type: "string" },
        batch: { type: "string", default: "1000" },
        encoding: { type: "string" },
        notify: { type: "boolean", default: false },
        restart: { type: "boolean", default: false },
      },
    });
    const [kind = "", file, ...more] = positionals;
    if (!isRecordKind(kind) || !file || more.length > 0) throw new UserError(USAGE);
    if (!SOURCE.test(values.source) || RESERVED_SOURCES.includes(values.source)) {
      throw new UserError(`--source: ${texts.refusals.source}`);
    }
    const batch = Number(values.batch);
    if (!Number.isInteger(batch) || batch < 1 || batch > MAX_BATCH) {
      throw new UserError(`--batch takes a whole number from 1 to ${MAX_BATCH}, not ${values.batch}.`);
    }
    return { ...values, kind: kind as RecordKind, file, batch };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${(error as Error).message}\n${USAGE}`);
  }
}

async function main(): Promise<number> {
  const given = readArguments();
  const mapping = given.mapping ? readMapping(given.mapping, given.kind) : plainMapping();
  const source = await openSource(given.file, {
    delimiter: mapping.delimiter,
    encoding: given.encoding ?? mapping.encoding,
  });
  const isDryRun = given["dry-run"];
  const checkpoint = checkpointFor(given.file, [given.kind, given.source, mapping]);
  const from = isDryRun || given.restart ? null : checkpoint.read();
  if (from) console.log(`Going on after line ${count(from.line)}; --restart begins anew.`);
  const rejectsPath = given.rejects ?? given.file.replace(/(\.[^./]+)?$/, ".rejects$1");
  const rejects = openRejects(rejectsPath, source, from !== null);

  const supabase = await openDatabase();
  const started = performance.now();
  const outcome = await runImport({
    target: {
      supabase,
      kind: given.kind,
      source: given.source,
      options: { dryRun: isDryRun, notify: given.notify },
    },
    source,
    mapping,
    rejects,
    batchSize: given.batch,
    progress: startProgress("kB", Math.ceil(source.bytes / 1_000)),
    from,
    signal: stop.signal,
    ...(!isDryRun && { onBatch: checkpoint.write }),
  });
  if (outcome.isComplete) checkpoint.clear();
  if (!isDryRun && outcome.created + outcome.updated > WORTH_ANALYZING)
    expectOk(await supabase.rpc("finish_import"));
  summarise(outcome, (performance.now() - started) / 1_000, isDryRun, rejectsPath);
  if (!outcome.isComplete) return 130;
  return outcome.failed > 0 ? 2 : 0;
}

function summarise(outcome: Outcome, seconds: number, isDryRun: boolean, rejectsPath: string): void {
  const { created, updated, unchanged, failed } = outcome;
  const records = created + updated + unchanged + failed;
  console.log(
    `${isDryRun ? "Would be: " : ""}${count(created)} created, ${count(updated)} updated, ${count(unchanged)} unchanged, ${count(failed)} rejected.`,
  );
  console.log(`${count(records)} records in ${seconds.toFixed(1)} s, ${count(records / seconds)} a second.`);
  if (failed > 0) console.log(`What was rejected, and why, is in ${rejectsPath}.`);
  if (!outcome.isComplete) {
    console.log(
      isDryRun
        ? "Stopped."
        : `Stopped after line ${count(outcome.line)}. The same command goes on from there.`,
    );
  }
}

function count(number: number): string {
  return Math.round(number).toLocaleString("en");
}
