import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const SCRIPTS = join(import.meta.dirname, "../../../scripts");

/** Stands in for npm: "installs" what the lock file lists, or fails, and notes that it was called. */
const NPM = `
import { appendFileSync, copyFileSync, mkdirSync, symlinkSync } from "node:fs";
appendFileSync("npm-calls", process.argv.slice(2).join(" ") + "\\n");
if (process.env.NPM_FAILS) process.exit(1);
mkdirSync("node_modules/node/bin", { recursive: true });
try { symlinkSync(process.execPath, "node_modules/node/bin/node"); } catch {}
copyFileSync("package-lock.json", "node_modules/.package-lock.json");
`;

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "portico set-up "));
  cpSync(SCRIPTS, join(checkout, "scripts"), { recursive: true });
  writeFileSync(join(checkout, "npm-cli.js"), NPM);
  writeFileSync(join(checkout, "package.json"), '{ "type": "module" }');
  writeFileSync(join(checkout, "program.ts"), 'console.log("hello " + process.argv.slice(2).join("+"));\n');
  lock({ "node_modules/node": { version: "24.0.0" } });
});

afterEach(() => rmSync(checkout, { recursive: true }));

function lock(packages: Record<string, object>, file = "package-lock.json"): void {
  mkdirSync(join(checkout, "node_modules"), { recursive: true });
  writeFileSync(join(checkout, file), JSON.stringify({ packages }));
}

function run(env: Record<string, string> = {}) {
  const npm_execpath = join(checkout, "npm-cli.js");
  return spawnSync(process.execPath, [join(checkout, "scripts/run.mjs"), "program.ts", "a", "b"], {
    env: { ...process.env, npm_execpath, ...env },
    encoding: "utf8",
  });
}

function npmCalls(): number {
  const file = join(checkout, "npm-calls");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;
}

it("installs, then runs the program with its arguments", () => {
  const { stdout, status } = run();
  expect(stdout).toMatch(/✓ dependencies \(\d+\.\d s\)\nhello a\+b\n$/);
  expect(status).toBe(0);
});

it("says nothing the second time", () => {
  run();
  expect(run().stdout).toBe("hello a+b\n");
  expect(npmCalls()).toBe(1);
});

it("installs again when the lock file has changed", () => {
  run();
  lock({ "node_modules/node": { version: "24.0.0" }, "node_modules/zod": { version: "4.6.0" } });
  run();
  expect(npmCalls()).toBe(2);
});

it("installs again when an installation was interrupted", () => {
  run();
  rmSync(join(checkout, "node_modules/.package-lock.json"));
  expect(run().stdout).toContain("✓ dependencies");
});

it("does without the binaries of other platforms", () => {
  run();
  lock({
    "node_modules/node": { version: "24.0.0" },
    "node_modules/x": { version: "1.0.0", optional: true },
  });
  run();
  expect(npmCalls()).toBe(1);
});

it("says in one line what to do when npm fails", () => {
  const { stderr, status } = run({ NPM_FAILS: "1" });
  expect(stderr).toBe("✗ npm ci failed (see above): check the network connection, then run this again.\n");
  expect(status).toBe(1);
});
