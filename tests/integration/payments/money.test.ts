import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { command, type Person, signedIn } from "../../helpers/people";

// What holds after any number of payments, refunds, approvals and refusals, in any order.

let supabase: TestSupabase;
let customer: Person;
let agent: Person;
let admin: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  customer = await signedIn(supabase, "Thandi Nkosi");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  admin = await signedIn(supabase, "Annelise Visser", "agent");
  await supabase.sql("update public.portal_users set role = 'admin' where id = $1", [admin.id]);
  await supabase.sql(
    `update public.app_settings set value = '{"agent": {"ZAR": 500, "JPY": 500, "KWD": 500}}' where key = 'refund_limits'`,
  );
});
afterAll(() => supabase.close());

const currencies = fc.constantFrom("JPY", "ZAR", "KWD");
const price = fc.integer({ min: 1, max: 3000 });
const lines = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 4 }), price }), {
  minLength: 1,
  maxLength: 3,
});
const part = fc.double({ min: 0.001, max: 1, noNaN: true });
const step = fc.oneof(
  fc.record({ kind: fc.constant("pay" as const), part }),
  fc.record({ kind: fc.constant("refund" as const), part, ticket: fc.nat(2), byAdmin: fc.boolean() }),
  fc.record({ kind: fc.constant("tooMuch" as const), ticket: fc.nat(2) }),
  fc.record({ kind: fc.constant("decide" as const), approve: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Case = {
  currency: string;
  lines: { quantity: number; price: number }[];
  shipping: number;
  tax: number;
  discount: number;
  steps: Step[];
};
const cases: fc.Arbitrary<Case> = fc.record({
  currency: currencies,
  lines,
  shipping: fc.nat(500),
  tax: fc.nat(800),
  discount: fc.nat(200),
  steps: fc.array(step, { minLength: 1, maxLength: 10 }),
});

/** An order with an invoice, and three tickets: about a piece of the first line, about every line, about the whole order. */
async function setUp(one: Case) {
  const [orderId, invoiceId] = [randomUUID(), randomUUID()];
  const subtotal = one.lines.reduce((sum, { quantity, price: each }) => sum + quantity * each, 0);
  const discount = Math.min(one.discount, subtotal - 1);
  const total = subtotal + one.shipping + one.tax - discount;
  await supabase.sql(
    `insert into public.orders (id, customer_id, number, status, currency, subtotal, shipping, tax, discount, total)
     values ($1, $2, $3, 'delivered', $4, $5, $6, $7, $8, $9)`,
    [
      orderId,
      customer.customerId,
      orderId.slice(0, 30),
      one.currency,
      subtotal,
      one.shipping,
      one.tax,
      discount,
      total,
    ],
  );
  const items = one.lines.map((line) => ({ ...line, id: randomUUID() }));
  for (const { id, quantity, price: each } of items) {
    await supabase.sql(
      `insert into public.order_items (id, order_id, sku, name, quantity, unit_price, total)
       values ($1, $2, 'X', 'Thing', $3, $4, $5)`,
      [id, orderId, quantity, each, quantity * each],
    );
  }
  await supabase.sql(
    `insert into public.invoices (id, customer_id, order_id, number, currency, subtotal, total, issued_on, due_on)
     values ($1, $2, $3, $4, $5, $6, $6, current_date, current_date)`,
    [invoiceId, customer.customerId, orderId, invoiceId.slice(0, 30), one.currency, total],
  );
  const tickets: string[] = [];
  for (const affected of [items.slice(0, 1), items, []]) {
    const id = randomUUID();
    await supabase.sql(
      `insert into public.support_tickets (id, number, customer_id, requester_id, subject, description, category, order_id)
       values ($1, $2, $3, $4, 's', 'd', 'question', $5)`,
      [id, id.slice(0, 30), customer.customerId, customer.id, orderId],
    );
    for (const item of affected) {
      await supabase.sql(
        "insert into public.ticket_affected_items (ticket_id, order_item_id, quantity) values ($1, $2, 1)",
        [id, item.id],
      );
    }
    tickets.push(id);
  }
  return { orderId, invoiceId, tickets, total };
}
type Scene = Awaited<ReturnType<typeof setUp>>;

async function most(ticket: string): Promise<number> {
  const [row] = await supabase.sql<{ most: string }>(
    "select private.refundable(t) ->> 'amount' as most from public.support_tickets t where id = $1",
    [ticket],
  );
  return Number(row?.most);
}

async function refund(who: Person, ticket: string, amount: number, currency: string): Promise<string | null> {
  const { error } = await who.db.rpc("resolve_ticket", {
    p_ticket_id: ticket,
    p_input: { resolutionType: "partial_refund", notes: randomUUID(), refund: { amount, currency } },
  });
  return error?.message ?? null;
}

async function take(one: Step, scene: Scene, currency: string): Promise<void> {
  if (one.kind === "pay") {
    const amount = Math.ceil(scene.total * one.part);
    const { error } = await supabase.client(supabase.serviceKey).rpc("record_invoice_payment", {
      p_input: {
        invoiceId: scene.invoiceId,
        amount,
        currency,
        method: "cash",
        provider: "till",
        reference: randomUUID(),
      },
    });
    expect([undefined, "overpayment"]).toContain(error?.message);
  } else if (one.kind === "decide") {
    const [waiting] = await supabase.sql<{ id: string; ticket: string }>(
      "select id from public.refunds where order_id = $1 and status = 'pending_approval' limit 1",
      [scene.orderId],
    );
    if (!waiting) return;
    const { error } = await admin.db.rpc("decide_refund", {
      p_refund_id: waiting.id,
      p_approve: one.approve,
      p_reason: "Because.",
    });
    // An admin who asked may not answer: then somebody else would, and it stays as it is.
    expect([undefined, "own_refund"]).toContain(error?.message);
  } else {
    const ticket = scene.tickets[one.ticket] ?? "";
    await supabase.sql("update public.support_tickets set status = 'in_progress' where id = $1", [ticket]);
    const left = await most(ticket);
    if (one.kind === "tooMuch") {
      expect(await refund(admin, ticket, left + 1, currency)).toBe("validation_failed");
    } else if (left > 0) {
      const amount = Math.max(1, Math.floor(left * one.part));
      expect(await refund(one.byAdmin ? admin : agent, ticket, amount, currency)).toBeNull();
      expect(await most(ticket)).toBe(left - amount);
    }
  }
}

/** What must hold of the books; each row is a fault. */
const FAULTS = `
  select 'more refunded than was paid' as fault from public.orders o
  where o.id = $1 and private.order_paid(o) < (select coalesce(sum(r.amount), 0) from public.refunds r where r.order_id = o.id and r.status <> 'rejected')
  union all
  select 'more refunded for a line than it cost with all tax' from public.order_items i join public.orders o on o.id = i.order_id
  where o.id = $1 and (i.total + o.tax) < (
    select coalesce(sum(x.amount), 0) from public.refund_items x join public.refunds r on r.id = x.refund_id where x.order_item_id = i.id and r.status <> 'rejected')
  union all
  select 'lines that do not add up' from public.refunds r
  where r.order_id = $1 and exists (select 1 from public.ticket_affected_items a where a.ticket_id = r.ticket_id)
    and r.amount <> (select sum(x.amount) from public.refund_items x where x.refund_id = r.id)
  union all
  select 'payments that do not add up' from public.invoices v
  where v.order_id = $1 and (v.amount_paid > v.total
    or v.amount_paid <> (select coalesce(sum(p.amount), 0) from public.invoice_payments p where p.invoice_id = v.id)
    or (v.status = 'paid') <> (v.amount_paid = v.total))
  union all
  select 'an agent gave more than the limit alone' from public.orders o
  where o.id = $1 and 500 < (select coalesce(sum(r.amount), 0) from public.refunds r where r.order_id = o.id and r.status = 'approved' and r.approved_by = $2)`;

test("refunds never exceed what was paid, whatever happens in whatever order", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const scene = await setUp(one);
      await supabase.sql("delete from private.rate_limits");
      for (const next of one.steps) {
        await take(next, scene, one.currency);
        expect(await supabase.sql(FAULTS, [scene.orderId, agent.id])).toEqual([]);
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

test("a piece that three tickets have in turn comes back once", async () => {
  const scene = await setUp({
    currency: "KWD",
    lines: [{ quantity: 1, price: 1001 }],
    shipping: 0,
    tax: 0,
    discount: 0,
    steps: [],
  });
  await take({ kind: "pay", part: 1 }, scene, "KWD");
  for (const ticket of scene.tickets) await refund(admin, ticket, Math.max(1, await most(ticket)), "KWD");
  const [row] = await supabase.sql<{ sum: string }>(
    "select sum(amount)::text from public.refunds where order_id = $1",
    [scene.orderId],
  );
  expect(row?.sum).toBe("1001");
  // The command is the only way: the table itself takes nothing from people.
  const { error } = await admin.db.from("refunds").insert({ amount: 1 });
  expect(error?.code).toBe("42501");
  await expect(
    command(customer, "resolve_ticket", { p_ticket_id: scene.tickets[0], p_input: {} }),
  ).rejects.toThrow("staff_only");
});
