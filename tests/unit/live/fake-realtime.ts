import { vi } from "vitest";

type SentFrame = [
  joinRef: string | null,
  ref: string,
  topic: string,
  event: string,
  payload: Record<string, unknown>,
];

/** The browser's WebSocket with the server's end in the hands of a test. */
export class FakeLine {
  static readonly OPEN = 1;
  readyState = 0;
  binaryType = "blob";
  /** The other end is gone, but the network has not said so. */
  isDead = false;
  readonly url: string;
  readonly sent: SentFrame[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor(url: string) {
    this.url = url;
    lines.push(this);
  }

  send(text: string) {
    const frame = JSON.parse(text) as SentFrame;
    this.sent.push(frame);
    const [, ref, topic, event] = frame;
    if (event === "heartbeat" && !this.isDead) {
      queueMicrotask(() => this.receive([null, ref, topic, "phx_reply", { status: "ok", response: {} }]));
    }
  }

  close() {
    this.readyState = 3;
  }

  open() {
    this.readyState = FakeLine.OPEN;
    this.onopen?.();
  }

  /** The connection breaks. */
  fail() {
    this.readyState = 3;
    this.onclose?.();
  }

  receive(frame: unknown[]) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  broadcast(topic: string, event: string, payload: Record<string, unknown>) {
    this.receive([null, null, `realtime:${topic}`, "broadcast", { type: "broadcast", event, payload }]);
  }

  requests(event: string): SentFrame[] {
    return this.sent.filter((frame) => frame[3] === event);
  }

  /** Answers the newest join of a topic. */
  answerJoin(topic: string, status: "ok" | "error" = "ok") {
    const join = this.requests("phx_join").findLast((frame) => frame[2] === `realtime:${topic}`);
    if (!join) throw new Error(`nobody joined ${topic}`);
    this.receive([join[0], join[1], join[2], "phx_reply", { status, response: {} }]);
  }
}

/** Every connection that was tried, oldest first. */
export const lines: FakeLine[] = [];

export function line(): FakeLine {
  const last = lines.at(-1);
  if (!last) throw new Error("no connection was tried");
  return last;
}

export function installFakeLine() {
  lines.length = 0;
  vi.stubGlobal("WebSocket", FakeLine);
}
