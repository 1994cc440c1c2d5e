// Runs one of the project's TypeScript programs: `node scripts/run.mjs <program.ts> [arguments]`.
//
// This file and setup.mjs are all that the host's own Node (20.9 or newer) executes. They see to it that
// the dependencies are there; the program itself then runs under the Node 24 among them.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { installDependencies, NODE_24, ROOT, SetupError } from "./setup.mjs";

const [program, ...programArguments] = process.argv.slice(2);
if (!program) {
  console.error("Usage: node scripts/run.mjs <program.ts> [arguments]");
  process.exit(1);
}

try {
  installDependencies();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`✗ ${error.message}`);
  process.exit(1);
}

const child = spawn(NODE_24, [join(ROOT, program), ...programArguments], {
  cwd: ROOT,
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: [dirname(NODE_24), join(ROOT, "node_modules", ".bin"), process.env.PATH].join(delimiter),
  },
});
// A daemon that starts this file itself may well outlive its starter; what npm starts may not.
if (process.env.npm_lifecycle_event) await import("./lib/leave-with-parent.mjs");
// The program stops its own children in order; this process passes the wish on and waits.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
