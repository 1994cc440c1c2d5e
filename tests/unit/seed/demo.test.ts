import { describe, expect, test } from "vitest";
import { priceLines } from "@/lib/core/totals";
import { QUOTE_STATUSES } from "@/lib/quotes/types";
import { TICKET_STATUSES } from "@/lib/tickets/types";
import { idOf } from "../../../scripts/seed/random.ts";
import { type Rows, SEEDED_TABLES, toParts } from "../../../scripts/seed/rows.ts";
import { cast, demoAt, MOMENTS } from "./fixtures.ts";

const HOUR = 3_600_000;
const now = MOMENTS[0] as Date;
const demo = demoAt(now);
const users = Object.values(cast).map(({ id }) => id);

/** Column → the table that it refers to. */
const REFERENCES: Record<string, keyof Rows> = {
  customer_id: "customer_profiles",
  order_id: "orders",
  order_item_id: "order_items",
  product_id: "products",
  invoice_id: "invoices",
  quote_id: "quote_requests",
  service_id: "customer_services",
  domain_id: "custom_domains",
  ticket_id: "support_tickets",
  follow_up_of: "support_tickets",
  message_id: "ticket_messages",
  shipment_id: "shipments",
};
const USER_COLUMNS = [
  "requester_id",
  "assignee_id",
  "author_id",
  "actor_id",
  "user_id",
  "agent_id",
  "requested_by",
  "reviewer_id",
  "accepted_by",
  "sent_by",
];

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const ofCustomer = (key: string) => (row: { customer_id: string }) =>
  row.customer_id === idOf("customer", key);

describe("the demo", () => {
  test("comes out the same each time", () => {
    expect(demoAt(now)).toEqual(demo);
  });

  test("has about forty customers, 150 tickets and every table filled", () => {
    expect(demo.customer_profiles).toHaveLength(40);
    expect(demo.support_tickets.length).toBeGreaterThanOrEqual(150);
    // Files have a bucket, and the help centre has rows of its own: see tests/unit/seed/help-content.test.ts.
    const elsewhere = (table: string) => table === "ticket_attachments" || table.startsWith("kb_");
    const empty = SEEDED_TABLES.filter((table) => demo[table].length === 0 && !elsewhere(table));
    expect(empty).toEqual([]);
  });

  test.each(SEEDED_TABLES)("%s refers only to rows that come before it", (table) => {
    const known = (target: keyof Rows) => new Set(demo[target].map((row) => (row as { id?: string }).id));
    for (const [column, target] of Object.entries(REFERENCES)) {
      const ids = known(target);
      const wanted = demo[table]
        .map((row) => (row as Record<string, unknown>)[column])
        .filter((id) => typeof id === "string");
      expect(
        wanted.filter((id) => !ids.has(id as string)),
        column,
      ).toEqual([]);
      if (wanted.length > 0 && target !== table) {
        expect(SEEDED_TABLES.indexOf(target as never)).toBeLessThan(SEEDED_TABLES.indexOf(table));
      }
    }
    for (const column of USER_COLUMNS) {
      const wanted = demo[table]
        .map((row) => (row as Record<string, unknown>)[column])
        .filter((id) => typeof id === "string");
      expect(
        wanted.filter((id) => !users.includes(id as string)),
        column,
      ).toEqual([]);
    }
  });

  test.each(SEEDED_TABLES)("no id comes twice in %s", (table) => {
    const ids = demo[table].map((row) => (row as { id?: string }).id).filter(Boolean);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("numbers of record come once, tickets' in the order of opening", () => {
    for (const table of ["support_tickets", "orders", "invoices", "quote_requests"] as const) {
      const numbers = demo[table].map(({ number }) => number);
      expect(new Set(numbers).size, table).toBe(numbers.length);
    }
    const byNumber = demo.support_tickets.toSorted((a, b) => a.number.localeCompare(b.number));
    const opened = byNumber.map(({ created_at }) => created_at ?? "");
    expect(opened).toEqual(opened.toSorted());
  });

  test("totals add up", () => {
    for (const order of demo.orders) {
      const lines = demo.order_items.filter(({ order_id }) => order_id === order.id);
      expect(order.subtotal).toBe(sum(lines.map(({ total }) => total)));
      expect(lines.every((line) => line.total === line.quantity * line.unit_price)).toBe(true);
      const before = order.subtotal + (order.shipping ?? 0) - (order.discount ?? 0);
      expect(order.tax).toBe(Math.round(before * 0.15));
      expect(order.total).toBe(before + (order.tax ?? 0));
    }
    for (const invoice of demo.invoices) {
      const lines = demo.invoice_items.filter(({ invoice_id }) => invoice_id === invoice.id);
      expect(invoice.subtotal).toBe(sum(lines.map(({ total }) => total)));
      expect(invoice.total).toBe(invoice.subtotal + (invoice.tax ?? 0));
      const payments = demo.invoice_payments.filter(({ invoice_id }) => invoice_id === invoice.id);
      expect(invoice.amount_paid).toBe(sum(payments.map(({ amount }) => amount)));
      expect(invoice.status === "paid").toBe(invoice.amount_paid === invoice.total);
      const order = demo.orders.find(({ id }) => id === invoice.order_id);
      if (order) expect(invoice.total).toBe(order.total);
    }
  });

  test("quotes come to what their versions say, and their history to where they are", () => {
    expect(new Set(demo.quote_requests.map(({ status }) => status))).toEqual(new Set(QUOTE_STATUSES));
    for (const version of demo.quote_versions) {
      const lines = demo.quote_items.filter(
        (item) => item.quote_id === version.quote_id && item.version === version.version,
      );
      const totals = priceLines({
        currency: "ZAR",
        lines: lines.map(({ quantity, unit_price, tax_rate, discount }) => ({
          quantity,
          unitPrice: unit_price ?? 0,
          taxRate: tax_rate ?? 0,
          discount,
        })),
        discount: version.discount,
      });
      expect(totals.lines.map(({ net }) => net)).toEqual(lines.map(({ total }) => total));
      const { subtotal, discount, taxes, tax, total } = version;
      expect(totals).toMatchObject({ subtotal, discount, taxes, tax, total });
    }
    for (const quote of demo.quote_requests) {
      const versions = demo.quote_versions.filter(({ quote_id }) => quote_id === quote.id);
      const sent = versions.filter(({ status }) => status !== "draft");
      expect(quote.version).toBe(sent.length);
      expect(quote.total).toBe(sent.at(-1)?.total ?? 0);
      const times = demo.quote_events
        .filter(({ quote_id }) => quote_id === quote.id)
        .map(({ created_at }) => created_at);
      expect(times).toEqual(times.toSorted());
      expect(times.length).toBe(quote.revision);
    }
    const counts = demo.quote_requests.map(({ version }) => version);
    expect(Math.max(...counts.map(Number))).toBe(3);
  });

  test("nobody claims more of an order line than was bought", () => {
    for (const item of demo.order_items) {
      const claims = demo.ticket_affected_items.filter(({ order_item_id }) => order_item_id === item.id);
      expect(sum(claims.map(({ quantity }) => quantity))).toBeLessThanOrEqual(item.quantity);
    }
    expect(demo.ticket_affected_items.length).toBeGreaterThan(3);
  });

  test("no agent is in two calls at once", () => {
    const planned = demo.scheduled_calls.filter(({ status }) => status === "scheduled");
    for (const one of planned) {
      const clashes = planned.filter(
        (other) =>
          other.agent_id === one.agent_id && other.starts_at < one.ends_at && one.starts_at < other.ends_at,
      );
      expect(clashes).toEqual([one]);
    }
  });

  test("rows of one part have the same columns", () => {
    for (const { rows } of toParts(demo)) {
      const columns = new Set(rows.map((row) => Object.keys(row).sort().join()));
      expect(columns.size).toBe(1);
    }
  });
});

describe.each(["naledi", "blouberg"])("the demo customer %s", (key) => {
  const mine = ofCustomer(key);

  test("has something in every module", () => {
    const invoices = demo.invoices.filter(mine);
    const today = now.toISOString().slice(0, 10);
    expect(new Set(demo.orders.filter(mine).map(({ status }) => status)).size).toBeGreaterThanOrEqual(4);
    expect(invoices.some(({ status }) => status === "paid")).toBe(true);
    expect(invoices.some(({ status, due_on }) => status === "pending" && due_on >= today)).toBe(true);
    expect(invoices.some(({ status, due_on }) => status === "pending" && due_on < today)).toBe(true);
    expect(demo.quote_requests.filter(mine).length).toBeGreaterThanOrEqual(3);
    expect(demo.scheduled_calls.filter(mine).length).toBeGreaterThanOrEqual(3);
    expect(demo.customer_services.filter(mine).length).toBeGreaterThanOrEqual(2);
    expect(demo.custom_domains.filter(mine).length).toBeGreaterThanOrEqual(2);
    expect(demo.support_tickets.filter(mine).length).toBeGreaterThanOrEqual(12);
  });

  test("has unread notifications", () => {
    const userId = key === "naledi" ? cast.naledi.id : cast.johan.id;
    const unread = demo.notifications.filter(
      ({ user_id, read_at }) => user_id === userId && read_at === null,
    );
    expect(unread.length).toBeGreaterThanOrEqual(2);
    expect(unread.length).toBeLessThan(12);
  });
});

test("one customer has a ticket in every status", () => {
  const statuses = demo.support_tickets.filter(ofCustomer("naledi")).map(({ status }) => status);
  expect([...new Set(statuses)].sort()).toEqual([...TICKET_STATUSES].sort());
});

describe.each(MOMENTS.map((moment) => [moment.toISOString(), moment] as const))(
  "loaded at %s",
  (_, moment) => {
    const rows = demoAt(moment);

    test("nothing that happened lies ahead", () => {
      const past = [
        "created_at",
        "placed_at",
        "occurred_at",
        "last_activity_at",
        "resolved_at",
        "closed_at",
        "rated_at",
        "read_at",
        "paid_at",
        "completed_at",
        "checked_at",
        "shipped_at",
        "delivered_at",
        "cancelled_at",
      ];
      for (const table of SEEDED_TABLES) {
        for (const row of rows[table] as Record<string, unknown>[]) {
          for (const column of past.filter((name) => typeof row[name] === "string")) {
            expect(Date.parse(row[column] as string), `${table}.${column}`).toBeLessThanOrEqual(
              moment.getTime(),
            );
          }
        }
      }
    });

    test("the queue has tickets that are late, nearly late and in time", () => {
      const running = rows.support_tickets.filter(({ status }) =>
        ["new", "waiting_ai", "assigned", "in_progress"].includes(status ?? ""),
      );
      const isLate = (at: string | null | undefined) => Date.parse(at ?? "") < moment.getTime();
      const late = running.filter(
        (ticket) =>
          isLate(ticket.resolution_due_at) ||
          (!ticket.first_responded_at && isLate(ticket.first_response_due_at)),
      );
      const nearly = running.filter(
        (ticket) =>
          !ticket.first_responded_at &&
          !isLate(ticket.first_response_due_at) &&
          Date.parse(ticket.first_response_due_at ?? "") - moment.getTime() < 0.25 * HOUR,
      );
      expect(late.length).toBeGreaterThan(1);
      expect(late.length).toBeLessThan(running.length / 2);
      expect(nearly.length).toBeGreaterThan(0);
    });

    test("a call and a technician are still to come", () => {
      const ahead = (at: string | null | undefined) => Date.parse(at ?? "") > moment.getTime();
      expect(
        rows.scheduled_calls.filter(({ status, starts_at }) => status === "scheduled" && !ahead(starts_at)),
      ).toEqual([]);
      expect(
        rows.installation_steps.some(
          ({ window_start, completed_at }) => ahead(window_start) && !completed_at,
        ),
      ).toBe(true);
    });
  },
);
