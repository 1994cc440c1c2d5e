import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as postResolve } from "@/app/api/admin/tickets/[id]/resolve/route";
import { GET as getTicket } from "@/app/api/portal/tickets/[id]/route";
import { decideRefund } from "@/lib/tickets/desk-service";
import type { DeskTicket } from "@/lib/tickets/desk-types";
import type { TicketDetail } from "@/lib/tickets/queries";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { command, type Person, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";

let supabase: TestSupabase;
let customer: Person;
let agent: Person;
let admin: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  admin = await signedIn(supabase, "Annelise Visser", "agent");
  await supabase.sql("update public.portal_users set role = 'admin' where id = $1", [admin.id]);
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

/** A ticket about one piece of an order of three, which cost `price` each. */
async function newTicket(price = 50_000, currency = "ZAR"): Promise<{ id: string; number: string }> {
  const [order, line] = [randomUUID(), randomUUID()];
  await supabase.sql(
    `insert into public.orders (id, customer_id, number, status, currency, subtotal, total)
     values ($1, $2, $3, 'delivered', $4, $5, $5)`,
    [order, customer.customerId, order.slice(0, 30), currency, price * 3],
  );
  await supabase.sql(
    `insert into public.order_items (id, order_id, sku, name, quantity, unit_price, total)
     values ($1, $2, 'AMP', 'Amplifier', 3, $3, $4)`,
    [line, order, price, price * 3],
  );
  return command(customer, "create_ticket", {
    p_key: randomUUID(),
    p_input: {
      subject: "Broken",
      description: "It hums.",
      category: "order_issue",
      orderId: order,
      affectedItems: [{ orderItemId: line, quantity: 1 }],
    },
  });
}

type Failure = { code: string; message: string; reason?: string; fields?: Record<string, string[]> };
async function resolve(id: string, body: unknown, who = agent) {
  const request = apiRequest(`/api/admin/tickets/${id}/resolve`, { body, bearer: who.token });
  const response = await postResolve(request, routeContext({ id }));
  const answer = (await response.json()) as { data: DeskTicket; error: Failure };
  return { status: response.status, ...answer };
}
async function read(id: string): Promise<TicketDetail> {
  const request = apiRequest(`/api/portal/tickets/${id}`, { bearer: customer.token });
  return ((await (await getTicket(request, routeContext({ id }))).json()) as { data: TicketDetail }).data;
}
const asViewer = ({ db, id }: Person) => ({ db, id, role: "admin" }) as never;
const zar = (amount: number) => ({ amount, currency: "ZAR" });

describe("POST /api/admin/tickets/[id]/resolve", () => {
  test("resolves with a refund, which the customer reads of", async () => {
    const { id, number } = await newTicket();
    const { status, data } = await resolve(number, {
      resolutionType: "partial_refund",
      refund: zar(20_000),
      notes: "Half of the price, as agreed.",
    });
    expect(status).toBe(200);
    expect(data).toMatchObject({
      status: "resolved",
      resolution: { type: "partial_refund", notes: "Half of the price, as agreed." },
      refundable: zar(30_000),
      refunds: [{ amount: zar(20_000), status: "approved", requestedBy: "Lerato Molefe" }],
    });
    const seen = await read(id);
    expect(seen).toMatchObject({
      status: "resolved",
      resolution: { type: "partial_refund", notes: "Half of the price, as agreed." },
      refunds: [{ amount: zar(20_000), status: "approved" }],
    });
    expect(seen.refunds[0]).not.toHaveProperty("requestedBy");
    expect(seen).not.toHaveProperty("refundable");
    expect(seen.timeline.map(({ type }) => type)).toContain("refund_approved");
  });

  test("a full refund without an amount is what may go back; above the limit it waits for an admin", async () => {
    const { id } = await newTicket(150_000);
    const { data } = await resolve(id, { resolutionType: "full_refund", notes: "Sorry." });
    expect(data.refunds).toMatchObject([{ amount: zar(150_000), status: "pending_approval" }]);
    const refundId = data.refunds[0]?.id ?? "";
    const approved = await decideRefund(asViewer(admin), {
      refundId,
      decision: "approve",
      reason: undefined,
    });
    expect(approved).toMatchObject({ ok: true, value: { status: "resolved" } });
    expect((await read(id)).refunds).toMatchObject([{ status: "approved" }]);
  });

  test("a refused refund puts the ticket back to work, and the customer sees neither it nor why", async () => {
    const { id } = await newTicket(150_000);
    const { data } = await resolve(id, { resolutionType: "full_refund", notes: "Sorry." });
    const refundId = data.refunds[0]?.id ?? "";
    const bare = await decideRefund(asViewer(admin), { refundId, decision: "reject", reason: undefined });
    expect(bare).toMatchObject({ ok: false, error: { fields: { reason: [expect.any(String)] } } });
    await decideRefund(asViewer(admin), { refundId, decision: "reject", reason: "Out of warranty" });
    const seen = await read(id);
    expect(seen).toMatchObject({ status: "in_progress", resolution: null, refunds: [] });
    expect(JSON.stringify(seen)).not.toContain("warranty");
    const again = await decideRefund(asViewer(admin), { refundId, decision: "approve", reason: undefined });
    expect(again).toMatchObject({ ok: false, error: { code: "conflict", reason: "refund_decided" } });
  });

  test("never more than was paid for the piece, whose price the refusal names", async () => {
    const { id } = await newTicket();
    const answer = await resolve(id, { resolutionType: "full_refund", refund: zar(50_001), notes: "Sorry." });
    expect(answer).toMatchObject({ status: 422, error: { code: "validation_failed" } });
    expect(answer.error.fields?.refund?.[0]).toContain("ZAR 500.00");
  });

  test.each([
    ["nothing", {}, ["resolutionType", "notes"]],
    ["no notes", { resolutionType: "other" }, ["notes"]],
    ["an unknown type", { resolutionType: "hug", notes: "x" }, ["resolutionType"]],
    ["a bare number", { resolutionType: "partial_refund", notes: "x", refund: 100 }, ["refund"]],
    ["no amount", { resolutionType: "partial_refund", notes: "x" }, ["refund"]],
    ["half a cent", { resolutionType: "partial_refund", notes: "x", refund: zar(0.5) }, ["refund.amount"]],
    [
      "other money",
      { resolutionType: "partial_refund", notes: "x", refund: { amount: 1, currency: "USD" } },
      ["refund"],
    ],
    ["money for a replacement", { resolutionType: "replacement", notes: "x", refund: zar(1) }, ["refund"]],
  ])("%s is refused by field", async (_, body, fields) => {
    const { id } = await newTicket();
    const { status, error } = await resolve(id, body);
    expect(status).toBe(422);
    expect(Object.keys(error.fields ?? {})).toEqual(fields);
  });

  test("who saw an older version is told what changed; who sends the same again gets the same", async () => {
    const { id } = await newTicket();
    await command(admin, "update_ticket", { p_ticket_id: id, p_changes: { priority: "urgent" } });
    const body = { resolutionType: "no_action", notes: "It works again." };
    const stale = await resolve(id, { ...body, expectedVersion: 1 });
    expect(stale).toMatchObject({ status: 409, error: { reason: "ticket_changed" } });
    expect(stale.error.message).toContain("Annelise Visser");
    expect(await resolve(id, body)).toMatchObject({ status: 200 });
    expect(await resolve(id, body)).toMatchObject({ status: 200, data: { status: "resolved" } });
    expect(await resolve(id, body, admin)).toMatchObject({
      status: 409,
      error: { reason: "invalid_transition" },
    });
  });

  test("customers resolve otherwise", async () => {
    const { id } = await newTicket();
    expect(await resolve(id, { resolutionType: "full_refund", notes: "Mine" }, customer)).toMatchObject({
      status: 403,
    });
  });
});
