import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { POST as postCheckout } from "@/app/api/portal/invoices/[id]/checkout/route";
import { paymentJobs } from "@/lib/payments/jobs";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { type FakeStripe, startStripe, stripeEnv } from "../../helpers/stripe";
import { apiRequest, routeContext } from "../../helpers/visitor";

let supabase: TestSupabase;
let stripe: FakeStripe;
let customer: Person;
let stranger: Person;
let agent: Person;

beforeAll(async () => {
  [supabase, stripe] = await Promise.all([startTestSupabase(), startStripe()]);
  stubEnv({
    ...supabase.env,
    ...stripeEnv(stripe),
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
});
afterAll(async () => {
  await stripe.close();
  await supabase.close();
});
beforeEach(() => supabase.sql("delete from private.rate_limits"));

async function newInvoice(amount = 115000, currency = "ZAR") {
  const [id, number] = [randomUUID(), `INV-${randomUUID().slice(0, 8)}`];
  await supabase.sql(
    `insert into public.invoices (id, customer_id, number, currency, subtotal, total, issued_on, due_on)
     values ($1, $2, $3, $4, $5, $5, current_date, current_date + 7)`,
    [id, customer.customerId, number, currency, amount],
  );
  return { id, number };
}

async function checkout(id: string, who: Person | null = customer) {
  const request = apiRequest(`/api/portal/invoices/${id}/checkout`, {
    method: "POST",
    ...(who ? { bearer: who.token } : {}),
  });
  const response = await postCheckout(request, routeContext({ id }));
  const body = (await response.json()) as {
    data?: { url: string };
    error?: { code: string; reason?: string };
  };
  return { status: response.status, ...body };
}

const lastSession = () => [...stripe.sessions.values()].at(-1);

describe("POST /api/portal/invoices/[id]/checkout", () => {
  test("leads to a page where exactly what is outstanding is paid", async () => {
    const { id, number } = await newInvoice();
    await supabase.sql("update public.invoices set amount_paid = 15000 where id = $1", [id]);
    const { status, data } = await checkout(id);
    const session = lastSession();
    expect({ status, url: data?.url }).toEqual({ status: 200, url: session?.url });
    expect(session).toMatchObject({
      amount_total: 100000,
      currency: "zar",
      customer_email: customer.email,
      success_url: `http://127.0.0.1:3000/portal/invoices/${number}?payment=success`,
      cancel_url: `http://127.0.0.1:3000/portal/invoices/${number}?payment=cancelled`,
      metadata: { invoiceId: id, invoiceNumber: number },
    });
  });

  test("two clicks, and two at once, lead to the same page", async () => {
    const { id, number } = await newInvoice();
    const urls = await Promise.all([checkout(id), checkout(number), checkout(id)]);
    expect(new Set(urls.map(({ data }) => data?.url)).size).toBe(1);
    expect(await checkout(id)).toMatchObject({ status: 200, data: { url: urls[0]?.data?.url } });
    const made = [...stripe.sessions.values()].filter(({ metadata }) => metadata.invoiceId === id);
    expect(made).toHaveLength(1);
  });

  test("a part payment meanwhile leads to another page, and closes the first", async () => {
    const { id } = await newInvoice();
    await checkout(id);
    const first = lastSession();
    await supabase.sql("update public.invoices set amount_paid = 1000 where id = $1", [id]);
    await checkout(id);
    expect(lastSession()).toMatchObject({ amount_total: 114000 });
    const [job] = await supabase.sql<{ payload: unknown }>(
      "select payload from public.jobs where kind = 'expire_checkout' order by id desc limit 1",
    );
    await paymentJobs.expire_checkout?.(job?.payload, { jobId: 1, attempt: 1 });
    expect(first).toMatchObject({ status: "expired" });
    // Again, after a worker died before it could say so.
    await paymentJobs.expire_checkout?.(job?.payload, { jobId: 1, attempt: 2 });
    expect(lastSession()).toMatchObject({ status: "open" });
  });

  test.each([
    ["a broken connection", [0]],
    ["an outage", [500]],
    ["a lock on the key", [409]],
  ])("%s is passed over with the same key", async (_, failures) => {
    const { id } = await newInvoice();
    stripe.failNext(...failures);
    expect(await checkout(id)).toMatchObject({ status: 200 });
    const keys = stripe.requests.slice(-2).map(({ idempotencyKey }) => idempotencyKey);
    expect(keys[0]).toBe(keys[1]);
  });

  test("a longer outage says so, takes nothing, and the next click goes on", async () => {
    const { id } = await newInvoice();
    stripe.failNext(503, 503, 503);
    expect(await checkout(id)).toMatchObject({ status: 503, error: { code: "unavailable" } });
    expect(await checkout(id)).toMatchObject({ status: 200 });
  });

  test("what Stripe will never take is said plainly", async () => {
    const { id } = await newInvoice(20);
    const refused = { status: 409, error: { code: "conflict", reason: "amount_not_payable" } };
    expect(await checkout(id)).toMatchObject(refused);
    expect(await checkout(id)).toMatchObject(refused);
    expect(await checkout((await newInvoice(5, "KWD")).id)).toMatchObject(refused);
  });

  test.each([
    ["a paid one", "status = 'paid', amount_paid = total", "invoice_paid"],
    ["a cancelled one", "status = 'cancelled'", "invoice_cancelled"],
  ])("%s has no page", async (_, change, reason) => {
    const { id } = await newInvoice();
    await supabase.sql(`update public.invoices set ${change} where id = $1`, [id]);
    expect(await checkout(id)).toMatchObject({ status: 409, error: { reason } });
  });

  test("it is there for the customer alone", async () => {
    const { id, number } = await newInvoice();
    expect(await checkout(id, null)).toMatchObject({ status: 401 });
    expect(await checkout(id, agent)).toMatchObject({ status: 403 });
    expect(await checkout(id, stranger)).toMatchObject({ status: 404 });
    expect(await checkout(number, stranger)).toMatchObject({ status: 404 });
    for (const nothing of ["nothing", "\u0000", "x".repeat(100)]) {
      expect(await checkout(nothing)).toMatchObject({ status: 404 });
    }
  });

  test("without a key there is no such thing", async () => {
    const { id } = await newInvoice();
    vi.resetModules();
    vi.stubEnv("STRIPE_SECRET_KEY", undefined);
    vi.stubEnv("STRIPE_WEBHOOK_SECRET", undefined);
    const { POST } = await import("@/app/api/portal/invoices/[id]/checkout/route");
    const webhook = await import("@/app/api/webhooks/stripe/route");
    const response = await POST(
      apiRequest(`/api/portal/invoices/${id}/checkout`, { method: "POST", bearer: customer.token }),
      routeContext({ id }),
    );
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "not_found", reason: "payments_off" } });
    const delivery = await webhook.POST(apiRequest("/api/webhooks/stripe", { body: {} }), routeContext());
    expect(delivery.status).toBe(404);
  });
});
