import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { SignedOutError } from "@/components/live/access";
import { createConnection, type LiveEvent } from "@/components/live/connection";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { openTicket, type Person, reply, signedIn } from "../../helpers/people";
import { fragileLine } from "./fragile-line";

let supabase: TestSupabase;
let line: Awaited<ReturnType<typeof fragileLine>>;
let customer: Person;
let stranger: Person;
let agent: Person;
const leaving: (() => void)[] = [];

beforeAll(async () => {
  supabase = await startTestSupabase();
  line = await fragileLine(supabase.url);
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
});
afterEach(async () => {
  line.mend();
  for (const leave of leaving.splice(0)) leave();
});
afterAll(async () => {
  await line.close();
  await supabase.close();
});

/** The browser's own client, as this person, on these topics. */
function listen(who: Person, topics: readonly string[], getToken = async () => who.token) {
  const events: LiveEvent[] = [];
  const seen = { events, readies: 0 };
  const connection = createConnection(async () => ({
    url: line.url,
    publishableKey: supabase.publishableKey,
    token: await getToken(),
    validFor: 3_600_000,
  }));
  const listener = { onEvent: (event: LiveEvent) => events.push(event), onReady: () => (seen.readies += 1) };
  leaving.push(connection.listen(topics, listener, Date.now()));
  return Object.assign(seen, { connection });
}

const soon = { timeout: 10_000, interval: 20 };
const ready = (seen: { readies: number }, times = 1) =>
  vi.waitFor(() => expect(seen.readies).toBeGreaterThanOrEqual(times), soon);
const told = (seen: { events: LiveEvent[] }, event: string) =>
  vi.waitFor(() => expect(seen.events.map((one) => one.event)).toContain(event), soon);

test("an answer of staff reaches the customer within two seconds, as ids and nothing else", async () => {
  const ticket = await openTicket(customer);
  const seen = listen(customer, [
    `ticket:${ticket.id}`,
    `customer:${customer.customerId}`,
    `user:${customer.id}`,
  ]);
  await ready(seen, 3);
  const sentAt = Date.now();
  const answer = await reply(agent, ticket.id, { body: "Press the reset button." });
  await told(seen, "notification");
  await told(seen, "message_added");
  expect(Date.now() - sentAt).toBeLessThan(2_000);
  const added = seen.events.find(({ event }) => event === "message_added");
  expect(added?.payload).toMatchObject({ ticketId: ticket.id, messageId: answer.id });
  expect(JSON.stringify(seen.events)).not.toContain("reset button");
  expect(new Set(seen.events.map(({ topic }) => topic.split(":")[0]))).toEqual(
    new Set(["ticket", "customer", "user"]),
  );
});

test("somebody else is refused, and hears nothing", async () => {
  const ticket = await openTicket(customer);
  const own = await openTicket(stranger);
  const seen = listen(stranger, [
    `ticket:${ticket.id}`,
    `customer:${customer.customerId}`,
    `user:${customer.id}`,
    "staff",
    `ticket:${own.id}`,
  ]);
  await ready(seen);
  await reply(agent, ticket.id, { body: "Not for strangers." });
  // What is theirs, sent afterwards, arrives: whatever was sent before would have arrived as well.
  await reply(agent, own.id, { body: "For you." });
  await told(seen, "message_added");
  expect(seen.readies).toBe(1);
  expect(new Set(seen.events.map(({ topic }) => topic))).toEqual(new Set([`ticket:${own.id}`]));
});

test("an internal note is announced to staff alone", async () => {
  const ticket = await openTicket(customer);
  const seen = listen(customer, [`ticket:${ticket.id}`]);
  const desk = listen(agent, ["staff"]);
  await ready(seen);
  await ready(desk);
  const note = await reply(agent, ticket.id, { body: "They sound impatient.", internal: true });
  await vi.waitFor(
    () => expect(desk.events.some(({ payload }) => payload.messageId === note.id)).toBe(true),
    soon,
  );
  await reply(agent, ticket.id, { body: "Hello." });
  await told(seen, "message_added");
  expect(seen.events.filter(({ payload }) => payload.messageId === note.id)).toEqual([]);
});

test("after a cut it is ready again by itself, so that the page catches up with what it missed", async () => {
  const ticket = await openTicket(customer);
  const seen = listen(customer, [`ticket:${ticket.id}`]);
  await ready(seen);
  line.break();
  await reply(agent, ticket.id, { body: "Said while nobody listened." });
  line.mend();
  await ready(seen, 2);
  expect(seen.events).toEqual([]);
  await reply(agent, ticket.id, { body: "Heard again." });
  await told(seen, "message_added");
});

test("a token that has run out is replaced by a new one", async () => {
  const tokens = ["header.eyJleHAiOjF9.signature"];
  const seen = listen(customer, [`user:${customer.id}`], async () => tokens.pop() ?? customer.token);
  await ready(seen);
  await openTicket(stranger).then((ticket) => reply(agent, ticket.id, { body: "Elsewhere." }));
  await openTicket(customer).then((ticket) => reply(agent, ticket.id, { body: "Here." }));
  await told(seen, "notification");
});

test("who was signed out is told to look again, and not connected any more", async () => {
  const leaver = await signedIn(supabase, "Nomsa Dube");
  let isSignedOut = false;
  const seen = listen(leaver, [`user:${leaver.id}`], async () => {
    if (isSignedOut) throw new SignedOutError();
    return leaver.token;
  });
  await ready(seen);
  isSignedOut = true;
  line.break();
  line.mend();
  await ready(seen, 2);
  expect(seen.connection.isLost()).toBe(false);
});
