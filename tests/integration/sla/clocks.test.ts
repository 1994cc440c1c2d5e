// What commands make of the clocks step by step is what the log says as a whole.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { openTicket, type Person, signedIn } from "../../helpers/people";

let supabase: TestSupabase;
let customer: Person;
let agent: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  customer = await signedIn(supabase, "Thandi Nkosi");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
});
afterAll(() => supabase.close());

const STEPS = [
  "ask",
  "answer",
  "answerAndGoOn",
  "note",
  "hold",
  "wait",
  "start",
  "resolve",
  "reopen",
] as const;
const minutes = fc.integer({ min: 1, max: 3_000 });
const story = fc.array(fc.tuple(fc.constantFrom(...STEPS), minutes), { minLength: 3, maxLength: 8 });

/** Does it when the ticket allows it; what is refused is no entry of the log. */
async function take(step: (typeof STEPS)[number], id: string): Promise<void> {
  const reply = (who: Person, input: object) =>
    who.db.rpc("reply_to_ticket", {
      p_key: crypto.randomUUID(),
      p_ticket_id: id,
      p_input: { body: "…", ...input },
    });
  if (step === "ask") await reply(customer, {});
  else if (step === "answer") await reply(agent, {});
  else if (step === "answerAndGoOn") await reply(agent, { status: "in_progress" });
  else if (step === "note") await reply(agent, { internal: true });
  else {
    const who = step === "reopen" ? customer : agent;
    await who.db.rpc("change_ticket_status", { p_ticket_id: id, p_action: step });
  }
}

/** Time goes by: everything of the ticket was so much longer ago. */
async function pass(id: string, by: number): Promise<void> {
  const back = (columns: string[]) =>
    columns.map((column) => `${column} = ${column} - make_interval(mins => $2)`).join(", ");
  await supabase.sql(
    `update public.support_tickets set ${back([
      "created_at",
      "first_response_due_at",
      "first_responded_at",
      "next_response_due_at",
      "resolution_due_at",
      "sla_paused_at",
      "resolved_at",
      "closed_at",
    ])} where id = $1`,
    [id, by],
  );
  for (const table of ["ticket_messages", "ticket_events"]) {
    await supabase.sql(`update public.${table} set ${back(["created_at"])} where ticket_id = $1`, [id, by]);
  }
}

test("the columns and the log agree, whatever happens to a ticket", async () => {
  const check = async (steps: [(typeof STEPS)[number], number][]) => {
    await supabase.sql("delete from private.rate_limits");
    const { id } = await openTicket(customer);
    for (const [step, by] of steps) {
      await pass(id, by);
      await take(step, id);
    }
    const [row] = await supabase.sql<{ apart: number | null; same: boolean }>(
      `select (s.stopped_at is null) = (n.stopped_at is null) and s.status = n.status
          and (s.next_response_due_at is null) = (n.next_response_due_at is null)
          and (s.first_responded_at is null) = (n.first_responded_at is null) as same,
        extract(epoch from greatest(
          abs(extract(epoch from s.first_response_due_at - n.first_response_due_at)),
          abs(extract(epoch from s.resolution_due_at - n.resolution_due_at)),
          coalesce(abs(extract(epoch from s.next_response_due_at - n.next_response_due_at)), 0)) * interval '1 second') as apart
      from public.support_tickets t,
        private.ticket_clocks(t) n,
        private.sla_replay(private.sla_terms_for(t.priority, t.category), private.sla_log(t)) s
      where t.id = $1`,
      [id],
    );
    // Entries of the log carry the moment within the transaction, columns that of its beginning.
    expect(row).toEqual({ same: true, apart: expect.anything() });
    expect(Number(row?.apart)).toBeLessThan(5);
  };
  await fc.assert(fc.asyncProperty(story, check), { numRuns: 6, seed: 2026 });
}, 90_000);
