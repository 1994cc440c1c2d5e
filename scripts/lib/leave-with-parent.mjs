// A process that imports this stops itself when the process that started it is gone, so that nothing stays
// behind on a port after a `kill -9` that no handler could answer. For programs of others:
// `node --import <this file> …`.
import { readFileSync } from "node:fs";

const started = starters();

setInterval(() => {
  if (starters() !== started) process.kill(process.pid, "SIGTERM");
}, 1_000).unref();

/** The parent and, where /proc tells it, the grandparent: npm puts a shell in between that outlives it. */
function starters() {
  try {
    const [, fields = ""] = readFileSync(`/proc/${process.ppid}/stat`, "utf8").split(") ");
    return `${process.ppid} ${fields.split(" ")[1]}`;
  } catch {
    return `${process.ppid}`;
  }
}
