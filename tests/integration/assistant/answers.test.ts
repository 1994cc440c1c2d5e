import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  allText,
  cites,
  type FakeClaude,
  says,
  searchResults,
  startClaude,
  uses,
} from "../../helpers/claude";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { openTicket, type Person, signedIn } from "../../helpers/people";
import { ask, post } from "./scene";

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
beforeEach(async () => {
  claude.reset();
  await supabase.sql("delete from private.rate_limits");
});

test("an answer streams, is kept, and says who wrote it", async () => {
  claude.answer(says("Good morning. Ask me about your orders."));
  const { session, text, done } = await ask(customer, "Hello");
  expect(session).toMatchObject({ title: "Hello", answerer: "claude" });
  expect(text).toBe("Good morning. Ask me about your orders.");
  expect(done).toMatchObject({ status: "complete", answer: text, citations: [] });
  const rows = await supabase.sql(
    "select role, body, status, answerer, model, tokens > 0 as costs from public.chatbot_messages where session_id = $1 order by position",
    [session?.sessionId],
  );
  expect(rows).toMatchObject([
    { role: "user", body: "Hello", status: "complete" },
    {
      role: "assistant",
      body: text,
      status: "complete",
      answerer: "claude",
      model: "claude-sonnet-5-5",
      costs: true,
    },
  ]);
});

test("what is read from the cache costs a tenth, and the day's budget knows", async () => {
  const usage = { input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 1_000 };
  const spent = async () =>
    (
      await supabase.sql<{ tokens: number }>(
        "select coalesce(sum(tokens), 0)::int as tokens from private.chatbot_usage where customer_id = $1",
        [customer.customerId],
      )
    )[0]?.tokens ?? 0;
  const before = await spent();
  claude.answer({ ...says("Good morning."), usage });
  await ask(customer, "Hello again");
  expect((await spent()) - before).toBe(115);
  expect(claude.requests[0]?.body.system).toMatchObject([{ cache_control: { type: "ephemeral" } }]);
  expect(claude.requests[0]?.body.messages.at(-1)?.content).toContainEqual({
    type: "text",
    text: "Hello again",
    cache_control: { type: "ephemeral" },
  });
});

test("tools read as the customer, and what they found is cited", async () => {
  const ticket = await openTicket(customer, "Left channel crackles");
  await openTicket(stranger, "The stranger's secret");
  claude.queue(says("Let me look.", uses("list_tickets", {})), (request) => {
    const [first] = searchResults(request).filter(({ source }) => source === `ticket:${ticket.id}`);
    return says(
      cites("Your ticket about the left channel is open.", {
        source: first?.source ?? "",
        quote: "Left channel crackles",
      }),
      cites(" And so is this.", { source: "ticket:00000000-0000-4000-8000-000000000000", quote: "secret" }),
    );
  });
  const answer = await ask(customer, "What about my ticket?");
  expect(answer.tools).toEqual(["list_tickets running", "list_tickets done"]);
  expect(answer.done).toMatchObject({
    status: "complete",
    answer: "Let me look.\n\nYour ticket about the left channel is open.[1] And so is this.",
    citations: [{ n: 1, kind: "ticket", id: ticket.id, href: `/portal/tickets/${ticket.number}` }],
  });
  expect(claude.requests).toHaveLength(2);
  expect(claude.requests.map(allText).join()).not.toContain("secret of nobody");
  for (const request of claude.requests) expect(allText(request)).not.toContain("The stranger's secret");
});

describe("a claim", () => {
  test("that its source does not make never leaves: a person is offered in its place", async () => {
    const ticket = await openTicket(customer, "Hinge is broken");
    const source = `ticket:${ticket.id}`;
    claude.queue(
      says(uses("get_ticket", { ticket: ticket.number })),
      says(
        cites("Your ticket is about the hinge.", { source, quote: "Hinge is broken" }),
        cites(" You will get R 9,999.00 back by tomorrow, guaranteed.", { source, quote: "Hinge is broken" }),
        { type: "text", text: " Somebody will write to you." },
      ),
    );
    const { text, done, offer, session } = await ask(customer, "And my hinge?");
    expect(text).not.toMatch(/9,999|tomorrow|guarantee/);
    expect(done).toMatchObject({
      status: "withheld",
      answer: expect.stringMatching(
        /^Your ticket is about the hinge\.\[1\] Somebody will write to you\.\n\nPart of my answer/,
      ),
    });
    expect(offer?.reason).toBe("unsupported");
    const [row] = await supabase.sql<{ body: string }>(
      "select body, status from public.chatbot_messages where id = $1",
      [session?.messageId],
    );
    expect(row).toEqual({ body: done?.answer, status: "withheld" });
  });

  test("that its source makes does", async () => {
    await supabase.sql(
      "insert into public.orders (customer_id, number, currency, subtotal, total) values ($1, 'UA-77', 'ZAR', 150000, 150000)",
      [customer.customerId],
    );
    claude.queue(says(uses("get_order", { order: "UA-77" })), (request) => {
      const order = searchResults(request).findLast(({ title }) => title === "Order UA-77");
      const total = order?.content.find(({ text }) => text.startsWith("Total"))?.text ?? "";
      return says(
        cites(`You paid ${total.replace("Total: ", "")} for it.`, {
          source: order?.source ?? "",
          quote: total,
        }),
      );
    });
    const { done } = await ask(customer, "What did I pay for UA-77?");
    expect(done?.status).toBe("complete");
    expect(done?.answer).toMatch(/^You paid (R|ZAR).1.500[.,]00 for it\.\[1\]$/);
  });
});

describe("POST /api/portal/chatbot", () => {
  test("gives the whole answer at once to whoever accepts JSON", async () => {
    claude.answer(says("Good morning."));
    const response = await post(customer, { message: "Hello" }, { json: true });
    expect(await response.json()).toMatchObject({
      data: { answer: "Good morning.", status: "complete", citations: [] },
    });
  });

  test("is not buffered on its way", async () => {
    const response = await post(customer, { message: "Hello" });
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    await response.text();
  });
});
