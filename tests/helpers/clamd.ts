import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../scripts/lib/ports.ts";

/** The test file that every scanner knows, in two parts so that no scanner minds this one. */
export const EICAR = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"}!$H+H*`;

export type ClamdMood = "well" | "silent" | "breaking" | "babbling" | "small";

export type TestClamd = {
  host: string;
  port: number;
  /** What it was sent, file by file. */
  received: Buffer[];
  /** From now on it is `well`; or it never answers, hangs up in mid-stream, talks nonsense, takes 1 kB at most. */
  become(mood: ClamdMood): void;
  close(): Promise<void>;
};

/** A server that speaks as much of clamd's protocol as the portal uses. */
export async function startClamd(port = 0): Promise<TestClamd> {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  let mood: ClamdMood = "well";
  const server = createServer((socket) => {
    sockets.add(socket);
    let waiting = Buffer.alloc(0);
    let file: Buffer[] | null = null;
    const answer = (text: string) => socket.end(`${text}\0`);
    socket.on("error", () => undefined);
    socket.on("data", (part) => {
      waiting = Buffer.concat([waiting, part]);
      if (!file) {
        const end = waiting.indexOf(0);
        if (end < 0) return;
        const command = waiting.subarray(0, end).toString();
        waiting = waiting.subarray(end + 1);
        if (mood === "silent") return;
        if (command === "zPING") return void answer(mood === "well" ? "PONG" : "UNKNOWN COMMAND");
        if (command !== "zINSTREAM" || mood === "babbling") return void answer("x".repeat(5_000));
        file = [];
      }
      while (waiting.length >= 4) {
        const length = waiting.readUInt32BE();
        if (mood === "breaking" && file.length > 0) return void socket.destroy();
        if (length === 0) {
          const bytes = Buffer.concat(file);
          received.push(bytes);
          return void answer(bytes.includes(EICAR) ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
        }
        if (waiting.length < 4 + length) return;
        file.push(waiting.subarray(4, 4 + length));
        waiting = waiting.subarray(4 + length);
        const size = file.reduce((sum, one) => sum + one.length, 0);
        if (mood === "small" && size > 1_000) return void answer("INSTREAM size limit exceeded. ERROR");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    host: "127.0.0.1",
    port: (server.address() as AddressInfo).port,
    received,
    become(next) {
      mood = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const PROGRAMS = ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"];

/** Where the real scanner's program is, or undefined where ClamAV is not installed. */
export const clamdProgram = PROGRAMS.find((path) => existsSync(path));

/** ClamAV's own scanner on a free port of this machine, with the signature of the test file and no other. */
export async function startRealClamd(): Promise<{ host: string; port: number; stop(): Promise<void> }> {
  if (!clamdProgram) throw new Error("ClamAV is not installed");
  const folder = await mkdtemp(join(tmpdir(), "portico-clamd-"));
  const port = await freePort();
  const md5 = createHash("md5").update(EICAR).digest("hex");
  await writeFile(join(folder, "test.hdb"), `${md5}:${EICAR.length}:Eicar-Test-Signature\n`);
  await writeFile(
    join(folder, "clamd.conf"),
    [
      `DatabaseDirectory ${folder}`,
      `TemporaryDirectory ${folder}`,
      `TCPSocket ${port}`,
      "TCPAddr 127.0.0.1",
      "Foreground yes",
      `User ${userInfo().username}`,
      "StreamMaxLength 1M",
    ].join("\n"),
  );
  const program = spawn(clamdProgram, ["--config-file", join(folder, "clamd.conf")]);
  let output = "";
  for (const stream of [program.stdout, program.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<void>((resolve) => program.once("exit", () => resolve()));
  const deadline = Date.now() + 30_000;
  while (!(await listens(port))) {
    if (Date.now() > deadline || program.exitCode !== null) throw new Error(`clamd did not start: ${output}`);
    await sleep(100);
  }
  return {
    host: "127.0.0.1",
    port,
    async stop() {
      program.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
