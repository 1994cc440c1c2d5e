import mysql from "mysql2/promise";
import { UserError } from "../lib/steps.ts";

type Row = mysql.RowDataPacket;

export type OpenCartCustomer = {
  customer_id: number;
  firstname: string;
  lastname: string;
  email: string;
  telephone: string;
};

/** An order with its lines. Decimals and times are text, as the database has them. */
export type OpenCartOrder = {
  order_id: number;
  customer_id: number;
  firstname: string;
  lastname: string;
  email: string;
  telephone: string;
  invoice_no: number;
  invoice_prefix: string;
  store_name: string;
  order_status_id: number;
  total: string;
  currency_code: string;
  currency_value: string;
  payment_method: string | null;
  shipping_method: string | null;
  shipping_firstname: string;
  shipping_lastname: string;
  shipping_company: string;
  shipping_address_1: string;
  shipping_address_2: string;
  shipping_city: string;
  shipping_postcode: string;
  shipping_zone: string;
  shipping_country: string;
  date_added: string;
  date_modified: string;
  products: {
    name: string;
    model: string;
    quantity: number;
    price: string;
    total: string;
    options: { name: string; value: string }[];
  }[];
  history: { order_status_id: number; notify: number; comment: string; date_added: string }[];
  totals: { code: string; title: string; value: string }[];
};

const ORDER_COLUMNS = [
  "order_id, customer_id, firstname, lastname, email, telephone, invoice_no, invoice_prefix, store_name",
  "order_status_id, total, currency_code, currency_value, payment_method, shipping_method",
  "shipping_firstname, shipping_lastname, shipping_company, shipping_address_1, shipping_address_2",
  "shipping_city, shipping_postcode, shipping_zone, shipping_country, date_added, date_modified",
].join(", ");

/** The database of an OpenCart shop, version 3 or 4, which is only ever read. */
export type OpenCart = Awaited<ReturnType<typeof openShop>>;

/**
 * Connects to a shop's database, `mysql://user:password@host:3306/name`. Throws a UserError when nobody answers
 * or no OpenCart is there under the prefix.
 */
export async function openShop(url: string, prefix: string) {
  if (!/^\w{0,30}$/.test(prefix)) throw new UserError("--prefix has letters, digits and underscores only.");
  const pool = mysql.createPool({
    uri: url,
    // One connection, so that what it is told about its session holds.
    connectionLimit: 1,
    dateStrings: true,
    charset: "utf8mb4",
  });
  const query = async <T>(sql: string, values: readonly unknown[] = []) => {
    const [rows] = await pool.query<Row[]>(sql, values as unknown[]);
    return rows as unknown as T[];
  };
  const table = (name: string) => `\`${prefix}${name}\``;
  await checkShop(query, url, prefix).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });

  return {
    close: () => pool.end(),

    /** The shop's words for its statuses, in English where it has them. */
    async statusNames(): Promise<Map<number, string>> {
      const rows = await query<{ order_status_id: number; name: string }>(
        `select s.order_status_id, s.name from ${table("order_status")} s
         left join ${table("language")} l on l.language_id = s.language_id
         order by l.code like 'en%', s.language_id desc`,
      );
      return new Map(rows.map(({ order_status_id, name }) => [order_status_id, name]));
    },

    /** The zone of the shop's clock, where its settings name it (version 4). */
    async timeZone(): Promise<string | null> {
      const rows = await query<{ value: string }>(
        `select \`value\` from ${table("setting")} where \`key\` = 'config_timezone' order by store_id limit 1`,
      );
      return rows[0]?.value || null;
    },

    /** The latest change of an order. */
    async latestChange(): Promise<string | null> {
      const [row] = await query<{ latest: string | null }>(
        `select max(date_modified) as latest from ${table("order")}`,
      );
      return row?.latest ?? null;
    },

    /** How many orders there are, or were changed since a time on the shop's clock. */
    async countOrders(since: string | null): Promise<number> {
      const [row] = await query<{ count: number }>(
        `select count(*) as count from ${table("order")} where order_status_id > 0${since ? " and date_modified >= ?" : ""}`,
        since ? [since] : [],
      );
      return row?.count ?? 0;
    },

    async countCustomers(): Promise<number> {
      const [row] = await query<{ count: number }>(`select count(*) as count from ${table("customer")}`);
      return row?.count ?? 0;
    },

    /** The next customers after an id. */
    customersAfter(id: number, limit: number): Promise<OpenCartCustomer[]> {
      return query(
        `select customer_id, firstname, lastname, email, telephone from ${table("customer")}
         where customer_id > ? order by customer_id limit ?`,
        [id, limit],
      );
    },

    /**
     * The next orders after an id, all or those that were changed since. By id, which is the one order that
     * OpenCart has an index for. Status 0 is a checkout that nobody finished, and no order.
     */
    async ordersAfter(id: number, since: string | null, limit: number): Promise<OpenCartOrder[]> {
      const orders = await query<OpenCartOrder>(
        `select ${ORDER_COLUMNS} from ${table("order")}
         where order_id > ? and order_status_id > 0${since ? " and date_modified >= ?" : ""} order by order_id limit ?`,
        since ? [id, since, limit] : [id, limit],
      );
      if (orders.length === 0) return [];
      const ids = [orders.map(({ order_id }) => order_id)];
      type Of<T> = T & { order_id: number };
      type Product = Of<OpenCartOrder["products"][number]> & { order_product_id: number };
      const products = await query<Product>(
        `select order_product_id, order_id, name, model, quantity, price, total from ${table("order_product")}
         where order_id in (?) order by order_product_id`,
        ids,
      );
      const options = await query<{ order_product_id: number; name: string; value: string }>(
        `select order_product_id, name, \`value\` from ${table("order_option")} where order_id in (?) order by order_option_id`,
        ids,
      );
      const history = await query<Of<OpenCartOrder["history"][number]>>(
        `select order_id, order_status_id, notify, comment, date_added from ${table("order_history")}
         where order_id in (?) order by date_added, order_history_id`,
        ids,
      );
      const totals = await query<Of<OpenCartOrder["totals"][number]>>(
        `select order_id, code, title, \`value\` from ${table("order_total")} where order_id in (?) order by sort_order, order_total_id`,
        ids,
      );
      const optionsOf = Map.groupBy(options, ({ order_product_id }) => order_product_id);
      const productsOf = Map.groupBy(products, ({ order_id }) => order_id);
      const historyOf = Map.groupBy(history, ({ order_id }) => order_id);
      const totalsOf = Map.groupBy(totals, ({ order_id }) => order_id);
      return orders.map((order) => ({
        ...order,
        products: (productsOf.get(order.order_id) ?? []).map((line) => ({
          ...line,
          options: optionsOf.get(line.order_product_id) ?? [],
        })),
        history: historyOf.get(order.order_id) ?? [],
        totals: totalsOf.get(order.order_id) ?? [],
      }));
    },
  };
}

type Query = <T>(sql: string, values?: readonly unknown[]) => Promise<T[]>;

const NEEDED = [
  "order",
  "order_product",
  "order_option",
  "order_history",
  "order_total",
  "order_status",
  "customer",
];

async function checkShop(query: Query, url: string, prefix: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const names = NEEDED.map((name) => prefix + name);
  // Read only, whatever a mistake in here might ask for.
  const found = await query("set session transaction read only")
    .then(() =>
      query<{ name: string }>(
        "select table_name as name from information_schema.tables where table_schema = database() and table_name in (?)",
        [names],
      ),
    )
    .catch((error: unknown) => {
      throw new UserError(`The shop's database at ${host} does not answer: ${(error as Error).message}.`);
    });
  const missing = names.filter((name) => !found.some((one) => one.name === name));
  if (missing.length > 0) {
    throw new UserError(
      `${pathname.slice(1) || "The database"} at ${host} has no table ${missing[0]}: is ${prefix || "(none)"} the prefix of an OpenCart shop?`,
    );
  }
}
