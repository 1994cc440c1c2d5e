import { type Access, SignedOutError } from "./access";
import { retryDelay } from "./backoff";
import { decodeFrame, encodeFrame, type Frame } from "./frames";

const HEARTBEAT_MS = 25_000;
/** A server that says nothing for this long after being asked is gone, whatever the network stack believes. */
const SILENCE_MS = 8_000;
/** Tokens are renewed this long before they run out. */
const RENEWAL_MARGIN_MS = 60_000;
const SHORTEST_RENEWAL_MS = 5_000;

export type SocketOptions = {
  getAccess: () => Promise<Access>;
  /** The line is up; `token` authorises joins. */
  onOpen: (token: string) => void;
  onFrame: (frame: Frame) => void;
  onDown: () => void;
  /** A newer token for the topics that are joined. */
  onToken: (token: string) => void;
  /** The person was signed out. Nothing more is tried until `wake` or the next `start`. */
  onSignedOut: () => void;
};

/**
 * Keeps one WebSocket to Supabase Realtime open from `start` to `stop`: connects again after a loss with
 * growing pauses, notices a dead line by heartbeats, and renews the token in time.
 */
export function createSocket(options: SocketOptions) {
  let isWanted = false;
  let isConnecting = false;
  let line: WebSocket | null = null;
  let attempt = 0;
  let lastRef = 0;
  let renewing: Promise<void> | null = null;
  let retry: Timer;
  let pulse: Timer;
  let silence: Timer;
  let renewal: Timer;

  async function connect() {
    clearTimeout(retry);
    // Without a network the attempt can only fail; `wake` follows when there is one.
    if (!isWanted || line || isConnecting || globalThis.navigator?.onLine === false) return;
    isConnecting = true;
    // Asked anew for each connection: when the answer comes, the web app is there too, so a page that
    // catches up after the loss does not run into the same outage.
    const access = await options.getAccess().catch((error: unknown) => failure(error));
    isConnecting = false;
    if (!isWanted) return;
    if (access === "signed out") return options.onSignedOut();
    if (access === "unavailable") return again();
    open(access);
  }

  function open(access: Access) {
    const query = new URLSearchParams({ apikey: access.publishableKey, vsn: "2.0.0" });
    const socket = new WebSocket(`${access.url.replace(/^http/, "ws")}/realtime/v1/websocket?${query}`);
    line = socket;
    socket.binaryType = "arraybuffer";
    expectSign();
    socket.onopen = () => {
      options.onOpen(access.token);
      beat();
      renewIn(access.validFor);
    };
    socket.onmessage = ({ data }) => {
      clearTimeout(silence);
      attempt = 0;
      const frame = decodeFrame(data as string | ArrayBuffer);
      if (frame) options.onFrame(frame);
    };
    socket.onclose = lose;
  }

  /** Lets go of the line, without waiting for a goodbye that may never come. */
  function drop() {
    for (const timer of [pulse, silence, renewal]) clearTimeout(timer);
    if (!line) return;
    const gone = line;
    line = null;
    gone.onopen = gone.onmessage = gone.onclose = null;
    gone.close();
    options.onDown();
  }

  function lose() {
    drop();
    again();
  }

  function again() {
    if (!isWanted) return;
    clearTimeout(retry);
    retry = setTimeout(connect, retryDelay(attempt));
    attempt += 1;
  }

  function expectSign() {
    clearTimeout(silence);
    silence = setTimeout(lose, SILENCE_MS);
  }

  function beat() {
    clearTimeout(pulse);
    pulse = setTimeout(beat, HEARTBEAT_MS);
    if (send({ joinRef: null, topic: "phoenix", event: "heartbeat", payload: {} })) expectSign();
  }

  function renewIn(validFor: number) {
    clearTimeout(renewal);
    const wait = Math.max(validFor - RENEWAL_MARGIN_MS, validFor / 2, SHORTEST_RENEWAL_MS);
    renewal = setTimeout(renew, wait);
  }

  function renew(): Promise<void> {
    renewing ??= renewOnce().finally(() => {
      renewing = null;
    });
    return renewing;
  }

  async function renewOnce() {
    const current = line;
    const access = await options.getAccess().catch((error: unknown) => failure(error));
    if (!current || line !== current) return;
    if (access === "signed out") {
      drop();
      return options.onSignedOut();
    }
    if (access === "unavailable") return renewIn(0);
    options.onToken(access.token);
    renewIn(access.validFor);
  }

  /** Sends a message with a new `ref`, and returns that; null when there is no line to send it on. */
  function send(frame: Omit<Frame, "ref">): string | null {
    if (line?.readyState !== WebSocket.OPEN) return null;
    lastRef += 1;
    const ref = String(lastRef);
    const joinRef = frame.event === "phx_join" ? ref : frame.joinRef;
    line.send(encodeFrame({ ...frame, joinRef, ref }));
    return ref;
  }

  return {
    start() {
      if (isWanted) return;
      isWanted = true;
      attempt = 0;
      void connect();
    },
    stop() {
      isWanted = false;
      clearTimeout(retry);
      drop();
    },
    /** The computer woke up or came back online: find out at once whether the line still stands. */
    wake() {
      if (!isWanted) return;
      attempt = 0;
      if (line) beat();
      else void connect();
    },
    /** The network is gone: waiting for a heartbeat to fail would only hide it. */
    cut() {
      if (isWanted && line) lose();
    },
    /** Gets a newer token before its time, for a server that refuses this one. */
    renew,
    send,
  };
}

type Timer = ReturnType<typeof setTimeout> | undefined;

function failure(error: unknown): "signed out" | "unavailable" {
  return error instanceof SignedOutError ? "signed out" : "unavailable";
}
