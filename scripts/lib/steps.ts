/** Something the person at the keyboard can put right; its message is one line that says how. */
export class UserError extends Error {}

const interactive = process.stdout.isTTY === true;

/** Seconds since `started` (a `performance.now()`), as `1.2 s`. */
export function elapsed(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/** Prints `✓ name (1.2 s)` when the work is done; work that returns "skipped" prints that instead. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  if (interactive) process.stdout.write(`… ${name}`);
  try {
    const result = await work();
    line(`✓ ${name} (${result === "skipped" ? "skipped" : elapsed(started)})`);
    return result;
  } catch (error) {
    line(`✗ ${name}`);
    throw error;
  }
}

/** Prints what went wrong: a UserError as its one line, anything else as the bug it is. */
export function report(error: unknown): void {
  if (error instanceof UserError) console.error(`✗ ${error.message}`);
  else console.error(error);
}

function line(text: string): void {
  // On a terminal the finished line takes the place of the running one.
  process.stdout.write(`${interactive ? "\r\x1b[2K" : ""}${text}\n`);
}
