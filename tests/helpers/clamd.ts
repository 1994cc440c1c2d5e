import { type AddressInfo, createServer, type Socket } from "node:net";

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
