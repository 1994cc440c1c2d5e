import type { WebSocket } from "ws";
import type { Database } from "../database/database.ts";
import { Channel, JoinInput } from "./channel.ts";
import { decodeFrame, encodeFrame, type Frame } from "./frames.ts";
import type { Hub } from "./hub.ts";

/** Clients beat every 25 s; one that missed three is gone. */
const SILENCE_MS = 90_000;
const MAX_CHANNELS = 100;

/** Serves one WebSocket until either side hangs up. Its frames are handled in the order they came in. */
export function serveConnection(
  socket: WebSocket,
  apikey: string,
  database: Database,
  hub: Hub<Channel>,
): void {
  const connection = new Connection(socket, apikey, database, hub);
  const silence = setTimeout(() => socket.terminate(), SILENCE_MS).unref();
  let last: Promise<void> = Promise.resolve();
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    silence.refresh();
    const frame = decodeFrame(data, isBinary);
    if (frame) last = last.then(() => connection.handle(frame));
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    clearTimeout(silence);
    last = last.then(() => connection.close());
  });
}

class Connection {
  readonly #socket: WebSocket;
  readonly #apikey: string;
  readonly #database: Database;
  readonly #hub: Hub<Channel>;
  readonly #channels = new Map<string, Channel>();

  constructor(socket: WebSocket, apikey: string, database: Database, hub: Hub<Channel>) {
    this.#socket = socket;
    this.#apikey = apikey;
    this.#database = database;
    this.#hub = hub;
  }

  async handle(frame: Frame): Promise<void> {
    try {
      if (frame.topic === "phoenix") this.#reply(frame, "ok");
      else if (frame.event === "phx_join") await this.#join(frame);
      else await this.#pass(frame);
    } catch (error) {
      console.error(`Realtime failed on ${frame.topic}:`, error);
      this.#reply(frame, "error", { reason: "Internal server error" });
    }
  }

  close(): void {
    for (const channel of [...this.#channels.values()]) channel.close();
  }

  async #join(frame: Frame): Promise<void> {
    const input = JoinInput.safeParse(frame.payload);
    if (!input.success) return this.#reply(frame, "error", { reason: "The join is malformed" });
    this.#channels.get(frame.topic)?.close();
    if (this.#channels.size >= MAX_CHANNELS) {
      return this.#reply(frame, "error", { reason: "ChannelRateLimitReached" });
    }
    const channel: Channel = new Channel(frame, input.data.config, {
      database: this.#database,
      hub: this.#hub,
      push: (pushed) => this.#push(pushed),
      ended: () => {
        if (this.#channels.get(frame.topic) === channel) this.#channels.delete(frame.topic);
      },
    });
    const refusal = await channel.open(input.data.access_token || this.#apikey);
    if (refusal) return this.#reply(frame, "error", { reason: refusal });
    this.#channels.set(frame.topic, channel);
    this.#reply(frame, "ok", { postgres_changes: [] });
    channel.welcome();
  }

  /** A frame for a channel that is joined. */
  async #pass(frame: Frame): Promise<void> {
    const channel = this.#channels.get(frame.topic);
    const token = frame.payload.access_token;
    if (!channel) this.#reply(frame, "error", { reason: "unmatched topic" });
    else if (frame.event === "broadcast") channel.broadcast(frame);
    else if (frame.event === "presence") channel.presence(frame);
    else if (frame.event === "access_token" && typeof token === "string") await channel.renew(token);
    else if (frame.event === "phx_leave") {
      channel.close();
      channel.reply(frame, "ok");
      this.#push({ ...frame, event: "phx_close", payload: {} });
    }
  }

  #reply(frame: Frame, status: "ok" | "error", response: Record<string, unknown> = {}): void {
    this.#push({ ...frame, event: "phx_reply", payload: { status, response } });
  }

  #push(frame: Frame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(encodeFrame(frame));
  }
}
