import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as getMessages, POST as postMessage } from "@/app/api/portal/tickets/[id]/messages/route";
import { POST as postRating } from "@/app/api/portal/tickets/[id]/rating/route";
import { GET as getOne } from "@/app/api/portal/tickets/[id]/route";
import { PATCH as patchStatus } from "@/app/api/portal/tickets/[id]/status/route";
import { GET as getCategories } from "@/app/api/portal/tickets/categories/route";
import { GET as getList, POST as postTicket } from "@/app/api/portal/tickets/route";
import { GET as getStats } from "@/app/api/portal/tickets/stats/route";
import type { TicketDetail } from "@/lib/tickets/queries";
import type {
  TicketCategory,
  TicketHistory,
  TicketMessageWithFiles,
  TicketSummary,
} from "@/lib/tickets/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, reply, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";

let supabase: TestSupabase;
let customer: Person;
let stranger: Person;
let agent: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

type Handler = typeof getList;
type Failure = {
  code: string;
  message: string;
  reason?: string;
  fields?: Record<string, string[]>;
  requestId: string;
};
type Options = { id?: string; query?: string; body?: unknown; method?: string; key?: string; token?: string };

async function call<T = TicketDetail>(handler: Handler, who: Person | null, options: Options = {}) {
  const token = options.token ?? who?.token;
  const request = apiRequest(`/api/portal/tickets${options.query ?? ""}`, {
    ...(token ? { bearer: token } : {}),
    ...(options.body === undefined ? {} : { body: options.body }),
    ...(options.method ? { method: options.method } : {}),
    ...(options.key ? { headers: { "idempotency-key": options.key } } : {}),
  });
  const response = await handler(request, routeContext(options.id ? { id: options.id } : {}));
  const body = (await response.json()) as { data: T; nextCursor: string | null; error: Failure };
  return { status: response.status, ...body };
}

const WORDS = { subject: "Left channel crackles", description: "After half an hour.", category: "technical" };
const open = async (change: object = {}, who = customer) =>
  (await call(postTicket, who, { body: { ...WORDS, ...change } })).data;
const move = (id: string, status: string, who = customer) =>
  call(patchStatus, who, { id, method: "PATCH", body: { status } });

describe("a ticket", () => {
  test("is opened, numbered, and answered with all that its page shows", async () => {
    const { status, data } = await call(postTicket, customer, { body: { ...WORDS, priority: "high" } });
    expect(status).toBe(201);
    expect(data).toMatchObject({
      ...WORDS,
      number: expect.stringMatching(/^TKT-\d{4}-\d{5}$/),
      status: "new",
      priority: "high",
      messages: [{ authorType: "customer", authorName: "Thandi Nkosi", body: "After half an hour." }],
      attachments: [],
      timeline: [{ type: "created" }],
      allowedActions: ["reply", "resolve", "close", "cancel"],
      sla: { pausedAt: null, firstRespondedAt: null },
    });
    expect(Date.parse(data.sla.firstResponseDueAt ?? "") - Date.parse(data.createdAt)).toBe(4 * 3_600_000);
  });

  test("is read by its id and by its number, in either case", async () => {
    const ticket = await open();
    for (const id of [ticket.id, ticket.number, ticket.number.toLowerCase()]) {
      expect((await call(getOne, customer, { id })).data.id).toBe(ticket.id);
    }
  });

  test("takes a text as it is, in any script", async () => {
    const subject = "👩‍👩‍👧 says: \u202ehello\u202c <b>ثم نفس</b> '; --";
    const description = "one\n\n\t**two**\u2028three";
    const ticket = await open({ subject, description });
    expect((await call(getOne, customer, { id: ticket.id })).data).toMatchObject({ subject, description });
  });
});

describe("the same key", () => {
  test("with the same body gives the same ticket, also to two calls at once", async () => {
    const again = () => call(postTicket, customer, { body: WORDS, key: "once" });
    const [first, second] = await Promise.all([again(), again()]);
    const third = await again();
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(new Set([first.data.id, second.data.id, third.data.id]).size).toBe(1);
  });

  test("with another body is a conflict", async () => {
    await call(postTicket, customer, { body: WORDS, key: "reused" });
    const other = await call(postTicket, customer, { body: { ...WORDS, subject: "Other" }, key: "reused" });
    expect([other.status, other.error.code, other.error.reason]).toEqual([
      409,
      "conflict",
      "idempotency_key_reused",
    ]);
  });

  test("is each person's own", async () => {
    const mine = await call(postTicket, customer, { body: WORDS, key: "shared" });
    const theirs = await call(postTicket, stranger, { body: { ...WORDS, subject: "Other" }, key: "shared" });
    expect([mine.status, theirs.status]).toEqual([201, 201]);
  });

  test("sends a message once", async () => {
    const { id } = await open();
    const send = () =>
      call<TicketMessageWithFiles>(postMessage, customer, { id, body: { body: "Hello?" }, key: "m" });
    expect((await send()).data.id).toBe((await send()).data.id);
    expect((await call(getOne, customer, { id })).data.messages).toHaveLength(2);
  });
});

describe("bad input gets its own answer", () => {
  test.each<[string, unknown, number, string, Record<string, unknown>]>([
    [
      "a subject of 20,000 characters",
      { ...WORDS, subject: "x".repeat(20_000) },
      422,
      "validation_failed",
      { subject: [expect.stringContaining("200 characters")] },
    ],
    [
      "a category that nobody knows",
      { ...WORDS, category: "no_such_thing" },
      422,
      "validation_failed",
      { category: ["Choose a category from the list."] },
    ],
    [
      "an issue type of another category",
      { ...WORDS, issueType: "damaged_product" },
      422,
      "validation_failed",
      { issueType: [expect.any(String)] },
    ],
    [
      "an order that is not theirs",
      { ...WORDS, orderId: "3f2b8a52-6f0e-4d7a-9c39-0a1f5f6f7a01" },
      422,
      "validation_failed",
      { orderId: ["Choose one of your orders."] },
    ],
    [
      "items without an order",
      { ...WORDS, affectedItems: [{ orderItemId: "3f2b8a52-6f0e-4d7a-9c39-0a1f5f6f7a01", quantity: 1 }] },
      422,
      "validation_failed",
      { orderId: [expect.any(String)] },
    ],
    [
      "files that are not there",
      { ...WORDS, attachmentIds: ["3f2b8a52-6f0e-4d7a-9c39-0a1f5f6f7a01"] },
      422,
      "validation_failed",
      { attachmentIds: [expect.stringContaining("no longer there")] },
    ],
    [
      "a follow-up of somebody else's ticket",
      { ...WORDS, followUpOf: "3f2b8a52-6f0e-4d7a-9c39-0a1f5f6f7a01" },
      422,
      "validation_failed",
      { followUpOf: [expect.any(String)] },
    ],
    ["a body that is no object", [1], 422, "validation_failed", { form: [expect.any(String)] }],
  ])("%s", async (_what, body, status, code, fields) => {
    const answer = await call(postTicket, customer, { body });
    expect([answer.status, answer.error.code]).toEqual([status, code]);
    expect(answer.error.fields).toEqual(fields);
    expect(answer.error.requestId).toMatch(/^[\w-]{8,}$/);
  });

  test("malformed JSON", async () => {
    const { status, error } = await call(postTicket, customer, { body: "{nope" });
    expect([status, error.code]).toEqual([400, "invalid_request"]);
  });

  test("an expired, forged or missing token", async () => {
    for (const token of ["x.y.z", `${customer.token}x`, undefined]) {
      const { status, error } = await call(getList, null, token ? { token } : {});
      expect([status, error.code]).toEqual([401, "unauthenticated"]);
    }
  });

  test("filters and cursors that nobody gave out", async () => {
    for (const query of [
      "?status=open",
      "?priority=critical",
      "?limit=0",
      "?limit=101",
      "?cursor=nonsense",
      "?orderId=1",
    ]) {
      expect((await call(getList, customer, { query })).status, query).toBe(400);
    }
  });
});

describe("somebody else's ticket does not exist", () => {
  test("for another customer, whatever they try", async () => {
    const { id, number } = await open();
    const answers = await Promise.all([
      call(getOne, stranger, { id }),
      call(getOne, stranger, { id: number }),
      call(getMessages, stranger, { id }),
      call(postMessage, stranger, { id, body: { body: "Hello" } }),
      call(postMessage, stranger, { id: number, body: { body: "Hello" } }),
      move(id, "closed", stranger),
      call(postRating, stranger, { id, body: { rating: 1 } }),
    ]);
    expect(answers.map(({ status, error }) => [status, error.code])).toEqual(
      answers.map(() => [404, "not_found"]),
    );
    expect((await call<TicketSummary[]>(getList, stranger, { query: `?q=${number}` })).data).toEqual([]);
    expect((await call(getOne, customer, { id })).data).toMatchObject({ version: 1, messageCount: 1 });
  });

  test("nor does one that nobody could have named", async () => {
    for (const id of ["1", "TKT-1", "a".repeat(80), "' or 1=1"]) {
      expect((await call(getOne, customer, { id })).status, id).toBe(404);
    }
  });

  test("and staff have endpoints of their own", async () => {
    expect((await call(getList, agent)).status).toBe(403);
  });
});

describe("the thread", () => {
  test("is paged without gaps or repeats, in both directions", async () => {
    const { id } = await open();
    for (const body of ["two", "three", "four"]) await call(postMessage, customer, { id, body: { body } });
    const read = async (order: string) => {
      const bodies: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const query: string = `?limit=2&order=${order}${cursor && `&cursor=${cursor}`}`;
        const page = await call<TicketMessageWithFiles[]>(getMessages, customer, { id, query });
        bodies.push(...page.data.map((message) => message.body));
        cursor = page.nextCursor;
      }
      return bodies;
    };
    const all = ["After half an hour.", "two", "three", "four"];
    expect(await read("asc")).toEqual(all);
    expect(await read("desc")).toEqual(all.toReversed());
  });

  test("holds no note of staff, nor a trace of one", async () => {
    const { id } = await open();
    await reply(agent, id, { body: "Difficult customer", internal: true });
    const [one, messages] = await Promise.all([
      call(getOne, customer, { id }),
      call<TicketMessageWithFiles[]>(getMessages, customer, { id }),
    ]);
    expect(JSON.stringify([one, messages])).not.toContain("Difficult");
    expect(one.data).toMatchObject({ unread: false, messageCount: 1 });
  });

  test("wakes a waiting ticket with the customer's answer", async () => {
    const { id } = await open();
    await reply(agent, id, { body: "Which amplifier?", status: "waiting_customer" });
    expect((await call(getOne, customer, { id })).data).toMatchObject({
      status: "waiting_customer",
      assigneeName: "Lerato Molefe",
      sla: { pausedAt: expect.any(String), firstRespondedAt: expect.any(String) },
    });
    const answer = await call<TicketMessageWithFiles>(postMessage, customer, {
      id,
      body: { body: "  The NAD.  " },
    });
    expect(answer).toMatchObject({
      status: 201,
      data: { body: "The NAD.", authorType: "customer", attachments: [] },
    });
    expect((await call(getOne, customer, { id })).data).toMatchObject({
      status: "in_progress",
      sla: { pausedAt: null },
    });
  });

  test("takes nothing more once the ticket is closed", async () => {
    const { id } = await open();
    await move(id, "closed");
    const { status, error } = await call(postMessage, customer, { id, body: { body: "Hello?" } });
    expect([status, error.reason]).toEqual([409, "ticket_closed"]);
  });
});

describe("moving a ticket", () => {
  test("does what is allowed, and says what is allowed next", async () => {
    const { id } = await open();
    expect((await move(id, "resolved")).data).toMatchObject({
      status: "resolved",
      allowedActions: ["reply", "close", "reopen", "rate"],
    });
    expect((await move(id, "reopened")).data.status).toBe("new");
    expect((await move(id, "cancelled")).data).toMatchObject({
      status: "cancelled",
      allowedActions: ["follow_up"],
    });
  });

  test("refuses what the state forbids", async () => {
    const { id } = await open();
    for (const [status, then] of [
      ["closed", "resolved"],
      ["closed", "cancelled"],
    ] as const) {
      await move(id, status);
      const { status: answer, error } = await move(id, then);
      expect([answer, error.code, error.reason]).toEqual([409, "conflict", "invalid_transition"]);
    }
  });

  test("is harmless when it is asked for twice", async () => {
    const { id } = await open();
    const first = await move(id, "resolved");
    const second = await move(id, "resolved");
    expect([second.status, second.data.version]).toEqual([200, first.data.version]);
  });

  test("notices that somebody else was quicker", async () => {
    const { id, version } = await open();
    await reply(agent, id, { body: "Hello" });
    const late = await call(patchStatus, customer, {
      id,
      method: "PATCH",
      body: { status: "closed", expectedVersion: version },
    });
    expect([late.status, late.error.reason]).toEqual([409, "ticket_changed"]);
  });

  test("ends fourteen days after the resolution: then there is the follow-up", async () => {
    const { id, number } = await open();
    await move(id, "resolved");
    await supabase.sql(
      "update public.support_tickets set resolved_at = now() - interval '15 days' where id = $1",
      [id],
    );
    expect((await move(id, "reopened")).error.reason).toBe("reopen_window_passed");
    expect((await call(postMessage, customer, { id, body: { body: "Again" } })).error.reason).toBe(
      "reopen_window_passed",
    );
    expect((await call(getOne, customer, { id })).data.allowedActions).toContain("follow_up");
    expect((await open({ followUpOf: id })).followUpOf).toEqual({ id, number });
  });
});

describe("a rating", () => {
  test("is given once, after the resolution", async () => {
    const { id } = await open();
    const rate = (rating: number) =>
      call<object>(postRating, customer, { id, body: { rating, comment: "Quick" } });
    expect((await rate(5)).error.reason).toBe("not_resolved");
    await move(id, "resolved");
    expect(await rate(5)).toMatchObject({ status: 200, data: { rating: 5, comment: "Quick" } });
    expect((await rate(5)).status).toBe(200);
    expect((await rate(1)).error.reason).toBe("already_rated");
    expect((await rate(6)).error.fields).toEqual({ rating: ["Rate from 1 to 5."] });
  });
});

describe("the list", () => {
  test("is filtered, searched and paged without gaps", async () => {
    const person = await signedIn(supabase, "Naledi Khumalo");
    const make = (change: object) => open(change, person);
    const billing = await make({
      subject: "Invoice shows the old address",
      category: "billing",
      priority: "low",
    });
    const speaker = await make({ subject: "Crackling speaker", priority: "urgent" });
    const closed = await make({ subject: "Cable too short" });
    await move(closed.id, "closed", person);

    const numbers = async (query: string) => {
      const answer = await call<TicketSummary[]>(getList, person, { query });
      return answer.data.map(({ number }) => number);
    };
    expect(await numbers("")).toEqual([closed.number, speaker.number, billing.number]);
    expect(await numbers("?status=new")).toEqual([speaker.number, billing.number]);
    expect(await numbers("?status=new,closed&priority=urgent")).toEqual([speaker.number]);
    expect(await numbers("?category=billing&category=shipping")).toEqual([billing.number]);
    expect(await numbers("?q=speeker")).toEqual([speaker.number]);
    expect(await numbers("?q=gramophone")).toEqual([]);
    expect(await numbers("?q=speaker")).toEqual([speaker.number]);
    expect(await numbers(`?q=${billing.number.toLowerCase()}`)).toEqual([billing.number]);

    const first = await call<TicketSummary[]>(getList, person, { query: "?limit=2" });
    const second = await call<TicketSummary[]>(getList, person, {
      query: `?limit=2&cursor=${first.nextCursor}`,
    });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual([closed.id, speaker.id, billing.id]);
    expect(second.nextCursor).toBeNull();
    const { data: history } = await call<TicketHistory>(getStats, person);
    expect(history).toMatchObject({
      total: 3,
      byStatus: { new: 2, closed: 1 },
      byCategory: { billing: 1, technical: 2 },
      averageFirstResponseMinutes: null,
      averageResolutionMinutes: 0,
    });
    expect(history.byMonth).toHaveLength(12);
    expect(history.byMonth.at(-1)).toMatchObject({ opened: 3, resolved: 1 });
  });

  test("marks what is new from the other side until it was read", async () => {
    const { id } = await open();
    await reply(agent, id, { body: "Hello" });
    const [row] = (await call<TicketSummary[]>(getList, customer, { query: "?limit=1" })).data;
    expect(row).toMatchObject({
      id,
      unread: true,
      lastMessageBy: "Lerato Molefe",
      lastMessageAuthor: "staff",
    });
  });
});

test("categories come with what they ask for", async () => {
  const { data } = await call<TicketCategory[]>(getCategories, customer);
  expect(data.map(({ slug }) => slug)).toContain("order_issue");
  expect(data.find(({ slug }) => slug === "order_issue")).toMatchObject({
    needs: "order",
    issueTypes: expect.arrayContaining([{ slug: "wrong_items", label: "Wrong items" }]),
  });
});
