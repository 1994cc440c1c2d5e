import { createServer, type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";

/** One call to Supabase; times in milliseconds of `performance.now()`. */
export type Call = { method: string; path: string; start: number; end: number };

export type CountingProxy = {
  /** Names the Supabase to pass everything on to; answers with the proxy's own address. */
  forwardTo: (url: string) => Promise<string>;
  /** The calls since the last time this was asked, in the order of their start. */
  take: () => Call[];
  close: () => Promise<void>;
};

/** Stands between the web app and Supabase and writes down every call. */
export async function startCountingProxy(): Promise<CountingProxy> {
  let target = { hostname: "", port: "" };
  let calls: Call[] = [];

  const server = createServer((incoming, outgoing) => {
    const { method = "GET", url = "/", headers } = incoming;
    const call: Call = { method, path: url.split("?")[0] ?? url, start: performance.now(), end: Number.NaN };
    calls.push(call);
    const forwarded = request(
      { hostname: target.hostname, port: target.port, method, path: url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing).on("finish", () => {
          call.end = performance.now();
        });
      },
    );
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.on("upgrade", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const upstream = connect(Number(target.port), target.hostname, () => {
      const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
      for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
        lines.push(`${incoming.rawHeaders[i]}: ${incoming.rawHeaders[i + 1]}`);
      }
      upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
    for (const end of [socket, upstream]) end.on("error", () => end.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as { port: number };

  return {
    forwardTo: async (url) => {
      target = new URL(url);
      return `http://127.0.0.1:${address.port}`;
    },
    take: () => {
      const taken = calls.filter(({ end }) => !Number.isNaN(end));
      calls = [];
      return taken;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How many calls came one after the other, each begun when the one before had ended. */
export function depth(calls: readonly Call[]): number {
  let chain = 0;
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const { start, end } of calls.toSorted((a, b) => a.end - b.end)) {
    if (start < lastEnd) continue;
    chain += 1;
    lastEnd = end;
  }
  return chain;
}

/** Milliseconds during which at least one call was under way. */
export function busyTime(calls: readonly Call[]): number {
  let busy = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { start, end } of calls.toSorted((a, b) => a.start - b.start)) {
    busy += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return busy;
}
