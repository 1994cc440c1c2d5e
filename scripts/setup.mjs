// Installs the dependencies when they are missing or not those of the lock file. Node builtins only.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const NODE_PACKAGE = join(MODULES, "node");
/** The Node 24 that the lock file names; it needs no place on the host. */
export const NODE_24 = join(NODE_PACKAGE, "bin", process.platform === "win32" ? "node.exe" : "node");

/** Something the person at the keyboard can put right; its message says how. */
export class SetupError extends Error {}

/** Brings `node_modules` in step with the lock file; silent when it is. Throws SetupError. */
export function installDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 9)) {
    throw new SetupError(`Node ${process.versions.node} is too old: install Node 20.9 or newer.`);
  }
  if (isInstalled()) return;

  try {
    accessSync(existsSync(MODULES) ? MODULES : ROOT, constants.W_OK);
  } catch {
    throw new SetupError(`Cannot write to ${ROOT}: give yourself write access, or clone to another folder.`);
  }
  const started = performance.now();
  console.log("… installing dependencies (about a minute)");
  const { status } = npm(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (status !== 0) {
    throw new SetupError("npm ci failed (see above): check the network connection, then run this again.");
  }
  if (!nodeRuns()) runNodeInstallScript();
  console.log(`✓ dependencies (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

/**
 * npm writes `node_modules/.package-lock.json` as the last act of an installation, so an interrupted one
 * has none. It lists what is there, by the same keys as the lock file.
 */
function isInstalled() {
  const wanted = readLock(join(ROOT, "package-lock.json"));
  const present = readLock(join(MODULES, ".package-lock.json"));
  const inStep = Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || present[path]?.version === version || (optional && !present[path]),
  );
  return inStep && nodeRuns();
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

function nodeRuns() {
  return spawnSync(NODE_24, ["--version"]).status === 0;
}

/** Where npm is configured to skip install scripts, the one that fetches Node has not run. */
function runNodeInstallScript() {
  spawnSync(process.execPath, ["installArchSpecificPackage.js"], { cwd: NODE_PACKAGE, stdio: "ignore" });
  if (!nodeRuns()) {
    throw new SetupError("Node 24 could not be installed from the registry: run `npm rebuild node`.");
  }
}

function npm(args) {
  const options = { cwd: ROOT, stdio: "inherit" };
  // Under `npm start` this is the very npm that runs us; Node cannot start npm.cmd directly on Windows.
  const cli = process.env.npm_execpath;
  return cli?.endsWith(".js")
    ? spawnSync(process.execPath, [cli, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}
