// `npm test`: every check of the project. `npm test -- unit e2e` runs the parts with these names.
import { availableParallelism } from "node:os";
import "./lib/leave-with-parent.mjs";
import { failure, type Outcome, skip, together } from "./lib/outcomes.ts";
import { PARTS, type Part } from "./lib/parts.ts";
import { isLeaving, leave, leaveOnSignals } from "./lib/processes.ts";
import { elapsed, report, UserError } from "./lib/steps.ts";

const SLOTS = Math.min(availableParallelism(), 4);

leaveOnSignals(130);
try {
  const parts = choose(process.argv.slice(2));
  const outcomes = await runAll(parts);
  if (isLeaving()) await leave(130);
  summarise(parts, outcomes);
  await leave([...outcomes.values()].some(({ failed }) => failed > 0) ? 1 : 0);
} catch (error) {
  if (!isLeaving()) report(error);
  await leave(1);
}

/** The named parts and what they need; all when none is named. */
function choose(names: string[]): readonly Part[] {
  const chosen = new Set<string>();
  const add = (name: string) => {
    const part = PARTS.find((candidate) => candidate.name === name);
    if (!part) throw new UserError(`No part is called ${name}: ${PARTS.map((p) => p.name).join(", ")}.`);
    part.needs?.forEach(add);
    chosen.add(name);
  };
  names.forEach(add);
  return names.length === 0 ? PARTS : PARTS.filter(({ name }) => chosen.has(name));
}

/** Starts the parts in order, as many at a time as there are slots. */
async function runAll(parts: readonly Part[]): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const running = new Set<Promise<void>>();
  for (const part of parts) {
    while (running.size > (part.isAlone ? 0 : SLOTS - 1)) await Promise.race(running);
    const work = runPart(part, outcomes).finally(() => running.delete(work));
    running.add(work);
    if (part.isAlone) await work;
  }
  await Promise.all(running);
  return outcomes;
}

async function runPart(part: Part, outcomes: Map<string, Outcome>): Promise<void> {
  const missing = part.needs?.find((name) => !outcomes.get(name)?.passed);
  console.log(`▸ ${part.name}`);
  const started = performance.now();
  const outcome = missing
    ? skip(`because ${missing} failed`)
    : await part.run().catch((error: unknown) => failure(String(error)));
  outcomes.set(part.name, outcome);
  // What Ctrl-C broke off has not failed.
  if (isLeaving()) return;
  const mark = outcome.failed > 0 ? "✗" : outcome.passed > 0 ? "✓" : "–";
  const note = outcome.note ? `: ${outcome.note}` : "";
  console.log(`${mark} ${part.name}: ${counts(outcome)}${note} (${elapsed(started)})`);
  for (const text of outcome.failures) console.log(indent(text));
}

/** Repeats what failed, and ends with the one line that counts everything. */
function summarise(parts: readonly Part[], outcomes: Map<string, Outcome>): void {
  const total = together(
    parts.flatMap(({ name }) => {
      const outcome = outcomes.get(name);
      return outcome ? { ...outcome, failures: outcome.failures.map((text) => `${name}: ${text}`) } : [];
    }),
  );
  if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.map(indent).join("\n\n")}`);
  console.log(`\n${counts(total)}`);
}

function counts({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}
