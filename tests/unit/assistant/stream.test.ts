import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addEvent,
  createEventParser,
  NO_ANSWER,
  type RunningAnswer,
  readEvents,
  wholeSentences,
} from "@/lib/assistant/stream";
import type { AnswerEvent, Citation } from "@/lib/assistant/types";

const citation: Citation = {
  n: 1,
  kind: "order",
  id: "0b0e1d52-0000-4000-8000-000000000001",
  title: "Order UA-10024",
  href: "/portal/orders/UA-10024",
  quote: "Shipped on 18 November",
};

const EVENTS: AnswerEvent[] = [
  { event: "session", data: { sessionId: "s", messageId: "m", title: "Where is it?", answerer: "claude" } },
  { event: "tool", data: { id: "t1", name: "get_order", status: "running" } },
  { event: "tool", data: { id: "t1", name: "get_order", status: "done" } },
  { event: "delta", data: { text: "It is on its way — " } },
  { event: "delta", data: { text: "since Wednesday [1]." } },
  { event: "citation", data: citation },
  {
    event: "done",
    data: {
      messageId: "m",
      status: "complete",
      answer: "It is on its way — since Wednesday [1].",
      citations: [citation],
    },
  },
];

const wire = (events: readonly AnswerEvent[], newline = "\n") =>
  events
    .map(({ event, data }) => `event: ${event}${newline}data: ${JSON.stringify(data)}${newline}${newline}`)
    .join("");

const follow = (events: readonly AnswerEvent[], from: RunningAnswer = NO_ANSWER) =>
  events.reduce(addEvent, from);

function bodyOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

describe("the events of a stream", () => {
  test.each(["\n", "\r\n"])("are the same wherever its pieces are cut (%j)", (newline) => {
    const text = wire(EVENTS, newline);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const parse = createEventParser();
        const ends = [...cuts, text.length].sort((a, b) => a - b);
        const events = ends.flatMap((end, index) => parse(text.slice(ends[index - 1] ?? 0, end)));
        expect(events).toEqual(EVENTS);
      }),
    );
  });

  test("survive letters that are cut in two", async () => {
    const bytes = new TextEncoder().encode(wire(EVENTS));
    const pieces = Array.from(bytes, (_, at) => bytes.slice(at, at + 1));
    const events: AnswerEvent[] = [];
    for await (const event of readEvents(bodyOf(pieces))) events.push(event);
    expect(events).toEqual(EVENTS);
  });

  test("are told apart from signs of life, unknown events and broken data", () => {
    const parse = createEventParser();
    const noise = ": ping\n\nevent: weather\ndata: {}\n\nevent: delta\ndata: {broken\n\n";
    expect(parse(`${noise}event:delta\ndata:{"text":\ndata:"a"}\n\n`)).toEqual([
      { event: "delta", data: { text: "a" } },
    ]);
  });

  test("end without the last empty line too", async () => {
    const bytes = new TextEncoder().encode(wire(EVENTS).trimEnd());
    const events: AnswerEvent[] = [];
    for await (const event of readEvents(bodyOf([bytes]))) events.push(event);
    expect(events).toEqual(EVENTS);
  });
});

describe("an answer", () => {
  test("grows with its events", () => {
    expect(follow(EVENTS.slice(0, 2)).tools).toEqual([{ id: "t1", name: "get_order", status: "running" }]);
    expect(follow(EVENTS.slice(0, 4))).toMatchObject({ text: "It is on its way — ", status: "streaming" });
    expect(follow(EVENTS)).toMatchObject({
      sessionId: "s",
      messageId: "m",
      status: "complete",
      text: "It is on its way — since Wednesday [1].",
      citations: [citation],
      tools: [],
      error: null,
    });
  });

  test("that is picked up again is not doubled", () => {
    expect(follow(EVENTS, follow(EVENTS.slice(0, 5)))).toEqual(follow(EVENTS));
  });

  test("that was withheld loses its claim, and says that a person is offered", () => {
    const answer = follow([
      ...EVENTS.slice(0, 5),
      { event: "escalated", data: { reason: "unsupported", ticket: null } },
      {
        event: "done",
        data: { messageId: "m", status: "withheld", answer: "I cannot tell.", citations: [] },
      },
    ]);
    expect(answer).toMatchObject({
      text: "I cannot tell.",
      status: "withheld",
      citations: [],
      offer: { reason: "unsupported" },
    });
  });

  test("shows each proposal once, in its latest state", () => {
    const action = {
      id: "a",
      kind: "create_ticket",
      status: "proposed",
      facts: [{ key: "subject", value: "Broken" }],
      expiresAt: "2026-11-21T16:00:00Z",
      href: null,
    } as const;
    const step = { id: "t", name: "propose_ticket" };
    const answer = follow([
      { event: "tool", data: { ...step, status: "running" } },
      { event: "tool", data: { ...step, status: "done", action: { ...action, facts: [...action.facts] } } },
      { event: "tool", data: { ...step, status: "done", action: { ...action, facts: [], status: "done" } } },
    ]);
    expect(answer.actions).toEqual([{ ...action, facts: [], status: "done" }]);
    expect(answer.tools).toHaveLength(1);
  });

  test("keeps what had come when it fails", () => {
    const answer = follow([
      ...EVENTS.slice(0, 4),
      { event: "error", data: { code: "unavailable", message: "Not now.", requestId: "r" } },
    ]);
    expect(answer).toMatchObject({
      text: "It is on its way — ",
      status: "failed",
      error: { code: "unavailable", message: "Not now." },
    });
  });
});

describe("what is read aloud", () => {
  test.each([
    ["It is on its w", "", false],
    ["It left. It is on its w", "It left.", false],
    ["It left [1]. Version 2.0 is", "It left [1].", false],
    ["- First\n- Seco", "- First\n", false],
    ["Is it “here?” Yes", "Is it “here?”", false],
    ["It is on its w", "It is on its w", true],
  ])("of %j is %j", (text, spoken, isComplete) => {
    expect(text.slice(0, wholeSentences(text, isComplete))).toBe(spoken);
  });
});
