// What staff keep to themselves reaches no customer, whichever way they ask: a mark is planted in every place
// that is for staff alone, and looked for in everything that the customer whom it is about can fetch.
import { globSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { pdfText } from "../helpers/pdf.ts";
import { PAGES } from "./pages.ts";
import {
  type Answer,
  call,
  dataOf,
  newcomer,
  openTicket,
  type Person,
  service,
  supabase,
  type Ticket,
  upload,
} from "./program.ts";
import { broadcasts, connect, type Line } from "./realtime-line.ts";
import { FUNCTIONS, STAFF_ONLY, TABLES } from "./surface.ts";

/** A word that occurs nowhere else, and fits a tag, a name and an address alike. */
const MARK = `zq${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
/** A word that the customer is meant to read: where it is missing, nothing was looked at. */
const SHOWN = `sh${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;

type Customer = Person & { customerId: string };
let customer: Customer;
let agent: Person;
let ticket: Ticket;
let fileId: string;

const asAgent = (path: string, body: Record<string, unknown>, method = "POST") =>
  call(path, { token: agent.token, method, body });
const insert = async (table: string, row: Record<string, unknown>) => {
  const answer = await service(`/rest/v1/${table}`, { body: row });
  expect(answer.status, `${table}: ${answer.text}`).toBe(201);
};

/** How the mark gets into each table that is for staff alone. */
const PLANTS: Record<string, () => Promise<unknown>> = {
  agent_call_profiles: () =>
    // The agent of the tests may have one already.
    service("/rest/v1/agent_call_profiles?on_conflict=agent_id", {
      body: { agent_id: agent.id, video_url: `https://meet.example/${MARK}` },
      headers: { prefer: "resolution=merge-duplicates" },
    }),
  agent_time_off: () =>
    insert("agent_time_off", {
      agent_id: agent.id,
      starts_at: "2031-01-06T08:00:00Z",
      ends_at: "2031-01-06T09:00:00Z",
      note: MARK,
    }),
  availability_exceptions: () =>
    insert("availability_exceptions", {
      agent_id: agent.id,
      day: "2031-01-07",
      time_zone: "Africa/Johannesburg",
      note: MARK,
    }),
  automation_rules: () =>
    insert("automation_rules", {
      name: MARK,
      is_active: true,
      event: "customer_replied",
      conditions: [{ field: "subject", op: "is", values: [ticket.subject] }],
      actions: [
        { type: "add_tag", value: `${MARK}-rule` },
        { type: "set_priority", value: "high" },
      ],
    }),
  automation_runs: () =>
    insert("automation_runs", run({ rule_name: MARK, results: [{ type: MARK, detail: MARK }] })),
  call_notes: plantCallNote,
  classifier_models: () =>
    insert("classifier_models", {
      is_active: false,
      examples: 2,
      label_counts: { [MARK]: 2 },
      metrics: { note: MARK },
      digest: "0".repeat(32),
      seconds: 1,
    }),
  email_logs: () =>
    insert("email_logs", {
      to_address: `${MARK}@staff.example`,
      subject: MARK,
      template: "staff",
      body_text: MARK,
      customer_id: customer.customerId,
      ticket_id: ticket.id,
    }),
  inbound_emails: plantEmail,
  insight_feedback: () =>
    insert("insight_feedback", {
      ticket_id: ticket.id,
      part: "reply",
      verdict: "edited",
      suggested: MARK,
      chosen: MARK,
    }),
  kb_article_versions: plantArticle,
  // What was not found makes a gap.
  kb_gaps: () => insert("kb_searches", { query: MARK, source: "help", support: "none" }),
  kb_images: () =>
    insert("kb_images", {
      mime_type: "image/png",
      size: 1,
      sha256: MARK.padEnd(64, "0"),
      storage_path: `${MARK}.png`,
      file_name: MARK,
    }),
  kb_searches: () => insert("kb_searches", { query: MARK, source: "assistant", support: "weak" }),
  message_logs: () =>
    insert("message_logs", {
      kind: "notice",
      to_number: "+27825550100",
      template: MARK,
      status: "kept",
      body_text: MARK,
      customer_id: customer.customerId,
    }),
  teams: plantTeam,
  ticket_attachment_scans: plantVirus,
  ticket_drafts: async () =>
    ok(
      rpc("save_draft", { p_ticket_id: ticket.id, p_input: { mode: "note", body: `A draft with ${MARK}` } }),
    ),
  ticket_insights: () =>
    // Triage may have found something already.
    service("/rest/v1/ticket_insights?on_conflict=ticket_id", {
      body: {
        ticket_id: ticket.id,
        summary: MARK,
        suggested_reply: MARK,
        model: MARK,
        citations: [{ quote: MARK }],
        readings: { local: { category: MARK } },
      },
      headers: { prefer: "resolution=merge-duplicates" },
    }),
  ticket_tags: async () =>
    dataOf(await asAgent(`/api/admin/tickets/${ticket.id}`, { tags: [MARK] }, "PATCH")),
  ticket_templates: () => insert("ticket_templates", { name: MARK, body: MARK }),
};
/** Of those with the mark, what staff and the portal read by functions alone. */
const READ_BY_FUNCTIONS = ["ticket_attachment_scans", "ticket_drafts"];
/** Tables for staff alone without words about a ticket: ids and times, or what comes from elsewhere. */
const WITHOUT_WORDS = [
  "agent_availability",
  "agent_call_skills",
  "email_suppressions",
  "jobs",
  "notification_deliveries",
  "payment_events",
  "quote_events",
  "sla_recomputations",
  "staff_absences",
  "team_members",
  "ticket_correspondents",
  "ticket_links",
  "ticket_promises",
  "ticket_snoozes",
  "whatsapp_templates",
];

const run = (row: Record<string, unknown>) => ({
  ticket_id: ticket.id,
  event: "customer_replied",
  outcome: "done",
  ...row,
});
const rpc = (name: string, body: Record<string, unknown>) =>
  supabase(`/rest/v1/rpc/${name}`, { token: agent.token, body });
const own = (name: string, body: Record<string, unknown>) => service(`/rest/v1/rpc/${name}`, { body });
async function ok(answer: Promise<Answer>) {
  const { status, text, json } = await answer;
  expect(status, text).toBeLessThan(300);
  return json;
}

/** An e-mail of a stranger about the ticket that waits for staff. */
/** A note about a call that the customer has. */
async function plantCallNote() {
  const id = crypto.randomUUID();
  await insert("scheduled_calls", {
    id,
    customer_id: customer.customerId,
    requested_by: customer.id,
    starts_at: "2026-01-06T08:00:00Z",
    ends_at: "2026-01-06T08:30:00Z",
    purpose: SHOWN,
    status: "completed",
  });
  await insert("call_notes", { call_id: id, author_name: MARK, body: MARK });
}

async function plantEmail() {
  const sha256 = MARK.slice(2).padEnd(64, "0");
  const input = { sha256, contentType: "message/rfc822", size: 100, path: `${MARK}.eml` };
  const { id } = (await ok(own("store_inbound_email", { p_input: input }))) as { id: string };
  const facts = {
    fromAddress: `${MARK}@strangers.example`,
    fromName: MARK,
    subject: `About ${ticket.number} ${MARK}`,
    text: MARK,
    replyTicketId: ticket.id,
    dedupeKey: sha256,
    quarantine: "stranger",
  };
  await ok(own("record_email_facts", { p_id: id, p_facts: facts }));
}

/** An article that everybody reads, with a text that is not published yet. */
async function plantArticle() {
  const [category, article] = [crypto.randomUUID(), crypto.randomUUID()];
  const text = { title: SHOWN, summary: SHOWN, body: SHOWN };
  await insert("kb_categories", { id: category, slug: `c-${SHOWN}`, name: SHOWN });
  await insert("kb_articles", {
    id: article,
    category_id: category,
    slug: `a-${SHOWN}`,
    status: "published",
    version: 2,
    published_version: 1,
    published_at: new Date().toISOString(),
    ...text,
  });
  await insert("kb_article_versions", { article_id: article, version: 1, ...text });
  await insert("kb_article_versions", { article_id: article, version: 2, title: MARK, body: MARK });
}

async function plantTeam() {
  await insert("teams", { name: MARK, description: MARK });
  const [team] = (await supabase(`/rest/v1/teams?name=eq.${MARK}`, { token: agent.token })).json as {
    id: string;
  }[];
  await ok(rpc("transfer_ticket", { p_ticket_id: ticket.id, p_team_id: team?.id }));
}

/** A virus with that name in a file of the customer's own. */
async function plantVirus() {
  const [file] = ticket.attachments;
  const patch = { method: "PATCH", body: { scan_status: "pending" } };
  await ok(service(`/rest/v1/ticket_attachments?id=eq.${file?.id}`, patch));
  await ok(own("record_scan", { p_id: file?.id, p_signature: MARK }));
}

/** What is connected with the ticket and belongs to somebody else, or was said of another and came along. */
async function plantNeighbours() {
  const stranger = await newcomer();
  const other = await openTicket(stranger, { subject: MARK, description: MARK });
  dataOf(await asAgent(`/api/admin/tickets/${ticket.id}/links`, { ticketId: other.id, kind: "related" }));
  const twin = await openTicket(customer, { subject: "The same again" });
  dataOf(
    await asAgent(`/api/admin/tickets/${twin.id}/messages`, { body: `Of the twin: ${MARK}`, internal: true }),
    201,
  );
  dataOf(await asAgent(`/api/admin/tickets/${twin.id}/merge`, { intoTicketId: ticket.id }));
  const until = new Date(Date.now() + 3_600_000).toISOString();
  dataOf(await asAgent(`/api/admin/tickets/${ticket.id}/snooze`, { until }, "PUT"));
}

beforeAll(async () => {
  [customer, agent] = await Promise.all([newcomer(), newcomer("agent")]);
  const evidence = dataOf<{ id: string }>(await upload(customer), 201);
  const subject = `Left channel ${crypto.randomUUID()}`;
  ticket = await openTicket(customer, { subject, attachmentIds: [evidence.id] });
  const file = await upload(agent, MARK, `${MARK}.txt`, { ticketId: ticket.id });
  fileId = dataOf<{ id: string }>(file, 201).id;
  const note = { body: `A note with ${MARK}`, internal: true, attachmentIds: [fileId] };
  dataOf(await asAgent(`/api/admin/tickets/${ticket.id}/messages`, note), 201);
  dataOf(await asAgent(`/api/admin/tickets/${ticket.id}/messages`, { body: `An answer with ${SHOWN}` }), 201);
  for (const plant of Object.values(PLANTS)) await plant();
  await plantNeighbours();
  // The rule has something to do, under its own name.
  const reply = { token: customer.token, body: { body: "Any news?" } };
  dataOf(await call(`/api/portal/tickets/${ticket.id}/messages`, reply), 201);
}, 60_000);

/** The mark, or an address of staff's: neither is for the customer. */
function expectClean(where: string, text: string) {
  const at = [MARK, agent.email].map((word) => text.indexOf(word)).find((index) => index >= 0) ?? -1;
  expect(at < 0 ? "" : text.slice(Math.max(0, at - 200), at + 100), where).toBe("");
}

test("every place for staff alone has the mark in it", async () => {
  const priority = async () =>
    dataOf<{ priority: string }>(await call(`/api/admin/tickets/${ticket.id}`, { token: agent.token }))
      .priority;
  await expect.poll(priority, { timeout: 20_000 }).toBe("high");
  expect([...Object.keys(PLANTS), ...WITHOUT_WORDS].toSorted()).toEqual(STAFF_ONLY.toSorted());
  const desk = await call(`/api/admin/tickets/${ticket.id}`, { token: agent.token });
  expect(desk.text.split(MARK).length).toBeGreaterThan(4);
  for (const table of Object.keys(PLANTS)) {
    const select = `/rest/v1/${table}?select=*`;
    // What concerns no customer by itself staff read from the table, the rest only the portal.
    const rows = await Promise.all([service(select), supabase(select, { token: agent.token })]);
    const isRead = rows.some(({ status, text }) => status === 200 && text !== "[]");
    if (!isRead && READ_BY_FUNCTIONS.includes(table)) continue;
    expect(rows.map(({ text }) => text).join(), table).toContain(MARK);
  }
});

test("no page shows it", async () => {
  const { id, number } = ticket;
  const addresses = PAGES.filter(({ as }) => as.includes("customer")).map(({ route }) => route);
  const own = addresses.filter((route) => !route.includes("["));
  for (const address of [
    ...own,
    `/portal/tickets/${number}`,
    `/portal/tickets/${id}`,
    "/portal/tickets?view=all",
  ]) {
    const page = await call(address, { cookie: customer.cookie, headers: { "user-agent": "curl/8" } });
    expect(page.status, address).toBe(200);
    expectClean(address, page.text);
    if (address.endsWith(number)) expect(page.text).toContain(SHOWN);
  }
});

test("no call of the API answers with it", async () => {
  const api = join(import.meta.dirname, "../../app/api/portal");
  const paths = globSync("**/route.ts", { cwd: api }).map(
    (file) => `/api/portal/${file.replace(/\/?route\.ts$/, "")}`,
  );
  expect(paths.length).toBeGreaterThan(30);
  const seen: string[] = [];
  for (const path of paths) {
    const id = path.includes("/uploads/") ? fileId : ticket.id;
    const answer = await fetch(inject("app").url + path.replace("[id]", id), {
      headers: { authorization: `Bearer ${customer.token}` },
      redirect: "manual",
    });
    const bytes = await answer.arrayBuffer();
    const isPdf = answer.headers.get("content-type") === "application/pdf";
    const text = isPdf ? await pdfText(bytes) : new TextDecoder().decode(bytes);
    expectClean(path, text);
    if (text.includes(SHOWN)) seen.push(path);
    if (path.includes("/uploads/")) expect(answer.status).toBe(404);
  }
  expect(seen).toEqual(
    expect.arrayContaining([
      "/api/portal/tickets/[id]",
      "/api/portal/tickets/[id]/messages",
      "/api/portal/tickets/[id]/pdf",
    ]),
  );
  const found = await call(`/api/portal/tickets?q=${MARK}`, { token: customer.token });
  expect(dataOf(found), "nor does a search betray it").toEqual([]);
});

test("no select of PostgREST returns it, nor an embedded one", async () => {
  const tables = TABLES.filter(({ schema }) => schema === "public").map(({ table }) => table);
  const read = async (path: string) => {
    const answer = await supabase(`/rest/v1/${path}`, { token: customer.token });
    expectClean(path, answer.text);
    return answer;
  };
  for (const table of tables) await read(`${table}?select=*`);
  expect((await read("ticket_messages?select=*")).text).toContain(SHOWN);
  const embedded: string[] = [];
  for (const outer of tables) {
    for (const inner of [
      ...STAFF_ONLY,
      "ticket_messages",
      "ticket_events",
      "ticket_attachments",
      "portal_users",
    ]) {
      const answer = await read(`${outer}?select=*,${inner}(*)&limit=1000`);
      if (answer.status === 200) embedded.push(`${outer} ${inner}`);
    }
  }
  expect(embedded).toContain("support_tickets ticket_messages");
  // Nor can what is hidden be found out by asking whether it is there.
  for (const [table, column] of [
    ["ticket_messages", "body"],
    ["ticket_attachments", "file_name"],
  ]) {
    expect((await read(`${table}?${column}=like.*${MARK}*&select=id`)).json).toEqual([]);
  }
});

test("no function returns it", async () => {
  const values: Record<string, unknown> = {
    p_ticket_id: () => ticket.id,
    p_ref: () => ticket.number,
    p_id: () => ticket.id,
    p_filters: () => ({ q: MARK, tag: MARK }),
    p_query: () => MARK,
    p_subject: () => MARK,
    p_limit: () => 50,
  };
  const said: string[] = [];
  for (const { schema, name, parameters } of FUNCTIONS) {
    if (schema !== "public") continue;
    const body = Object.fromEntries(
      parameters.flatMap((parameter) => {
        const value = values[parameter];
        return typeof value === "function" ? [[parameter, value()]] : [];
      }),
    );
    const answer = await supabase(`/rest/v1/rpc/${name}`, { token: customer.token, body });
    expectClean(name, answer.text);
    if (answer.status === 200) said.push(name);
    // Their own log speaks of the ticket, whatever was looked for.
    if (name.startsWith("search_") && name !== "search_own_accesses") {
      expect(answer.text, name).not.toContain(ticket.id);
    }
  }
  expect(said).toEqual(expect.arrayContaining(["get_ticket", "search_tickets", "get_dashboard"]));
});

test("no channel carries it", async () => {
  const line: Line = await connect();
  const topics = [`customer:${customer.customerId}`, `user:${customer.id}`, `ticket:${ticket.id}`];
  for (const topic of topics) expect(await line.join(topic, true, customer.token)).toBe("ok");
  dataOf(
    await asAgent(`/api/admin/tickets/${ticket.id}/messages`, { body: `More ${MARK}`, internal: true }),
    201,
  );
  dataOf(await asAgent(`/api/admin/tickets/${ticket.id}`, { tags: [MARK, "other"] }, "PATCH"));
  dataOf(await asAgent(`/api/admin/tickets/${ticket.id}/messages`, { body: `More ${SHOWN}` }), 201);
  await expect.poll(() => broadcasts(line).length, { timeout: 10_000 }).toBeGreaterThan(0);
  await expect.poll(() => JSON.stringify(line.heard), { timeout: 10_000 }).toContain("message_added");
  expectClean("realtime", JSON.stringify(line.heard));
});

test("no e-mail to them carries it", async () => {
  const mails = async (): Promise<Answer> =>
    service(`/rest/v1/email_logs?to_address=eq.${customer.email}&select=*`);
  await expect.poll(async () => (await mails()).text, { timeout: 20_000 }).toContain(SHOWN);
  expectClean("e-mail", (await mails()).text);
});
