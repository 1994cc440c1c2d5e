import type { Access } from "./access";
import { retryDelay } from "./backoff";
import { asRecord, type Frame } from "./frames";
import { createSocket } from "./socket";

/** What the database announced: ids only. Read again what they name. */
export type LiveEvent = { topic: string; event: string; payload: Record<string, unknown> };

export type Listener = {
  onEvent: (event: LiveEvent) => void;
  /** From now on nothing is missed; what was read before may be old. After each (re)join. */
  onReady: () => void;
  /** Who is there, and who came and left; for listeners that name their key. */
  onPresence?: (frame: Frame) => void;
};

type Channel = {
  topic: string;
  listeners: Set<Listener>;
  /** Under which the viewer is present on it; null on topics without presence. */
  presenceKey: string | null;
  state: "waiting" | "joining" | "joined";
  joinRef: string | null;
  failures: number;
  lastEventAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
};

/** Pages that follow each other listen to the same topics: leaving waits until the next one is there. */
const LINGER_MS = 1_000;
const JOIN_TIMEOUT_MS = 10_000;
/** A topic that stays refused is left alone until the next connection. */
const JOIN_TRIES = 5;
/** Short interruptions are nobody's business. */
const PATIENCE_MS = 5_000;

/**
 * One live connection and its private channels. Not realtime-js: all that is needed of it is joining and
 * receiving, and it weighs 16 kB compressed where a page has 42 kB for everything; this is 2 kB.
 */
export function createConnection(getAccess: () => Promise<Access>) {
  const channels = new Map<string, Channel>();
  const watchers = new Set<() => void>();
  let token: string | null = null;
  let isLost = false;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const socket = createSocket({
    getAccess,
    onOpen(newToken) {
      token = newToken;
      setLost(false);
      for (const channel of channels.values()) {
        channel.failures = 0;
        join(channel);
      }
    },
    onDown() {
      token = null;
      for (const channel of channels.values()) rest(channel);
      if (!isLost) loseLater();
    },
    onToken(newToken) {
      token = newToken;
      for (const channel of channels.values()) {
        if (channel.state === "waiting") join(channel);
        else push(channel, "access_token", { access_token: newToken });
      }
    },
    onSignedOut() {
      setLost(false);
      // What the pages show is no longer theirs to see: reading again leads to the sign-in page.
      for (const channel of channels.values()) for (const listener of channel.listeners) listener.onReady();
    },
    onFrame(frame) {
      const channel = channels.get(frame.topic.replace(/^realtime:/, ""));
      if (channel) receive(channel, frame);
    },
  });

  function push(channel: Channel, event: string, payload: Record<string, unknown>) {
    return socket.send({
      joinRef: channel.joinRef,
      topic: `realtime:${channel.topic}`,
      event,
      payload,
    });
  }

  function join(channel: Channel) {
    clearTimeout(channel.timer);
    channel.joinRef = push(channel, "phx_join", {
      config: {
        broadcast: { ack: false, self: false },
        presence: { enabled: channel.presenceKey !== null, key: channel.presenceKey ?? "" },
        postgres_changes: [],
        private: true,
      },
      access_token: token,
    });
    if (!channel.joinRef) return rest(channel);
    channel.state = "joining";
    channel.timer = setTimeout(() => retryJoin(channel), JOIN_TIMEOUT_MS);
  }

  function rest(channel: Channel) {
    clearTimeout(channel.timer);
    channel.state = "waiting";
    channel.joinRef = null;
  }

  /** The server refused, or closed the topic: perhaps the token ran out, so it is renewed at once. */
  function retryJoin(channel: Channel) {
    rest(channel);
    if (channel.failures === JOIN_TRIES || channel.listeners.size === 0) return;
    channel.timer = setTimeout(() => {
      void socket.renew().then(() => {
        if (channel.state === "waiting" && channels.get(channel.topic) === channel) join(channel);
      });
    }, retryDelay(channel.failures));
    channel.failures += 1;
  }

  function receive(channel: Channel, frame: Frame) {
    if (frame.event === "broadcast") return announce(channel, frame.payload);
    if (frame.event.startsWith("presence_")) {
      for (const listener of channel.listeners) listener.onPresence?.(frame);
      return;
    }
    // What belongs to an earlier join of this topic has no meaning any more.
    if (!channel.joinRef || (frame.joinRef ?? frame.ref) !== channel.joinRef) return;
    if (frame.event === "phx_close" || frame.event === "phx_error") return retryJoin(channel);
    if (frame.event !== "phx_reply" || frame.ref !== channel.joinRef) return;
    if (frame.payload.status !== "ok") return retryJoin(channel);
    clearTimeout(channel.timer);
    channel.state = "joined";
    channel.failures = 0;
    for (const listener of channel.listeners) listener.onReady();
  }

  function announce(channel: Channel, message: Record<string, unknown>) {
    channel.lastEventAt = Date.now();
    const event = {
      topic: channel.topic,
      event: String(message.event),
      payload: asRecord(message.payload),
    };
    for (const listener of [...channel.listeners]) listener.onEvent(event);
  }

  function leaveLater(channel: Channel) {
    setTimeout(() => {
      if (channel.listeners.size > 0 || channels.get(channel.topic) !== channel) return;
      push(channel, "phx_leave", {});
      rest(channel);
      channels.delete(channel.topic);
      if (channels.size > 0) return;
      socket.stop();
      setLost(false);
    }, LINGER_MS);
  }

  function loseLater() {
    patience ??= setTimeout(() => setLost(true), PATIENCE_MS);
  }

  function setLost(value: boolean) {
    clearTimeout(patience);
    patience = undefined;
    if (isLost === value) return;
    isLost = value;
    for (const watcher of watchers) watcher();
  }

  return {
    /**
     * Listens until the returned function is called. When something was announced on a topic after
     * `knownSince` (milliseconds of the local clock), or the topic is joined only now, `onReady` says so.
     * With `presenceKey` it also hears who is there, and can say that under this key.
     */
    listen(
      topics: readonly string[],
      listener: Listener,
      knownSince: number,
      presenceKey: string | null = null,
    ): () => void {
      for (const topic of topics) {
        const channel = channels.get(topic) ?? open(topic, presenceKey);
        channel.listeners.add(listener);
        if (channel.lastEventAt > knownSince) queueMicrotask(listener.onReady);
      }
      socket.start();
      return () => {
        for (const topic of topics) {
          const channel = channels.get(topic);
          if (channel?.listeners.delete(listener) && channel.listeners.size === 0) leaveLater(channel);
        }
      };
    },
    /** Says something on a topic that is joined; before that it is not heard, and `onReady` is the time to say it. */
    send(topic: string, event: string, payload: Record<string, unknown>) {
      const channel = channels.get(topic);
      if (channel?.state === "joined") push(channel, event, payload);
    },
    /** Whether the connection has been away for so long that the person should know. */
    isLost: () => isLost,
    watch(watcher: () => void): () => void {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    wake: socket.wake,
    cut: socket.cut,
  };

  function open(topic: string, presenceKey: string | null): Channel {
    const channel: Channel = {
      topic,
      listeners: new Set(),
      presenceKey,
      state: "waiting",
      joinRef: null,
      failures: 0,
      lastEventAt: 0,
      timer: undefined,
    };
    channels.set(topic, channel);
    if (token) join(channel);
    return channel;
  }
}

export type Connection = ReturnType<typeof createConnection>;
