/**
 * A message of Supabase Realtime's wire protocol: Phoenix channels, serializer version 2.
 * https://supabase.com/docs/guides/realtime/protocol
 */
export type Frame = {
  /** Which join of the topic a message belongs to; null for broadcasts and heartbeats. */
  joinRef: string | null;
  /** Pairs a reply with its request. */
  ref: string | null;
  topic: string;
  event: string;
  payload: Record<string, unknown>;
};

/** What the server announces with a binary frame: a broadcast, its payload as JSON. */
const BROADCAST_KIND = 4;
const JSON_PAYLOAD = 1;
const HEADER_BYTES = 5;

export function encodeFrame(frame: Frame): string {
  return JSON.stringify([frame.joinRef, frame.ref, frame.topic, frame.event, frame.payload]);
}

/** Reads what the server sent, as text or binary; null for what is neither known nor well-formed. */
export function decodeFrame(data: string | ArrayBuffer): Frame | null {
  try {
    return typeof data === "string" ? fromText(data) : fromBytes(new Uint8Array(data));
  } catch {
    return null;
  }
}

function fromText(text: string): Frame | null {
  const parts: unknown = JSON.parse(text);
  if (!Array.isArray(parts)) return null;
  const [joinRef, ref, topic, event, payload] = parts as unknown[];
  if (typeof topic !== "string" || typeof event !== "string") return null;
  return { joinRef: textOrNull(joinRef), ref: textOrNull(ref), topic, event, payload: asRecord(payload) };
}

/** Kind, three lengths and the encoding, a byte each; then topic, event, metadata and payload. */
function fromBytes(bytes: Uint8Array): Frame | null {
  const [kind, topicLength = 0, eventLength = 0, metadataLength = 0, encoding] = bytes;
  if (kind !== BROADCAST_KIND || encoding !== JSON_PAYLOAD) return null;
  let at = HEADER_BYTES;
  const take = (length: number) => {
    const start = at;
    at += length;
    return new TextDecoder().decode(bytes.subarray(start, at));
  };
  const topic = take(topicLength);
  const event = take(eventLength);
  take(metadataLength);
  const payload = asRecord(JSON.parse(take(bytes.length)));
  return {
    joinRef: null,
    ref: null,
    topic,
    event: "broadcast",
    payload: { type: "broadcast", event, payload },
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
