import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, refusals, type Sql, type Stage, values, type Work } from "./stage.ts";

const server = await startTempPostgres();
const ROUNDS = 6;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

type Result = { externalId: string; status: string; id: string };

describe.skipIf(!server)("imports at the same time", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });

  const service = (run: (sql: Sql) => PromiseLike<readonly unknown[]>): Work => ({ as: null, run });
  const importing = (kind: string, source: string, records: object[]) =>
    service((sql) => sql`select public.import_records(${kind}, ${source}, ${sql.json(records as never)})`);
  const order = (id: string, changes: object = {}) => ({
    externalId: id,
    number: id,
    status: "paid",
    customer: { externalId: `c-${id}`, fullName: "Ann", email: `${id}@shop.example` },
    items: [
      { sku: "A", name: "Amp", quantity: 2, unitPrice: 100 },
      { sku: "B", name: "Bass", quantity: 1, unitPrice: 50 },
    ],
    ...changes,
  });
  /** Signs somebody up with a verified address, as the auth server does. */
  const signUp = (id: string, email: string) =>
    service(async (sql) => {
      // The role of the API may not write there; the auth server's own may.
      await sql`select set_config('role', 'none', true)`;
      return sql`insert into auth.users (id, email, email_confirmed_at) values (${id}, ${email}, now()) returning id`;
    });
  const statuses = (outcome: Record<string, unknown>) =>
    (outcome as unknown as Result[]).map(({ status }) => status);

  test("the same records five times are created once, with their lines and customers", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const source = `same-${round}`;
      const records = times(20, (n) => order(`${source}-${n}`));
      // Some send them the other way round, which is what deadlocks are made of.
      const outcomes = await stage.together(
        ...times(5, (n) => importing("orders", source, n % 2 ? records.toReversed() : records)),
      );
      const answers = values(outcomes).flatMap(statuses);
      expect(answers.filter((status) => status === "created")).toHaveLength(20);
      expect(answers.filter((status) => status === "unchanged")).toHaveLength(80);
      const [counts] = await stage.sql`
        select count(distinct o.id)::int as orders, count(i.id)::int as lines, count(distinct o.customer_id)::int as customers
        from public.orders o join public.order_items i on i.order_id = o.id where o.source = ${source}`;
      expect(counts).toEqual({ orders: 20, lines: 40, customers: 20 });
    }
  });

  test("of two versions of an order one is the last, whole", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = `version-${round}`;
      await stage.together(importing("orders", "versions", [order(id)]));
      const shipped = order(id, {
        status: "shipped",
        items: [{ sku: "A", name: "Amp", quantity: 5, unitPrice: 100 }],
      });
      const delivered = order(id, {
        status: "delivered",
        items: [{ sku: "C", name: "Cello", quantity: 7, unitPrice: 1 }],
      });
      await stage.together(
        importing("orders", "versions", [shipped]),
        importing("orders", "versions", [delivered]),
      );
      const [row] = await stage.sql`
        select o.status, o.total::int, array_agg(i.sku) as skus from public.orders o
        join public.order_items i on i.order_id = o.id where o.external_id = ${id} group by o.id`;
      expect([
        { status: "shipped", total: 500, skus: ["A"] },
        { status: "delivered", total: 7, skus: ["C"] },
      ]).toContainEqual(row);
    }
  });

  test("somebody signs up while their customer, and their order, arrive: one customer, whoever was first", async () => {
    for (let round = 0; round < ROUNDS * 2; round++) {
      const email = `both-${round}@example.com`;
      const user = randomUUID();
      await stage.together(
        signUp(user, email),
        importing("customers", "erp", [{ externalId: `both-${round}`, fullName: "Both", email }]),
        importing("orders", "shop", [order(`both-${round}`, { customer: { email, fullName: "Both" } })]),
      );
      const found = await stage.sql`
        select c.id, u.id as user_id, o.number, k.external_id from public.customer_profiles c
        left join public.portal_users u on u.customer_id = c.id
        left join public.orders o on o.customer_id = c.id
        left join private.customer_keys k on k.customer_id = c.id
        where lower(c.email) = ${email}`;
      expect(found).toEqual([
        { id: expect.any(String), user_id: user, number: `both-${round}`, external_id: `both-${round}` },
      ]);
    }
  });

  test("two systems bring one customer: one profile, known by both", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const email = `systems-${round}@example.com`;
      const record = { externalId: `systems-${round}`, fullName: "Known", email };
      await stage.together(importing("customers", "erp", [record]), importing("customers", "shop", [record]));
      const keys = await stage.sql`
        select k.source from private.customer_keys k join public.customer_profiles c on c.id = k.customer_id
        where c.email = ${email} order by 1`;
      const profiles = await stage.sql`select 1 from public.customer_profiles where email = ${email}`;
      expect(keys.map(({ source }) => source)).toEqual(["erp", "shop"]);
      expect(profiles).toHaveLength(1);
    }
  });

  test("one signed request four times is applied once; under a key all learn what it did", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const receive = (key: string | null) =>
        service((sql) => {
          const request = {
            fingerprint: fingerprint(`${key} ${round}`),
            sha256: "x",
            ...(key && { idempotencyKey: key }),
          };
          const records = [order(`signed-${round}-${key}`)];
          return sql`select public.receive_records('orders', 'signed', ${sql.json(records as never)}, ${sql.json(request)})`;
        });
      const plain = await stage.together(...times(4, () => receive(null)));
      expect(refusals(plain)).toEqual(times(3, () => "signature_used"));
      const keyed = values(await stage.together(...times(4, () => receive(`key-${round}`))));
      expect(keyed.map(({ repeated }) => repeated).sort()).toEqual([false, true, true, true]);
      expect(new Set(keyed.map(({ results }) => JSON.stringify(results))).size).toBe(1);
    }
  });
});

const fingerprint = (text: string) => Buffer.from(text.padEnd(32, ".").slice(-32)).toString("hex");
