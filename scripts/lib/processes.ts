import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ROOT } from "./paths.ts";
import { UserError } from "./steps.ts";

const LEAVE_WITH_PARENT = join(import.meta.dirname, "leave-with-parent.mjs");
const STOP_DEADLINE_MS = 10_000;
const KEPT_OUTPUT = 2_000_000;

/** A Node program that runs beside this one. */
export type Service = {
  name: string;
  pid: number | undefined;
  /** What it printed so far, or the end of it when that is much. */
  output: () => string;
  /** Resolves when it has ended, with its exit code. */
  ended: Promise<number>;
  /** Asks its whole process group to end, and insists after ten seconds. */
  stop: () => Promise<void>;
};

export type ServiceOptions = {
  name: string;
  /** What follows `node` on the command line; paths are relative to the checkout. */
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Called with each line that it prints. */
  onLine?: (line: string) => void;
};

const running: Service[] = [];
let leaving: Promise<never> | undefined;

/** Starts a Node program in a process group of its own, so that Ctrl-C leaves the order of stopping to us. */
export function startService({ name, args, env = process.env, onLine }: ServiceOptions): Service {
  const child = spawn(process.execPath, ["--import", LEAVE_WITH_PARENT, ...args], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output = (output + chunk).slice(-KEPT_OUTPUT);
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine?.(line);
    });
  }
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
  const service = { name, pid: child.pid, output: () => output, ended, stop: () => stopGroup(child, ended) };
  running.push(service);
  void ended.then(() => running.splice(running.indexOf(service), 1));
  return service;
}

/** Runs a Node program to its end. */
export async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ code: number; output: string }> {
  const service = startService({ name: args.join(" "), args, env });
  return { code: await service.ended, output: service.output() };
}

/** Waits until the service answers at `url`, with whatever status; throws when it ends first or takes too long. */
export async function waitForAnswer(service: Service, url: string, timeoutMs = 120_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let hasEnded = false;
  void service.ended.then(() => {
    hasEnded = true;
  });
  while (!hasEnded && performance.now() < deadline) {
    try {
      const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
      await response.body?.cancel();
      return;
    } catch {
      await delay(50);
    }
  }
  const problem = hasEnded ? "could not start" : `does not answer at ${url}`;
  throw new UserError(`The ${service.name} ${problem}: ${lastWords(service)}`);
}

/** The end of what a service printed, to explain why it failed. */
export function lastWords(service: Service): string {
  const text = service.output().trim();
  return text.includes("\n") ? `\n${text.slice(-4_000)}` : text || "it said nothing.";
}

/**
 * Stops every service, the last started first, and ends this program. The first call decides the exit code;
 * later ones wait with it.
 */
export function leave(code: number): Promise<never> {
  leaving ??= stopAll().then(() => process.exit(code));
  return leaving;
}

/** Whether the program is on its way out, so that services ending is no news. */
export function isLeaving(): boolean {
  return leaving !== undefined;
}

/** Ctrl-C and its siblings stop the services in order, instead of killing this program over their heads. */
export function leaveOnSignals(code: number): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void leave(code));
}

async function stopAll(): Promise<void> {
  for (const service of running.toReversed()) await service.stop();
}

async function stopGroup(child: ChildProcess, ended: Promise<number>): Promise<void> {
  signalGroup(child, "SIGTERM");
  const insist = setTimeout(() => signalGroup(child, "SIGKILL"), STOP_DEADLINE_MS);
  await ended;
  clearTimeout(insist);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Every process of the group has ended on its own in the meantime.
  }
}
