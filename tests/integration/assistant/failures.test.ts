import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventStream } from "@/lib/assistant/answer-response";
import { askAssistant } from "@/lib/assistant/answer-service";
import { findViewerByToken } from "@/lib/auth/viewer";
import { createClaude } from "@/lib/platform/claude/client";
import { cites, type FakeClaude, fails, says, startClaude, uses } from "../../helpers/claude";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { openTicket, type Person, signedIn } from "../../helpers/people";
import { ask, eventsOf, post, summed } from "./scene";

let supabase: TestSupabase;
let claude: FakeClaude;
let customer: Person;

beforeAll(async () => {
  [supabase, claude] = await Promise.all([startTestSupabase(), startClaude()]);
  stubEnv({
    ...supabase.env,
    ...claude.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  await openTicket(customer, "Left channel crackles");
});
afterAll(async () => {
  await claude.close();
  await supabase.close();
});
beforeEach(async () => {
  claude.reset();
  await supabase.sql("delete from private.rate_limits");
});

const rowOf = async (id: string | undefined) =>
  (
    await supabase.sql(
      "select status, body, answerer, offer_reason from public.chatbot_messages where id = $1",
      [id],
    )
  )[0];
const questions = (sessionId: string | undefined) =>
  supabase.sql("select body from public.chatbot_messages where session_id = $1 and role = 'user'", [
    sessionId,
  ]);

describe("an outage before a word was said", () => {
  test.each([
    ["529", fails.overloaded()],
    ["429 with a long wait", fails.rateLimited(60)],
    ["500", fails.broken()],
    ["a wrong key", fails.unauthorised()],
    ["a connection that drops", fails.cut("Your", 0)],
  ])("%s: the portal answers by itself, and says so", async (_, reply) => {
    claude.answer(reply);
    const { session, text, done, offer, error } = await ask(customer, "Show me my open tickets");
    expect(error).toBeUndefined();
    expect(session?.answerer).toBe("extractive");
    expect(text).toContain("The assistant is not reachable at the moment");
    expect(text).toMatch(/TKT-2026-\d+/);
    expect(done?.status).toBe("complete");
    expect(offer).toEqual({ reason: "unavailable", ticket: null });
    expect(await rowOf(session?.messageId)).toMatchObject({
      answerer: "extractive",
      offer_reason: "unavailable",
    });
  });
});

describe("a failure on the way", () => {
  test.each([
    ["an error in mid-stream", fails.midStream("Your order is on its way to "), /very busy/],
    ["a cut connection", fails.cut("Your order is on its way to "), /could not finish/],
    ["a stream that ends too early", fails.earlyEnd("Your order is on its way to "), /could not finish/],
    ["too many words", fails.truncated("Your order is on its way to "), /too long/],
    ["a refusal", fails.refusal("Your order is on its way to "), /cannot help with this/],
  ])("%s: what has come is kept, the reason is told, a person is offered", async (_, reply, reason) => {
    claude.answer(reply);
    const { session, error, offer, done } = await ask(customer, "Where is it?");
    expect(error).toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(reason),
      requestId: expect.any(String),
    });
    expect(done).toBeUndefined();
    expect(offer?.reason).toBe("unavailable");
    expect(await rowOf(session?.messageId)).toMatchObject({
      status: "failed",
      answerer: "claude",
      offer_reason: "unavailable",
    });
    expect(await questions(session?.sessionId)).toEqual([{ body: "Where is it?" }]);

    claude.answer(says("Here it is."));
    const again = await ask(customer, {
      sessionId: session?.sessionId ?? "",
      message: "Where is it?",
      replaces: session?.messageId ?? "",
    });
    expect(again.done).toMatchObject({ status: "complete", answer: "Here it is." });
  });

  test("silence in mid-answer ends it", async () => {
    claude.answer(fails.silence("Your order is on its way to "));
    const viewer = await findViewerByToken(customer.token, new Headers());
    if (!viewer.ok) throw new Error("no viewer");
    const port = createClaude({ ...claude.settings, silenceMs: 200 });
    const question = { message: "Where is it?", sessionId: null, replaces: null };
    const asked = await askAssistant(viewer.value, question, crypto.randomUUID(), port);
    if (!asked.ok) throw new Error(asked.error.code);
    const { error, session } = summed(await eventsOf(eventStream(asked.value)));
    expect(error?.message).toMatch(/not said anything for a minute/);
    expect(await rowOf(session?.messageId)).toMatchObject({
      status: "failed",
      body: "Your order is on its way to",
    });
  });

  test("after a tool it is told as well", async () => {
    claude.queue(says("Let me see.", uses("list_tickets")), fails.overloaded());
    claude.answer(fails.overloaded());
    const { error, tools } = await ask(customer, "Show me my open tickets");
    expect(tools).toEqual(["list_tickets running", "list_tickets done"]);
    expect(error?.message).toMatch(/very busy/);
  });

  test("tool input that is no JSON is a failure, and one that does not fit is a note", async () => {
    claude.queue(says(uses("get_ticket", { ticket: 5 })), says("I could not find that ticket."));
    const { done, tools } = await ask(customer, "And ticket 5?");
    expect(tools).toEqual(["get_ticket running", "get_ticket done"]);
    expect(done?.status).toBe("complete");
    expect(JSON.stringify(claude.requests.at(-1)?.body.messages)).toContain("does not fit");
  });

  test.each([
    ["that is cut", '{"ticket": "TKT-'],
    ["that is no JSON", "ticket=5; drop table"],
    ["of another kind", '["TKT-2026-00001"]'],
  ])("tool input %s: somebody is told, and can go on", async (_, raw) => {
    claude.queue(says({ type: "tool_use", id: "toolu_raw", name: "get_ticket", input: {}, raw }));
    claude.answer(says("I could not look that up."));
    const { session, done, error } = await ask(customer, "And my ticket?");
    expect(error?.message ?? done?.answer).toMatch(/person|could not look that up/);
    const again = await ask(customer, { sessionId: session?.sessionId ?? "", message: "Still there?" });
    expect(again.done?.status).toBe("complete");
  });

  test("a tool that nobody has is a note", async () => {
    claude.queue(says(uses("drop_tables", { all: true })), says("I cannot do that."));
    const { done, tools } = await ask(customer, "Drop everything");
    expect(tools).toContain("drop_tables failed");
    expect(done).toMatchObject({ status: "complete", answer: "I cannot do that." });
    expect(JSON.stringify(claude.requests.at(-1)?.body.messages)).toContain("There is no such tool.");
  });

  test("citations of what nobody found are none, and what leans on them alone is withheld", async () => {
    claude.answer(
      says(
        "Here is what I know. ",
        cites("You get R 500.00 back.", {
          source: "order:00000000-0000-4000-8000-000000000000",
          quote: "R 500.00",
        }),
      ),
    );
    const { done, citations, offer } = await ask(customer, "Do I get money back?");
    expect(citations).toEqual([]);
    expect(done).toMatchObject({ status: "withheld", citations: [] });
    expect(done?.answer).not.toContain("500");
    expect(offer?.reason).toBe("unsupported");
  });

  test.each([
    [
      "in the middle of a call",
      { ...says("Let me see.", uses("list_tickets")), stopReason: "max_tokens" as const },
      /too long/,
    ],
    [
      "because the conversation is",
      { ...says("Let me see."), stopReason: "model_context_window_exceeded" as const },
      /too long/,
    ],
  ])("an answer that is too long %s says so, and no tool runs", async (_, reply, reason) => {
    claude.answer(reply);
    const { error, offer, tools } = await ask(customer, "Where is it?");
    expect(error?.message).toMatch(reason);
    expect(offer?.reason).toBe("unavailable");
    expect(tools.filter((step) => step.endsWith("done"))).toEqual([]);
  });

  test("a refusal after something was looked up says so, and the next question is answered", async () => {
    claude.queue(says(uses("list_tickets")), fails.refusal("I have found "));
    const { session, error, offer } = await ask(customer, "Show me my open tickets");
    expect(error?.message).toMatch(/cannot help with this/);
    expect(offer?.reason).toBe("unavailable");
    claude.answer(says("Here I am."));
    const next = await ask(customer, { sessionId: session?.sessionId ?? "", message: "Something else" });
    expect(next.done?.answer).toBe("Here I am.");
    // What was refused is no part of what it is told.
    expect(JSON.stringify(claude.requests.at(-1)?.body.messages)).not.toContain("I have found");
  });

  test("for whoever wants JSON it is 503", async () => {
    claude.answer(fails.midStream("Your order is on its way to "));
    const response = await post(customer, { message: "Where is it?" }, { json: true });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      error: { code: "unavailable", message: expect.stringMatching(/busy/) },
    });
  });
});

test("a model that only ever calls tools is made to answer", async () => {
  claude.answer((request) => (request.body.tool_choice ? says("That is all.") : says(uses("list_tickets"))));
  const { done } = await ask(customer, "Loop, please");
  expect(done?.answer).toBe("That is all.");
  expect(claude.requests).toHaveLength(7);
});

test("a model that pauses goes on where it was, and not for ever", async () => {
  claude.queue({ ...says("First I look."), stopReason: "pause_turn" }, says("Then I answer."));
  const { done } = await ask(customer, "Take your time");
  expect(done?.answer).toBe("First I look.\n\nThen I answer.");
  expect(claude.requests.at(-1)?.body.messages.at(-1)?.role).toBe("assistant");

  claude.reset();
  claude.answer({ ...says("Hm. "), stopReason: "pause_turn" });
  const { error, offer } = await ask(customer, "Take your time");
  expect(error?.message).toMatch(/too long/);
  expect(offer?.reason).toBe("unavailable");
  expect(claude.requests).toHaveLength(7);
});

test("too many calls at once are answered in part, and said to be", async () => {
  claude.queue(says(...Array.from({ length: 12 }, () => uses("list_tickets"))), says("That is all."));
  const { done, tools } = await ask(customer, "Everything, please");
  expect(tools.filter((step) => step.endsWith("done"))).toHaveLength(8);
  expect(tools.filter((step) => step.endsWith("failed"))).toHaveLength(4);
  expect(done?.status).toBe("complete");
});

test.each([
  ["nothing at all", { blocks: [] }],
  ["spaces", says("  \n ")],
])("an answer of %s is none: that is said, and a person is offered", async (_, reply) => {
  claude.answer(reply);
  const { done, offer } = await ask(customer, "Hello?");
  expect(done).toMatchObject({ status: "complete", answer: expect.stringMatching(/found nothing/) });
  expect(offer?.reason).toBe("not_found");
});

test("nothing found is said, and a person is offered", async () => {
  claude.queue(says(uses("get_order", { order: "UA-99999" })), says(""));
  const { done, offer } = await ask(customer, "What about order UA-99999?");
  expect(done?.answer).toMatch(/found nothing/);
  expect(offer?.reason).toBe("not_found");
});

test("the day's budget ends with a kind word and a person, and no model is asked", async () => {
  await supabase.sql("update public.app_settings set value = '100' where key = 'assistant_daily_tokens'");
  await supabase.sql(
    "insert into private.chatbot_usage values ($1, (now() at time zone private.business_time_zone())::date, 100) on conflict (customer_id, day) do update set tokens = 100",
    [customer.customerId],
  );
  const { done, offer, session } = await ask(customer, "One more thing");
  expect(done?.answer).toMatch(/tomorrow I am here again/);
  expect(offer?.reason).toBe("budget");
  expect(session?.answerer).toBe("extractive");
  expect(claude.requests).toEqual([]);
  await supabase.sql("update public.app_settings set value = '200000' where key = 'assistant_daily_tokens'");
});

test("who restricts processing is answered without a model, and without their records", async () => {
  const quiet = await signedIn(supabase, "Quiet Person");
  await openTicket(quiet, "A secret");
  await supabase.sql("update public.customer_profiles set processing_restricted_at = now() where id = $1", [
    quiet.customerId,
  ]);
  const { session, text } = await ask(quiet, "Show me my open tickets");
  expect(session?.answerer).toBe("extractive");
  expect(text).not.toContain("A secret");
  expect(claude.requests).toEqual([]);
});
