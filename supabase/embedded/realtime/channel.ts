import { randomUUID } from "node:crypto";
import { z } from "zod";
import { claimsOfToken } from "../callers.ts";
import type { Database } from "../database/database.ts";
import type { Claims } from "../jwt.ts";
import type { Frame } from "./frames.ts";
import type { Hub, Member } from "./hub.ts";
import { askPolicies, type TopicRights } from "./policies.ts";

export const JoinInput = z.object({
  access_token: z.string().nullish(),
  config: z
    .object({
      broadcast: z.object({ ack: z.boolean().default(false), self: z.boolean().default(false) }).prefault({}),
      presence: z.object({ key: z.string().default(""), enabled: z.boolean().default(false) }).prefault({}),
      private: z.boolean().default(false),
    })
    .prefault({}),
});
type Config = z.infer<typeof JoinInput>["config"];

const PRIVATE = "private ";

/** The hub's name for a topic; `realtime:` is the client's own prefix. */
export function hubTopic(topic: string, isPrivate: boolean): string {
  return `${isPrivate ? PRIVATE : ""}${topic}`;
}

interface Parts {
  readonly database: Database;
  readonly hub: Hub<Channel>;
  readonly push: (frame: Frame) => void;
  /** Called once when the channel ends, by whichever side. */
  readonly ended: () => void;
}

const FULL_RIGHTS: TopicRights = {
  read: new Set(["broadcast", "presence"]),
  write: new Set(["broadcast", "presence"]),
};

/** One client on one topic, from its join until it leaves, its token expires or its rights are withdrawn. */
export class Channel implements Member {
  readonly #parts: Parts;
  readonly #joinRef: string | null;
  readonly #wireTopic: string;
  readonly #topic: string;
  readonly #config: Config;
  #rights: TopicRights = { read: new Set(), write: new Set() };
  #expiry: NodeJS.Timeout | undefined;
  #isOpen = false;

  constructor(join: Frame, config: Config, parts: Parts) {
    this.#parts = parts;
    this.#joinRef = join.joinRef;
    this.#wireTopic = join.topic;
    this.#topic = join.topic.replace(/^realtime:/, "");
    this.#config = config;
  }

  /** Null when the join is granted, else why not. */
  async open(token: string): Promise<string | null> {
    const refusal = await this.#admit(token);
    if (refusal) return refusal;
    this.#isOpen = true;
    this.#parts.hub.join(this.#hubTopic, this);
    return null;
  }

  /** What follows the answer to a join: who else is there. */
  welcome(): void {
    if (this.#config.presence.enabled && this.#rights.read.has("presence")) {
      this.send("presence_state", this.#parts.hub.presenceOf(this.#hubTopic));
    }
  }

  /** A newer token: the same questions again, and the end of the channel if the answers changed. */
  async renew(token: string): Promise<void> {
    const refusal = await this.#admit(token);
    if (refusal) this.shutDown(refusal);
  }

  broadcast(frame: Frame): void {
    if (!this.#rights.write.has("broadcast")) return;
    const { self, ack } = this.#config.broadcast;
    const { event, payload } = frame.payload;
    this.#parts.hub.broadcast(this.#hubTopic, String(event), payload, self ? undefined : this);
    if (ack) this.reply(frame, "ok");
  }

  presence(frame: Frame): void {
    if (!this.#rights.write.has("presence")) {
      this.reply(frame, "error", { reason: "Unauthorized" });
      return;
    }
    const key = this.#config.presence.key || (this.#joinRef ?? randomUUID());
    const meta = frame.payload.payload;
    if (String(frame.payload.event).toLowerCase() === "track") {
      const shown = typeof meta === "object" && meta !== null ? meta : {};
      this.#parts.hub.track(this.#hubTopic, this, key, { phx_ref: randomUUID(), ...shown });
    } else {
      this.#parts.hub.untrack(this.#hubTopic, this);
    }
    this.reply(frame, "ok");
  }

  send(event: string, payload: Record<string, unknown>): void {
    const extension = event === "broadcast" ? "broadcast" : "presence";
    if (!this.#rights.read.has(extension)) return;
    this.#parts.push({ joinRef: null, ref: null, topic: this.#wireTopic, event, payload });
  }

  reply(frame: Frame, status: "ok" | "error", response: Record<string, unknown> = {}): void {
    this.#parts.push({ ...frame, joinRef: this.#joinRef, event: "phx_reply", payload: { status, response } });
  }

  /** Ends the channel from the server's side and says why. */
  shutDown(message: string): void {
    if (!this.#isOpen) return;
    this.close();
    const frame = { joinRef: this.#joinRef, ref: null, topic: this.#wireTopic };
    const payload = { status: "error", extension: "system", channel: this.#topic, message };
    this.#parts.push({ ...frame, event: "system", payload });
    this.#parts.push({ ...frame, ref: this.#joinRef, event: "phx_close", payload: {} });
  }

  close(): void {
    clearTimeout(this.#expiry);
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#parts.hub.leave(this.#hubTopic, this);
    this.#parts.ended();
  }

  get #hubTopic(): string {
    return hubTopic(this.#topic, this.#config.private);
  }

  async #admit(token: string): Promise<string | null> {
    const claims = claimsOfToken(token);
    if (!claims) return "InvalidJWTToken: the token is expired or not valid";
    if (this.#config.private) {
      this.#rights = await askPolicies(this.#parts.database, claims, this.#topic);
      if (this.#rights.read.size === 0) {
        return `Unauthorized: You do not have permissions to read from this Channel topic: ${this.#topic}`;
      }
    } else {
      this.#rights = FULL_RIGHTS;
    }
    this.#watchExpiry(claims);
    return null;
  }

  #watchExpiry({ exp }: Claims): void {
    clearTimeout(this.#expiry);
    if (exp === undefined) return;
    const wait = Math.min(Math.max(exp * 1000 - Date.now(), 0), 2 ** 31 - 1);
    this.#expiry = setTimeout(() => this.shutDown("Access token has expired"), wait).unref();
  }
}
