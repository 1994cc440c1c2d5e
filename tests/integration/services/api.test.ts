import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PATCH as setStep } from "@/app/api/admin/services/[id]/installation/route";
import { PATCH as change } from "@/app/api/admin/services/[id]/route";
import { GET as deskList } from "@/app/api/admin/services/route";
import { POST as ask } from "@/app/api/portal/services/[id]/requests/route";
import { GET as one } from "@/app/api/portal/services/[id]/route";
import { GET as list } from "@/app/api/portal/services/route";
import {
  DAY_PARTS,
  INSTALLATION_STAGES,
  REQUEST_KINDS,
  SERVICE_STATUSES,
  type ServiceDetail,
  type ServiceSummary,
} from "@/lib/services/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { command, type Person, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";

let supabase: TestSupabase;
let customer: Person;
let stranger: Person;
let agent: Person;
let fibre = "";

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  await supabase.sql(
    `insert into public.service_packages (slug, family, name, bandwidth_mbps, price, position) values
      ('f-100', 'fibre', 'Fibre 100', 100, 50000, 10), ('f-200', 'fibre', 'Fibre 200', 200, 70000, 20)`,
  );
});
afterAll(() => supabase.close());
beforeEach(async () => {
  await supabase.sql("delete from private.rate_limits");
  await supabase.sql("delete from public.customer_services where customer_id = $1 and true", [
    customer.customerId,
  ]);
  const rows = await supabase.sql<{ id: string }>(
    `insert into public.customer_services (customer_id, name, package, bandwidth_mbps, price, allowance_bytes, started_on)
     values ($1, 'Fibre at home', 'Fibre 100', 100, 50000, 2000000000000, current_date - 400) returning id`,
    [customer.customerId],
  );
  fibre = rows[0]?.id ?? "";
  await supabase.sql(
    `insert into public.service_usage (service_id, month, bytes_down, bytes_up)
     select $1, (date_trunc('month', now()) - make_interval(months => m))::date, 5000000000000000, 7
     from generate_series(0, 13) as m where m <> 5`,
    [fibre],
  );
});

type Answer<T> = { status: number; data: T; error: { code: string; reason?: string; fields?: object } };

async function read<T>(handler: typeof list, who: Person | null, path: string, id?: string) {
  const request = apiRequest(path, who ? { bearer: who.token } : {});
  const response = await handler(request, routeContext(id ? { id } : {}));
  return { status: response.status, ...((await response.json()) as object) } as Answer<T>;
}
const detail = (who: Person, id = fibre) => read<ServiceDetail>(one, who, `/api/portal/services/${id}`, id);

async function request(who: Person, body: object, key?: string) {
  const response = await ask(
    apiRequest(`/api/portal/services/${fibre}/requests`, {
      body,
      bearer: who.token,
      ...(key && { headers: { "idempotency-key": key } }),
    }),
    routeContext({ id: fibre }),
  );
  return { status: response.status, ...((await response.json()) as object) } as Answer<{
    kind: string;
    ticket: { number: string };
  }>;
}

describe("reading", () => {
  test("a list has the customer's own services with this month's usage, in numbers that JavaScript can hold", async () => {
    const { status, data } = await read<ServiceSummary[]>(list, customer, "/api/portal/services");
    expect(status).toBe(200);
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      id: fibre,
      status: "active",
      price: { amount: 50000, currency: "ZAR" },
      allowanceBytes: 2_000_000_000_000,
      usageThisMonth: { bytesDown: 5_000_000_000_000_000, bytesUp: 7 },
      nextStep: null,
      openRequests: [],
    });
    expect(data[0]?.thisMonth).toMatch(/^\d{4}-\d\d-01$/);
    expect((await read<ServiceSummary[]>(list, stranger, "/api/portal/services")).data).toEqual([]);
  });

  test("a detail has twelve months less the one that was not measured, and is for its people alone", async () => {
    const { status, data } = await detail(customer);
    expect(status).toBe(200);
    expect(data.usage).toHaveLength(11);
    expect(data.packages.map(({ slug }) => slug)).toEqual(["f-200"]);
    expect((await detail(stranger)).status).toBe(404);
    expect((await detail(agent)).status).toBe(403);
    expect((await read(one, null, `/api/portal/services/${fibre}`, fibre)).status).toBe(401);
    expect((await detail(customer, "Fibre")).status).toBe(404);
  });

  test("a module that is off is not there", async () => {
    await supabase.sql(`update public.app_settings set value = '{"services": false}' where key = 'modules'`);
    expect((await read(list, customer, "/api/portal/services")).status).toBe(404);
    expect((await detail(customer)).status).toBe(404);
    await supabase.sql(`update public.app_settings set value = '{}' where key = 'modules'`);
    expect((await detail(customer)).status).toBe(200);
  });
});

describe("asking", () => {
  test("for a package opens one ticket that says what is wished and what it costs", async () => {
    const body = { kind: "upgrade", package: "f-200", note: "As soon as you can." };
    const first = await request(customer, body, "first");
    expect(first).toMatchObject({ status: 201, data: { kind: "upgrade" } });
    const again = await request(customer, body, "first");
    expect(again.data.ticket).toEqual(first.data.ticket);
    const other = await request(customer, body, "second");
    expect(other).toMatchObject({ status: 409, error: { code: "conflict", reason: "request_open" } });

    const tickets = await supabase.sql<Record<string, string>>(
      "select subject, description, category, service_id from public.support_tickets where service_id = $1",
      [fibre],
    );
    expect(tickets).toHaveLength(1);
    expect(tickets[0]).toMatchObject({
      subject: "Change Fibre at home to Fibre 200",
      category: "upgrade",
    });
    expect(tickets[0]?.description).toMatch(/Fibre 100.+500.+\n.*Fibre 200.+700.+\n\nAs soon as you can\.$/s);
    const { data } = await detail(customer);
    expect(data.requests).toMatchObject([
      { kind: "upgrade", isOpen: true, requestedBy: "Thandi Nkosi", details: { to: "Fibre 200" } },
    ]);
  });

  test("to end it says which day is too early", async () => {
    const early = await request(customer, { kind: "termination", reason: "price", wishedOn: "2020-01-01" });
    expect(early).toMatchObject({ status: 422, error: { code: "validation_failed" } });
    expect(JSON.stringify(early.error.fields)).toContain("notice period");
    const { earliestEndOn } = (await detail(customer)).data;
    const asked = await request(customer, {
      kind: "termination",
      reason: "price",
      wishedOn: earliestEndOn,
    });
    expect(asked.status).toBe(201);
  });

  test("for another time works once a visit is planned, and a new window answers it", async () => {
    const wish = { kind: "reschedule", preferences: [{ date: daysFromNow(3), part: "morning" }] };
    expect(await request(customer, wish)).toMatchObject({
      status: 409,
      error: { reason: "nothing_scheduled" },
    });
    await supabase.sql("update public.customer_services set status = 'installing' where id = $1", [fibre]);
    const plan = (days: number) =>
      command(agent, "set_installation_step", {
        p_service_id: fibre,
        p_stage: "installing",
        p_changes: { windowStart: `${daysFromNow(days)}T08:00Z`, windowEnd: `${daysFromNow(days)}T10:00Z` },
      });
    await plan(5);
    expect((await request(customer, wish)).status).toBe(201);
    expect((await detail(customer)).data).toMatchObject({
      nextStep: { stage: "installing" },
      requests: [{ kind: "reschedule", isOpen: true, details: { stage: "installing" } }],
    });
    await plan(3);
    expect((await detail(customer)).data.requests[0]?.isOpen).toBe(false);
  });

  test.each([
    [{}, 422],
    [{ kind: "upgrade", package: "f-999" }, 422],
    [{ kind: "termination", reason: "spite", wishedOn: daysFromNow(60) }, 422],
    [{ kind: "reschedule", preferences: [] }, 422],
  ])("%j is refused", async (body, status) => {
    expect((await request(customer, body)).status).toBe(status);
  });

  test("for what is somebody else's is asking for nothing", async () => {
    expect((await request(stranger, { kind: "upgrade", package: "f-200" })).status).toBe(404);
    expect((await request(agent, { kind: "upgrade", package: "f-200" })).status).toBe(403);
  });
});

describe("staff", () => {
  async function patch(handler: typeof change, who: Person, body: object) {
    const response = await handler(
      apiRequest(`/api/admin/services/${fibre}`, { method: "PATCH", body, bearer: who.token }),
      routeContext({ id: fibre }),
    );
    return { status: response.status, ...((await response.json()) as object) } as Answer<ServiceDetail>;
  }

  test("find by customer, change what they looked at, and are told of each other's changes", async () => {
    const found = await read<ServiceSummary[]>(deskList, agent, "/api/admin/services?q=thandi&status=active");
    expect(found.data).toMatchObject([{ id: fibre, customer: { name: "Thandi Nkosi" } }]);
    const suspended = await patch(change, agent, {
      status: "suspended",
      statusNote: "The invoice is open.",
      expectedVersion: 1,
    });
    expect(suspended).toMatchObject({ status: 200, data: { status: "suspended", version: 2 } });
    expect(await patch(change, agent, { status: "active", expectedVersion: 1 })).toMatchObject({
      status: 409,
      error: { reason: "service_changed" },
    });
    expect((await patch(change, agent, { status: "suspended", statusNote: "" })).status).toBe(422);
    expect((await patch(change, customer, { status: "active" })).status).toBe(403);
  });

  test("plan a step and finish the installation", async () => {
    await supabase.sql("update public.customer_services set status = 'installing' where id = $1", [fibre]);
    const planned = await patch(setStep, agent, {
      stage: "survey",
      windowStart: "2026-12-01T08:00:00+02:00",
      windowEnd: "2026-12-01T10:00:00+02:00",
    });
    expect(planned.data.nextStep).toMatchObject({
      stage: "survey",
      windowStart: "2026-12-01T06:00:00.000000Z",
    });
    expect((await patch(setStep, agent, { stage: "survey", windowEnd: "tomorrow" })).status).toBe(422);
    expect((await patch(setStep, customer, { stage: "survey" })).status).toBe(403);
    const done = await patch(setStep, agent, { stage: "active", isDone: true });
    expect(done.data).toMatchObject({ status: "active", nextStep: null });
    expect(done.data.steps.every(({ completedAt }) => completedAt !== null)).toBe(true);
  });
});

test.each([
  ["service_status", SERVICE_STATUSES],
  ["installation_stage", INSTALLATION_STAGES],
  ["service_request_kind", REQUEST_KINDS],
])("TypeScript knows the values of %s", async (name, values) => {
  const [row] = await supabase.sql<{ values: string[] }>(
    `select enum_range(null::public.${name})::text[] as values`,
  );
  expect(row?.values).toEqual([...values]);
});

test("every part of a day can be wished for", async () => {
  await supabase.sql("update public.customer_services set status = 'installing' where id = $1", [fibre]);
  await supabase.sql(
    `insert into public.installation_steps (service_id, stage, window_start, window_end)
     values ($1, 'survey', now() + interval '1 day', now() + interval '26 hours')`,
    [fibre],
  );
  const preferences = DAY_PARTS.map((part, index) => ({ date: daysFromNow(index + 2), part }));
  expect((await request(customer, { kind: "reschedule", preferences })).status).toBe(201);
});

function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
