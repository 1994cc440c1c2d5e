import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PATCH as change, GET as one } from "@/app/api/admin/templates/[id]/route";
import { POST as create, GET as list } from "@/app/api/admin/templates/route";
import { renderTemplate, unknownVariables } from "@/lib/templates/render";
import { LIMITS } from "@/lib/templates/schema";
import type { Template } from "@/lib/templates/types";
import { TEMPLATE_VARIABLES } from "@/lib/templates/variables";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { command, openTicket, type Person, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";
import { CASES } from "../../unit/templates/cases";

let supabase: TestSupabase;
let customer: Person;
let agent: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from public.ticket_templates where true"));

type Answer<T = Template> = {
  status: number;
  data: T;
  nextCursor: string | null;
  error: { code: string; reason?: string; fields?: Record<string, string[]> };
};

async function read<T>(response: Response): Promise<Answer<T>> {
  return { status: response.status, ...((await response.json()) as object) } as Answer<T>;
}
const browse = async (query = "", who = agent) =>
  read<Template[]>(
    await list(apiRequest(`/api/admin/templates${query}`, { bearer: who.token }), routeContext({})),
  );
const make = async (body: object, key: string = crypto.randomUUID(), who = agent) =>
  read<Template>(
    await create(
      apiRequest("/api/admin/templates", { body, bearer: who.token, headers: { "idempotency-key": key } }),
      routeContext({}),
    ),
  );
const patch = async (id: string, body: object, who = agent) =>
  read<Template>(
    await change(
      apiRequest(`/api/admin/templates/${id}`, { method: "PATCH", body, bearer: who.token }),
      routeContext({ id }),
    ),
  );

describe("SQL and TypeScript", () => {
  test.each(CASES)("fill alike: %s", async (_what, body, values, text, missing = []) => {
    const [row] = await supabase.sql<{ rendered: object }>(
      "select private.render_template($1, $2::jsonb) as rendered",
      [body, JSON.stringify(values)],
    );
    expect(row?.rendered).toEqual({ text, missing });
    expect(row?.rendered).toEqual(renderTemplate(body, values));
  });

  test("know the same variables and limits", async () => {
    const [row] = await supabase.sql<{ names: string[] }>("select private.template_variables() as names");
    expect(row?.names).toEqual(TEMPLATE_VARIABLES);
    const checks = await supabase.sql<{ definition: string }>(
      `select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = 'public.ticket_templates'::regclass`,
    );
    const all = checks.map(({ definition }) => definition).join("\n");
    expect(all).toMatch(new RegExp(`char_length\\(name\\) <= ${LIMITS.name}\\b`));
    expect(all).toMatch(new RegExp(`char_length\\(body\\) <= ${LIMITS.body}\\b`));
  });

  test.each([
    "{{customer.first_name}} {{ agent.name | us }} {braces}",
    "{{customer.shoe_size}}",
    "{{name}}",
    "{{}}",
    "{{customer first_name}}",
    "{{customer.first_name.x}}",
    "{{Ticket.NUMBER}}",
    `{{agent.name | ${"x".repeat(200)}}}`,
  ])("refuse the same: %s", async (body) => {
    const { status, error } = await make({ name: "Test", body });
    expect(status).toBe(unknownVariables(body).length > 0 ? 422 : 201);
    if (status === 422) expect(error.fields?.body?.[0]).toContain(unknownVariables(body)[0]);
  });
});

describe("the list", () => {
  beforeEach(() =>
    supabase.sql(
      `insert into public.ticket_templates (name, category, body, usage_count, is_active) values
        ('Beta', 'billing', 'Your refund', 3, true), ('Alpha', null, 'Hello', 3, true),
        ('Gamma', 'technical', 'Restart 50%', 9, true), ('Old', 'billing', 'Gone', 50, false)`,
    ),
  );
  const names = async (query = "") => (await browse(query)).data.map(({ name }) => name);

  test("has the most used first, and pages", async () => {
    expect(await names()).toEqual(["Gamma", "Alpha", "Beta"]);
    const first = await browse("?limit=2");
    expect(first.data.map(({ name }) => name)).toEqual(["Gamma", "Alpha"]);
    expect(await names(`?limit=2&cursor=${first.nextCursor}`)).toEqual(["Beta"]);
  });

  test.each([
    ["?sort=name", ["Alpha", "Beta", "Gamma"]],
    ["?category=billing", ["Beta"]],
    ["?category=none", ["Alpha"]],
    ["?near=billing", ["Beta", "Alpha", "Gamma"]],
    ["?state=archived", ["Old"]],
    ["?q=REFUND", ["Beta"]],
    ["?q=gam", ["Gamma"]],
    ["?q=50%25", ["Gamma"]],
    ["?q=_", []],
  ])("answers %s", async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test("is for staff", async () => {
    expect((await browse("", customer)).status).toBe(403);
    const { error } = await customer.db.rpc("list_templates");
    expect(error?.code).toBe("PT403");
  });
});

describe("writing", () => {
  const input = { name: "Ask for photos", category: "order_issue", body: "Hi {{customer.first_name}}" };

  test("the same key gives the same template", async () => {
    const first = await make(input, "one-key");
    expect(first.status).toBe(201);
    expect(first.data).toMatchObject({ ...input, usageCount: 0, version: 1, updatedBy: "Lerato Molefe" });
    expect((await make(input, "one-key")).data.id).toBe(first.data.id);
    expect((await make({ ...input, body: "Other" }, "one-key")).error.reason).toBe("idempotency_key_reused");
  });

  test("a name is taken once, whatever its case, until its bearer is archived", async () => {
    const { data } = await make(input);
    const again = await make({ ...input, name: "ASK FOR PHOTOS" });
    expect([again.status, again.error.fields?.name]).toEqual([
      422,
      ["Another template has this name. Choose another one."],
    ]);
    await patch(data.id, { isActive: false });
    expect((await make(input)).status).toBe(201);
    expect((await patch(data.id, { isActive: true })).error.fields?.name).toBeDefined();
  });

  test("two people at once: one wins, the other is told, a repetition is harmless", async () => {
    const { data } = await make(input);
    const mine = { body: "Mine", expectedVersion: 1 };
    expect((await patch(data.id, mine)).data.version).toBe(2);
    expect((await patch(data.id, mine)).data.version).toBe(2);
    const theirs = await patch(data.id, { body: "Theirs", expectedVersion: 1 });
    expect([theirs.status, theirs.error.reason]).toEqual([409, "template_changed"]);
    expect((await patch(data.id, { category: null })).data).toMatchObject({ category: null, version: 3 });
  });

  test("what does not exist cannot be changed, and customers change nothing", async () => {
    const id = crypto.randomUUID();
    expect((await patch(id, { name: "x" })).status).toBe(404);
    expect((await patch(id, { name: "x" }, customer)).status).toBe(403);
    expect((await make(input, "k", customer)).status).toBe(403);
    const found = await one(
      apiRequest(`/api/admin/templates/${id}`, { bearer: agent.token }),
      routeContext({ id }),
    );
    expect(found.status).toBe(404);
  });

  test("every change is in the audit log", async () => {
    const { data } = await make(input);
    await patch(data.id, { name: "Photos" });
    await patch(data.id, { isActive: false });
    await patch(data.id, { isActive: true });
    const rows = await supabase.sql<{ action: string }>(
      "select action from public.portal_audit_log where resource_id = $1 order by occurred_at, action",
      [data.id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      "template.create",
      "template.update",
      "template.archive",
      "template.restore",
    ]);
  });
});

test("values come from the ticket, for staff alone, and the read is audited", async () => {
  const ticket = await openTicket(customer, "Left channel crackles");
  const values = await command<Record<string, string>>(agent, "get_template_values", {
    p_ticket_id: ticket.id,
  });
  expect(values).toMatchObject({
    "customer.first_name": "Thandi",
    "customer.full_name": "Thandi Nkosi",
    "ticket.number": ticket.number,
    "ticket.subject": "Left channel crackles",
    "ticket.category": "Technical problem",
    "agent.name": "Lerato Molefe",
    "company.name": "Portico",
  });
  expect(Object.keys(values).every((name) => (TEMPLATE_VARIABLES as readonly string[]).includes(name))).toBe(
    true,
  );
  expect(values["order.number"]).toBeUndefined();
  const { error } = await customer.db.rpc("get_template_values", { p_ticket_id: ticket.id });
  expect(error?.code).toBe("PT403");
  const rows = await supabase.sql(
    "select 1 from public.portal_audit_log where resource_id = $1 and purpose = 'template'",
    [ticket.id],
  );
  expect(rows).toHaveLength(1);
});
