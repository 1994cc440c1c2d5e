import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as getOne } from "@/app/api/portal/orders/[id]/route";
import { GET as getList } from "@/app/api/portal/orders/route";
import { ORDER_STATUSES, type OrderDetail, type OrderSummary } from "@/lib/orders/types";
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
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  await trade(customer.customerId);
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

/** Twenty-five orders, one a day, the first of them delivered long ago; AS-1 has a line and a parcel. */
async function trade(customerId: string) {
  await supabase.sql(
    `insert into public.orders (customer_id, number, status, subtotal, shipping, total, placed_at, shipping_address)
     select $1, 'AS-' || n, (case n when 1 then 'shipped' when 2 then 'cancelled' else 'delivered' end)::public.order_status,
       10000, 500, 10500, '2026-06-30T12:00:00Z'::timestamptz - make_interval(days => n), '{"line1": "1 Loop Street", "city": "Cape Town"}'
     from generate_series(1, 25) as n`,
    [customerId],
  );
  await supabase.sql(
    `insert into public.order_items (order_id, sku, name, quantity, unit_price, total)
     select id, 'SPK-2', 'Bookshelf speakers', 2, 5000, 10000 from public.orders where number = 'AS-1'`,
  );
  await supabase.sql(
    `with parcel as (
       insert into public.shipments (order_id, carrier, tracking_number, tracking_url, shipped_at)
       select id, 'Karoo Couriers', 'KC1', 'https://track.example/KC1', '2026-06-30' from public.orders where number = 'AS-1' returning id)
     insert into public.shipment_events (shipment_id, description, occurred_at) select id, 'Collected', '2026-06-30' from parcel`,
  );
}

type Handler = typeof getList;
type Failure = { code: string; reason?: string; fields?: Record<string, string[]> };

async function call<T = OrderSummary[]>(
  handler: Handler,
  who: Person | null,
  { query = "", id }: { query?: string; id?: string } = {},
) {
  const request = apiRequest(`/api/portal/orders${query}`, who ? { bearer: who.token } : {});
  const response = await handler(request, routeContext(id ? { id } : {}));
  const body = (await response.json()) as { data: T; nextCursor: string | null; error: Failure };
  return { status: response.status, ...body };
}
const one = (who: Person | null, id: string) => call<OrderDetail>(getOne, who, { id });
const numbers = async (query: string, who = customer) =>
  (await call(getList, who, { query })).data.map(({ number }) => number);

describe("the list", () => {
  test("is the customer's own, latest first, in pages that join up", async () => {
    const seen: string[] = [];
    let after = "";
    do {
      const { status, data, nextCursor } = await call(getList, customer, { query: `?limit=10${after}` });
      expect(status).toBe(200);
      seen.push(...data.map(({ number }) => number));
      after = nextCursor ? `&cursor=${nextCursor}` : "";
    } while (after);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `AS-${index + 1}`));
    expect(await numbers("", stranger)).toEqual([]);
  });

  test("says of each what there is to know at a glance", async () => {
    const { data } = await call(getList, customer, { query: "?limit=1" });
    expect(data).toEqual([
      {
        id: expect.any(String),
        number: "AS-1",
        status: "shipped",
        placedAt: "2026-06-29T12:00:00.000000Z",
        expectedDeliveryAt: null,
        deliveredAt: null,
        total: { amount: 10500, currency: "ZAR" },
        itemCount: 2,
        itemNames: ["Bookshelf speakers"],
        isStale: true,
      },
    ]);
  });

  test.each([
    ["?status=shipped", ["AS-1"]],
    ["?status=shipped,cancelled", ["AS-1", "AS-2"]],
    ["?status=shipped&status=cancelled", ["AS-1", "AS-2"]],
    ["?q=spk-2", ["AS-1"]],
    ["?q=SPEAKERS%20book", ["AS-1"]],
    ["?q=as-2&status=cancelled", ["AS-2"]],
    ["?q=%25", []],
    ["?from=2026-06-28&to=2026-06-29", ["AS-1", "AS-2"]],
    ["?from=2026-06-29T12:00:00Z", ["AS-1"]],
  ])("%s finds %j", async (query, expected) => {
    expect(await numbers(query)).toEqual(expected);
  });

  test.each([
    ["?status=lost", "status"],
    ["?from=2026-02-30", "from"],
    ["?to=soon", "to"],
    [`?q=${"x".repeat(201)}`, "q"],
    ["?limit=101", "limit"],
  ])("%s is refused, and says why", async (query, field) => {
    const { status, error } = await call(getList, customer, { query });
    expect([status, error.code]).toEqual([400, "invalid_request"]);
    const [[name, [why]] = ["", [""]]] = Object.entries(error.fields ?? {});
    expect([name.split(".")[0], why]).toEqual([field, expect.stringMatching(/\w/)]);
  });
});

describe("one order", () => {
  test("is read by id and by number, with lines, parcels and what can still be reported", async () => {
    const { status, data } = await one(customer, "as-1");
    expect(status).toBe(200);
    expect(data).toMatchObject({
      totals: { shipping: { amount: 500, currency: "ZAR" }, total: { amount: 10500, currency: "ZAR" } },
      shippingAddress: { line1: "1 Loop Street", city: "Cape Town" },
      items: [
        {
          sku: "SPK-2",
          quantity: 2,
          unitPrice: { amount: 5000, currency: "ZAR" },
          claimable: { quantity: 2, until: null, reason: null },
        },
      ],
      shipments: [
        { state: "underway", isStale: true, events: [{ description: "Collected", location: null }] },
      ],
      invoices: [],
      tickets: [],
      allowedActions: ["report_issue", "claim_items"],
    });
    expect((await one(customer, data.id.toUpperCase())).data.number).toBe("AS-1");
  });

  test("is not there for others, nor without signing in, and staff have an API of their own", async () => {
    const { data } = await one(customer, "AS-1");
    for (const id of ["AS-1", data.id, "AS-99", crypto.randomUUID(), "x".repeat(61), "\u0000"]) {
      const { status, error } = await one(stranger, id);
      expect([status, error.code], id).toEqual([404, "not_found"]);
    }
    expect((await one(null, "AS-1")).status).toBe(401);
    expect((await one(agent, "AS-1")).status).toBe(403);
  });

  test("says what staff changed, and tells its customer once", async () => {
    const { data } = await one(customer, "AS-1");
    const change = () =>
      command(agent, "change_order_status", {
        p_order_id: data.id,
        p_input: { status: "delivered", note: "Signed for by T. Nkosi" },
      });
    await change();
    await change();
    const after = (await one(customer, "AS-1")).data;
    expect(after).toMatchObject({
      status: "delivered",
      events: [{ status: "delivered", note: "Signed for by T. Nkosi" }],
      shipments: [{ state: "delivered", isStale: false }],
    });
    expect(Date.parse(after.items[0]?.claimable.until ?? "") - Date.now()).toBeGreaterThan(29 * 86_400_000);
    const told = await supabase.sql(
      "select event, data ->> 'number' as number from public.notifications where user_id = $1",
      [customer.id],
    );
    expect(told).toEqual([{ event: "order_status", number: "AS-1" }]);
  });
});

test("TypeScript knows the statuses of the database", async () => {
  const [row] = await supabase.sql<{ values: string[] }>(
    "select enum_range(null::public.order_status)::text[] as values",
  );
  expect(row?.values).toEqual([...ORDER_STATUSES]);
});

test("without the module there is no such call", async () => {
  await supabase.sql(`update public.app_settings set value = '{"orders": false}' where key = 'modules'`);
  expect((await call(getList, customer)).status).toBe(404);
  expect((await one(customer, "AS-1")).status).toBe(404);
});
