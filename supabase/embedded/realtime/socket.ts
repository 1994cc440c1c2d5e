import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { keyTypeOf } from "../callers.ts";
import type { Database } from "../database/database.ts";
import { type Channel, hubTopic } from "./channel.ts";
import { serveConnection } from "./connection.ts";
import { Hub } from "./hub.ts";

const PATH = "/realtime/v1/websocket";
const PURGE_MS = 60 * 60 * 1000;

export interface Realtime {
  readonly hub: Hub<Channel>;
  close(): Promise<void>;
}

/** Serves realtime-js on the server's WebSocket path: broadcast and presence on public and private channels. */
export async function startRealtime(server: Server, database: Database): Promise<Realtime> {
  const hub = new Hub<Channel>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  server.on("upgrade", (request, socket, head) => upgrade(sockets, request, socket, head));
  sockets.on("connection", (socket: WebSocket, request: IncomingMessage) => {
    serveConnection(socket, searchOf(request).get("apikey") ?? "", database, hub);
  });

  await database.listen("realtime_messages", (notification) => {
    deliver(database, hub, notification).catch((error) => console.error("Realtime lost a message:", error));
  });
  const purge = () =>
    database.query("delete from realtime.messages where inserted_at < now() - interval '3 days'");
  await purge();
  const purging = setInterval(() => void purge().catch(() => {}), PURGE_MS).unref();

  return {
    hub,
    async close() {
      clearInterval(purging);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function upgrade(sockets: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const isOurs = new URL(request.url ?? "", "http://localhost").pathname === PATH;
  if (!isOurs || !keyTypeOf(searchOf(request).get("apikey") ?? "")) {
    socket.end(`HTTP/1.1 ${isOurs ? "401 Unauthorized" : "404 Not Found"}\r\nconnection: close\r\n\r\n`);
    return;
  }
  sockets.handleUpgrade(request, socket, head, (client) => sockets.emit("connection", client, request));
}

function searchOf(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? "", "http://localhost").searchParams;
}

interface Notification {
  readonly id?: string;
  readonly topic: string;
  readonly event: string;
  readonly private: boolean;
  readonly payload: unknown;
}

/** Passes on what the database sent; a message too large for a notification is read from its row. */
async function deliver(database: Database, hub: Hub<Channel>, notification: string): Promise<void> {
  const announced = JSON.parse(notification) as Notification;
  const [message] = announced.id
    ? await database.query<Notification>(
        "select topic, event, private, payload from realtime.messages where id = $1",
        [announced.id],
      )
    : [announced];
  if (message) hub.broadcast(hubTopic(message.topic, message.private), message.event, message.payload);
}
