import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, type Person, refusals, type Stage, values, type Work } from "./stage.ts";

// Money under hands that reach for it at once, on a PostgreSQL server: one right outcome each.
const server = await startTempPostgres();
const ROUNDS = 8;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe.skipIf(!server)("money at the same time", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });

  async function newInvoice(total = 30_000): Promise<string> {
    await stage.sql`delete from private.rate_limits`;
    const id = randomUUID();
    await stage.sql`insert into public.invoices (id, customer_id, number, subtotal, total, issued_on, due_on)
      values (${id}, ${stage.customerId}, ${id.slice(0, 30)}, ${total}, ${total}, current_date, current_date)`;
    return id;
  }
  async function openSession(invoiceId: string): Promise<{ checkoutId: string; sessionId: string }> {
    const [row] = await stage.sql<{ id: string }[]>`
      insert into public.checkout_sessions (invoice_id, status, amount, charged, currency, provider, provider_session_id)
      select id, 'open', total - amount_paid, total - amount_paid, currency, 'stripe', ${`cs_${invoiceId}`}
      from public.invoices where id = ${invoiceId} returning id`;
    return { checkoutId: row?.id ?? "", sessionId: `cs_${invoiceId}` };
  }
  async function standing(invoiceId: string) {
    const [row] = await stage.sql`
      select i.status::text, i.amount_paid::int as paid,
        (select count(*)::int from public.invoice_payments p where p.invoice_id = i.id) as payments,
        (select count(*)::int from public.notifications n where n.resource_id = i.id and n.event = 'invoice_paid') as told
      from public.invoices i where i.id = ${invoiceId}`;
    return row;
  }
  const pay = (invoiceId: string, amount: number, reference: string = randomUUID()): Work => ({
    as: null,
    run: (sql) =>
      sql`select public.record_invoice_payment(${sql.json({ invoiceId, amount, currency: "ZAR", method: "cash", provider: "till", reference })})`,
  });
  const begin = (as: Person, invoiceId: string): Work => ({
    as,
    run: (sql) => sql`select public.begin_checkout(${invoiceId})`,
  });
  const report = (
    invoiceId: string,
    session: { checkoutId: string; sessionId: string },
    change: Record<string, unknown> = {},
  ): Work => ({
    as: null,
    run: (sql) =>
      sql`select public.record_payment_event(${sql.json({
        provider: "stripe",
        eventId: "evt",
        type: "checkout.session.completed",
        kind: "paid",
        ...session,
        invoiceId,
        reference: `pi_${invoiceId}`,
        amount: 30_000,
        currency: "ZAR",
        occurredAt: new Date().toISOString(),
        ...change,
      } as never)})`,
  });
  const PAID = { status: "paid", paid: 30_000, payments: 1, told: 2 };

  test("the same webhook twice, and a second about the same payment: paid once, told once", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const invoiceId = await newInvoice();
      const session = await openSession(invoiceId);
      const eventId = randomUUID();
      const outcomes = values(
        await stage.together(
          ...times(3, () => report(invoiceId, session, { eventId })),
          report(invoiceId, session, { eventId: randomUUID() }),
        ),
      );
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(times(4, () => "applied"));
      expect(outcomes.filter(({ repeated }) => repeated)).toHaveLength(2);
      expect(await standing(invoiceId)).toEqual(PAID);
    }
  });

  test("paid, closed and begun, reported at once in any order: paid", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const invoiceId = await newInvoice();
      const session = await openSession(invoiceId);
      const reports = ["paid", "expired", "processing", "failed"].map((kind) =>
        report(invoiceId, session, { kind, eventId: randomUUID() }),
      );
      await stage.together(...(round % 2 ? reports : reports.toReversed()));
      expect(await standing(invoiceId)).toEqual(PAID);
      const [row] =
        await stage.sql`select status from public.checkout_sessions where invoice_id = ${invoiceId}`;
      expect(row?.status).toBe("paid");
    }
  });

  test("two payments of all of it: one counts, the other is refused", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const invoiceId = await newInvoice();
      const outcomes = await stage.together(pay(invoiceId, 30_000), pay(invoiceId, 30_000));
      expect(refusals(outcomes)).toEqual(["overpayment"]);
      expect(await standing(invoiceId)).toEqual(PAID);
    }
  });

  test("the same payment told ten times is one; two of half settle it, a third is refused", async () => {
    const [one, halves] = [await newInvoice(), await newInvoice()];
    const same = await stage.together(...times(10, () => pay(one, 30_000, "the same")));
    expect(values(same)).toHaveLength(10);
    expect(await standing(one)).toEqual(PAID);
    const outcomes = await stage.together(...times(3, () => pay(halves, 15_000)));
    expect(refusals(outcomes)).toEqual(["overpayment"]);
    expect(await standing(halves)).toEqual({ ...PAID, payments: 2 });
  });

  test("one reference for two invoices pays one of them", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const invoices = [await newInvoice(), await newInvoice()];
      const reference = randomUUID();
      const outcomes = await stage.together(...invoices.map((id) => pay(id, 30_000, reference)));
      expect(refusals(outcomes)).toEqual(["payment_reference_used"]);
    }
  });

  test("card and transfer at once: one settles it, the card's money is otherwise kept for staff", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const invoiceId = await newInvoice();
      const session = await openSession(invoiceId);
      const [card, transfer] = await stage.together(
        report(invoiceId, session, { eventId: randomUUID() }),
        pay(invoiceId, 30_000),
      );
      const isByCard = card && "value" in card && card.value.outcome === "applied";
      if (isByCard) expect(transfer).toEqual({ refusal: "overpayment" });
      else expect(card).toMatchObject({ value: { outcome: "needs_attention", reason: "overpayment" } });
      expect(await standing(invoiceId)).toEqual(PAID);
    }
  });

  test("a checkout clicked by six, twice each, is one", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const invoiceId = await newInvoice();
      const outcomes = values(
        await stage.together(
          ...times(6, (index) => begin(index % 2 ? stage.customer : stage.colleague, invoiceId)),
        ),
      );
      expect(outcomes).toHaveLength(6);
      expect(new Set(outcomes.map(({ id }) => id)).size).toBe(1);
    }
  });

  test("begun while it is being paid: of what is left, or refused", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const invoiceId = await newInvoice();
      const [begun] = await stage.together(begin(stage.customer, invoiceId), pay(invoiceId, 30_000));
      if (begun && "refusal" in begun) expect(begun.refusal).toBe("invoice_paid");
      const open = await stage.sql`select 1 from public.checkout_sessions
        where invoice_id = ${invoiceId} and status in ('starting', 'open')`;
      expect(open).toHaveLength(0);
    }
  });

  // Refunds ---------------------------------------------------------------------------------------

  /** An order of three pieces at R 100, and `count` tickets about the whole of it. */
  async function newTickets(count: number): Promise<{ orderId: string; tickets: string[] }> {
    const orderId = randomUUID();
    await stage.sql`insert into public.orders (id, customer_id, number, status, subtotal, total)
      values (${orderId}, ${stage.customerId}, ${orderId.slice(0, 30)}, 'delivered', 30000, 30000)`;
    await stage.sql`insert into public.order_items (order_id, sku, name, quantity, unit_price, total)
      values (${orderId}, 'AMP', 'Amplifier', 3, 10000, 30000)`;
    const tickets = times(count, () => randomUUID());
    for (const id of tickets) {
      await stage.sql`insert into public.support_tickets (id, number, customer_id, requester_id, subject, description, category, order_id)
        values (${id}, ${id.slice(0, 30)}, ${stage.customerId}, ${stage.customer.id}, 's', 'd', 'question', ${orderId})`;
    }
    return { orderId, tickets };
  }
  const refund = (as: Person, ticketId: string, amount: number): Work => ({
    as,
    run: (sql) =>
      sql`select public.resolve_ticket(${ticketId}, ${sql.json({ resolutionType: "partial_refund", notes: "Sorry", refund: { amount, currency: "ZAR" } })})`,
  });
  const decide = (as: Person, refundId: string, approve: boolean): Work => ({
    as,
    run: (sql) => sql`select public.decide_refund(${refundId}, ${approve}, 'Because')`,
  });
  async function refunded(orderId: string): Promise<number> {
    const [row] = await stage.sql<{ sum: number }[]>`
      select coalesce(sum(amount), 0)::int as sum from public.refunds where order_id = ${orderId} and status <> 'rejected'`;
    return row?.sum ?? 0;
  }
  async function admins(): Promise<[Person, Person]> {
    await stage.sql`update public.portal_users set role = 'admin' where id in (${stage.agent.id}, ${stage.second.id})`;
    return [stage.agent, stage.second];
  }

  test("two tickets of one order refund all of it: one does", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { orderId, tickets } = await newTickets(2);
      const outcomes = await stage.together(
        refund(stage.agent, tickets[0] ?? "", 30_000),
        refund(stage.second, tickets[1] ?? "", 30_000),
      );
      expect(refusals(outcomes)).toEqual(["validation_failed"]);
      expect(await refunded(orderId)).toBe(30_000);
    }
  });

  test("five tickets of one order refund a quarter each: four do", async () => {
    const { orderId, tickets } = await newTickets(5);
    const outcomes = await stage.together(...tickets.map((id) => refund(stage.agent, id, 7_500)));
    expect(refusals(outcomes)).toEqual(["validation_failed"]);
    expect(await refunded(orderId)).toBe(30_000);
  });

  test("two of staff resolve one ticket with money: it goes back once", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { orderId, tickets } = await newTickets(1);
      const outcomes = await stage.together(
        refund(stage.agent, tickets[0] ?? "", 10_000),
        refund(stage.second, tickets[0] ?? "", 10_000),
      );
      expect(refusals(outcomes)).toEqual(["invalid_transition"]);
      expect(await refunded(orderId)).toBe(10_000);
    }
  });

  test("a double click gives the same answer twice, and the money once", async () => {
    const { orderId, tickets } = await newTickets(1);
    const outcomes = await stage.together(...times(4, () => refund(stage.agent, tickets[0] ?? "", 10_000)));
    expect(values(outcomes)).toHaveLength(4);
    expect(await refunded(orderId)).toBe(10_000);
  });

  test("one admin approves and one refuses: the first is heard; with a refund beside them, nothing is given twice", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { orderId, tickets } = await newTickets(2);
      const refundId = randomUUID();
      await stage.sql`update public.support_tickets set status = 'resolved', resolution_type = 'full_refund' where id = ${tickets[0] ?? ""}`;
      await stage.sql`insert into public.refunds (id, ticket_id, order_id, amount, currency, status, requested_by)
        values (${refundId}, ${tickets[0] ?? ""}, ${orderId}, 30000, 'ZAR', 'pending_approval', null)`;
      const [first, second] = await admins();
      const [approved, rejected, other] = await stage.together(
        decide(first, refundId, true),
        decide(second, refundId, false),
        refund(first, tickets[1] ?? "", 30_000),
      );
      const isApproved = approved !== undefined && "value" in approved;
      expect(isApproved ? rejected : approved).toEqual({ refusal: "refund_decided" });
      if (isApproved) expect(other).toEqual({ refusal: "validation_failed" });
      expect(await refunded(orderId)).toBeLessThanOrEqual(30_000);
    }
  });
});
