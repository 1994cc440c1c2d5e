import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import mysql from "mysql2/promise";
import { freePort } from "../../scripts/lib/ports.ts";

const SERVERS = ["/usr/sbin/mariadbd", "/usr/local/sbin/mariadbd", "/usr/bin/mariadbd"];

/** Where the server's program is, or undefined where MariaDB is not installed. */
export const mariadbServer = SERVERS.find((path) => existsSync(path));

export type TestMariadb = {
  url: (database: string) => string;
  run: (sql: string) => Promise<void>;
  stop: () => Promise<void>;
};

/** A MariaDB server with an empty data folder of its own, on a free port of this machine. */
export async function startMariadb(): Promise<TestMariadb> {
  if (!mariadbServer) throw new Error("MariaDB is not installed");
  const folder = await mkdtemp(join(tmpdir(), "portico-mariadb-"));
  const user = userInfo().username;
  const install = spawnSync(
    "mariadb-install-db",
    [
      `--datadir=${folder}/data`,
      `--user=${user}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
    ],
    { encoding: "utf8" },
  );
  if (install.status !== 0) throw new Error(`mariadb-install-db: ${install.stderr || install.stdout}`);
  const port = await freePort();
  const server = spawn(mariadbServer, [
    "--no-defaults",
    `--datadir=${folder}/data`,
    `--user=${user}`,
    `--socket=${folder}/socket`,
    `--pid-file=${folder}/pid`,
    "--bind-address=127.0.0.1",
    `--port=${port}`,
    "--skip-log-bin",
  ]);
  let output = "";
  server.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const url = (database: string) => `mysql://root@127.0.0.1:${port}/${database}`;
  const connection = await connect(url(""), () => output);
  return {
    url,
    run: async (sql) => {
      await connection.query(sql);
    },
    stop: async () => {
      await connection.end();
      server.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function connect(uri: string, output: () => string): Promise<mysql.Connection> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await mysql.createConnection({ uri, multipleStatements: true });
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`MariaDB does not answer: ${output()}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
