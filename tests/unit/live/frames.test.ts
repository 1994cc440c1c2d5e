import { describe, expect, test } from "vitest";
import { decodeFrame, encodeFrame } from "@/components/live/frames";

/** A broadcast as hosted Realtime packs it; lengths count bytes. */
function binaryBroadcast(topic: string, event: string, payload: unknown, metadata = "", encoding = 1) {
  const [topicBytes, eventBytes, metadataBytes, payloadBytes] = [
    topic,
    event,
    metadata,
    JSON.stringify(payload),
  ].map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  return Uint8Array.from([
    4,
    topicBytes.length,
    eventBytes.length,
    metadataBytes.length,
    encoding,
    ...topicBytes,
    ...eventBytes,
    ...metadataBytes,
    ...payloadBytes,
  ]).buffer;
}

describe("frames", () => {
  test("come back from their text as they were", () => {
    const frame = { joinRef: "1", ref: "2", topic: "realtime:staff", event: "phx_leave", payload: { a: 1 } };
    expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
  });

  test("are read from text as the server writes it", () => {
    const text =
      '[null,null,"realtime:staff","broadcast",{"type":"broadcast","event":"message_added","payload":{"ticketId":"t"}}]';
    expect(decodeFrame(text)).toEqual({
      joinRef: null,
      ref: null,
      topic: "realtime:staff",
      event: "broadcast",
      payload: { type: "broadcast", event: "message_added", payload: { ticketId: "t" } },
    });
  });

  test("are read from bytes, with metadata and with letters beyond ASCII", () => {
    const bytes = binaryBroadcast("realtime:ticket:1", "geändert", { ticketId: "t" }, '{"id":"x"}');
    expect(decodeFrame(bytes)).toEqual({
      joinRef: null,
      ref: null,
      topic: "realtime:ticket:1",
      event: "broadcast",
      payload: { type: "broadcast", event: "geändert", payload: { ticketId: "t" } },
    });
  });

  test.each([
    ["text that is not JSON", "hello"],
    ["JSON that is no frame", '{"topic":"staff"}'],
    ["a frame without a topic", '[null,null,null,"broadcast",{}]'],
    ["an empty message", new ArrayBuffer(0)],
    ["another kind of bytes", Uint8Array.from([0, 1, 2, 3, 4, 5]).buffer],
    ["bytes cut off in the middle", binaryBroadcast("realtime:staff", "x", { a: 1 }).slice(0, 12)],
    ["a payload that is not JSON", binaryBroadcast("realtime:staff", "x", { a: 1 }, "", 0)],
  ])("%s are ignored", (_name, data) => {
    expect(decodeFrame(data)).toBeNull();
  });
});
