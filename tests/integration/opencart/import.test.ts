import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoadOptions, loadShop } from "../../../scripts/opencart/load.ts";
import { type OpenCart, openShop } from "../../../scripts/opencart/source.ts";
import { statusMap } from "../../../scripts/opencart/statuses.ts";
import type { Supabase } from "../../../scripts/seed/supabase.ts";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded.ts";
import { mariadbServer, startMariadb, type TestMariadb } from "../../helpers/mariadb.ts";
import { openCartTables } from "./schema.ts";

const PREFIX = "shop_";
const METHOD = { 3: "Bank transfer", 4: '{"name":"Bank transfer","code":"bank_transfer.bank_transfer"}' };

if (!mariadbServer) {
  describe("OpenCart", () => {
    it.skip("MariaDB is not installed here (on Debian: apt-get install mariadb-server)");
  });
}

describe.skipIf(!mariadbServer)("OpenCart", () => {
  let mariadb: TestMariadb;
  let supabase: TestSupabase;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "portico-opencart-"));
    [mariadb, supabase] = await Promise.all([startMariadb(), startTestSupabase()]);
  });
  afterAll(async () => {
    await mariadb?.stop();
    await supabase?.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each([3, 4] as const)("version %d", (version) => {
    const database = `shop${version}`;
    const source = `opencart${version}`;
    let shop: OpenCart;

    const options = async (more: Partial<LoadOptions> = {}): Promise<LoadOptions> => ({
      source,
      batch: 2,
      full: false,
      dryRun: false,
      rejects: join(folder, `${source}.jsonl`),
      startProgress: () => ({ show: () => {}, end: () => {} }),
      shop: {
        numberPrefix: `OC${version}-`,
        timeZone: "Africa/Johannesburg",
        statuses: statusMap(await shop.statusNames(), {}),
      },
      ...more,
    });
    const load = async (more: Partial<LoadOptions> = {}) =>
      loadShop(supabase.client(supabase.serviceKey) as unknown as Supabase, shop, await options(more));
    const change = (sql: string) => mariadb.run(`USE ${database}; ${sql}`);
    const order = async (id: number) => {
      const [row] = await supabase.sql<Record<string, unknown>>(
        `select o.number, o.status, o.currency, o.subtotal::int, o.shipping::int, o.tax::int, o.discount::int, o.total::int,
           o.placed_at, o.shipping_address, c.full_name, c.email,
           (select jsonb_agg(jsonb_build_array(i.sku, i.name, i.quantity, i.unit_price, i.total) order by i.position)
            from public.order_items i where i.order_id = o.id) as items,
           (select jsonb_agg(jsonb_build_array(e.status, e.note) order by e.occurred_at)
            from public.order_events e where e.order_id = o.id) as events
         from public.orders o join public.customer_profiles c on c.id = o.customer_id
         where o.source = $1 and o.external_id = $2`,
        [source, String(id)],
      );
      return row;
    };

    beforeAll(async () => {
      await mariadb.run(`CREATE DATABASE ${database}; USE ${database}; ${openCartTables(version, PREFIX)}
        INSERT INTO shop_customer (customer_id, firstname, lastname, email, telephone, date_added) VALUES
          (7, 'Zoë', 'O&#039;Brien', 'zoe${version}@shop.example', '+27821234567', '2026-01-01 09:00:00');
        INSERT INTO shop_order (order_id, customer_id, firstname, lastname, email, payment_method, shipping_method, shipping_firstname,
            shipping_lastname, shipping_address_1, shipping_city, shipping_country, total, order_status_id, date_added, date_modified) VALUES
          (41, 7, 'Zoë', 'O&#039;Brien', 'zoe${version}@shop.example', '${METHOD[version]}', '', 'Zoë', 'O&#039;Brien', '1 Long St',
            'Cape Town', 'South Africa', 1240.0050, 3, '2026-03-01 10:00:00', '2026-03-03 12:00:00'),
          (42, 0, 'Guest', 'One', 'guest${version}@shop.example', '', '', '', '', '', '', '', 99.0000, 1, '2026-03-02 10:00:00', '2026-03-02 10:00:00'),
          (43, 0, 'Never', 'Finished', 'never@shop.example', '', '', '', '', '', '', '', 5.0000, 0, '2026-03-02 10:00:00', '2026-03-02 10:00:00'),
          (44, 7, 'Zoë', 'O&#039;Brien', 'zoe${version}@shop.example', '', '', '', '', '', '', '', 10.0000, 17, '2026-03-02 10:00:00', '2026-03-02 10:00:00');
        INSERT INTO shop_order_product (order_product_id, order_id, name, model, quantity, price, total) VALUES
          (1, 41, 'Speaker &amp; stand', 'SPK-1', 2, 500.0000, 1000.0000), (2, 41, 'Cable', 'CBL', 1, 78.2650, 78.2650),
          (3, 42, 'Cable', 'CBL', 1, 99.0000, 99.0000), (4, 44, 'Cable', 'CBL', 1, 10.0000, 10.0000);
        INSERT INTO shop_order_option (order_id, order_product_id, name, value) VALUES (41, 1, 'Colour', 'Black &amp; white');
        INSERT INTO shop_order_total (order_id, code, title, value, sort_order) VALUES
          (41, 'sub_total', 'Sub-Total', 1078.2650, 1), (41, 'coupon', 'Coupon (TEN)', -100.0000, 2), (41, 'shipping', 'Courier', 100.0000, 3),
          (41, 'tax', 'VAT', 161.7400, 5), (41, 'total', 'Total', 1240.0050, 9), (42, 'total', 'Total', 99.0000, 9);
        INSERT INTO shop_order_history (order_id, order_status_id, notify, comment, date_added) VALUES
          (41, 1, 0, '', '2026-03-01 10:00:00'), (41, 2, 0, 'Customer is difficult', '2026-03-02 08:00:00'),
          (41, 3, 1, 'On its way &amp; <b>insured</b>', '2026-03-03 12:00:00');`);
      shop = await openShop(mariadb.url(database), PREFIX);
    });
    afterAll(() => shop?.close());

    it("changes nothing in a dry run", async () => {
      const { orders } = await load({ dryRun: true });
      expect(orders).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 1 });
      expect(await order(41)).toBeUndefined();
    });

    it("reads all of the shop at first, and says what it refused", async () => {
      const { customers, orders } = await load();
      expect(customers).toEqual({ created: 1, updated: 0, unchanged: 0, failed: 0 });
      expect(orders).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 1 });
      expect(await order(41)).toEqual({
        number: `OC${version}-41`,
        status: "shipped",
        currency: "ZAR",
        // The parts are rounded one by one; the total is the shop's.
        subtotal: 107827,
        shipping: 10000,
        tax: 16174,
        discount: 10000,
        total: 124001,
        placed_at: "2026-03-01T08:00:00+00:00",
        shipping_address: expect.objectContaining({
          name: "Zoë O'Brien",
          line1: "1 Long St",
          city: "Cape Town",
        }),
        full_name: "Zoë O'Brien",
        email: `zoe${version}@shop.example`,
        items: [
          ["SPK-1", "Speaker & stand (Colour: Black & white)", 2, 50000, 100000],
          ["CBL", "Cable", 1, 7827, 7827],
        ],
        // What the shop wrote for itself stays there.
        events: [
          ["pending", null],
          ["processing", null],
          ["shipped", "On its way & insured"],
        ],
      });
      expect(await order(42)).toMatchObject({
        full_name: "Guest One",
        email: `guest${version}@shop.example`,
      });
      expect(await order(43)).toBeUndefined();
      expect(JSON.parse(await readFile(join(folder, `${source}.jsonl`), "utf8"))).toMatchObject({
        kind: "orders",
        externalId: "44",
        message: expect.stringContaining("Waiting for stock (17)"),
      });
    });

    it("keeps what the shop knows beyond that, for those who see the order", async () => {
      const cached = await supabase.sql(
        "select order_id::int, status, payment_method, total::int, totals, store_name from public.opencart_orders_cache where source = $1 order by 1",
        [source],
      );
      expect(cached).toHaveLength(2);
      expect(cached[0]).toMatchObject({
        order_id: 41,
        status: "Shipped",
        payment_method: "Bank transfer",
        store_name: "Umoya & Sons",
        total: 124001,
      });
      expect(cached[0]?.totals).toContainEqual({ code: "coupon", title: "Coupon (TEN)", amount: -10000 });
    });

    it("reads what was changed since, and leaves the rest alone", async () => {
      await change(`UPDATE shop_order SET order_status_id = 5, date_modified = '2026-03-04 09:00:00' WHERE order_id = 42;
        INSERT INTO shop_order_history (order_id, order_status_id, notify, comment, date_added) VALUES (42, 5, 0, '', '2026-03-04 09:00:00');`);
      const { orders, since } = await load();
      expect(since).toBe("2026-03-03 11:50:00");
      expect(orders).toEqual({ created: 0, updated: 1, unchanged: 1, failed: 0 });
      expect(await order(42)).toMatchObject({ status: "delivered" });
    });

    it("takes a status that was mapped by hand, and all orders when asked", async () => {
      const statuses = statusMap(await shop.statusNames(), { 17: "processing" });
      const { orders } = await load({ full: true, shop: { ...(await options()).shop, statuses } });
      expect(orders).toEqual({ created: 1, updated: 0, unchanged: 2, failed: 0 });
      expect(await order(44)).toMatchObject({ status: "processing" });
    });

    it("gives one right outcome when it runs twice at once", async () => {
      await change(`INSERT INTO shop_order (order_id, customer_id, firstname, lastname, email, payment_method, shipping_method, total,
          order_status_id, date_added, date_modified) VALUES
          (50, 0, 'Guest', 'Two', 'two${version}@shop.example', '', '', 20.0000, 1, '2026-03-05 10:00:00', '2026-03-05 10:00:00');
        INSERT INTO shop_order_product (order_id, name, model, quantity, price, total) VALUES (50, 'Cable', 'CBL', 2, 10.0000, 20.0000);`);
      const other = await openShop(mariadb.url(database), PREFIX);
      const both = await Promise.all([
        load(),
        loadShop(supabase.client(supabase.serviceKey) as unknown as Supabase, other, await options()),
      ]);
      await other.close();
      expect(both.reduce((sum, { orders }) => sum + orders.created, 0)).toBe(1);
      expect(both.reduce((sum, { orders }) => sum + orders.failed, 0)).toBe(0);
      expect(await order(50)).toMatchObject({ items: [["CBL", "Cable", 2, 1000, 2000]] });
    });
  });

  it("is a command", async () => {
    const env = {
      ...process.env,
      NEXT_PUBLIC_SUPABASE_URL: supabase.url,
      SUPABASE_SECRET_KEY: supabase.serviceKey,
    };
    const rejects = join(folder, "command.jsonl");
    const args = [
      "--prefix",
      PREFIX,
      "--source",
      "opencart3",
      "--time-zone",
      "Africa/Johannesburg",
      "--number-prefix",
      "OC3-",
    ];
    const run = (...more: string[]) =>
      promisify(execFile)(
        process.execPath,
        ["scripts/import-opencart.ts", ...args, "--rejects", rejects, ...more],
        { env },
      ).catch((error: { code: number; stdout: string; stderr: string }) => error);
    const refused = await run("--url", mariadb.url("shop3"), "--full");
    expect(refused).toMatchObject({ code: 2, stdout: expect.stringContaining("1 were refused") });
    expect(refused.stdout).toContain("Orders: 0 new, 0 changed, 3 as they were, 1 refused.");
    expect(await run("--url", "postgres://nowhere")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Usage:"),
    });
    expect(await run("--url", mariadb.url("shop3"), "--time-zone", "Mars/Olympus")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Mars/Olympus is no time zone"),
    });
  });

  it("says when the database is no shop, or does not answer", async () => {
    await mariadb.run("CREATE DATABASE IF NOT EXISTS empty_one");
    await expect(openShop(mariadb.url("empty_one"), "oc_")).rejects.toThrow("has no table oc_order");
    await expect(openShop("mysql://root@127.0.0.1:1/x", "oc_")).rejects.toThrow("does not answer");
    await expect(openShop(mariadb.url("empty_one"), "oc`; drop")).rejects.toThrow("letters, digits");
  });
});
