import { describe, expect, test } from "vitest";
import { addBusinessTime } from "@/lib/sla/calendar";
import { TRANSITIONS } from "@/lib/tickets/status";
import { ROUND_THE_CLOCK, SHOP_CALENDAR } from "../../../scripts/seed/hours";
import { STORIES } from "../../../scripts/seed/stories/all.ts";
import { demoAt, MOMENTS } from "./fixtures.ts";

const KNOWN_WORDS = [
  "customer",
  "agent",
  "town",
  "order",
  "product",
  "carrier",
  "tracking",
  "package",
  "domain",
];
const NEEDS: Record<string, readonly string[]> = {
  order: ["order", "product", "carrier", "tracking"],
  service: ["package"],
  domain: ["domain"],
};

describe.each(STORIES.map((story) => [story.key, story] as const))("story %s", (_, story) => {
  const texts = [story.subject, story.opening, ...story.turns.map(([, text]) => text)];

  test("staff ask first, and somebody answers", () => {
    const [first, second] = story.turns.filter(([by]) => by !== "note");
    expect(first?.[0]).toBe("staff");
    expect(first?.[1]).toContain("?");
    expect(second?.[0]).toBe("customer");
    expect(story.turns.at(-1)?.[0]).not.toBe("note");
  });

  test("uses only placeholders that its ticket can fill", () => {
    const used = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, word]) => word ?? ""));
    expect(used.filter((word) => !KNOWN_WORDS.includes(word))).toEqual([]);
    const bound = Object.entries(NEEDS).filter(([need]) => need !== story.needs);
    expect(used.filter((word) => bound.some(([, words]) => words.includes(word)))).toEqual([]);
  });

  test("has tags and texts that the database takes", () => {
    expect(story.tags.every((tag) => /^[a-z0-9][a-z0-9-]{0,39}$/.test(tag))).toBe(true);
    expect(story.subject.length).toBeLessThan(120);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(2_000);
  });
});

test("no two stories have the same key", () => {
  expect(new Set(STORIES.map(({ key }) => key)).size).toBe(STORIES.length);
});

describe("conversations", () => {
  const rows = demoAt(MOMENTS[0] as Date);
  const threads = rows.support_tickets.map((ticket) => ({
    ticket,
    messages: rows.ticket_messages.filter(({ ticket_id }) => ticket_id === ticket.id),
    events: rows.ticket_events.filter(({ ticket_id }) => ticket_id === ticket.id),
  }));

  test("move only as the status machine allows, each actor by their own rules", () => {
    for (const { ticket, events } of threads) {
      let status = events.find(({ type }) => type === "created")?.new_value;
      for (const event of events.filter(({ type }) => type === "status_changed")) {
        expect(event.old_value, ticket.number).toBe(status);
        const isReply = event.actor_type === "customer" && event.new_value === "in_progress";
        const isAllowed = TRANSITIONS.some(
          ({ from, to, actor }) =>
            from === event.old_value && to === event.new_value && actor === event.actor_type,
        );
        expect(isAllowed || isReply, `${ticket.number}: ${event.old_value} → ${event.new_value}`).toBe(true);
        status = event.new_value;
      }
      expect(ticket.status).toBe(status);
    }
  });

  test("leave on the ticket what the messages say", () => {
    for (const { ticket, messages } of threads) {
      const shown = messages.filter(({ is_internal }) => !is_internal);
      expect(ticket.message_count).toBe(shown.length);
      expect(ticket.last_message_author).toBe(shown.at(-1)?.author_type);
      expect(ticket.description).toBe(messages[0]?.body);
      const firstAnswer = shown.find(({ author_type }) => author_type === "staff");
      expect(ticket.first_responded_at).toBe(firstAnswer?.created_at ?? null);
      expect(messages.filter(({ body }) => /\{\w+\}/.test(body))).toEqual([]);
    }
  });

  test("stop the clock only while somebody else is awaited, and count pauses in", () => {
    const hours = { urgent: 8, high: 24, medium: 72, low: 120 };
    for (const { ticket, events } of threads) {
      const isPaused = ticket.status === "waiting_customer" || ticket.status === "on_hold";
      expect(ticket.sla_paused_at !== null, ticket.number).toBe(isPaused);
      const priority = ticket.priority ?? "medium";
      const calendar = priority === "urgent" ? ROUND_THE_CLOCK : SHOP_CALENDAR;
      const opened = Date.parse(ticket.created_at ?? "");
      const promised = addBusinessTime(calendar, opened, hours[priority] * 3_600_000) ?? Number.NaN;
      const stopped = events.some(({ new_value }) =>
        ["waiting_customer", "on_hold", "resolved"].includes(new_value ?? ""),
      );
      const due = Date.parse(ticket.resolution_due_at ?? "");
      expect(stopped ? due >= promised : due === promised, ticket.number).toBe(true);
    }
  });

  test("go forward in time", () => {
    for (const { messages, events, ticket } of threads) {
      const followUps = (type: string) => type === "follow_up_created" || type === "rated";
      const times = events.filter(({ type }) => !followUps(type)).map(({ created_at }) => created_at);
      expect(times, ticket.number).toEqual(times.toSorted());
      const written = messages.map(({ created_at }) => created_at);
      expect(written).toEqual(written.toSorted());
      expect(new Set(written).size).toBe(written.length);
    }
  });

  test("hold staff's notes back from customers", () => {
    const notes = rows.ticket_messages.filter(({ is_internal }) => is_internal);
    expect(notes.length).toBeGreaterThan(10);
    expect(notes.every(({ author_type }) => author_type === "staff")).toBe(true);
  });
});
