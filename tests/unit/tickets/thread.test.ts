import { describe, expect, test } from "vitest";
import { eventSentence, threadDays, writerOf } from "@/lib/tickets/thread";
import type { TicketEvent, TicketMessage } from "@/lib/tickets/types";

const ZONE = "Africa/Johannesburg";

function message(id: string, createdAt: string, change: Partial<TicketMessage> = {}): TicketMessage {
  return {
    id,
    authorType: "customer",
    authorId: "thandi",
    authorName: "Thandi",
    body: id,
    internal: false,
    createdAt: `2026-11-${createdAt}.000000Z`,
    ...change,
  };
}

function event(createdAt: string, change: Partial<TicketEvent> = {}): TicketEvent {
  return {
    id: createdAt,
    type: "status_changed",
    actorType: "staff",
    actorName: "Lindiwe",
    oldValue: "new",
    newValue: "in_progress",
    note: null,
    internal: false,
    createdAt: `2026-11-${createdAt}.000000Z`,
    ...change,
  };
}

test("messages and events stand in one order, by the reader's days", () => {
  const days = threadDays(
    [message("a", "20T10:00:00"), message("b", "20T21:59:00"), message("c", "20T22:01:00")],
    [event("20T11:00:00")],
    ZONE,
  );
  expect(
    days.map(({ day, items }) => [
      day,
      items.map((item) => (item.kind === "event" ? "event" : item.message.id)),
    ]),
  ).toEqual([
    ["2026-11-20", ["a", "event", "b"]],
    ["2026-11-21", ["c"]],
  ]);
});

describe("a message continues the one before it", () => {
  const continues = (second: TicketMessage, events: TicketEvent[] = []) => {
    const items = threadDays([message("a", "20T10:00:00"), second], events, ZONE)[0]?.items ?? [];
    const last = items.at(-1);
    return last?.kind === "message" && last.continues;
  };

  test("within five minutes by the same person", () => {
    expect(continues(message("b", "20T10:04:59"))).toBe(true);
  });

  test("not later, not by somebody else, not as a note, not after something happened", () => {
    expect(continues(message("b", "20T10:05:00"))).toBe(false);
    expect(continues(message("b", "20T10:01:00", { authorId: "pieter" }))).toBe(false);
    expect(continues(message("b", "20T10:01:00", { internal: true }))).toBe(false);
    expect(continues(message("b", "20T10:01:00"), [event("20T10:00:30")])).toBe(false);
  });
});

test.each<[Partial<TicketEvent>, string | null]>([
  [{ type: "created", oldValue: null, newValue: "new" }, null],
  [{ newValue: "in_progress" }, "in_progress"],
  [{ actorType: "customer", oldValue: "waiting_customer" }, null],
  [{ actorType: "customer", oldValue: "resolved" }, "reopened"],
  [{ actorType: "customer", oldValue: "closed", newValue: "new" }, "reopened"],
  [{ newValue: "waiting_customer" }, "waiting_customer"],
  [{ newValue: "resolved" }, "resolved"],
  [{ oldValue: "resolved", newValue: "closed" }, "closed"],
  [{ actorType: "system", oldValue: "resolved", newValue: "closed" }, "closed_automatically"],
  [{ oldValue: "waiting_ai", newValue: "new", actorType: "customer" }, null],
  [{ newValue: "waiting_ai" }, null],
  [{ type: "assigned", newValue: "Ruan" }, "assigned"],
  [{ type: "assigned", newValue: null }, "unassigned"],
  [{ type: "tagged", newValue: null }, "untagged"],
  [{ type: "rated", newValue: "5" }, "rated"],
  [{ type: "privacy_changed", newValue: "private" }, "made_private"],
  [{ type: "privacy_changed", newValue: "shared" }, "shared"],
])("%j is told as %s", (change, sentence) => {
  expect(eventSentence(event("20T10:00:00", change))).toBe(sentence);
});

test("what was quoted without a model is signed as automatic, and as no AI's", () => {
  expect(writerOf({ authorType: "ai", authorName: "Automatic answer" })).toBe("auto");
  expect(writerOf({ authorType: "ai", authorName: "AI assistant" })).toBe("ai");
  expect(writerOf({ authorType: "customer", authorName: "Automatic answer" })).toBe("customer");
});
