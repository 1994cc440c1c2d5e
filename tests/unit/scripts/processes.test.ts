import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const PROCESSES = join(import.meta.dirname, "../../../scripts/lib/processes.ts");

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-processes-"));
  writeFileSync(join(folder, "service.mjs"), "console.log(process.pid); setInterval(() => {}, 1000);");
  writeFileSync(
    join(folder, "starter.mjs"),
    `import { leaveOnSignals, startService } from ${JSON.stringify(PROCESSES)};
     leaveOnSignals(0);
     startService({ name: "s", args: [${JSON.stringify(join(folder, "service.mjs"))}], onLine: console.log });`,
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
  "%s leaves no service behind",
  async (signal) => {
    const starter = spawn(process.execPath, [join(folder, "starter.mjs")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((resolve) => starter.once("exit", resolve));
    const service = await new Promise<number>((resolve) => {
      starter.stdout.once("data", (pid: Buffer) => resolve(Number(pid)));
    });
    starter.kill(signal);
    expect(await ended).toBe(signal === "SIGKILL" ? null : 0);
    await expect.poll(() => isRunning(service), { timeout: 5_000 }).toBe(false);
  },
);
