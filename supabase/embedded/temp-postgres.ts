import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";

import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { freePort } from "./free-port.ts";

export interface TempPostgres {
  /** Address of an empty database that belongs to a superuser. */
  readonly url: string;
  readonly version: string;
  close(): Promise<void>;
}

const START_MS = 30_000;

/**
 * Starts a PostgreSQL cluster of its own in a temporary folder, from the binaries of Debian's package
 * `postgresql` or those on PATH. Null when there are none. PGlite shows no races; this does.
 */
export async function startTempPostgres(): Promise<TempPostgres | null> {
  const bin = findBinaries();
  if (!bin) return null;
  const dir = mkdtempSync(join(tmpdir(), "portico-pg-"));
  const owner = unprivilegedUser();
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(dir, "password");
  writeFileSync(passwordFile, password);
  if (owner) for (const path of [dir, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const data = join(dir, "data");
  const as = { ...owner, cwd: dir, env: { ...process.env, LC_ALL: "C.UTF-8" } };
  try {
    execFileSync(
      join(bin, "initdb"),
      ["-D", data, "-U", "postgres", "-E", "UTF8", "-N", "--auth=scram-sha-256", `--pwfile=${passwordFile}`],
      { ...as, stdio: "pipe" },
    );
    const port = await freePort();
    const settings = ["fsync=off", "max_connections=200", "log_min_messages=fatal"];
    const server = spawn(
      join(bin, "postgres"),
      [
        "-D",
        data,
        "-k",
        dir,
        "-h",
        "127.0.0.1",
        "-p",
        String(port),
        ...settings.flatMap((one) => ["-c", one]),
      ],
      { ...as, stdio: "ignore" },
    );
    const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
    const version = await untilReady(url, server);
    return { url, version, close: () => stop(server, dir) };
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

function findBinaries(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find((dir) => existsSync(join(dir, "initdb")) && existsSync(join(dir, "postgres"))) ?? null;
}

/** PostgreSQL refuses to run as root; null when this process is not root anyway. */
function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.");
}

async function untilReady(url: string, server: ChildProcess): Promise<string> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const client = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
    try {
      const [row] = await client<{ version: string }[]>`select current_setting('server_version') as version`;
      return row?.version ?? "";
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) {
        throw new Error("The temporary PostgreSQL did not start.", { cause: error });
      }
      await delay(50);
    } finally {
      await client.end({ timeout: 1 });
    }
  }
}

async function stop(server: ChildProcess, dir: string): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  // SIGINT is PostgreSQL's fast shutdown: sessions end, nothing is waited for.
  if (server.exitCode === null && server.kill("SIGINT")) await ended;
  rmSync(dir, { recursive: true, force: true });
}
