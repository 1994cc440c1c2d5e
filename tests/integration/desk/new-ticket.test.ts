import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as getSubjects } from "@/app/api/admin/customers/[id]/subjects/route";
import { POST as postTicket } from "@/app/api/admin/tickets/route";
import { POST as postUpload } from "@/app/api/portal/uploads/route";
import type { DeskSubjects, DeskTicket } from "@/lib/tickets/desk-types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";

let supabase: TestSupabase;
let customer: Person;
let colleague: Person;
let stranger: Person;
let agent: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  colleague = await signedIn(supabase, "Sipho Dlamini");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  await supabase.sql("update public.portal_users set customer_id = $1 where id = $2", [
    customer.customerId,
    colleague.id,
  ]);
});
afterAll(() => supabase.close());

async function upload(who: Person, customerId: string) {
  const form = new FormData();
  form.set("file", new File(["Serial number 42"], "notes.txt", { type: "text/plain" }));
  form.set("customerId", customerId);
  const request = new Request("http://127.0.0.1:3000/api/portal/uploads", {
    method: "POST",
    headers: { authorization: `Bearer ${who.token}` },
    body: form,
  });
  const response = await postUpload(request as Parameters<typeof postUpload>[0], routeContext({}));
  return { status: response.status, ...((await response.json()) as { data: { id: string } }) };
}

async function open(body: object) {
  const request = apiRequest("/api/admin/tickets", {
    bearer: agent.token,
    method: "POST",
    body: { subject: "By phone", description: "She called.", category: "question", ...body },
  });
  const response = await postTicket(request, routeContext({}));
  return { status: response.status, ...((await response.json()) as { data: DeskTicket }) };
}

test("staff choose among the people and things of the customer", async () => {
  const read = async (who: Person, id: string) => {
    const response = await getSubjects(
      apiRequest("/api/admin/customers/x/subjects", { bearer: who.token }),
      routeContext({ id }),
    );
    return { status: response.status, ...((await response.json()) as { data: DeskSubjects }) };
  };
  const { data } = await read(agent, customer.customerId);
  expect(data.people.map(({ fullName }) => fullName)).toEqual(["Thandi Nkosi", "Sipho Dlamini"]);
  expect(data).toMatchObject({ orders: [], services: [], domains: [] });
  expect((await read(agent, crypto.randomUUID())).status).toBe(404);
  expect((await read(customer, customer.customerId)).status).toBe(403);
});

test("a ticket is opened with files, for a person, private", async () => {
  const { customerId } = customer;
  const file = await upload(agent, customerId);
  expect(file.status).toBe(201);
  const body = { customerId, requesterId: colleague.id, isPrivate: true, channel: "whatsapp" };
  const opened = await open({ ...body, attachmentIds: [file.data.id] });
  expect(opened.status).toBe(201);
  expect(opened.data).toMatchObject({
    requesterName: "Sipho Dlamini",
    isPrivate: true,
    channel: "whatsapp",
    attachments: [{ fileName: "notes.txt" }],
  });
  expect((await open({ customerId, requesterId: stranger.id })).status).toBe(422);
});

test("files for one customer go into no ticket of another", async () => {
  const file = await upload(agent, stranger.customerId);
  const opened = await open({ customerId: customer.customerId, attachmentIds: [file.data.id] });
  expect(opened.status).toBe(422);
});

test("a customer uploads for nobody but themselves", async () => {
  const { data } = await upload(customer, stranger.customerId);
  const [row] = await supabase.sql<{ customer_id: string }>(
    "select customer_id from public.ticket_attachments where id = $1",
    [data.id],
  );
  expect(row?.customer_id).toBe(customer.customerId);
});
