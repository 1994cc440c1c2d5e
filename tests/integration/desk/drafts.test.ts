import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET, PUT } from "@/app/api/admin/tickets/[id]/drafts/route";
import { jobHandlers } from "@/lib/job-handlers";
import { runJobs } from "@/lib/platform/jobs";
import type { TicketDraft, TicketDrafts } from "@/lib/tickets/draft-types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { command, openTicket, type Person, reply, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";

let supabase: TestSupabase;
let customer: Person;
let lerato: Person;
let sipho: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Ada Nkosi");
  lerato = await signedIn(supabase, "Lerato Mokoena", "agent");
  sipho = await signedIn(supabase, "Sipho Dlamini", "agent");
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits; delete from public.jobs"));

type Answer<T> = { status: number; data: T; error?: { code: string; reason?: string } };

async function call<T>(method: "GET" | "PUT", who: Person, id: string, body?: unknown): Promise<Answer<T>> {
  const request = apiRequest(`/api/admin/tickets/${id}/drafts`, {
    method,
    bearer: who.token,
    ...(body === undefined ? {} : { body }),
  });
  const response = await (method === "GET" ? GET : PUT)(request, routeContext({ id }));
  return { status: response.status, ...((await response.json()) as Omit<Answer<T>, "status">) };
}

const save = (who: Person, id: string, body: Record<string, unknown>) =>
  call<TicketDraft | null>("PUT", who, id, { mode: "reply", ...body });
const read = async (who: Person, id: string) => (await call<TicketDrafts>("GET", who, id)).data;

/** Sends as the page does, by the command that its action calls. */
const send = (who: Person, ticketId: string, input: Record<string, unknown>) =>
  command<TicketDraft>(who, "send_draft", {
    p_key: crypto.randomUUID(),
    p_ticket_id: ticketId,
    p_input: { mode: "reply", ...input },
  });

/** Lets the seconds pass in which it could be taken back. */
async function whenDue(): Promise<void> {
  await supabase.sql(`update public.jobs set run_at = now() where kind = 'send_draft';
    update public.ticket_drafts set send_at = now() - interval '1 second' where send_at is not null`);
  for (;;) {
    const run = await runJobs("a test", jobHandlers, 10);
    if (!run.ok) throw new Error(run.error.code);
    if (run.value.claimed === 0) return;
  }
}

async function thread(ticketId: string): Promise<string[]> {
  const rows = await supabase.sql<{ body: string }>(
    `select body from public.ticket_messages where ticket_id = '${ticketId}' order by created_at, id`,
  );
  return rows.map(({ body }) => body);
}

describe("a draft", () => {
  test("is there on every device of its author, and for nobody else", async () => {
    const { id } = await openTicket(customer);
    const saved = await save(lerato, id, { body: "Dear Ada,  ", status: "in_progress" });
    expect(saved.status).toBe(200);
    expect((await read(lerato, id)).reply).toMatchObject({ body: "Dear Ada,  ", status: "in_progress" });
    expect((await read(sipho, id)).reply).toBeNull();
    expect((await call("GET", customer, id)).status).toBe(403);
    expect((await save(customer, id, { body: "Mine" })).status).toBe(403);
  });

  test("is not overwritten by a tab that has not seen it", async () => {
    const { id } = await openTicket(customer);
    const first = await save(lerato, id, { body: "One tab" });
    const other = await save(lerato, id, { body: "Another tab" });
    expect(other).toMatchObject({ status: 409, error: { code: "conflict", reason: "draft_changed" } });
    const version = first.data?.version;
    expect((await save(lerato, id, { body: "One tab, on", version })).status).toBe(200);
    expect((await read(lerato, id)).reply?.body).toBe("One tab, on");
  });

  test("is refused when it is none", async () => {
    const { id } = await openTicket(customer);
    for (const body of [{ mode: "shout" }, { body: "x".repeat(100_001) }, { body: "x", status: "closed" }]) {
      expect((await save(lerato, id, { body: "x", ...body })).status).toBe(422);
    }
    expect((await save(lerato, crypto.randomUUID(), { body: "x" })).status).toBe(404);
  });
});

describe("a message that waits", () => {
  test("is sent by the worker, once, though nobody has the page open", async () => {
    const { id } = await openTicket(customer);
    const draft = await send(lerato, id, { body: "We send a new one." });
    expect(await thread(id)).toEqual(["It does."]);
    expect((await read(lerato, id)).sending).toMatchObject([{ id: draft.id, body: "We send a new one." }]);
    await whenDue();
    await whenDue();
    expect(await thread(id)).toEqual(["It does.", "We send a new one."]);
    expect(await read(lerato, id)).toEqual({ reply: null, note: null, sending: [] });
  });

  test("stays a draft when the customer was faster, and its author is told", async () => {
    const { id } = await openTicket(customer);
    const readUntil = new Date().toISOString();
    await send(lerato, id, { body: "Please send it in.", readUntil });
    await reply(customer, id, { body: "It works again!" });
    await whenDue();
    expect(await thread(id)).toEqual(["It does.", "It works again!"]);
    const { reply: kept } = await read(lerato, id);
    expect(kept).toMatchObject({ body: "Please send it in.", returned: { reason: "newer_message" } });
    expect(kept?.returned?.hint).toMatch(/^Ada Nkosi wrote in the meantime/);
    const told = await lerato.db.from("notifications").select("event").eq("event", "draft_returned");
    expect(told.data).toHaveLength(1);
  });
});
