import { expect, test } from "vitest";
import { encodeCursor } from "@/lib/core/ids";
import { decodeQueueCursor, encodeQueueCursor, type QueueCursor } from "@/lib/tickets/queue-cursor";

const end = { at: "2026-11-21T08:00:00.123456Z", id: "7d9f1f8e-7f0e-4f7b-9a39-0d7f1c1b2a3c" };

test("a cursor comes back as it was given", () => {
  const cursors: QueueCursor[] = [
    end,
    { ...end, sort: "due" },
    { ...end, sort: "oldest" },
    { ...end, sort: "priority", rank: "urgent" },
    { ...end, sort: "relevance", rank: "0.060793" },
  ];
  for (const cursor of cursors) expect(decodeQueueCursor(encodeQueueCursor(cursor))).toEqual(cursor);
});

test("the order that comes by itself has the cursor of every other list", () => {
  expect(encodeQueueCursor(end)).toBe(encodeCursor(end));
});

test("what no list gave out is none", () => {
  const packed = encodeCursor(end);
  const made = ["", ".", "x", `${packed}.`, `${packed}.rank`, `${packed}.activity`, `${packed}.due~high`];
  const ranks = [
    `${packed}.priority`,
    `${packed}.priority~huge`,
    `${packed}.relevance~1`,
    `${packed}.relevance~NaN`,
  ];
  for (const text of [...made, ...ranks]) expect(decodeQueueCursor(text), text).toBeNull();
});
