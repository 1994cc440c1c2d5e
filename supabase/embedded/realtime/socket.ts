import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { keyTypeOf } from "../callers.ts";
import type { Database } from "../database/database.ts";
import { Channel, hubTopic, JoinInput } from "./channel.ts";
import { decodeFrame, encodeFrame, type Frame } from "./frames.ts";
import { Hub } from "./hub.ts";

const PATH = "/realtime/v1/websocket";
/** Clients beat every 25 s; one that missed three is gone. */
const SILENCE_MS = 90_000;
const PURGE_MS = 60 * 60 * 1000;
const MAX_CHANNELS = 100;

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
    serve(socket, searchOf(request).get("apikey") ?? "", database, hub);
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

/** One connection with its channels. Frames of a connection are handled in the order they came in. */
function serve(socket: WebSocket, apikey: string, database: Database, hub: Hub<Channel>): void {
  const channels = new Map<string, Channel>();
  const push = (frame: Frame) => {
    if (socket.readyState === socket.OPEN) socket.send(encodeFrame(frame));
  };
  const reply = (frame: Frame, status: "ok" | "error", response: Record<string, unknown>) =>
    push({ ...frame, event: "phx_reply", payload: { status, response } });

  const join = async (frame: Frame) => {
    const input = JoinInput.safeParse(frame.payload);
    if (!input.success) return reply(frame, "error", { reason: "The join is malformed" });
    channels.get(frame.topic)?.close();
    if (channels.size >= MAX_CHANNELS) return reply(frame, "error", { reason: "ChannelRateLimitReached" });
    const ended = () => {
      if (channels.get(frame.topic) === channel) channels.delete(frame.topic);
    };
    const channel: Channel = new Channel(frame, input.data.config, { database, hub, push, ended });
    const refusal = await channel.open(input.data.access_token || apikey);
    if (refusal) return reply(frame, "error", { reason: refusal });
    channels.set(frame.topic, channel);
    reply(frame, "ok", { postgres_changes: [] });
    channel.welcome();
  };

  const handle = async (frame: Frame): Promise<void> => {
    if (frame.topic === "phoenix") return reply(frame, "ok", {});
    if (frame.event === "phx_join") return join(frame);
    const channel = channels.get(frame.topic);
    if (!channel) return reply(frame, "error", { reason: "unmatched topic" });
    if (frame.event === "broadcast") return channel.broadcast(frame);
    if (frame.event === "presence") return channel.presence(frame);
    if (frame.event === "access_token") {
      const token = frame.payload.access_token;
      return typeof token === "string" ? channel.renew(token) : undefined;
    }
    if (frame.event === "phx_leave") {
      channel.close();
      channel.reply(frame, "ok");
      push({ ...frame, event: "phx_close", payload: {} });
    }
  };

  let last: Promise<void> = Promise.resolve();
  const silence = setTimeout(() => socket.terminate(), SILENCE_MS).unref();
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    silence.refresh();
    const frame = decodeFrame(data, isBinary);
    if (!frame) return;
    last = last
      .then(() => handle(frame))
      .catch((error) => {
        console.error(`Realtime failed on ${frame.topic}:`, error);
        reply(frame, "error", { reason: "Internal server error" });
      });
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    clearTimeout(silence);
    last = last.then(() => {
      for (const channel of [...channels.values()]) channel.close();
    });
  });
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
