import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DELETE as deleteLink, POST as postLink } from "@/app/api/admin/tickets/[id]/links/route";
import { POST as postMerge } from "@/app/api/admin/tickets/[id]/merge/route";
import { POST as postMessage } from "@/app/api/admin/tickets/[id]/messages/route";
import { GET as getOne } from "@/app/api/admin/tickets/[id]/route";
import { PUT as putSnooze, DELETE as wake } from "@/app/api/admin/tickets/[id]/snooze/route";
import { POST as postSplit } from "@/app/api/admin/tickets/[id]/split/route";
import { POST as postTicket } from "@/app/api/admin/tickets/route";
import { GET as getReplies, POST as postReply } from "@/app/api/portal/tickets/[id]/messages/route";
import { GET as getCustomerTicket } from "@/app/api/portal/tickets/[id]/route";
import { PATCH as patchStatus } from "@/app/api/portal/tickets/[id]/status/route";
import type { DeskTicket } from "@/lib/tickets/desk-types";
import { ticketJobs } from "@/lib/tickets/jobs";
import type { TicketLink, TicketMessageWithFiles } from "@/lib/tickets/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { openTicket, type Person, reply, signedIn } from "../../helpers/people";
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
  customer = await signedIn(supabase, "Ada Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Mokoena", "agent");
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

type Failure = { code: string; reason?: string; message: string; fields?: Record<string, string[]> };
type Options = { query?: string; body?: unknown; method?: string; key?: string; who?: Person };

async function call<T = DeskTicket>(handler: typeof getOne, id: string, options: Options = {}) {
  const request = apiRequest(`/api/x${options.query ?? ""}`, {
    bearer: (options.who ?? agent).token,
    ...(options.body === undefined ? {} : { body: options.body }),
    ...(options.method ? { method: options.method } : {}),
    ...(options.key ? { headers: { "idempotency-key": options.key } } : {}),
  });
  const response = await handler(request, routeContext({ id }));
  const body = (await response.json()) as { data: T; error: Failure };
  return { status: response.status, ...body };
}

describe("merging", () => {
  const merge = (id: string, intoTicketId: string, key?: string) =>
    call(postMerge, id, { body: { intoTicketId }, ...(key ? { key } : {}) });

  test("answers the surviving ticket, by number or id, and the old number says where it went", async () => {
    const [from, into] = [await openTicket(customer, "Hum"), await openTicket(customer, "Hum again")];
    await reply(customer, from.id, { body: "It got louder" });
    const merged = await merge(from.number, into.number);
    expect([merged.status, merged.data.id]).toEqual([200, into.id]);
    expect(merged.data.mergedFrom).toEqual([{ id: from.id, number: from.number }]);
    expect(merged.data.messages.map(({ body }) => body)).toContain("It got louder");
    for (const ref of [from.id, from.number]) {
      const old = await call(getCustomerTicket, ref, { who: customer });
      expect(old.data).toMatchObject({
        id: from.id,
        status: "closed",
        mergedInto: { id: into.id, number: into.number },
        allowedActions: [],
        ratingAsked: false,
        messages: [],
      });
      expect((await call(getOne, ref)).data.mergedInto).toMatchObject({ id: into.id });
    }
    expect((await call(getCustomerTicket, from.id, { who: stranger })).status).toBe(404);
  });

  test("twice is once, with a key and without", async () => {
    const [from, into] = [await openTicket(customer), await openTicket(customer)];
    for (const key of ["k", "k", undefined, "another"]) {
      expect((await merge(from.id, into.id, key)).data.id).toBe(into.id);
    }
    const { data } = await call(getOne, into.id);
    expect(data.timeline.filter(({ type }) => type === "merged_from")).toHaveLength(1);
    expect(data.messages).toHaveLength(2);
  });

  test("a reply to the old number goes on in the surviving ticket, anything else is refused and says where", async () => {
    const [from, into] = [await openTicket(customer), await openTicket(customer)];
    await merge(from.id, into.id);
    const body = { body: "Still humming" };
    const sent = await call<TicketMessageWithFiles>(postReply, from.number, {
      body,
      who: customer,
      key: "r",
    });
    expect(sent.status).toBe(201);
    const again = await call<TicketMessageWithFiles>(postReply, from.number, {
      body,
      who: customer,
      key: "r",
    });
    expect(again.data.id).toBe(sent.data.id);
    const { data } = await call<TicketMessageWithFiles[]>(getReplies, into.id, { who: customer });
    expect(data.filter((message) => message.body === "Still humming")).toHaveLength(1);
    expect((await call(postMessage, from.id, { body: { body: "We look" } })).status).toBe(201);

    const closed = await call(patchStatus, from.id, {
      body: { status: "reopened" },
      method: "PATCH",
      who: customer,
    });
    expect([closed.status, closed.error.reason]).toEqual([409, "ticket_merged"]);
    expect(closed.error.message).toContain(into.number);
  });

  test("what may not become one is refused with a sentence", async () => {
    const [one, other] = [await openTicket(customer), await openTicket(stranger)];
    for (const [into, status, reason] of [
      [other.id, 409, "different_customer"],
      [one.id, 422, undefined],
      ["TKT-1999-00001", 404, undefined],
      ["something", 422, undefined],
    ] as const) {
      const { status: got, error } = await merge(one.id, into);
      expect([got, error.reason === reason || reason === undefined]).toEqual([status, true]);
      expect(error.message).toMatch(/\.$/);
    }
    expect((await merge(one.id, one.id)).error.fields?.intoTicketId?.[0]).toMatch(/^Choose another/);
  });
});

describe("splitting", () => {
  test("makes a ticket of chosen messages, linked both ways", async () => {
    const { id, number } = await openTicket(customer);
    const { id: messageId } = await reply(customer, id, { body: "And my invoice is wrong" });
    const body = { messageIds: [messageId], subject: "Wrong invoice", category: "billing" };
    const split = await call(postSplit, number, { body, key: "s" });
    expect([split.status, split.data.splitFrom]).toEqual([201, { id, number }]);
    expect(split.data.messages.map((message) => message.body)).toEqual(["And my invoice is wrong"]);
    expect((await call(postSplit, number, { body, key: "s" })).data.id).toBe(split.data.id);
    const old = await call(getCustomerTicket, id, { who: customer });
    expect(old.data.splitInto).toMatchObject([{ id: split.data.id }]);
    const gone = await call(postSplit, number, { body });
    expect(gone.error.fields?.messageIds?.[0]).toMatch(/no longer in this ticket/);
  });
});

describe("links", () => {
  test("are made, changed and taken away, and customers never see them", async () => {
    const [one, other] = [await openTicket(customer), await openTicket(stranger)];
    const link = (kind?: string) =>
      call<{ links: TicketLink[] }>(postLink, one.id, { body: { ticketId: other.number, kind } });
    expect((await link()).data.links).toMatchObject([{ number: other.number, kind: "related" }]);
    expect((await link("blocks")).data.links).toMatchObject([{ kind: "blocks" }]);
    expect((await call(getOne, other.id)).data.links).toMatchObject([{ id: one.id, kind: "blocked_by" }]);
    expect((await call(getCustomerTicket, one.id, { who: customer })).data).not.toHaveProperty("links");
    const query = `?ticketId=${other.number}`;
    const gone = await call<{ links: TicketLink[] }>(deleteLink, one.number, { query, method: "DELETE" });
    expect(gone.data.links).toEqual([]);
    expect((await link("likes")).status).toBe(422);
  });
});

describe("snooze", () => {
  test("puts a ticket aside and brings it back; the customer does not notice", async () => {
    const { id } = await openTicket(customer);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const put = (at: unknown) => call(putSnooze, id, { body: { until: at }, method: "PUT" });
    expect((await put(until)).data.snooze).toMatchObject({ by: "Lerato Mokoena", byId: agent.id });
    expect((await call(getOne, id)).data.snooze?.until.slice(0, 19)).toBe(until.slice(0, 19));
    const seen = await call(getCustomerTicket, id, { who: customer });
    expect(seen.data).not.toHaveProperty("snooze");
    expect(JSON.stringify(seen.data)).not.toContain("snooze");
    expect((await call(wake, id, { method: "DELETE" })).data.snooze).toBeNull();
    for (const at of ["soon", new Date(0).toISOString(), undefined]) expect((await put(at)).status).toBe(422);
  });
});

test("a ticket that was put aside comes back by its job", async () => {
  const { id } = await openTicket(customer);
  const until = new Date(Date.now() + 60_000).toISOString();
  await call(putSnooze, id, { body: { until }, method: "PUT" });
  await ticketJobs.wake_ticket?.({ ticketId: id }, { jobId: 1, attempt: 1 });
  expect((await call(getOne, id)).data.snooze).not.toBeNull();
  await supabase.sql("update public.ticket_snoozes set until = now() where ticket_id = $1", [id]);
  await ticketJobs.wake_ticket?.({ ticketId: id }, { jobId: 1, attempt: 1 });
  const { data } = await call(getOne, id);
  expect([data.snooze, data.timeline.at(-1)?.type]).toEqual([null, "snooze_ended"]);
});

test("a follow-up by staff is linked with the ticket that it follows", async () => {
  const { id, number } = await openTicket(customer);
  const body = {
    customerId: customer.customerId,
    subject: "As promised",
    description: "We call you on Monday.",
    category: "technical",
    followUpOf: id,
  };
  const opened = await call(postTicket, "", { body });
  expect([opened.status, opened.data.followUpOf]).toEqual([201, { id, number }]);
  const old = await call(getCustomerTicket, id, { who: customer });
  expect(old.data.followUps).toMatchObject([{ id: opened.data.id }]);
});
