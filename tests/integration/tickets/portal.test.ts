import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as getStaffPdf } from "@/app/api/admin/tickets/[id]/pdf/route";
import { GET as getPdf } from "@/app/api/portal/tickets/[id]/pdf/route";
import { PATCH as patchPrivacy } from "@/app/api/portal/tickets/[id]/privacy/route";
import { GET as getOne } from "@/app/api/portal/tickets/[id]/route";
import { GET as getSuggestions } from "@/app/api/portal/tickets/suggestions/route";
import type { TicketDetail } from "@/lib/tickets/queries";
import type { TicketSuggestions } from "@/lib/tickets/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { pdfText } from "../../helpers/pdf";
import { command, openTicket, type Person, reply, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";

let supabase: TestSupabase;
let customer: Person;
let colleague: Person;
let agent: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  colleague = await signedIn(supabase, "Sipho Dlamini");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  await supabase.sql("update public.portal_users set customer_id = $1 where id = $2", [
    customer.customerId,
    colleague.id,
  ]);
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

type Route = typeof getOne;
type Answer<T> = { status: number; data: T; error?: { code: string; reason?: string } };

async function call<T>(
  route: Route,
  { token }: Person,
  { id, query = "", body }: { id?: string; query?: string; body?: unknown } = {},
): Promise<Answer<T>> {
  const request = apiRequest(`/api/portal/tickets${query}`, {
    bearer: token,
    ...(body === undefined ? {} : { body, method: "PATCH" }),
  });
  const response = await route(request, routeContext(id === undefined ? {} : { id }));
  return { status: response.status, ...((await response.json()) as Omit<Answer<T>, "status">) };
}

test("while a subject is typed, own open tickets like it are offered", async () => {
  const { number } = await openTicket(customer, "Router keeps rebooting at night");
  const ask = (query: string, who = customer) =>
    call<TicketSuggestions>(getSuggestions, who, { query: `?${query}` });
  expect((await ask("subject=the+router+reboots+all+night&category=technical")).data).toEqual({
    tickets: [expect.objectContaining({ number, subject: "Router keeps rebooting at night", status: "new" })],
    articles: [],
  });
  expect((await ask("")).data).toEqual({ tickets: [], articles: [] });
  expect((await ask(`subject=${"x".repeat(5_000)}`)).status).toBe(200);
  expect((await ask("subject=router&category=UPPER")).status).toBe(400);
  expect((await ask("subject=router", agent)).status).toBe(403);
});

describe("a ticket of a company", () => {
  const read = (id: string, who: Person) => call<TicketDetail>(getOne, who, { id });
  const hide = (id: string, isPrivate: boolean, who = customer) =>
    call<TicketDetail>(patchPrivacy, who, { id, body: { private: isPrivate } });

  test("is seen by colleagues until its requester hides it, and again when it is shared", async () => {
    const { id, number } = await openTicket(customer, "Salary of the new manager");
    expect((await read(id, colleague)).data).toMatchObject({ number, isOwn: false, isPrivate: false });
    expect(await hide(id, true, colleague)).toMatchObject({
      status: 403,
      error: { reason: "requester_only" },
    });
    const hidden = await hide(number, true);
    expect(hidden.data).toMatchObject({ isPrivate: true, isOwn: true });
    expect(hidden.data.timeline.at(-1)).toMatchObject({ type: "privacy_changed", newValue: "private" });
    expect((await read(id, colleague)).status).toBe(404);
    expect((await hide(id, true, colleague)).status).toBe(404);
    expect((await read(id, agent)).status).toBe(403);
    await hide(id, false);
    expect((await read(id, colleague)).status).toBe(200);
  });

  test("hidden on an old page does not undo what somebody did meanwhile", async () => {
    const { id } = await openTicket(customer);
    const body = { private: true, expectedVersion: 1 };
    await command(agent, "update_ticket", { p_ticket_id: id, p_changes: { priority: "urgent" } });
    expect(await call(patchPrivacy, customer, { id, body })).toMatchObject({
      status: 409,
      error: { reason: "ticket_changed" },
    });
    expect((await read(id, colleague)).status).toBe(200);
  });
});

test("the timeline calls categories by their labels", async () => {
  const { id } = await openTicket(customer);
  await command(agent, "update_ticket", { p_ticket_id: id, p_changes: { category: "order_issue" } });
  const { data } = await call<TicketDetail>(getOne, customer, { id });
  expect(data.timeline.find(({ type }) => type === "category_changed")).toMatchObject({
    oldValue: "technical",
    oldLabel: "Technical problem",
    newValue: "order_issue",
    newLabel: "Problem with an order",
  });
});

describe("the conversation as a document", () => {
  const download = (route: Route, who: Person, id: string, query = "") =>
    route(apiRequest(`/api/portal/tickets/${id}/pdf${query}`, { bearer: who.token }), routeContext({ id }));

  test("holds all that was written and none of the notes, whoever asks how", async () => {
    const { id, number } = await openTicket(customer, "Speaker hums");
    await reply(agent, id, { body: "Is the **left** one louder?" });
    await reply(agent, id, { body: "Secret: difficult customer", internal: true });
    await reply(customer, id, { body: "It is." });
    const file = await download(getPdf, customer, number, "?notes=true");
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect(file.headers.get("content-disposition")).toBe(`attachment; filename="${number}.pdf"`);
    expect(file.headers.get("cache-control")).toContain("no-store");
    const text = await pdfText(await file.arrayBuffer());
    for (const words of [
      "Speaker hums",
      number,
      "Is the left one louder?",
      "It is.",
      "Lerato Molefe",
      "Support",
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toMatch(/Secret|Internal note/);

    const plain = await pdfText(await (await download(getStaffPdf, agent, id)).arrayBuffer());
    expect(plain).not.toMatch(/Secret|Internal note/);
    const full = await pdfText(await (await download(getStaffPdf, agent, id, "?notes=true")).arrayBuffer());
    expect(full).toMatch(/for staff only[\s\S]*Internal note[\s\S]*Secret: difficult customer/);
  });

  test("is nobody else's, and has no part that is not there", async () => {
    const { id } = await openTicket(customer);
    const stranger = await signedIn(supabase, "Pieter Botha");
    expect((await download(getPdf, stranger, id)).status).toBe(404);
    expect((await download(getStaffPdf, customer, id)).status).toBe(403);
    expect((await download(getPdf, customer, id, "?part=2")).status).toBe(404);
    expect((await download(getPdf, customer, id, "?part=x")).status).toBe(400);
  });

  test("comes in parts when it is long", async () => {
    const { id, number } = await openTicket(customer, "Long story");
    for (let n = 1; n <= 9; n += 1)
      await reply(customer, id, { body: `Chapter ${n}. ${"word ".repeat(1_900)}` });
    const { data } = await call<TicketDetail>(getOne, customer, { id });
    expect(data.conversationParts).toBe(2);
    const parts = await Promise.all(
      ["?part=1", "?part=2"].map((part) => download(getPdf, customer, id, part)),
    );
    expect(parts[1]?.headers.get("content-disposition")).toContain(`${number}-part-2-of-2.pdf`);
    const [first = "", second = ""] = await Promise.all(
      parts.map(async (part) => pdfText(await part.arrayBuffer())),
    );
    expect([first.includes("Part 1 of 2"), second.includes("Part 2 of 2")]).toEqual([true, true]);
    for (let n = 1; n <= 9; n += 1) {
      expect(
        [first, second].filter((text) => text.includes(`Chapter ${n}.`)),
        `chapter ${n}`,
      ).toHaveLength(1);
    }
  });
});
