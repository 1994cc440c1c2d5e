// A process that starts embedded Supabases for the test files that ask: the server's code is loaded and warm once,
// not once a file. It speaks to the test files by requests whose bodies are structured clones.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { deserialize, serialize } from "node:v8";
import "../../scripts/lib/leave-with-parent.mjs";
import { type Embedded, startEmbedded } from "../../supabase/embedded/server.ts";

/** What a test file asks of its host, and what it is told. */
export type HostCalls = {
  start(): Promise<{ id: string; url: string }>;
  sql(question: { id: string; query: string; params?: readonly unknown[] }): Promise<object[]>;
  close(question: { id: string }): Promise<void>;
};

const running = new Map<string, Embedded>();

const calls: HostCalls = {
  async start() {
    const embedded = await startEmbedded({ dir: "memory", port: 0 });
    const id = randomUUID();
    running.set(id, embedded);
    return { id, url: embedded.url };
  },
  async sql({ id, query, params }) {
    const embedded = running.get(id);
    if (!embedded) throw new Error("This Supabase is closed.");
    return embedded.database.query(query, params);
  },
  async close({ id }) {
    const embedded = running.get(id);
    running.delete(id);
    await embedded?.close();
  },
};

const server = createServer(async (request, response) => {
  try {
    const call = calls[request.url?.slice(1) as keyof HostCalls] as (question: unknown) => Promise<unknown>;
    const answer = await call(deserialize(await buffer(request)));
    response.end(serialize({ answer }));
  } catch (error) {
    // An error of the database is a class of its own, which does not travel; its fields do.
    const { message, stack, ...fields } = error as Error;
    response.end(serialize({ error: { message, stack, ...fields } }));
  }
});
// A test may compute for longer than the five seconds that Node keeps a connection by itself.
server.keepAliveTimeout = 5 * 60_000;
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
