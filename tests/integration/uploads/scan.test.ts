import { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as adminMessages } from "@/app/api/admin/tickets/[id]/messages/route";
import { GET as adminTicket } from "@/app/api/admin/tickets/[id]/route";
import { GET as getHealth } from "@/app/api/health/route";
import { GET as portalMessages } from "@/app/api/portal/tickets/[id]/messages/route";
import { GET as portalTicket } from "@/app/api/portal/tickets/[id]/route";
import { GET as getUpload } from "@/app/api/portal/uploads/[id]/route";
import { POST as postUpload } from "@/app/api/portal/uploads/route";
import { runJobs } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import type { TicketAttachment } from "@/lib/tickets/types";
import { uploadJobs } from "@/lib/uploads/jobs";
import { EICAR, startClamd, type TestClamd } from "../../helpers/clamd";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { openTicket, type Person, reply, signedIn } from "../../helpers/people";
import { apiRequest, routeContext, SITE } from "../../helpers/visitor";

let supabase: TestSupabase;
let clamd: TestClamd;
let customer: Person;
let agent: Person;
let admin: Person;

beforeAll(async () => {
  [supabase, clamd] = await Promise.all([startTestSupabase(), startClamd()]);
  stubEnv({
    ...supabase.env,
    CLAMAV_HOST: clamd.host,
    CLAMAV_PORT: String(clamd.port),
  });
  log.level = "silent";
  customer = await signedIn(supabase, "Thandi Nkosi");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  admin = await signedIn(supabase, "Sipho Dube", "agent");
  await supabase.sql("update public.portal_users set role = 'admin' where id = $1", [admin.id]);
});
afterAll(async () => {
  await Promise.all([supabase.close(), clamd.close()]);
});
beforeEach(async () => {
  clamd.become("well");
  await supabase.sql("delete from private.rate_limits where true");
  await supabase.sql("delete from private.scanner_outage where true");
  await supabase.sql("delete from public.jobs where true");
  await supabase.sql("delete from public.notifications where true");
});

type Answer<T> = { status: number; data: T; error: { code: string; reason: string; fields?: object } };
async function read<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  return { status: response.status, ...(text ? (JSON.parse(text) as object) : {}) } as Answer<T>;
}

async function upload(who: Person, text: string, name = "notes.txt", ticketId?: string) {
  const form = new FormData();
  form.set("file", new File([text], name));
  if (ticketId) form.set("ticketId", ticketId);
  const headers = { origin: SITE, authorization: `Bearer ${who.token}` };
  const request = new NextRequest(`${SITE}/api/portal/uploads`, { method: "POST", body: form, headers });
  return (await read<{ id: string; scanStatus: string }>(await postUpload(request, routeContext()))).data;
}
async function open(who: Person, id: string) {
  const response = await getUpload(
    apiRequest(`/api/portal/uploads/${id}`, { bearer: who.token }),
    routeContext({ id }),
  );
  if (response.status === 302) return "open";
  return (await read(response)).error.reason;
}
async function filesOf(who: Person, ticketId: string): Promise<TicketAttachment[]> {
  const handler = who === customer ? portalTicket : adminTicket;
  const answer = await handler(apiRequest("/x", { bearer: who.token }), routeContext({ id: ticketId }));
  return (await read<{ attachments: TicketAttachment[] }>(answer)).data.attachments;
}
async function filesOfMessages(who: Person, ticketId: string): Promise<TicketAttachment[]> {
  const handler = who === customer ? portalMessages : adminMessages;
  const answer = await handler(apiRequest("/x", { bearer: who.token }), routeContext({ id: ticketId }));
  return (await read<{ attachments: TicketAttachment[] }[]>(answer)).data.flatMap(
    ({ attachments }) => attachments,
  );
}
/** Runs the scans that are queued, however far in the future they were put off; the rest is other tests' affair. */
async function work() {
  await supabase.sql("delete from public.jobs where kind <> 'scan_upload'");
  await supabase.sql("update public.jobs set run_at = now() where status = 'queued'");
  const run = await runJobs("tests", uploadJobs, 20);
  return run.ok ? run.value : Promise.reject(new Error(run.error.code));
}
const told = async (event: string) =>
  (
    await supabase.sql<{ full_name: string }>(
      "select u.full_name from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = $1 order by 1",
      [event],
    )
  ).map(({ full_name }) => full_name);
const objects = async (id: string) =>
  supabase.sql("select 1 from storage.objects where name like '%' || $1 || '%'", [id]);
const statusOf = async (id: string) =>
  (
    await supabase.sql<{ s: string }>(
      "select scan_status::text as s from public.ticket_attachments where id = $1",
      [id],
    )
  )[0]?.s;

/** A ticket of the customer's with one file, as it stands before the worker comes. */
async function sent(text: string, name = "notes.txt") {
  const ticket = await openTicket(customer);
  const { id } = await upload(customer, text, name);
  await reply(customer, ticket.id, { body: "See the file.", attachmentIds: [id] });
  return { ticket, id };
}

describe("until a file was scanned", () => {
  test("its name is all that customers learn, and nobody opens it", async () => {
    const { ticket, id } = await sent("Nothing to see");
    const hidden = { fileName: "notes.txt", mimeType: null, size: null, scanStatus: "pending" };
    expect(await filesOf(customer, ticket.id)).toMatchObject([hidden]);
    expect(await filesOfMessages(customer, ticket.id)).toMatchObject([hidden]);
    expect(await filesOf(agent, ticket.id)).toMatchObject([
      { mimeType: "text/plain", scanStatus: "pending" },
    ]);
    expect(await filesOfMessages(agent, ticket.id)).toMatchObject([{ mimeType: "text/plain" }]);
    for (const who of [customer, agent, admin]) expect(await open(who, id)).toBe("scan_pending");
    const { data } = await customer.db.rpc("get_ticket_conversation", { p_ref: ticket.id });
    const { messages } = data as { messages: { files: object[] }[] };
    expect(messages.flatMap(({ files }) => files)).toEqual([{ fileName: "notes.txt", size: null }]);
  });

  test("the tables of the API say no more, to whoever asks them", async () => {
    const { id } = await sent("Nothing to see");
    const select = (who: Person, columns: string) =>
      who.db.from("ticket_attachments").select(columns).eq("id", id);
    expect((await select(customer, "id,size")).data).toEqual([]);
    expect((await select(agent, "id")).data).toEqual([]);
    for (const secret of ["storage_path", "sha256", "*"]) {
      for (const who of [customer, agent]) expect((await select(who, secret)).error?.code).toBe("42501");
    }
    const scans = await customer.db.from("ticket_attachment_scans").select("attachment_id");
    expect(scans.data).toEqual([]);
  });

  test("who uploaded it sees what they upload, but does not open it either", async () => {
    const { id, scanStatus } = await upload(customer, "Mine");
    expect(scanStatus).toBe("pending");
    const own = await customer.db.from("ticket_attachments").select("file_name,size").eq("id", id);
    expect(own.data).toEqual([{ file_name: "notes.txt", size: 4 }]);
    expect(await open(customer, id)).toBe("scan_pending");
    expect(await open(agent, id)).toBe("scan_pending");
  });
});

test("a clean file opens once the scanner has seen all of it", async () => {
  const { ticket, id } = await sent("Nothing to see");
  expect(await work()).toMatchObject({ done: 1, failed: 0 });
  expect(clamd.received.at(-1)?.toString()).toBe("Nothing to see");
  expect(await filesOf(customer, ticket.id)).toMatchObject([
    { mimeType: "text/plain", size: 14, scanStatus: "clean" },
  ]);
  expect([await open(customer, id), await open(agent, id)]).toEqual(["open", "open"]);
  expect(await told("file_infected")).toEqual([]);
});

describe("an infected file", () => {
  test("is gone, its author is told, staff are warned, and the ticket says so", async () => {
    const { ticket, id } = await sent(EICAR, "my_invoice.txt");
    expect(await work()).toMatchObject({ done: 1 });
    expect(await objects(id)).toEqual([]);
    expect(await told("file_infected")).toEqual(["Lerato Molefe", "Sipho Dube", "Thandi Nkosi"]);
    for (const who of [customer, agent, admin]) expect(await open(who, id)).toBe("infected");
    const [forCustomer] = await filesOf(customer, ticket.id);
    expect(forCustomer).toMatchObject({ fileName: "my_invoice.txt", size: null, scanStatus: "infected" });
    expect(forCustomer).not.toHaveProperty("signature");
    expect(await filesOf(agent, ticket.id)).toMatchObject([{ signature: "Eicar-Test-Signature" }]);
    const events = await supabase.sql(
      "select new_value, is_internal from public.ticket_events where ticket_id = $1 and type = 'file_infected'",
      [ticket.id],
    );
    expect(events).toEqual([{ new_value: "my_invoice.txt", is_internal: false }]);
  });

  test("is told of once, however often the job runs", async () => {
    const { id } = await sent(EICAR);
    await work();
    const before = clamd.received.length;
    await uploadJobs.scan_upload?.({ uploadId: id }, { jobId: 1, attempt: 2 });
    expect(clamd.received).toHaveLength(before);
    expect(await told("file_infected")).toHaveLength(3);
  });

  test("that staff attached to a note stays among staff", async () => {
    const ticket = await openTicket(customer);
    const { id } = await upload(agent, EICAR, "sample.txt", ticket.id);
    await reply(agent, ticket.id, { body: "Look", internal: true, attachmentIds: [id] });
    await supabase.sql("delete from public.notifications where true");
    await work();
    expect(await told("file_infected")).toEqual(["Lerato Molefe", "Sipho Dube"]);
    expect(await filesOf(customer, ticket.id)).toEqual([]);
    const [event] = await supabase.sql(
      "select is_internal from public.ticket_events where type = 'file_infected' and ticket_id = $1",
      [ticket.id],
    );
    expect(event).toEqual({ is_internal: true });
  });

  test("that waits to be sent is not sent: its author can take it out", async () => {
    const ticket = await openTicket(customer);
    const { id } = await upload(customer, EICAR, "bad.txt");
    await work();
    expect(await told("file_infected")).toEqual(["Thandi Nkosi"]);
    const refused = reply(customer, ticket.id, { body: "See", attachmentIds: [id] });
    await expect(refused).rejects.toThrow();
    const messages = await supabase.sql("select 1 from public.ticket_messages where ticket_id = $1", [
      ticket.id,
    ]);
    expect(messages).toHaveLength(1);
  });
});

test("a file that was attached after the scan, as e-mail does it, is warned of as well", async () => {
  const ticket = await openTicket(customer);
  const { id } = await upload(customer, EICAR, "mailed.txt");
  await work();
  await supabase.sql(
    `update public.ticket_attachments a set ticket_id = m.ticket_id, message_id = m.id
     from public.ticket_messages m where a.id = $1 and m.ticket_id = $2`,
    [id, ticket.id],
  );
  expect(await told("file_infected")).toEqual(["Lerato Molefe", "Sipho Dube", "Thandi Nkosi"]);
});

describe("a scanner that gives no verdict", () => {
  test.each(["breaking", "babbling"] as const)("because it is %s leaves the file waiting", async (mood) => {
    const { id } = await sent("x".repeat(100_000));
    clamd.become(mood);
    expect(await work()).toMatchObject({ failed: 1 });
    expect([await statusOf(id), await open(customer, id), await open(admin, id)]).toEqual([
      "pending",
      "scan_pending",
      "scan_pending",
    ]);
    const [job] = await supabase.sql<{ later: boolean; status: string }>(
      "select status, run_at > now() + interval '5 seconds' as later from public.jobs where kind = 'scan_upload'",
    );
    expect(job).toEqual({ status: "queued", later: true });
    clamd.become("well");
    expect(await work()).toMatchObject({ done: 1 });
    expect(await open(customer, id)).toBe("open");
  });

  test("alerts admins once per outage, and says when it is over", async () => {
    const port = clamd.port;
    await clamd.close();
    const { id } = await sent("Waits");
    await work();
    expect(await told("scanner_status")).toEqual([]);
    await supabase.sql("update private.scanner_outage set since = now() - interval '2 minutes'");
    await work();
    await work();
    expect(await told("scanner_status")).toEqual(["Sipho Dube"]);
    const health = (await (await getHealth(apiRequest("/api/health"), routeContext())).json()) as {
      data: { status: string; checks: object };
    };
    expect(health.data).toMatchObject({ status: "ok", checks: { scanner: "waiting" } });

    clamd = await startClamd(port);
    await work();
    expect(await statusOf(id)).toBe("clean");
    expect(await told("scanner_status")).toEqual(["Sipho Dube", "Sipho Dube"]);
    expect(await supabase.sql("select 1 from private.scanner_outage")).toEqual([]);
  });

  test("for so long that its jobs gave up has them begin again", async () => {
    const { id } = await sent("Waits long");
    await supabase.sql(
      "update public.jobs set status = 'dead', attempts = 8, finished_at = now() where kind = 'scan_upload'",
    );
    expect(await work()).toMatchObject({ claimed: 0 });
    await supabase.sql(
      "update public.ticket_attachments set stored_at = now() - interval '11 minutes' where id = $1",
      [id],
    );
    await uploadJobs.revive_scans?.({}, { jobId: 1, attempt: 1 });
    expect(await work()).toMatchObject({ done: 1 });
    expect(await statusOf(id)).toBe("clean");
  });
});

test("what is not the file that was uploaded gets no verdict", async () => {
  const { id } = await sent("The real one");
  await supabase.sql("update public.ticket_attachments set sha256 = repeat('0', 64) where id = $1", [id]);
  expect(await work()).toMatchObject({ failed: 1 });
  expect(await statusOf(id)).toBe("pending");
});

test("a file that was removed meanwhile is no failure", async () => {
  const { id } = await upload(customer, "Changed my mind");
  await supabase.sql("delete from public.ticket_attachments where id = $1", [id]);
  expect(await work()).toMatchObject({ done: 1, failed: 0 });
});
