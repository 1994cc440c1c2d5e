import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ROOT, TOOLS } from "./paths.ts";
import { run } from "./processes.ts";

const LONGEST_FAILURE = 200;

/** What a part of the test run came to. */
export type Outcome = {
  passed: number;
  failed: number;
  skipped: number;
  /** One text for each failure: what failed, where, why. */
  failures: string[];
  /** Why something was left out. */
  note?: string;
};

/** What vitest's JSON reporter writes, as far as it is read here. */
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: "passed" | "failed";
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
};

/** Everything that counts as one check: passed when the commands, one after the other, all end with 0. */
export async function check(...commands: (readonly string[])[]): Promise<Outcome> {
  for (const command of commands) {
    const { code, output } = await run(command);
    if (code !== 0) return failure(output);
  }
  return { passed: 1, failed: 0, skipped: 0, failures: [] };
}

/** A check that failed, with what it said. */
export function failure(text: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, failures: [tidy(text)] };
}

/** Something that cannot run here; the note says why, and what would change that. */
export function skip(note: string): Outcome {
  return { passed: 0, failed: 0, skipped: 1, failures: [], note };
}

/** Several outcomes as one. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const notes = outcomes.flatMap(({ note }) => note ?? []);
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
    skipped: outcomes.reduce((sum, { skipped }) => sum + skipped, 0),
    failures: outcomes.flatMap(({ failures }) => failures),
    ...(notes.length > 0 && { note: notes.join("; ") }),
  };
}

/** Runs one project of vitest.config.ts, with further options of vitest, and counts its tests. */
export async function vitest(project: string, options: readonly string[] = []): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "portico-vitest-"));
  const file = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  try {
    const { code, output } = await run([TOOLS.vitest, "run", "--project", project, ...options, ...reporters]);
    if (!existsSync(file)) return failure(lastWords(output));
    const outcome = readReport(JSON.parse(readFileSync(file, "utf8")) as VitestReport);
    // An unhandled rejection, or what the global tear-down found, belongs to no test: the exit code alone tells of it.
    return code !== 0 && outcome.failed === 0
      ? { ...failure(lastWords(output)), passed: outcome.passed }
      : outcome;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readReport(report: VitestReport): Outcome {
  const failures = report.testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0 && message) return [`${file}\n${message}`];
    return failed.map((test) => `${file} › ${test.fullName}\n${test.failureMessages?.join("\n") ?? ""}`);
  });
  return {
    passed: report.numPassedTests,
    // A file that cannot be loaded has failed without a test of its own.
    failed: Math.max(report.numFailedTests, failures.length),
    skipped: report.numPendingTests + report.numTodoTests,
    failures: failures.map(tidy),
  };
}

/** Of what vitest printed, all that comes after its results: faults that belong to no test, and the counts. */
export function lastWords(output: string): string {
  const lines = stripVTControlCharacters(output).trimEnd().split("\n");
  const isResult = (line: string) => /^\s*[✓✗×↓❯] /.test(line);
  return lines
    .slice(lines.findLastIndex(isResult) + 1)
    .join("\n")
    .trim();
}

/** Counts the results in a program's output in the Test Anything Protocol, as pgTAP writes it. */
export async function tap(command: readonly string[]): Promise<Outcome> {
  const { code, output } = await run(command);
  const passed = output.match(/^ok\b/gm)?.length ?? 0;
  // A result that is not ok, with the comments that explain it.
  const failures = output.match(/^not ok\b.*(\n\s*#.*)*/gm) ?? [];
  if (failures.length > 0) return { passed, failed: failures.length, skipped: 0, failures };
  return code === 0 && passed > 0
    ? { passed, failed: 0, skipped: 0, failures }
    : { ...failure(output), passed };
}

/** Without colours and without the lines of a stack that lie outside the project, and not endless. */
function tidy(text: string): string {
  const lines = stripVTControlCharacters(text)
    .replace(/^ +at .*(node_modules|node:internal).*\n?/gm, "")
    .trim()
    .split("\n");
  const rest = lines.length - LONGEST_FAILURE;
  return [...lines.slice(0, LONGEST_FAILURE), ...(rest > 0 ? [`… and ${rest} more lines`] : [])].join("\n");
}
