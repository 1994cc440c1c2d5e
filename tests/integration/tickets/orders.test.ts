import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findViewerByToken, type Viewer } from "@/lib/auth/viewer";
import { encodeCursor } from "@/lib/core/ids";
import { readListParams } from "@/lib/tickets/list-params";
import { loadSubjects, loadTicketList } from "@/lib/tickets/portal-queries";
import { findTicket, loadThreadPage } from "@/lib/tickets/queries";
import { ticketInput } from "@/lib/tickets/schema";
import { createTicket } from "@/lib/tickets/service";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { signedIn } from "../../helpers/people";

let supabase: TestSupabase;
let viewer: Viewer;
let line: { order: string; item: string };

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  const { token } = await signedIn(supabase, "Thandi Nkosi");
  const found = await findViewerByToken(token, new Headers());
  if (!found.ok) throw new Error(found.error.message);
  viewer = found.value;
  const [order] = await supabase.sql<{ id: string }>(
    "insert into public.orders (customer_id, number, status, subtotal, total) values ($1, 'AS-1', 'delivered', 100, 100) returning id",
    [viewer.customerId],
  );
  const [item] = await supabase.sql<{ id: string }>(
    "insert into public.order_items (order_id, position, sku, name, quantity, unit_price, total) values ($1, 1, 'Q150', 'Speakers', 2, 50, 100) returning id",
    [order?.id],
  );
  line = { order: order?.id ?? "", item: item?.id ?? "" };
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

const claim = (quantity: number, key = crypto.randomUUID()) =>
  createTicket(
    viewer,
    ticketInput.parse({
      subject: "Dented",
      description: "On the left.",
      category: "order_issue",
      orderId: line.order,
      affectedItems: [{ orderItemId: line.item, quantity, note: "left" }],
    }),
    key,
  );

test("the form of a new ticket offers the customer's own orders with their lines", async () => {
  expect(await loadSubjects(viewer, { withOrders: false })).toMatchObject({ orders: [] });
  expect(await loadSubjects(viewer)).toMatchObject({
    isShared: false,
    orders: [
      {
        number: "AS-1",
        placedAt: expect.stringMatching(/Z$/),
        items: [{ name: "Speakers", quantity: 2, claimable: { quantity: 2 } }],
      },
    ],
    services: [],
    domains: [],
  });
});

test("an order line is claimed up to what was bought, and no further", async () => {
  const first = await claim(1);
  expect(first.ok && first.value.affectedItems).toEqual([
    { orderItemId: line.item, name: "Speakers", sku: "Q150", quantity: 1, note: "left" },
  ]);
  const tooMany = await claim(2);
  expect(!tooMany.ok && tooMany.error).toMatchObject({
    code: "validation_failed",
    fields: { affectedItems: ["Speakers: 1 of 2 can still be claimed."] },
  });
});

test("the list page reads tickets, figures and categories at once", async () => {
  const { tickets, stats } = await loadTicketList(viewer, readListParams({ category: "order_issue" }));
  expect([tickets.items.length, stats.total]).toEqual([1, 1]);
  const waiting = await loadTicketList(viewer, readListParams({ view: "waiting" }));
  expect(waiting.tickets.items).toEqual([]);
});

test("a long thread is shown from its end, and the part before is one step away", async () => {
  const opened = await claim(1);
  if (!opened.ok) throw new Error(opened.error.message);
  await supabase.sql(
    `insert into public.ticket_messages (ticket_id, author_type, author_name, body, created_at)
     select $1, 'customer', 'Thandi', 'message ' || n, now() + make_interval(secs => n) from generate_series(1, 120) n`,
    [opened.value.id],
  );
  const found = await findTicket(viewer, opened.value.id);
  if (!found) throw new Error("not found");
  const latest = await loadThreadPage(viewer, found, undefined);
  expect([latest.messages.length, latest.isLatest, latest.messages.at(-1)?.body]).toEqual([
    100,
    true,
    "message 120",
  ]);

  const before = await loadThreadPage(
    viewer,
    found,
    latest.earlier ? encodeCursor(latest.earlier) : undefined,
  );
  expect(before).toMatchObject({ isLatest: false, earlier: null });
  expect(before.messages.map(({ body }) => body).slice(-2)).toEqual(["message 19", "message 20"]);
  expect(before.messages).toHaveLength(21);
});
