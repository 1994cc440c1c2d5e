import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../start-error.ts";

interface Holder {
  readonly pid: number;
  /** When the process started, so that a reused process id does not pass for the old holder. */
  readonly started: string | null;
}

/**
 * Takes a folder for this process alone, and gives it back by the function returned. PGlite has no lock of
 * its own, and two processes on one folder destroy it. A lock left by a killed process is taken over.
 */
export function lockFolder(dir: string): () => void {
  const path = join(dir, "lock");
  const mine = join(dir, `lock.${process.pid}`);
  makeWritable(dir, mine);
  try {
    while (!tryLink(mine, path)) removeIfStale(path, `${mine}.stale`);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}

function makeWritable(dir: string, probe: string): void {
  try {
    mkdirSync(dir, { recursive: true });
    writeFileSync(
      probe,
      JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Holder),
    );
  } catch (error) {
    throw new StartError(`The folder ${dir} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function removeIfStale(path: string, aside: string): void {
  const holder = readHolder(path);
  if (holder && isAlive(holder)) {
    throw new StartError(`The database folder is in use by process ${holder.pid} (${path}). Stop it first.`);
  }
  // Moved aside rather than deleted: of two processes that both saw the stale lock, only one can move it,
  // and a lock that was taken meanwhile is put back.
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved && isAlive(moved)) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return null;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const now = startOf(pid);
  return started === null || now === null || now === started;
}

/** Field 22 of /proc/<pid>/stat; null where there is no such file system. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
