import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as stats } from "@/app/api/portal/dashboard/stats/route";
import { MODULES } from "@/lib/core/modules";
import { type Dashboard, isEmpty, UP_NEXT_KINDS } from "@/lib/dashboard/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { command, openTicket, type Person, reply, signedIn } from "../../helpers/people";
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
  await trade(customer.customerId);
});
afterAll(() => supabase.close());

/** Orders, invoices, a quote, a call and an installation, some of them past. */
async function trade(customerId: string) {
  await supabase.sql(
    `insert into public.orders (customer_id, number, status, subtotal, total, expected_delivery_at) values
      ($1, 'SO-1', 'shipped', 100, 100, now() + interval '1 day'),
      ($1, 'SO-2', 'pending', 100, 100, null),
      ($1, 'SO-3', 'delivered', 100, 100, now() - interval '3 days')`,
    [customerId],
  );
  await supabase.sql(
    `insert into public.shipments (order_id, carrier, shipped_at)
     select id, 'Courier', now() from public.orders where number in ('SO-1', 'SO-3')`,
  );
  await supabase.sql(
    `insert into public.invoices (customer_id, number, status, subtotal, total, amount_paid, issued_on, due_on) values
      ($1, 'INV-1', 'pending', 1000, 1000, 250, current_date - 40, current_date - 10),
      ($1, 'INV-2', 'pending', 500, 500, 0, current_date, current_date + 20),
      ($1, 'INV-3', 'paid', 900, 900, 900, current_date - 60, current_date - 30)`,
    [customerId],
  );
  await supabase.sql(
    `insert into public.quote_requests (customer_id, number, title, status, valid_until) values
      ($1, 'Q-1', 'Speakers', 'sent', now() + interval '1 day'), ($1, 'Q-2', 'Amplifier', 'sent', now() - interval '1 second')`,
    [customerId],
  );
  await supabase.sql(
    `insert into public.scheduled_calls (customer_id, starts_at, ends_at, purpose, status) values
      ($1, now() + interval '2 days', now() + interval '2 days 30 minutes', 'Choosing an amplifier', 'scheduled'),
      ($1, now() + interval '3 days', now() + interval '3 days 30 minutes', 'Withdrawn', 'cancelled')`,
    [customerId],
  );
}

async function call(who: Person | null) {
  const request = apiRequest("/api/portal/dashboard/stats", who ? { bearer: who.token } : {});
  const response = await stats(request, routeContext());
  return {
    status: response.status,
    ...((await response.json()) as { data: Dashboard; error: { code: string } }),
  };
}

test("counts what is the customer's own, and sums what is still to pay", async () => {
  const waiting = await openTicket(customer, "Router restarts");
  await reply(agent, waiting.id, { body: "Which lights are on?" });
  const settled = await openTicket(customer, "Which cable?");
  await command(agent, "change_ticket_status", { p_ticket_id: settled.id, p_action: "resolve", p_input: {} });
  const { status, data } = await call(customer);
  expect(status).toBe(200);
  expect(data).toMatchObject({
    openTickets: 1,
    waitingForYou: 1,
    resolvedTickets: 1,
    activeOrders: 2,
    pendingInvoices: 2,
    overdueInvoices: 1,
    outstanding: { amount: 1250, currency: "ZAR" },
    openQuotes: 1,
    upcomingCalls: 1,
  });
  expect(data.recentTickets.map(({ subject }) => subject)).toEqual(["Which cable?", "Router restarts"]);
  expect(data.recentActivity.map(({ kind }) => kind)).toContain("ticket_status_changed");
  expect(data.upNext.map(({ kind }) => kind)).toEqual(["invoice_overdue", "delivery", "call", "invoice_due"]);
  for (const { kind } of data.upNext) expect(UP_NEXT_KINDS).toContain(kind);
  expect(isEmpty(data)).toBe(false);
});

test("notes, assignments and tags of staff appear in nothing that happened", async () => {
  const ticket = await openTicket(customer);
  await reply(agent, ticket.id, { body: "They sound impatient.", internal: true });
  await command(agent, "update_ticket", {
    p_ticket_id: ticket.id,
    p_changes: { assigneeId: agent.id, tags: ["difficult"] },
  });
  const { data } = await call(customer);
  expect(JSON.stringify(data)).not.toMatch(/impatient|difficult|ticket_assigned|ticket_tagged/);
});

test("lists never grow beyond what they promise", async () => {
  for (let number = 0; number < 8; number += 1) await openTicket(customer, `Ticket ${number}`);
  const { data } = await call(customer);
  expect(data.recentTickets).toHaveLength(5);
  expect(data.recentActivity).toHaveLength(10);
  expect(data.upNext.length).toBeLessThanOrEqual(6);
});

test("what belongs to a module that is off counts as nothing and comes up nowhere", async () => {
  const { data: all } = await call(customer);
  expect(all.modules).toEqual([...MODULES]);
  await supabase.sql(
    `update public.app_settings set value = '{"orders": false, "invoices": false, "calls": false, "quotes": false}' where key = 'modules'`,
  );
  const { data } = await call(customer);
  await supabase.sql("update public.app_settings set value = '{}' where key = 'modules'");
  expect(data).toMatchObject({
    modules: ["services", "domains", "knowledge", "assistant"],
    openTickets: all.openTickets,
    activeOrders: 0,
    pendingInvoices: 0,
    overdueInvoices: 0,
    outstanding: { amount: 0, currency: "ZAR" },
    openQuotes: 0,
    upcomingCalls: 0,
    upNext: [],
  });
  expect(data.recentActivity.every(({ resourceType }) => resourceType === "ticket")).toBe(true);
});

test("a new customer has nothing, and sees nothing of others", async () => {
  const { data } = await call(stranger);
  expect(isEmpty(data)).toBe(true);
  expect(data.outstanding).toEqual({ amount: 0, currency: "ZAR" });
});

test("staff have no dashboard of this kind, and visitors sign in first", async () => {
  expect(await call(agent)).toMatchObject({ status: 403, error: { code: "forbidden" } });
  expect(await call(null)).toMatchObject({ status: 401, error: { code: "unauthenticated" } });
});
