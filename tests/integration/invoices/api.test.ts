import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as getPdf } from "@/app/api/portal/invoices/[id]/pdf/route";
import { GET as getOne } from "@/app/api/portal/invoices/[id]/route";
import { GET as getList } from "@/app/api/portal/invoices/route";
import { GET as getStatement } from "@/app/api/portal/invoices/statement/route";
import { GET as getOrderInvoice } from "@/app/api/portal/orders/[id]/invoice/route";
import type { InvoiceDetail, InvoiceSummary } from "@/lib/invoices/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { command, type Person, signedIn } from "../../helpers/people";
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
  customer = await signedIn(supabase, "محمد عبد الرحمن");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  await supabase.sql("update public.customer_profiles set time_zone = 'Africa/Johannesburg'");
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

type Plan = {
  due?: number;
  issuedOn?: string;
  total?: number;
  orderId?: string;
  who?: Person;
  currency?: string;
};
let count = 0;

/** An issued invoice with one line; `due` is in days from today. */
async function invoice({
  due = 7,
  issuedOn,
  total = 11_500,
  orderId,
  who = customer,
  currency = "ZAR",
}: Plan = {}) {
  count += 1;
  const number = `INV-${String(count).padStart(4, "0")}`;
  const net = Math.round(total / 1.15);
  const [row] = await supabase.sql<{ id: string }>(
    `insert into public.invoices (customer_id, order_id, number, currency, subtotal, tax, total, issued_on, due_on)
     values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, current_date - 3), current_date + $9::int) returning id`,
    [who.customerId, orderId ?? null, number, currency, net, total - net, total, issuedOn ?? null, due],
  );
  const id = row?.id ?? "";
  await supabase.sql(
    `insert into public.invoice_items (invoice_id, description, quantity, unit_price, tax_rate, total) values ($1, 'Café speakers', 1, $2, 0.15, $2)`,
    [id, net],
  );
  return { id, number };
}

function ask(
  handler: typeof getList,
  who: Person | null,
  { id, query = "" }: { id?: string; query?: string } = {},
) {
  const request = apiRequest(`/api/portal/invoices${query}`, who ? { bearer: who.token } : {});
  return handler(request, routeContext(id ? { id } : {}));
}

async function call<T>(
  handler: typeof getList,
  who: Person | null,
  options: { id?: string; query?: string } = {},
) {
  const response = await ask(handler, who, options);
  const body = (await response.json()) as {
    data: T;
    nextCursor: string | null;
    error: { code: string; reason?: string; fields?: Record<string, string[]> };
  };
  return { status: response.status, ...body };
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

describe("invoices", () => {
  test("are listed by status, page by page, and only one's own", async () => {
    const late = await invoice({ due: -2 });
    const open = await invoice({ due: 5 });
    await invoice({ who: stranger });
    const all = await call<InvoiceSummary[]>(getList, customer);
    expect(all.data.map(({ number }) => number).toSorted()).toEqual([late.number, open.number]);
    const overdue = await call<InvoiceSummary[]>(getList, customer, { query: "?status=overdue" });
    expect(overdue.data).toMatchObject([
      {
        number: late.number,
        status: "overdue",
        dueInDays: -2,
        outstanding: { amount: 11_500, currency: "ZAR" },
      },
    ]);
    const first = await call<InvoiceSummary[]>(getList, customer, {
      query: "?status=pending,overdue&sort=due&limit=1",
    });
    const second = await call<InvoiceSummary[]>(getList, customer, {
      query: `?status=pending,overdue&sort=due&limit=1&cursor=${first.nextCursor}`,
    });
    expect([first, second].map(({ data }) => data[0]?.number)).toEqual([late.number, open.number]);
    expect(second.nextCursor).toBeNull();
    expect(
      (await call(getList, customer, { query: "?status=late" })).error.fields?.["status.0"],
    ).toHaveLength(1);
  });

  test("are read with lines and tax, and are not there for anybody else", async () => {
    const { id, number } = await invoice();
    const { data } = await call<InvoiceDetail>(getOne, customer, { id: number });
    expect(data).toMatchObject({
      id,
      lines: [{ description: "Café speakers", quantity: 1, taxRate: 0.15, net: { amount: 10_000 } }],
      taxes: [{ rate: 0.15, net: { amount: 10_000 }, tax: { amount: 1_500 } }],
      paymentReport: null,
    });
    expect("parties" in data).toBe(false);
    for (const handler of [getOne, getPdf]) {
      expect((await call(handler, stranger, { id })).status).toBe(404);
      expect((await call(handler, customer, { id: "no such" })).status).toBe(404);
      expect((await call(handler, null, { id })).status).toBe(401);
      expect((await call(handler, agent, { id })).status).toBe(403);
    }
  });
});

describe("the document", () => {
  test("is the same bytes at every call, also when two ask first at the same time", async () => {
    const { id, number } = await invoice();
    const [one, two] = await Promise.all([ask(getPdf, customer, { id }), ask(getPdf, customer, { id })]);
    expect(one.headers.get("content-type")).toBe("application/pdf");
    expect(one.headers.get("content-disposition")).toContain(`${number}.pdf`);
    const first = await bytesOf(one);
    expect(first.subarray(0, 5).toString()).toBe("%PDF-");
    expect((await bytesOf(two)).equals(first)).toBe(true);

    await supabase.sql(
      `update public.app_settings set value = value || '{"name": "Renamed", "primaryColor": "#802020"}' where key = 'branding'`,
    );
    await supabase.sql("update public.customer_profiles set full_name = 'Somebody else' where id = $1", [
      customer.customerId,
    ]);
    expect((await bytesOf(await ask(getPdf, customer, { id: number }))).equals(first)).toBe(true);
    expect(await supabase.sql("select 1 from public.documents where subject_id = $1", [id])).toHaveLength(1);
  });

  test("is nobody else's, by REST and by Storage neither", async () => {
    const { id } = await invoice();
    await ask(getPdf, customer, { id });
    const [kept] = await supabase.sql<{ storage_path: string }>(
      "select storage_path from public.documents where subject_id = $1",
      [id],
    );
    const path = kept?.storage_path ?? "";
    for (const { db } of [stranger, customer]) {
      expect((await db.storage.from("documents").download(path)).error).not.toBeNull();
      expect((await db.storage.from("documents").createSignedUrl(path, 60)).error).not.toBeNull();
      expect(
        (
          await db.storage
            .from("documents")
            .upload(path, "x", { contentType: "application/pdf", upsert: true })
        ).error,
      ).not.toBeNull();
    }
    expect((await stranger.db.from("documents").select("id").eq("subject_id", id)).data).toEqual([]);
    expect((await stranger.db.from("invoices").select("id").eq("id", id)).data).toEqual([]);
  });

  test("of an order is that of its invoice", async () => {
    const [order] = await supabase.sql<{ id: string }>(
      "insert into public.orders (customer_id, number, subtotal, total) values ($1, 'UA-1', 10000, 10000) returning id",
      [customer.customerId],
    );
    expect((await call(getOrderInvoice, customer, { id: "UA-1" })).status).toBe(404);
    const { id } = await invoice({ orderId: order?.id ?? "" });
    const byOrder = await bytesOf(await ask(getOrderInvoice, customer, { id: "UA-1" }));
    expect(byOrder.equals(await bytesOf(await ask(getPdf, customer, { id })))).toBe(true);
    expect((await call(getOrderInvoice, stranger, { id: order?.id ?? "" })).status).toBe(404);
  });
});

describe("a statement", () => {
  const statement = (query: string, who: Person = customer) =>
    call(getStatement, who, { query: `/statement${query}` });

  test("says what was owed, invoiced and paid, in days of the customer", async () => {
    const who = await signedIn(supabase, "Ayanda Khumalo");
    await supabase.sql("update public.customer_profiles set time_zone = 'Pacific/Auckland' where id = $1", [
      who.customerId,
    ]);
    const before = await invoice({ who, issuedOn: "2026-05-31", total: 5_000 });
    const inside = await invoice({ who, issuedOn: "2026-06-15", total: 20_000 });
    await invoice({ who, issuedOn: "2026-06-20", total: 900, currency: "USD" });
    const gone = await invoice({ who, issuedOn: "2026-06-16", total: 7_000 });
    await supabase.sql("update public.invoices set status = 'cancelled' where id = $1", [gone.id]);
    const pay = (id: string, amount: number, at: string, reference: string) =>
      supabase.sql(
        `select public.record_invoice_payment(jsonb_build_object('invoiceId', $1::text, 'amount', $2::int, 'currency', 'ZAR',
           'method', 'bank_transfer', 'provider', 'bank', 'reference', $3::text, 'receivedAt', $4::text))`,
        [id, amount, reference, at],
      );
    // In Auckland it is the first of June already.
    await pay(before.id, 2_000, "2026-05-31T13:00:00Z", "a");
    await pay(inside.id, 20_000, "2026-06-30T11:59:59Z", "b");
    await pay(before.id, 3_000, "2026-06-30T12:00:00Z", "c");

    const response = await ask(getStatement, who, {
      query: "/statement?from=2026-06-01&to=2026-06-30&format=csv",
    });
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const rows = parse(await response.text(), { bom: true }) as string[][];
    expect(rows.slice(1).map((row) => row.join("|"))).toEqual([
      "2026-06-01|Balance brought forward|||||0.00|USD",
      expect.stringMatching(/^2026-06-20\|Invoice\|INV-\d+\|\|9.00\|\|9.00\|USD$/),
      "2026-06-30|Balance|||||9.00|USD",
      "2026-06-01|Balance brought forward|||||50.00|ZAR",
      `2026-06-01|Payment|${before.number}|Bank transfer||20.00|30.00|ZAR`,
      `2026-06-15|Invoice|${inside.number}||200.00||230.00|ZAR`,
      `2026-06-30|Payment|${inside.number}|Bank transfer||200.00|30.00|ZAR`,
      "2026-06-30|Balance|||||30.00|ZAR",
    ]);
  });

  test("comes as a PDF too, and says what is wrong with a time", async () => {
    const pdf = await ask(getStatement, customer, { query: "/statement?from=2026-01-01&to=2026-12-31" });
    expect(pdf.headers.get("content-disposition")).toBe(
      'attachment; filename="statement-2026-01-01-2026-12-31.pdf"',
    );
    expect((await bytesOf(pdf)).subarray(0, 5).toString()).toBe("%PDF-");
    for (const query of [
      "",
      "?from=2026-02-30&to=2026-03-01",
      "?from=2026-03-02&to=2026-03-01",
      "?from=2020-01-01&to=2026-01-01",
      "?from=2026-01-01&to=2026-01-02&format=xls",
    ]) {
      expect(await statement(query)).toMatchObject({ status: 400, error: { fields: expect.anything() } });
    }
    expect(
      (await call(getStatement, null, { query: "/statement?from=2026-01-01&to=2026-01-02" })).status,
    ).toBe(401);
  });
});

test("a statement of very many entries is a table and no PDF", async () => {
  const who = await signedIn(supabase, "Busy Customer");
  await supabase.sql(
    `insert into public.invoices (customer_id, number, subtotal, total, issued_on, due_on)
     select $1, 'MANY-' || n, 100, 100, '2025-05-05', '2025-06-05' from generate_series(1, 1001) n`,
    [who.customerId],
  );
  const query = "/statement?from=2025-05-01&to=2025-05-31&format=";
  expect(await call(getStatement, who, { query: `${query}pdf` })).toMatchObject({
    status: 422,
    error: { fields: { from: [expect.stringContaining("1,000")] } },
  });
  const csv = await (await ask(getStatement, who, { query: `${query}csv` })).text();
  expect(csv.trim().split("\r\n")).toHaveLength(1004);
});

test("two people who say at once that they have paid get one ticket", async () => {
  const { id } = await invoice();
  const report = (key: string) =>
    command<{ ticketId: string }>(customer, "report_invoice_payment", {
      p_key: key,
      p_invoice_id: id,
      p_input: { subject: "Payment", description: "By transfer." },
    });
  const [one, two, again] = [...(await Promise.all([report("a"), report("b")])), await report("a")];
  expect(new Set([one, two, again].map((answer) => answer?.ticketId)).size).toBe(1);
  const { data } = await call<InvoiceDetail>(getOne, customer, { id });
  expect(data.paymentReport).toMatchObject({ ticketId: one?.ticketId, isOpen: true });
});
