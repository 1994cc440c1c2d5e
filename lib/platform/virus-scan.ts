import "server-only";
import { createConnection, type Socket } from "node:net";

// clamd's own protocol: "zINSTREAM", chunks behind their length, a length of zero, and one line back. The
// packages for it start programs, keep files or have no timeouts, and it is less than they are.

export type Clamd = { host: string; port: number };

/** What the scanner says: null for clean, else the name of the virus. */
export type Verdict = string | null;

const FAULTS = ["unreachable", "timeout", "broken", "too_large"] as const;
type Fault = (typeof FAULTS)[number];

/**
 * The scanner gave no verdict: it is `unreachable`, took too long (`timeout`), said something else or broke off
 * (`broken`), or takes no file as large as this (`too_large`, its setting `StreamMaxLength`).
 */
export class ScannerError extends Error {
  override name = "ScannerError";
  readonly fault: Fault;

  constructor(fault: Fault, detail: string) {
    super(`virus scanner ${fault}: ${detail}`);
    this.fault = fault;
  }
}

/** Within the lease of a job, so that no second worker begins while the first one waits. */
const LIMITS = { connectMs: 5_000, totalMs: 60_000 };
export type ScanLimits = typeof LIMITS;

const CHUNK_BYTES = 64 * 1024;
const MAX_REPLY_BYTES = 4_096;

/**
 * Streams a file through clamd. Throws a `ScannerError` without a verdict, and whatever `source` throws; the
 * scanner then never sees the end of the file, and so has judged nothing.
 */
export async function scanForViruses(
  source: AsyncIterable<Uint8Array>,
  clamd: Clamd,
  limits: ScanLimits = LIMITS,
): Promise<Verdict> {
  const reply = await converse(clamd, limits, (socket) => sendStream(socket, source));
  if (reply === "stream: OK") return null;
  const signature = /^stream: (.+) FOUND$/.exec(reply)?.[1];
  if (signature) return signature;
  const fault = /size limit exceeded/i.test(reply) ? "too_large" : "broken";
  throw new ScannerError(fault, reply.slice(0, 200));
}

/** Whether the scanner answers. Throws a `ScannerError` when it does not. */
export async function pingScanner(clamd: Clamd, limits: ScanLimits = LIMITS): Promise<void> {
  const reply = await converse(clamd, limits, async (socket) => void socket.write("zPING\0"));
  if (reply !== "PONG") throw new ScannerError("broken", reply.slice(0, 200));
}

/** Connects, lets `send` speak, and gives the one line that comes back. */
async function converse(
  clamd: Clamd,
  limits: ScanLimits,
  send: (socket: Socket) => Promise<void>,
): Promise<string> {
  const socket = createConnection(clamd);
  const reply = readReply(socket, limits);
  // It may fail while nobody waits for it yet.
  reply.catch(() => undefined);
  try {
    // A scanner that has seen enough answers before everything was sent.
    await Promise.race([reply, send(socket)]);
    return await reply;
  } finally {
    socket.destroy();
  }
}

function readReply(socket: Socket, limits: ScanLimits): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    let isConnected = false;
    const fail = (fault: Fault, detail: string) => {
      clearTimeout(total);
      clearTimeout(connecting);
      reject(new ScannerError(fault, detail));
      socket.destroy();
    };
    const finish = () => {
      clearTimeout(total);
      clearTimeout(connecting);
      const [line] = text.split("\0");
      if (line) resolve(line.trim());
      else reject(new ScannerError(isConnected ? "broken" : "unreachable", "the connection ended"));
    };
    const total = setTimeout(() => fail("timeout", `no answer in ${limits.totalMs} ms`), limits.totalMs);
    const connecting = setTimeout(
      () => fail("unreachable", `no connection in ${limits.connectMs} ms`),
      limits.connectMs,
    );
    socket.on("connect", () => {
      isConnected = true;
      clearTimeout(connecting);
    });
    socket.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      if (text.includes("\0")) finish();
      else if (text.length > MAX_REPLY_BYTES) fail("broken", "an answer without end");
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // What it said before it hung up counts: it closes on whoever still sends after its answer.
      if (text.includes("\0")) finish();
      else fail(isConnected ? "broken" : "unreachable", error.code ?? error.message);
    });
    socket.on("close", finish);
  });
}

async function sendStream(socket: Socket, source: AsyncIterable<Uint8Array>): Promise<void> {
  socket.write("zINSTREAM\0");
  for await (const part of source) {
    for (let from = 0; from < part.length; from += CHUNK_BYTES) {
      const chunk = part.subarray(from, from + CHUNK_BYTES);
      if (socket.destroyed) return;
      socket.write(lengthOf(chunk));
      if (!socket.write(chunk)) await drained(socket);
    }
  }
  if (!socket.destroyed) socket.write(lengthOf(new Uint8Array()));
}

function lengthOf(chunk: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return length;
}

/** Until there is room again, or nobody to send to. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    socket.once("drain", resolve);
    socket.once("close", resolve);
  });
}
