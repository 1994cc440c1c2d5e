import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as count } from "@/app/api/portal/notifications/count/route";
import { POST as markRead } from "@/app/api/portal/notifications/read/route";
import { GET as list } from "@/app/api/portal/notifications/route";
import type { Notification } from "@/lib/notifications/types";
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
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from public.notifications"));

type Options = Parameters<typeof apiRequest>[1];
async function call<T = Notification[]>(
  handler: typeof list,
  who: Person | null,
  path: string,
  options?: Options,
) {
  const bearer = who ? { bearer: who.token } : {};
  const response = await handler(
    apiRequest(`/api/portal/notifications${path}`, { ...bearer, ...options }),
    routeContext(),
  );
  const body = (await response.json()) as { data: T; nextCursor: string | null; error: { code: string } };
  return { status: response.status, ...body };
}
const unread = async (who: Person) => (await call<{ unread: number }>(count, who, "/count")).data.unread;

/** That many answers to one ticket, each a notification. */
async function answers(bodies: readonly string[]) {
  const ticket = await openTicket(customer);
  for (const body of bodies) await reply(agent, ticket.id, { body });
  return ticket;
}

describe("GET /api/portal/notifications", () => {
  test("tells the customer of an answer, in words and with the way to it", async () => {
    const ticket = await answers(["Hello."]);
    const { status, data, nextCursor } = await call(list, customer, "");
    expect(status).toBe(200);
    expect(nextCursor).toBeNull();
    expect(data).toEqual([
      {
        id: expect.any(String),
        event: "ticket_reply",
        resourceType: "ticket",
        resourceId: ticket.id,
        data: expect.objectContaining({ number: ticket.number }),
        title: "Lerato Molefe replied",
        detail: "Left channel crackles",
        actorName: "Lerato Molefe",
        href: `/portal/tickets/${ticket.number}`,
        readAt: null,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      },
    ]);
    expect(await unread(customer)).toBe(1);
  });

  test("tells staff of a new ticket, and leads them to their own page", async () => {
    const ticket = await openTicket(customer);
    const { data } = await call(list, agent, "");
    expect(data).toMatchObject([
      {
        event: "ticket_created",
        title: "Thandi Nkosi opened a ticket",
        href: `/admin/tickets/${ticket.number}`,
      },
    ]);
  });

  test("tells nobody of what they did themselves, and a stranger of nothing", async () => {
    await answers(["Hello."]);
    expect((await call(list, stranger, "")).data).toEqual([]);
    expect((await call(list, agent, "")).data.map(({ event }) => event)).toEqual(["ticket_created"]);
  });

  test("gives pages without gaps or repeats, latest first, also within one instant", async () => {
    await answers(["1", "2", "3", "4", "5"]);
    await supabase.sql("update public.notifications set created_at = now() where user_id = $1", [
      customer.id,
    ]);
    const seen: string[] = [];
    let cursor = "";
    do {
      const { data, nextCursor } = await call(list, customer, `?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...data.map(({ id }) => id));
      cursor = nextCursor ?? "";
    } while (cursor);
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });

  test("shows only the unread ones when asked", async () => {
    await answers(["1", "2"]);
    const [first] = (await call(list, customer, "")).data;
    await call(markRead, customer, "/read", { body: { ids: [first?.id] } });
    const { data } = await call(list, customer, "?view=unread");
    expect(data).toHaveLength(1);
    expect(data[0]?.id).not.toBe(first?.id);
  });

  test.each(["?limit=0", "?limit=101", "?cursor=nonsense", "?view=secret"])("refuses %s", async (query) => {
    expect(await call(list, customer, query)).toMatchObject({
      status: 400,
      error: { code: "invalid_request" },
    });
  });

  test("asks visitors to sign in", async () => {
    expect(await call(list, null, "")).toMatchObject({ status: 401, error: { code: "unauthenticated" } });
  });
});

describe("POST /api/portal/notifications/read", () => {
  const read = (who: Person, body: unknown) => call<{ unread: number }>(markRead, who, "/read", { body });

  test("marks those named, and says how many are left", async () => {
    await answers(["1", "2", "3"]);
    const { data } = await call(list, customer, "");
    expect(await read(customer, { ids: [data[0]?.id, data[1]?.id] })).toMatchObject({
      status: 200,
      data: { unread: 1 },
    });
    const after = (await call(list, customer, "")).data;
    expect(after.map(({ readAt }) => readAt !== null)).toEqual([true, true, false]);
  });

  test("marks all without ids", async () => {
    await answers(["1", "2"]);
    expect((await read(customer, {})).data).toEqual({ unread: 0 });
    expect(await unread(customer)).toBe(0);
  });

  test("touches nobody else's", async () => {
    await answers(["1"]);
    const [own] = (await call(list, customer, "")).data;
    expect(await read(stranger, { ids: [own?.id] })).toMatchObject({ status: 200, data: { unread: 0 } });
    expect(await unread(customer)).toBe(1);
  });

  test.each([{ ids: ["not an id"] }, { ids: "all" }, { ids: Array(101).fill(crypto.randomUUID()) }])(
    "refuses what is no list of at most 100 ids",
    async (body) => {
      expect(await read(customer, body)).toMatchObject({ status: 422, error: { code: "validation_failed" } });
    },
  );
});

test("opening the ticket reads what was said about it", async () => {
  const ticket = await answers(["1", "2"]);
  await customer.db.rpc("mark_ticket_read", { p_ticket_id: ticket.id });
  expect(await unread(customer)).toBe(0);
});

test("the events are those that the database knows", async () => {
  const { NOTIFICATION_EVENTS } = await import("@/lib/notifications/types");
  const [check] = await supabase.sql<{ definition: string }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = 'public.notifications'::regclass and conname = 'notifications_event_check'`,
  );
  const known = Array.from(check?.definition.matchAll(/'(\w+)'/g) ?? [], ([, event]) => event);
  // Migrations add to the list, so its order means nothing.
  expect(known.sort()).toEqual([...NOTIFICATION_EVENTS].sort());
});

test("the groups are those that the database knows, in its order", async () => {
  const { NOTIFICATION_GROUPS } = await import("@/lib/notifications/types");
  const groups = await supabase.sql<{ grp: string }>(
    "select grp from private.notification_groups order by position",
  );
  expect(groups.map(({ grp }) => grp)).toEqual([...NOTIFICATION_GROUPS]);
});
