import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as postCheckout } from "@/app/api/portal/invoices/[id]/checkout/route";
import { POST as postWebhook } from "@/app/api/webhooks/stripe/route";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { type FakeSession, type FakeStripe, signed, startStripe, stripeEnv } from "../../helpers/stripe";
import { apiRequest, routeContext, SITE } from "../../helpers/visitor";

let supabase: TestSupabase;
let stripe: FakeStripe;
let customer: Person;

beforeAll(async () => {
  [supabase, stripe] = await Promise.all([startTestSupabase(), startStripe()]);
  stubEnv({
    ...supabase.env,
    ...stripeEnv(stripe),
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
});
afterAll(async () => {
  await stripe.close();
  await supabase.close();
});
beforeEach(() => supabase.sql("delete from private.rate_limits"));

/** A new invoice, and the session at Stripe that its customer was led to. */
async function begin(amount = 115000, currency = "ZAR"): Promise<{ id: string; session: FakeSession }> {
  const id = randomUUID();
  await supabase.sql(
    `insert into public.invoices (id, customer_id, number, currency, subtotal, total, issued_on, due_on)
     values ($1, $2, $3, $4, $5, $5, current_date, current_date + 7)`,
    [id, customer.customerId, id.slice(0, 30), currency, amount],
  );
  const request = apiRequest(`/api/portal/invoices/${id}/checkout`, {
    method: "POST",
    bearer: customer.token,
  });
  const response = await postCheckout(request, routeContext({ id }));
  expect(response.status).toBe(200);
  const session = [...stripe.sessions.values()].find(({ metadata }) => metadata.invoiceId === id);
  if (!session) throw new Error("no session");
  return { id, session };
}

async function send(body: string, signature: string | null) {
  const request = new NextRequest(`${SITE}/api/webhooks/stripe`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...(signature ? { "stripe-signature": signature } : {}) },
  });
  const response = await postWebhook(request, routeContext());
  const answer = (await response.json()) as {
    data?: { outcome: string; reason: string | null; repeated: boolean };
    error?: { code: string };
  };
  return { status: response.status, ...answer };
}

const deliver = (event: object) => {
  const { body, signature } = signed(event);
  return send(body, signature);
};

async function invoice(id: string) {
  const [row] = await supabase.sql<{ status: string; paid: string; payments: string }>(
    `select i.status::text, i.amount_paid::text as paid,
       (select count(*)::text from public.invoice_payments p where p.invoice_id = i.id) as payments
     from public.invoices i where i.id = $1`,
    [id],
  );
  return row;
}
const PAID = { status: "paid", paid: "115000", payments: "1" };
const UNPAID = { status: "pending", paid: "0", payments: "0" };

describe("POST /api/webhooks/stripe", () => {
  test("a paid session settles the invoice, once, however often and by how many it is told", async () => {
    const { id, session } = await begin();
    stripe.pay(session.id);
    const event = stripe.event(session);
    const answers = await Promise.all([deliver(event), deliver(event), deliver(event)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.filter(({ data }) => data?.repeated === false)).toHaveLength(1);
    expect(await deliver(event)).toMatchObject({ status: 200, data: { outcome: "applied", repeated: true } });
    expect(await deliver(stripe.event(session))).toMatchObject({ status: 200 });
    expect(await invoice(id)).toEqual(PAID);
  });

  test("in any order: closed, paid, begun", async () => {
    const { id, session } = await begin();
    const begun = stripe.event(stripe.pay(session.id, "unpaid"));
    stripe.pay(session.id);
    await deliver(stripe.event(session, "checkout.session.expired"));
    await deliver(stripe.event(session, "checkout.session.async_payment_succeeded"));
    await deliver(begun);
    await deliver(stripe.event(session, "checkout.session.async_payment_failed"));
    expect(await invoice(id)).toEqual(PAID);
  });

  test("a bank that takes its time is waited for, and nobody pays twice meanwhile", async () => {
    const { id, session } = await begin();
    stripe.pay(session.id, "unpaid");
    expect(await deliver(stripe.event(session))).toMatchObject({ data: { outcome: "noted" } });
    expect(await invoice(id)).toEqual(UNPAID);
    const request = apiRequest(`/api/portal/invoices/${id}/checkout`, {
      method: "POST",
      bearer: customer.token,
    });
    const again = await postCheckout(request, routeContext({ id }));
    expect(await again.json()).toMatchObject({ error: { code: "conflict", reason: "payment_processing" } });
    await deliver(
      stripe.event(session, "checkout.session.async_payment_succeeded", { payment_status: "paid" }),
    );
    expect(await invoice(id)).toEqual(PAID);
  });

  test.each([
    ["amount", { amount_total: 1 }, "wrong_amount"],
    ["currency", { currency: "usd" }, "wrong_currency"],
    ["invoice", { metadata: { invoiceId: randomUUID() } }, "wrong_metadata"],
    ["session", { id: "cs_test_other", metadata: {} }, "unknown_checkout"],
  ])(
    "another %s than was asked for is kept for staff and not set against anything",
    async (_, changes, reason) => {
      const { id, session } = await begin();
      stripe.pay(session.id);
      const odd = { metadata: session.metadata, ...changes };
      expect(await deliver(stripe.event(session, "checkout.session.completed", odd))).toMatchObject({
        status: 200,
        data: { outcome: "needs_attention", reason },
      });
      expect(await invoice(id)).toEqual(UNPAID);
    },
  );

  test("an invoice that was settled otherwise meanwhile keeps the money for staff", async () => {
    const { id, session } = await begin();
    await supabase.sql("update public.invoices set status = 'paid', amount_paid = total where id = $1", [id]);
    stripe.pay(session.id);
    expect(await deliver(stripe.event(session))).toMatchObject({
      data: { outcome: "needs_attention", reason: "overpayment" },
    });
  });

  test.each([
    ["JPY", 500, 500, 500],
    ["KWD", 5124, 5120, 5124],
    ["ISK", 750, 75000, 750],
  ])("%s in the units of each side", async (currency, amount, total, paid) => {
    const { id, session } = await begin(amount, currency);
    expect(session.amount_total).toBe(total);
    stripe.pay(session.id);
    expect(await deliver(stripe.event(session))).toMatchObject({ data: { outcome: "applied" } });
    expect(await invoice(id)).toMatchObject({ status: "paid", paid: String(paid) });
  });

  test("what is no payment is taken and left", async () => {
    const { session } = await begin();
    expect(await deliver(stripe.event(session, "charge.succeeded"))).toMatchObject({
      status: 200,
      data: { outcome: "ignored" },
    });
  });

  test("only what Stripe signed, now, and as it came", async () => {
    const { id, session } = await begin();
    stripe.pay(session.id);
    const event = stripe.event(session);
    const { body, signature } = signed(event);
    const refused = { status: 400, error: { code: "invalid_request" } };
    expect(await send(body, null)).toMatchObject(refused);
    expect(await send(body, "t=1,v1=00")).toMatchObject(refused);
    expect(await send(`${body} `, signature)).toMatchObject(refused);
    expect(await send(body, signed(event, { secret: "whsec_other" }).signature)).toMatchObject(refused);
    const old = new Date(Date.now() - 6 * 60_000);
    expect(await send(body, signed(event, { at: old }).signature)).toMatchObject(refused);
    expect(await send("", signature)).toMatchObject(refused);
    expect(await invoice(id)).toEqual(UNPAID);
    expect(await send(body, signature)).toMatchObject({ status: 200 });
  });

  test("who keeps on forging has to wait, and Stripe does not", async () => {
    const { session } = await begin();
    for (let n = 0; n < 30; n++) await send("{}", "t=1,v1=00");
    expect(await send("{}", "t=1,v1=00")).toMatchObject({ status: 429 });
    stripe.pay(session.id);
    expect(await deliver(stripe.event(session))).toMatchObject({ status: 200 });
  });

  test("a body without end is cut off", async () => {
    const { body, signature } = signed({ text: "x".repeat(600 * 1024) });
    expect(await send(body, signature)).toMatchObject({ status: 413 });
  });
});
