import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as decide } from "@/app/api/portal/chatbot/actions/[id]/route";
import { GET as session } from "@/app/api/portal/chatbot/sessions/[id]/route";
import type { ChatTranscript } from "@/lib/assistant/chat-types";
import type { AnswerEvent, ProposedAction } from "@/lib/assistant/types";
import { type FakeClaude, says, startClaude, uses } from "../../helpers/claude";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";
import { eventsOf, post } from "./scene";

let supabase: TestSupabase;
let claude: FakeClaude;
let customer: Person;
let stranger: Person;

beforeAll(async () => {
  [supabase, claude] = await Promise.all([startTestSupabase(), startClaude()]);
  stubEnv({
    ...supabase.env,
    ...claude.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
});
afterAll(async () => {
  await claude.close();
  await supabase.close();
});
beforeEach(() => claude.reset());

/** What an answer proposes when the model calls these tools. */
async function proposedBy(...calls: ReturnType<typeof uses>[]) {
  claude.queue(says(...calls), says("I have prepared that."));
  const events = await eventsOf(await post(customer, { message: "Please do" }));
  const began = events.find((event) => event.event === "session");
  return {
    sessionId: began?.event === "session" ? began.data.sessionId : "",
    actions: events.flatMap((event: AnswerEvent): ProposedAction[] =>
      event.event === "tool" && event.data.action ? [event.data.action] : [],
    ),
  };
}

async function answer(who: Person | null, id: string | undefined, decision: string) {
  const request = apiRequest(`/api/portal/chatbot/actions/${id}`, {
    body: { decision },
    ...(who ? { bearer: who.token } : {}),
  });
  const response = await decide(request, routeContext({ id: id ?? "" }));
  const { data, error } = (await response.json()) as { data: ProposedAction; error: { reason?: string } };
  return { status: response.status, data, error };
}

const ticketCall = (subject: string) =>
  uses("propose_create_ticket", {
    subject,
    description: "None at all. See https://evil.example/?d=1 for more.",
    category: "question",
    priority: "high",
  });

describe("a ticket", () => {
  test("is opened by the customer's confirmation, exactly as the card says, once", async () => {
    const { sessionId, actions } = await proposedBy(ticketCall("No sound"));
    expect(actions).toMatchObject([
      {
        kind: "create_ticket",
        status: "proposed",
        href: null,
        facts: [
          { key: "subject", value: "No sound" },
          { key: "category", value: expect.any(String) },
          { key: "priority", value: "High" },
          { key: "description", value: "None at all. See evil.example for more." },
        ],
      },
    ]);
    const id = actions[0]?.id;
    expect((await answer(null, id, "confirm")).status).toBe(401);
    expect((await answer(stranger, id, "confirm")).status).toBe(404);
    expect((await answer(customer, id, "perhaps")).status).toBe(422);
    expect((await answer(customer, "none", "confirm")).status).toBe(404);
    const [first, second] = await Promise.all([
      answer(customer, id, "confirm"),
      answer(customer, id, "confirm"),
    ]);
    expect([first?.status, second?.status]).toEqual([200, 200]);
    expect(first?.data).toEqual(second?.data);
    expect(first?.data).toMatchObject({
      status: "done",
      href: expect.stringMatching(/^\/portal\/tickets\/TKT-/),
    });
    const rows = await supabase.sql(
      "select description, priority, channel from public.support_tickets where subject = 'No sound'",
    );
    expect(rows).toEqual([
      { description: "None at all. See evil.example for more.", priority: "high", channel: "chat" },
    ]);
    const kept = await session(
      apiRequest(`/api/portal/chatbot/sessions/${sessionId}`, { bearer: customer.token }),
      routeContext({ id: sessionId }),
    );
    const { data } = (await kept.json()) as { data: ChatTranscript };
    expect(data.messages.at(-1)?.actions).toEqual([first?.data]);
  });

  test("is not opened when it was declined", async () => {
    const { actions } = await proposedBy(ticketCall("Never mind"));
    expect(await answer(customer, actions[0]?.id, "decline")).toMatchObject({
      status: 200,
      data: { status: "declined" },
    });
    expect(await answer(customer, actions[0]?.id, "confirm")).toMatchObject({
      status: 409,
      error: { reason: "action_declined" },
    });
  });

  test("of an unknown category is answered with those there are", async () => {
    const { actions } = await proposedBy(
      uses("propose_create_ticket", { subject: "x", description: "x", category: "nonsense" }),
    );
    expect(actions).toEqual([]);
    expect(JSON.stringify(claude.requests.at(-1)?.body.messages)).toContain("question (");
  });
});

test("a quote that changed meanwhile is not accepted, and the conflict says why", async () => {
  const [quote] = await supabase.sql<{ id: string }>(
    "insert into public.quote_requests (customer_id, number, title, status, version) values ($1, 'QUO-1', 'Speakers', 'sent', 1) returning id",
    [customer.customerId],
  );
  await supabase.sql(
    "insert into public.quote_versions (quote_id, version, status, sent_at, subtotal, total) values ($1, 1, 'sent', now(), 149900, 149900)",
    [quote?.id],
  );
  const { actions } = await proposedBy(uses("propose_accept_quote", { quote: "QUO-1", version: 1 }));
  const total = actions[0]?.facts.find(({ key }) => key === "total")?.value;
  expect(total?.replace(/\s/g, " ")).toMatch(/1.?499[.,]00/);
  await supabase.sql("update public.quote_versions set status = 'superseded' where quote_id = $1", [
    quote?.id,
  ]);
  await supabase.sql(
    "insert into public.quote_versions (quote_id, version, status, sent_at, subtotal, total) values ($1, 2, 'sent', now(), 199900, 199900)",
    [quote?.id],
  );
  await supabase.sql("update public.quote_requests set version = 2 where id = $1", [quote?.id]);
  for (const _again of [1, 2]) {
    expect(await answer(customer, actions[0]?.id, "confirm")).toMatchObject({
      status: 409,
      error: { reason: "quote_superseded", message: expect.stringContaining("Version 2") },
    });
  }
  expect(await supabase.sql("select status from public.quote_requests where id = $1", [quote?.id])).toEqual([
    { status: "sent" },
  ]);
});
