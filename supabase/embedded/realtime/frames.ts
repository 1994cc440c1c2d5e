/** One message of the Phoenix protocol, version 2, as realtime-js speaks it. */
export interface Frame {
  readonly joinRef: string | null;
  readonly ref: string | null;
  readonly topic: string;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const USER_BROADCAST_PUSH = 3;

/** Reads a text frame, or the binary form that clients use for broadcasts; null when it is neither. */
export function decodeFrame(data: Buffer, isBinary: boolean): Frame | null {
  try {
    return isBinary ? decodeBroadcast(data) : decodeText(data.toString("utf8"));
  } catch {
    return null;
  }
}

/** Text frames do for everything that the server says. */
export function encodeFrame({ joinRef, ref, topic, event, payload }: Frame): string {
  return JSON.stringify([joinRef, ref, topic, event, payload]);
}

function decodeText(text: string): Frame | null {
  const frame: unknown = JSON.parse(text);
  if (!Array.isArray(frame)) return null;
  const [joinRef, ref, topic, event, payload] = frame as unknown[];
  if (typeof topic !== "string" || typeof event !== "string") return null;
  return { joinRef: textOrNull(joinRef), ref: textOrNull(ref), topic, event, payload: objectOf(payload) };
}

/**
 * Kind, five lengths (join ref, ref, topic, event, metadata), the encoding (0 bytes, 1 JSON), then the
 * fields in that order and the payload.
 */
function decodeBroadcast(data: Buffer): Frame | null {
  if (data[0] !== USER_BROADCAST_PUSH) return null;
  let at = 7;
  const [joinRef, ref, topic, event] = [1, 2, 3, 4, 5].map((field) => {
    const end = at + (data[field] ?? 0);
    const text = data.toString("utf8", at, end);
    at = end;
    return text;
  });
  if (!topic || data[6] !== 1) return null;
  const payload: unknown = JSON.parse(data.toString("utf8", at));
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic,
    event: "broadcast",
    payload: { type: "broadcast", event, payload },
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
