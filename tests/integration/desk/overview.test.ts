import { afterAll, beforeAll, expect, test } from "vitest";
import { findViewerByToken, type Viewer } from "@/lib/auth/viewer";
import { loadBesideTicket, loadOverview } from "@/lib/tickets/desk-queries";
import { loadQueue } from "@/lib/tickets/queue-queries";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { command, openTicket, type Person, signedIn } from "../../helpers/people";

let supabase: TestSupabase;
let customer: Person;
let agent: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Ada Nkosi");
  agent = await signedIn(supabase, "Lerato Mokoena", "agent");
});
afterAll(() => supabase.close());

async function viewerOf(person: Person): Promise<Viewer> {
  const found = await findViewerByToken(person.token, new Headers());
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

/** Moves the promises of a ticket, in hours from now; opened `age` hours ago. */
async function due(id: string, age: number, reply: number | null, resolution: number): Promise<void> {
  await supabase.sql(
    `update public.support_tickets set created_at = now() - make_interval(hours => $2),
       first_response_due_at = now() + make_interval(hours => coalesce($3, 0)),
       first_responded_at = case when $3::int is null then now() - make_interval(hours => $2 - 1) end,
       resolution_due_at = now() + make_interval(hours => $4)
     where id = $1`,
    [id, age, reply, resolution],
  );
}

test("the overview puts what is due first at the front, for the desk and for the viewer", async () => {
  const late = await openTicket(customer, "Answered late");
  const silent = await openTicket(customer, "Never answered");
  const close = await openTicket(customer, "Due soon");
  const calm = await openTicket(customer, "In time");
  const paused = await openTicket(customer, "Waits for the customer");
  const settled = await openTicket(customer, "Settled");
  await due(late.id, 50, null, -1);
  await due(silent.id, 30, -6, 40);
  await due(close.id, 20, null, 2);
  await due(calm.id, 1, 20, 40);
  await due(paused.id, 50, null, -3);
  for (const { id } of [calm, close, paused, settled]) {
    await command(agent, "update_ticket", { p_ticket_id: id, p_changes: { assigneeId: agent.id } });
  }
  await command(agent, "change_ticket_status", { p_ticket_id: paused.id, p_action: "wait" });
  await command(agent, "change_ticket_status", { p_ticket_id: settled.id, p_action: "resolve" });

  const { counts, attention, mine } = await loadOverview(await viewerOf(agent), new Date());
  expect(attention.map(({ id }) => id)).toEqual([silent.id, late.id, close.id]);
  expect(attention[0]).toMatchObject({ customerName: "Ada Nkosi", assigneeName: null });
  expect(mine.map(({ id }) => id)).toEqual([close.id, calm.id]);
  expect(counts).toMatchObject({
    open: 5,
    mine: 3,
    unassigned: 2,
    breached: 2,
    atRisk: 1,
    waitingCustomer: 1,
    resolvedToday: 1,
  });
});

test("the queue counts in every view what it lists there", async () => {
  const viewer = await viewerOf(agent);
  const { id } = await openTicket(customer, "Put aside");
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await command(agent, "snooze_ticket", { p_ticket_id: id, p_until: until });
  for (const [view, count] of [
    ["open", "open"],
    ["mine", "mine"],
    ["unassigned", "unassigned"],
    ["urgent", "urgent"],
    ["look", "look"],
    ["at_risk", "atRisk"],
    ["breached", "breached"],
    ["waiting", "waitingCustomer"],
    ["snoozed", "snoozed"],
  ] as const) {
    const { tickets, counts } = await loadQueue(viewer, { view, filters: {} });
    expect(tickets.items.length, view).toBe(counts[count]);
    const isListed = tickets.items.some((ticket) => ticket.id === id);
    if (view !== "breached" && view !== "at_risk") expect(isListed, view).toBe(view === "snoozed");
  }
});

test("a forged cursor in an address begins at the top", async () => {
  const viewer = await viewerOf(agent);
  const first = await loadQueue(viewer, { view: "all", filters: {} });
  const forged = await loadQueue(viewer, { view: "all", filters: {}, cursor: "nonsense" });
  expect(forged.tickets.items[0]?.id).toBe(first.tickets.items[0]?.id);
});

test("customers are shown nothing of the desk", async () => {
  const viewer = await viewerOf(customer);
  const address = { view: "open", filters: {} } as const;
  await expect(loadOverview(viewer, new Date())).rejects.toThrow(/forbidden/);
  await expect(loadQueue(viewer, address)).rejects.toThrow(/forbidden/);
  // Also not from what was remembered for staff.
  await loadBesideTicket(await viewerOf(agent), address);
  await expect(loadBesideTicket(viewer, address)).rejects.toThrow(/forbidden/);
});
