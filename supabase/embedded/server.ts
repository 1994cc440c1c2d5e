import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { authAdmin } from "./auth/admin.ts";
import { authCompat } from "./auth/compat.ts";
import { createSendSms } from "./auth/send-sms.ts";
import type { Database } from "./database/database.ts";
import { lockFolder } from "./database/lock.ts";
import { openReadyDatabase } from "./database/ready.ts";
import { createGateway } from "./gateway.ts";
import { createLite } from "./lite.ts";
import { requestListener } from "./node-http.ts";
import { DEFAULT_OPTIONS, type EmbeddedOptions } from "./options.ts";
import { createMailer } from "./outbox/mailer.ts";
import { createOutbox } from "./outbox/outbox.ts";
import { outboxRoutes } from "./outbox/routes.ts";
import { realtimeRoutes } from "./realtime/routes.ts";
import { startRealtime } from "./realtime/socket.ts";
import { readSettings } from "./settings.ts";
import { StartError } from "./start-error.ts";
import { storageCompat } from "./storage/compat.ts";
import { folderFiles, memoryFiles } from "./storage/files.ts";
import { createObjectList } from "./storage/list.ts";
import { createBatchSigner } from "./storage/sign.ts";

const KEPT_ALIVE_MS = 5 * 60_000;

export interface Embedded {
  readonly url: string;
  readonly port: number;
  readonly database: Database;
  close(): Promise<void>;
}

/** Starts the embedded Supabase; a StartError or MigrationError says in one line why it cannot. */
export async function startEmbedded(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const chosen = { ...DEFAULT_OPTIONS, ...options };
  const isKept = chosen.dir !== "memory";
  const closers: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (const step of closers.splice(0).reverse()) await step();
  };
  try {
    // The port is taken first, so that a second start fails before it touches anything. Requests that come
    // early wait.
    const ready = withResolver<RequestListener>();
    const server = createServer((incoming, outgoing) => {
      ready.promise.then((answer) => answer(incoming, outgoing));
    });
    // A client that is busy for longer than a connection is kept writes into one that is closed.
    server.keepAliveTimeout = KEPT_ALIVE_MS;
    const port = await listen(server, chosen);
    closers.push(() => stop(server));
    if (isKept) closers.push(lockFolder(chosen.dir));
    const settings = await readSettings(chosen.configPath);
    const database = await openReadyDatabase(chosen);
    closers.push(() => database.close());
    const outbox = createOutbox(database, chosen.smtp ?? undefined);
    const mailer = createMailer(outbox, settings, chosen.siteUrl);
    const lite = await createLite({
      database,
      settings,
      siteUrl: chosen.siteUrl,
      mailer,
      files: isKept ? folderFiles(join(chosen.dir, "objects")) : memoryFiles(),
    });
    const realtime = await startRealtime(server, database);
    // No more requests before the database goes.
    closers.push(
      () => stop(server),
      () => realtime.close(),
    );
    const gateway = createGateway(lite, [
      outboxRoutes(outbox),
      authAdmin(database),
      authCompat({ lite, database, mailer, settings, sendSms: createSendSms(outbox, chosen.siteUrl) }),
      realtimeRoutes(database, realtime.hub),
      storageCompat({ lite, list: createObjectList(database), signAll: createBatchSigner(database) }),
    ]);
    ready.resolve(requestListener(gateway));
    return { url: `http://${chosen.host}:${port}`, port, database, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(server: Server, { host, port }: EmbeddedOptions): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE"
          ? `Port ${port} is in use. Stop what runs there, or set PORTICO_EMBEDDED_PORT to another.`
          : `Cannot listen on ${host}:${port} (${error.code}).`;
      reject(new StartError(why, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Lets what is being answered come to its end, within reason. */
async function stop(server: Server): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), 2000).unref();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(impatience);
}

function withResolver<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
