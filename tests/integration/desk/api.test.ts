import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as getCustomers } from "@/app/api/admin/customers/route";
import { GET as getMessages, POST as postMessage } from "@/app/api/admin/tickets/[id]/messages/route";
import { GET as getOne, PATCH as patchOne } from "@/app/api/admin/tickets/[id]/route";
import { GET as getQueue, POST as postTicket } from "@/app/api/admin/tickets/route";
import { GET as getCustomerMessages } from "@/app/api/portal/tickets/[id]/messages/route";
import { GET as getCustomerTicket } from "@/app/api/portal/tickets/[id]/route";
import type { CustomerSummary } from "@/lib/customers/types";
import type { DeskTicket } from "@/lib/tickets/desk-types";
import type { StaffTicketSummary, TicketMessageWithFiles } from "@/lib/tickets/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { openTicket, type Person, reply, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";

let supabase: TestSupabase;
let customer: Person;
let lerato: Person;
let sipho: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Ada Nkosi");
  lerato = await signedIn(supabase, "Lerato Mokoena", "agent");
  sipho = await signedIn(supabase, "Sipho Dlamini", "agent");
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

type Handler = typeof getQueue;
type Failure = { code: string; message: string; reason?: string; fields?: Record<string, string[]> };
type Options = { id?: string; query?: string; body?: unknown; method?: string; key?: string };

async function call<T = DeskTicket>(handler: Handler, who: Person | null, options: Options = {}) {
  const request = apiRequest(`/api/admin/tickets${options.query ?? ""}`, {
    ...(who ? { bearer: who.token } : {}),
    ...(options.body === undefined ? {} : { body: options.body }),
    ...(options.method ? { method: options.method } : {}),
    ...(options.key ? { headers: { "idempotency-key": options.key } } : {}),
  });
  const response = await handler(request, routeContext(options.id ? { id: options.id } : {}));
  const body = (await response.json()) as { data: T; nextCursor: string | null; error: Failure };
  return { status: response.status, ...body };
}

const change = (who: Person, id: string, body: object) => call(patchOne, who, { id, body, method: "PATCH" });
const write = (who: Person, id: string, body: object, key?: string) =>
  call<TicketMessageWithFiles>(postMessage, who, { id, body, ...(key ? { key } : {}) });
const queue = (query: string, who = lerato) => call<StaffTicketSummary[]>(getQueue, who, { query });

describe("the desk is for staff", () => {
  test("customers get 403 and visitors 401, whatever they ask for", async () => {
    const { id } = await openTicket(customer);
    for (const [handler, options] of [
      [getQueue, {}],
      [postTicket, { body: {} }],
      [getOne, { id }],
      [patchOne, { id, body: { priority: "urgent" }, method: "PATCH" }],
      [getMessages, { id }],
      [postMessage, { id, body: { body: "Let me in" } }],
      [getCustomers, { query: "?q=a" }],
    ] as [Handler, Options][]) {
      expect((await call(handler, customer, options)).status).toBe(403);
      expect((await call(handler, null, options)).status).toBe(401);
    }
    expect((await call(getOne, lerato, { id })).data.priority).toBe("medium");
  });

  test("a ticket that does not exist is 404 for every call", async () => {
    for (const id of [crypto.randomUUID(), "TKT-1999-00001", "nonsense"]) {
      expect((await call(getOne, lerato, { id })).status).toBe(404);
      expect((await change(lerato, id, { priority: "low" })).status).toBe(404);
      expect((await write(lerato, id, { body: "Hello" })).status).toBe(404);
    }
  });
});

describe("the queue", () => {
  test("narrows by everything that staff know of a ticket", async () => {
    const mine = await openTicket(customer, "Tonearm lift sticks");
    await change(lerato, mine.id, { assigneeId: lerato.id, tags: ["Warranty"], priority: "urgent" });
    const ids = async (query: string) => (await queue(query)).data.map(({ id }) => id);
    for (const query of [
      "?assignee=me",
      `?assignee=${lerato.id}`,
      "?tag=warranty",
      "?priority=urgent,high&status=assigned",
      `?customer=${customer.customerId}`,
      `?q=${mine.number}`,
      "?q=tonearm",
      "?q=ada%20nkosi",
      `?q=${encodeURIComponent(customer.email)}`,
    ]) {
      expect(await ids(query), query).toContain(mine.id);
    }
    for (const query of [
      "?assignee=none",
      "?tag=vip",
      "?status=closed",
      `?customer=${crypto.randomUUID()}`,
    ]) {
      expect(await ids(query), query).not.toContain(mine.id);
    }
  });

  test("finds what is late and what is nearly so", async () => {
    const late = await openTicket(customer, "Late");
    const near = await openTicket(customer, "Near");
    await supabase.sql(
      "update public.support_tickets set first_response_due_at = now() - interval '1 hour' where id = $1",
      [late.id],
    );
    await supabase.sql(
      "update public.support_tickets set created_at = now() - interval '10 hours', first_response_due_at = now() + interval '1 hour' where id = $1",
      [near.id],
    );
    const ids = async (query: string) => (await queue(query)).data.map(({ id }) => id);
    expect(await ids("?sla=breached")).toEqual([late.id]);
    expect(await ids("?sla=at_risk")).toEqual([near.id]);
    expect(new Set(await ids("?sla=at_risk,breached"))).toEqual(new Set([late.id, near.id]));
  });

  test("pages by keyset without a gap or a repetition", async () => {
    for (let at = 0; at < 5; at += 1) await openTicket(customer, `Page ${at}`);
    const all = (await queue("?limit=100")).data.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const answer = await queue(`?limit=2${cursor && `&cursor=${cursor}`}`);
      paged.push(...answer.data.map(({ id }) => id));
      cursor = answer.nextCursor;
    }
    expect(paged).toEqual(all);
  });

  test("refuses what it does not know", async () => {
    for (const query of ["?assignee=somebody", "?sla=late", "?status=open", "?limit=0", "?cursor=x"]) {
      expect((await queue(query)).status, query).toBe(400);
    }
  });
});

describe("changing a ticket", () => {
  test("takes several facts in one step, by id or number", async () => {
    const { number } = await openTicket(customer);
    const { status, data } = await change(lerato, number, {
      priority: "high",
      category: "billing",
      assigneeId: sipho.id,
      tags: ["refund", "vip"],
    });
    expect(status).toBe(200);
    expect(data).toMatchObject({
      priority: "high",
      category: "billing",
      assigneeId: sipho.id,
      assigneeName: "Sipho Dlamini",
      status: "assigned",
      tags: ["refund", "vip"],
    });
    expect((await change(lerato, number, { assigneeId: null })).data.assigneeId).toBeNull();
  });

  test("moves the status only where the state machine leads", async () => {
    const { id } = await openTicket(customer);
    expect((await change(lerato, id, { status: "on_hold" })).data.status).toBe("on_hold");
    const refused = await change(lerato, id, { status: "closed" });
    expect(refused.status).toBe(409);
    expect(refused.error.reason).toBe("invalid_transition");
  });

  test("tells the second of two people who did what", async () => {
    const { id } = await openTicket(customer);
    const { version } = (await call(getOne, lerato, { id })).data;
    expect((await change(sipho, id, { priority: "urgent", expectedVersion: version })).status).toBe(200);
    expect((await change(sipho, id, { tags: ["vip"] })).status).toBe(200);

    const late = await change(lerato, id, { category: "billing", expectedVersion: version });
    expect(late.status).toBe(409);
    expect(late.error).toMatchObject({
      code: "conflict",
      reason: "ticket_changed",
      message:
        "Sipho Dlamini set the priority to Urgent. Sipho Dlamini set the tags vip. Your change was not saved.",
    });
    const after = (await call(getOne, lerato, { id })).data;
    expect(after.category).toBe("technical");
    expect((await change(lerato, id, { category: "billing", expectedVersion: after.version })).status).toBe(
      200,
    );
  });

  test.each([
    [{}, "form"],
    [{ priority: "critical" }, "priority"],
    [{ category: "nonsense" }, "category"],
    [{ assigneeId: "00000000-0000-4000-8000-000000000000" }, "assigneeId"],
    [{ tags: ["no spaces"] }, "tags.0"],
  ])("refuses %j with a sentence beside %s", async (body, field) => {
    const { id } = await openTicket(customer);
    const { status, error } = await change(lerato, id, body);
    expect(status).toBe(422);
    expect(error.fields?.[field]?.[0]).toMatch(/\.$/);
  });
});

describe("writing", () => {
  test("an answer takes the ticket, waits for the customer, and reaches them", async () => {
    const { id } = await openTicket(customer);
    const { status, data } = await write(lerato, id, { body: "Which cable do you use?" });
    expect(status).toBe(201);
    expect(data).toMatchObject({ internal: false, authorName: "Lerato Mokoena", authorType: "staff" });
    const seen = await call(getCustomerTicket, customer, { id });
    expect(seen.data).toMatchObject({ status: "waiting_customer" });
    expect(seen.data.messages.at(-1)?.body).toBe("Which cable do you use?");
    expect((await call(getOne, lerato, { id })).data.assigneeId).toBe(lerato.id);
  });

  test("an answer may leave the work with us", async () => {
    const { id } = await openTicket(customer);
    await write(lerato, id, { body: "I look into it.", status: "in_progress" });
    expect((await call(getOne, lerato, { id })).data.status).toBe("in_progress");
    expect((await write(lerato, id, { body: "No.", status: "resolved" })).status).toBe(422);
  });

  test("a note reaches no customer by any way", async () => {
    const { id } = await openTicket(customer);
    const note = await write(lerato, id, { body: "The batch is faulty, swap it.", internal: true });
    await change(lerato, id, { tags: ["faulty-batch"], assigneeId: sipho.id });

    const [asStaff, asCustomer, thread] = await Promise.all([
      call(getOne, lerato, { id }),
      call(getCustomerTicket, customer, { id }),
      call<TicketMessageWithFiles[]>(getCustomerMessages, customer, { id }),
    ]);
    expect(asStaff.data.messages.map(({ internal }) => internal)).toEqual([false, true]);
    expect(JSON.stringify([asCustomer, thread])).not.toMatch(/batch|swap|tags/);
    const direct = await customer.db.from("ticket_messages").select("body").eq("ticket_id", id);
    expect(direct.data).toEqual([{ body: "It does." }]);
    expect((await customer.db.from("ticket_tags").select("tag")).data).toEqual([]);
    expect(
      (await customer.db.from("ticket_events").select("type").eq("ticket_id", id)).data,
    ).not.toContainEqual({ type: "tagged" });
    const mails = "select 1 from public.jobs where payload ->> 'messageId' = $1";
    expect(await supabase.sql(mails, [note.data.id])).toEqual([]);
    const { data: answer } = await write(lerato, id, { body: "We send you another one." });
    expect(await supabase.sql(mails, [answer.id])).toHaveLength(1);
  });

  test("warns of what somebody else wrote after the thread was read", async () => {
    const { id } = await openTicket(customer);
    const readUntil = (await call(getOne, lerato, { id })).data.messages.at(-1)?.createdAt;
    await write(lerato, id, { body: "A note of my own.", internal: true });
    expect((await write(lerato, id, { body: "First answer.", readUntil })).status).toBe(201);

    await reply(customer, id, { body: "It works again!" });
    const held = await write(lerato, id, { body: "Please send it in.", readUntil });
    expect(held.status).toBe(409);
    expect(held.error).toMatchObject({
      reason: "newer_message",
      message: expect.stringMatching(/^Ada Nkosi wrote in the meantime\./),
    });
    expect((await write(lerato, id, { body: "Good to hear." })).status).toBe(201);
  });

  test("twice with one key is once, and with other words a conflict", async () => {
    const { id } = await openTicket(customer);
    const first = await write(lerato, id, { body: "Hello" }, "answer-1");
    expect((await write(lerato, id, { body: "Hello" }, "answer-1")).data.id).toBe(first.data.id);
    expect((await write(lerato, id, { body: "Other" }, "answer-1")).status).toBe(409);
    const { data } = await call<TicketMessageWithFiles[]>(getMessages, lerato, { id });
    expect(data.map(({ body }) => body)).toEqual(["It does.", "Hello"]);
  });

  test("a closed ticket takes notes, and no answers", async () => {
    const { id } = await openTicket(customer);
    await change(lerato, id, { status: "resolved" });
    await change(lerato, id, { status: "closed" });
    const refused = await write(lerato, id, { body: "One more thing" });
    expect(refused.status).toBe(409);
    expect(refused.error.reason).toBe("ticket_closed");
    expect((await write(lerato, id, { body: "For the record", internal: true })).status).toBe(201);
  });
});

describe("a ticket for a customer", () => {
  const words = { subject: "Called about the lift", description: "It sticks.", category: "technical" };

  test("is opened in their name, and theirs to read", async () => {
    const body = { ...words, customerId: customer.customerId, channel: "phone", priority: "high" };
    const { status, data } = await call(postTicket, lerato, { body });
    expect(status).toBe(201);
    expect(data).toMatchObject({ customerId: customer.customerId, channel: "phone", priority: "high" });
    expect((await call(getCustomerTicket, customer, { id: data.id })).status).toBe(200);
  });

  test("needs a customer that exists", async () => {
    expect((await call(postTicket, lerato, { body: words })).error.fields).toHaveProperty("customerId");
    const { status, error } = await call(postTicket, lerato, {
      body: { ...words, customerId: crypto.randomUUID() },
    });
    expect(status).toBe(422);
    expect(error.fields?.customerId).toEqual(["Choose the customer this ticket is for."]);
  });
});

describe("the customer search", () => {
  const found = async (q: string) =>
    (await call<CustomerSummary[]>(getCustomers, lerato, { query: `?q=${encodeURIComponent(q)}` })).data;

  test("looks at names, companies, addresses and numbers", async () => {
    const [row] = await supabase.sql<{ customer_number: string }>(
      "insert into public.customer_profiles (full_name, company_name, email) values ('Jo Smit', 'Smit & Sons (Pty) Ltd', 'jo_smit@sons.test') returning customer_number",
    );
    for (const q of ["jo smit", "smit & sons (pty)", "jo_smit@sons.test", row?.customer_number ?? ""]) {
      expect(
        (await found(q)).map(({ fullName }) => fullName),
        q,
      ).toEqual(["Jo Smit"]);
    }
  });

  test.each(["%", ",", '"', "\\", "a,full_name.neq.x", ")", "*"])("takes %j as text", async (q) => {
    const { status } = await call(getCustomers, lerato, { query: `?q=${encodeURIComponent(q)}` });
    expect(status).toBe(200);
  });
});
