import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PATCH as patchOne } from "@/app/api/admin/tickets/[id]/route";
import { POST as postBulk } from "@/app/api/admin/tickets/bulk/route";
import { GET as getQueue } from "@/app/api/admin/tickets/route";
import { findViewerByToken, type Viewer } from "@/lib/auth/viewer";
import type { BulkResult } from "@/lib/tickets/desk-types";
import { effectiveFilters } from "@/lib/tickets/desk-views";
import { loadDesk, loadMore, loadRows } from "@/lib/tickets/queue-queries";
import { deleteView, orderViews, restoreView, saveView, undoBulk } from "@/lib/tickets/queue-service";
import type { StaffTicketSummary } from "@/lib/tickets/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { openTicket, type Person, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";

let supabase: TestSupabase;
let customer: Person;
let agent: Person;
let viewer: Viewer;
let tickets: { id: string; number: string }[];

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Ada Nkosi");
  agent = await signedIn(supabase, "Lerato Mokoena", "agent");
  const found = await findViewerByToken(agent.token, new Headers());
  if (!found.ok) throw new Error(found.error.message);
  viewer = found.value;
  tickets = [];
  for (const subject of ["Turntable hums", "Stylus is bent", "Belt slips", "Lid is cracked"]) {
    tickets.push(await openTicket(customer, subject));
  }
});
afterAll(() => supabase.close());

async function list(query: string, who = agent) {
  const response = await getQueue(
    apiRequest(`/api/admin/tickets${query}`, { bearer: who.token }),
    routeContext({}),
  );
  const body = (await response.json()) as { data: StaffTicketSummary[]; nextCursor: string | null };
  return { status: response.status, ...body };
}

async function bulk(body: unknown, key?: string, who = agent) {
  const response = await postBulk(
    apiRequest("/api/admin/tickets/bulk", {
      bearer: who.token,
      body,
      ...(key && { headers: { "idempotency-key": key } }),
    }),
    routeContext({}),
  );
  const answer = (await response.json()) as { data: BulkResult[]; error?: { fields?: object } };
  return { status: response.status, ...answer };
}

describe("the API's list", () => {
  test("goes through every order page by page, without gaps or repeats", async () => {
    for (const sort of ["activity", "due", "priority", "created", "oldest"]) {
      const all = (await list(`?sort=${sort}`)).data.map(({ id }) => id);
      expect(all).toHaveLength(4);
      const paged: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page: Awaited<ReturnType<typeof list>> = await list(
          `?sort=${sort}&limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        );
        paged.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(paged, sort).toEqual(all);
    }
  });

  test("goes on with a search in the order of its rank", async () => {
    const first = await list("?q=nkosi&limit=3");
    const rest = await list(`?q=nkosi&limit=3&cursor=${encodeURIComponent(first.nextCursor ?? "")}`);
    expect(new Set([...first.data, ...rest.data].map(({ id }) => id)).size).toBe(4);
    expect((await list("?q=stilus")).data.map(({ subject }) => subject)).toEqual(["Stylus is bent"]);
  });

  test("refuses what no list gave out", async () => {
    for (const query of [
      "?sort=rank",
      "?cursor=x",
      "?cursor=WyIiXQ.priority~high",
      "?team=x",
      "?resolved=ever",
    ]) {
      expect((await list(query)).status, query).toBe(400);
    }
  });
});

describe("many at once", () => {
  test("tells what became of each, and does nothing twice", async () => {
    const [first, second] = tickets;
    if (!first || !second) throw new Error("there are no tickets");
    const ids = [first.id, second.id, crypto.randomUUID()];
    const body = { ids, changes: { priority: "urgent", assigneeId: agent.id, addTags: ["Bench"] } };
    const { status, data } = await bulk(body, "once");
    expect(status).toBe(200);
    expect(data.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(data[2]).toMatchObject({ error: { code: "ticket_not_found" } });
    expect((await bulk(body, "once")).data).toEqual(data);
    const found = (await list("?tag=bench&priority=urgent&assignee=me")).data;
    expect(found.map(({ id }) => id).toSorted()).toEqual([first.id, second.id].toSorted());

    const undone = await undoBulk(viewer, "once");
    expect(undone).toMatchObject({ ok: true, value: [{ ok: true }, { ok: true }] });
    expect((await list("?tag=bench")).data).toEqual([]);
    expect((await list("?status=new")).data).toHaveLength(4);
  });

  test("is for staff, and for as many as change at once", async () => {
    const ids = tickets.map(({ id }) => id);
    expect((await bulk({ ids, changes: { priority: "low" } }, undefined, customer)).status).toBe(403);
    expect((await bulk({ ids: [], changes: { priority: "low" } })).status).toBe(422);
    expect((await bulk({ ids, changes: {} })).status).toBe(422);
    expect((await bulk({ ids, changes: { category: "billing" } })).status).toBe(422);
    const many = Array.from({ length: 101 }, () => crypto.randomUUID());
    expect((await bulk({ ids: many, changes: { priority: "low" } })).status).toBe(422);
  });

  test("one change still compares the version that was seen", async () => {
    const patch = (body: object) =>
      patchOne(
        apiRequest("/api/admin/tickets/x", { bearer: agent.token, method: "PATCH", body }),
        routeContext({ id: tickets[3]?.id ?? "" }),
      );
    const [{ version }] = (await loadRows(viewer, [tickets[3]?.id ?? ""])) as [StaffTicketSummary];
    expect((await patch({ priority: "high", expectedVersion: version })).status).toBe(200);
    expect((await patch({ priority: "low", expectedVersion: version })).status).toBe(409);
  });
});

describe("the page", () => {
  test("is one call: tickets, figures, views and whose tickets they are", async () => {
    const desk = await loadDesk(viewer, { view: "all", filters: { customer: customer.customerId ?? "" } });
    expect(desk.tickets.items).toHaveLength(4);
    expect(desk.counts.open).toBe(4);
    expect(desk.customerName).toBe("Ada Nkosi");
    const some = await loadDesk(viewer, { view: "unassigned", filters: {} }, [tickets[0]?.id ?? ""]);
    expect(some.tickets.items.map(({ id }) => id)).toEqual([tickets[0]?.id]);
    expect(await loadMore(viewer, { view: "all", filters: { q: "hums" } })).toMatchObject({
      items: [{ subject: "Turntable hums" }],
      nextCursor: null,
    });
  });

  test("keeps views, in the order that they were put in, until somebody deletes them for good", async () => {
    const filters = effectiveFilters({ view: "urgent", filters: { assignee: "me" } });
    const save = (name: string) =>
      saveView(viewer, { name, shared: false, filters, sort: "due" }, `save ${name}`);
    const one = await save("One");
    const two = await save("Two");
    if (!one.ok || !two.ok) throw new Error("views are not saved");
    expect(one.value).toMatchObject({ name: "One", filters, sort: "due", editable: true });
    expect(await save("One")).toEqual(one);
    await orderViews(viewer, [two.value.id, one.value.id]);
    const names = async () =>
      (await loadDesk(viewer, { view: "open", filters: {} })).views.map(({ name, count }) => [name, count]);
    expect(await names()).toEqual([
      ["Two", 0],
      ["One", 0],
    ]);
    expect((await deleteView(viewer, two.value.id)).ok).toBe(true);
    expect((await names()).map(([name]) => name)).toEqual(["One"]);
    expect((await restoreView(viewer, two.value.id)).ok).toBe(true);
    expect((await names()).map(([name]) => name)).toEqual(["Two", "One"]);
    expect(await saveView(viewer, { name: "two", shared: false, filters }, "again")).toMatchObject({
      ok: false,
      error: { code: "validation_failed", fields: { name: [expect.stringContaining("another one")] } },
    });
  });
});
