import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST } from "@/app/api/integrations/[kind]/route";
import { sign } from "@/lib/integrations/signature";
import type { RecordResult } from "@/lib/integrations/types";
import { type CountingProxy, startCountingProxy } from "../../../bench/counting-proxy";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { apiRequest, routeContext } from "../../helpers/visitor";

const SECRET = "a-secret-of-the-test-suite";
const PREVIOUS = "the-secret-before-that-one";

let supabase: TestSupabase;
let proxy: CountingProxy;

beforeAll(async () => {
  supabase = await startTestSupabase();
  proxy = await startCountingProxy();
  stubEnv({
    NEXT_PUBLIC_SUPABASE_URL: await proxy.forwardTo(supabase.url),
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: supabase.publishableKey,
    SUPABASE_SECRET_KEY: supabase.serviceKey,
    INTEGRATION_SECRET: SECRET,
    INTEGRATION_SECRET_PREVIOUS: PREVIOUS,
  });
});
afterAll(async () => {
  await proxy.close();
  await supabase.close();
});
beforeEach(async () => {
  await supabase.sql("delete from private.rate_limits");
  proxy.take();
});

type Answer = { data: RecordResult[]; error: { code: string; reason?: string; message: string } };
type Options = {
  secret?: string;
  age?: number;
  header?: string;
  key?: string;
  path?: string;
  type?: string;
};

/** A moment of its own for each request, as if they came seconds apart. */
let moment = Math.floor(Date.now() / 1_000) - 200;

async function send(kind: string, body: unknown, options: Options = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  moment += 1;
  const time = options.age === undefined ? moment : Math.floor(Date.now() / 1_000) - options.age;
  const headers: Record<string, string> = {
    "x-portico-signature": options.header ?? sign(options.secret ?? SECRET, time, text),
    ...(options.key && { "idempotency-key": options.key }),
    ...(options.type && { "content-type": options.type }),
  };
  if (headers["x-portico-signature"] === "") delete headers["x-portico-signature"];
  const request = apiRequest(`/api/integrations/${kind}`, { body: text, headers });
  const response = await POST(request, routeContext({ kind }));
  return { status: response.status, headers: response.headers, ...((await response.json()) as Answer) };
}

const product = (id: string, changes: object = {}) => ({
  externalId: id,
  sku: `SKU-${id}`,
  name: `Product ${id}`,
  price: { amount: 129900, currency: "ZAR" },
  ...changes,
});
const order = (id: string, changes: object = {}) => ({
  externalId: id,
  number: `ORD-${id}`,
  customer: { externalId: "c1", email: "naledi@shop.example", fullName: "Naledi Mokoena" },
  status: "paid",
  currency: "ZAR",
  placedAt: "2026-11-01T10:00:00+02:00",
  items: [{ sku: "AMP", name: "Amplifier", quantity: 2, unitPrice: 10_000 }],
  tax: 3_000,
  ...changes,
});

describe("a batch", () => {
  test("of 500 records is one call of the database, with an answer for each in its place", async () => {
    const records = Array.from({ length: 500 }, (_, index) => order(`many-${index}`));
    records[3] = order("many-3", { items: [] });
    records[7] = order("many-7", { number: "ORD-many-6" });
    const { status, data } = await send("orders", { source: "erp", records });
    expect(status).toBe(200);
    expect(proxy.take().map(({ path }) => path)).toEqual(["/rest/v1/rpc/receive_records"]);
    expect(data).toHaveLength(500);
    expect(data[3]).toEqual({
      index: 3,
      externalId: "many-3",
      status: "failed",
      error: { code: "out_of_range", message: "This list has no entries.", field: "items" },
    });
    expect(data[7]).toMatchObject({ status: "failed", error: { code: "already_taken", field: "number" } });
    const others = data.filter((_, index) => index !== 3 && index !== 7);
    expect(others.every(({ status, id }) => status === "created" && id)).toBe(true);
    expect(data.map(({ externalId }) => externalId)).toEqual(records.map(({ externalId }) => externalId));
  });

  test("may come again, changed or not", async () => {
    const first = await send("products", [product("a"), product("b")]);
    expect(first.data.map(({ status }) => status)).toEqual(["created", "created"]);
    const second = await send("products", [product("b"), product("a", { name: "Renamed" })]);
    expect(second.data.map(({ status }) => status)).toEqual(["unchanged", "updated"]);
    expect(second.data.map(({ id }) => id)).toEqual(first.data.map(({ id }) => id).reverse());
  });

  test("says what is wrong with each record, and takes the others", async () => {
    const { status, data } = await send("products", {
      records: [
        product("good"),
        product("c", { name: undefined }),
        product("d", { nmae: "Typo" }),
        product("e", { price: 12.5 }),
        product("f", { price: { amount: 1, currency: "Rand" } }),
        product("g", { name: "x".repeat(201) }),
        product("h", { isActive: "yes" }),
        "nothing",
        product("i", { name: "zero \u0000 and half \ud800 a pair" }),
      ],
    });
    expect(status).toBe(200);
    expect(data.map(({ status, error }) => error?.code ?? status)).toEqual([
      "created",
      "missing",
      "unknown_field",
      "invalid",
      "invalid",
      "out_of_range",
      "invalid",
      "invalid",
      "created",
    ]);
    expect(data.map(({ error }) => error?.field).slice(1, 7)).toEqual([
      "name",
      "nmae",
      "price",
      "currency",
      "name",
      "isActive",
    ]);
    const [kept] = await supabase.sql("select name from public.products where external_id = 'i'");
    expect(kept).toEqual({ name: "zero  and half  a pair" });
  });

  test("of each kind is taken", async () => {
    const customer = { email: "naledi@shop.example" };
    const answers = [
      await send("customers", [{ externalId: "k1", fullName: "Sipho Dlamini", email: "Sipho@Shop.example" }]),
      await send("invoices", [
        {
          externalId: "i1",
          customer,
          issuedOn: "2026-11-01",
          dueOn: "2026-11-30",
          items: [{ description: "Fibre", quantity: 1.5, unitPrice: { amount: 1_001, currency: "JPY" } }],
        },
      ]),
      await send("services", [
        { externalId: "s1", customer, name: "Fibre", package: "Fibre 100", price: 69_900, currency: "ZAR" },
      ]),
      await send("usage", [
        { externalId: "u1", service: { externalId: "s1" }, month: "2026-10", bytesDown: 7 },
      ]),
    ];
    expect(answers.map(({ data }) => data[0]?.status)).toEqual(["created", "created", "created", "created"]);
    const [invoice] = await supabase.sql(
      "select subtotal::int, currency from public.invoices where external_id = 'i1'",
    );
    expect(invoice).toEqual({ subtotal: 1_502, currency: "JPY" });
    const { data } = await send("transcripts", [{ externalId: "t1", text: "Hello." }]);
    expect(data[0]).toMatchObject({ status: "failed", error: { code: "call_unknown" } });
  });
});

describe("a signature", () => {
  test.each([
    ["missing", { header: "" }, "signature_unsigned"],
    ["of another form", { header: "sha256=abc" }, "signature_malformed"],
    ["of six minutes ago", { age: 360 }, "signature_stale"],
    ["of six minutes ahead", { age: -360 }, "signature_stale"],
    ["with another secret", { secret: "another-secret-entirely" }, "signature_wrong"],
  ])("%s is refused, and nothing is read or written", async (_, options, reason) => {
    const answer = await send("products", [product("refused")], options);
    expect(answer).toMatchObject({ status: 401, error: { code: "unauthenticated", reason } });
    const rows = await supabase.sql("select 1 from public.products where external_id = 'refused'");
    expect(rows).toEqual([]);
  });

  test("does not fit another body", async () => {
    const header = sign(SECRET, Math.floor(Date.now() / 1_000), JSON.stringify([product("one")]));
    expect(await send("products", [product("two")], { header })).toMatchObject({ status: 401 });
  });

  test("of the previous secret is good while senders change over", async () => {
    const { data } = await send("products", [product("rotated")], { secret: PREVIOUS });
    expect(data[0]?.status).toBe("created");
  });

  test("is good once: a recorded request cannot undo what came after it", async () => {
    const old = JSON.stringify([product("replay", { name: "Old" })]);
    const header = sign(SECRET, Math.floor(Date.now() / 1_000) - 30, old);
    await send("products", old, { header });
    await send("products", [product("replay", { name: "New" })]);
    const forged = `${header},v1=${"0".repeat(64)}`;
    for (const options of [{ header }, { header, key: "a-fresh-key" }, { header: forged }]) {
      const again = await send("products", old, options);
      expect(again).toMatchObject({ status: 409, error: { code: "conflict", reason: "signature_used" } });
    }
    const [row] = await supabase.sql("select name from public.products where external_id = 'replay'");
    expect(row).toEqual({ name: "New" });
  });

  test("that is wrong too often is not looked at any more", async () => {
    await supabase.sql("delete from private.rate_limits");
    let status = 401;
    for (let tries = 0; status === 401 && tries < 70; tries++) {
      ({ status } = await send("products", [], { header: "t=1,v1=00" }));
    }
    expect(status).toBe(429);
  });
});

describe("an honest retry", () => {
  test("learns what the first try did, signed anew or not", async () => {
    const body = JSON.stringify([product("retry"), product("retry-bad", { name: "" })]);
    const header = sign(SECRET, Math.floor(Date.now() / 1_000) - 10, body);
    const first = await send("products", body, { header, key: "retry-1" });
    expect(first.data.map(({ status }) => status)).toEqual(["created", "failed"]);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    for (const options of [{ key: "retry-1" }, { header, key: "retry-1" }]) {
      const again = await send("products", body, options);
      expect(again.data).toEqual(first.data);
      expect(again.headers.get("idempotency-replayed")).toBe("true");
    }
  });

  test("with other content is refused", async () => {
    await send("products", [product("key")], { key: "key-1" });
    expect(await send("products", [product("key", { name: "Other" })], { key: "key-1" })).toMatchObject({
      status: 409,
      error: { reason: "idempotency_key_reused" },
    });
  });
});

describe("a request", () => {
  test.each([
    ["for an unknown kind", "things", [], {}, 404],
    ["that is not JSON", "products", "{", {}, 400],
    ["of another type", "products", [], { type: "text/csv" }, 415],
    ["without records", "products", { things: [] }, {}, 422],
    ["of null", "products", null, {}, 422],
    ["with a reserved source", "products", { source: "portal", records: [] }, {}, 422],
    ["with 501 records", "products", Array.from({ length: 501 }, () => ({})), {}, 413],
    ["of nine megabytes", "products", `["${"x".repeat(9 * 1024 * 1024)}"]`, {}, 413],
    ["with an endless key", "products", [], { key: "k".repeat(101) }, 400],
  ])("%s is refused", async (_, kind, body, options, status) => {
    expect((await send(kind, body, options)).status).toBe(status);
  });

  test("with nothing in it is answered with nothing", async () => {
    expect(await send("orders", [])).toMatchObject({ status: 200, data: [] });
  });

  test("comes at most 600 times a minute from one source", async () => {
    await supabase.sql(
      "select public.consume_rate_limit('integrations:busy', 600, 60) from generate_series(1, 600)",
    );
    const refused = await send("products", { source: "busy", records: [] });
    expect(refused).toMatchObject({ status: 429, error: { code: "rate_limited" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await send("products", { source: "calm", records: [] })).status).toBe(200);
  });
});
