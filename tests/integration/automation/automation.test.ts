import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findViewerByToken, type Viewer } from "@/lib/auth/viewer";
import { automationJobs } from "@/lib/automation/jobs";
import { findRule, loadRuleChoices, loadRules, loadRuns } from "@/lib/automation/queries";
import { dryRun, moveRule, saveRule, switchRule } from "@/lib/automation/service";
import { ACTION_TYPES, AUTOMATION_EVENTS, CONDITION_FIELDS } from "@/lib/automation/types";
import { runJobs } from "@/lib/platform/jobs";
import { findTeam, loadTeams } from "@/lib/teams/queries";
import { archiveTeam, pauseMember, saveTeam, setAvailability, transferTicket } from "@/lib/teams/service";
import { TEAM_ASSIGNMENTS } from "@/lib/teams/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { command, openTicket, type Person, reply, signedIn } from "../../helpers/people";

let supabase: TestSupabase;
let customer: Person;
let agent: Person;
let admin: Viewer;
let desk: Viewer;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Ada Nkosi");
  agent = await signedIn(supabase, "Lerato Mokoena", "agent");
  const lead = await signedIn(supabase, "Amahle Dube", "agent");
  await supabase.sql("update public.portal_users set role = 'admin' where id = $1", [lead.id]);
  admin = await viewerOf(lead);
  desk = await viewerOf(agent);
});
afterAll(() => supabase.close());
beforeEach(async () => {
  await supabase.sql("delete from public.automation_rules");
  await supabase.sql("delete from public.teams");
});

async function viewerOf(person: Person): Promise<Viewer> {
  const found = await findViewerByToken(person.token, new Headers());
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

/** Does what is queued, and nothing that other features queued. */
async function work(): Promise<void> {
  await supabase.sql("delete from public.jobs where kind <> 'run_automation'");
  const run = await runJobs("test", automationJobs, 50);
  expect(run.ok && run.value.failed).toBe(0);
}

const ticketOf = async (id: string) => {
  const [row] = await supabase.sql<Record<string, unknown>>(
    `select t.status, t.priority, t.assignee_id, m.name as team,
       (select array_agg(g.tag) from public.ticket_tags g where g.ticket_id = t.id) as tags
     from public.support_tickets t left join public.teams m on m.id = t.team_id where t.id = $1`,
    [id],
  );
  return row;
};
const TEAM = { name: "Lines", description: "", assignment: "least_loaded", capacity: 1 } as const;
const RULE = {
  name: "Noise",
  isActive: true,
  event: "ticket_created",
  conditions: [{ field: "subject", op: "is", values: ["crackles"] }],
  actions: [
    { type: "set_priority", value: "high" },
    { type: "add_tag", value: "noise" },
  ],
} satisfies Parameters<typeof saveRule>[2];

test("the lists of the database and of the editor are the same", async () => {
  const [lists] = await supabase.sql<Record<string, string[]>>(
    `select private.automation_events() as events, private.automation_fields() as fields,
       private.automation_actions() as actions, enum_range(null::public.team_assignment)::text[] as assignments`,
  );
  expect(lists).toEqual({
    events: AUTOMATION_EVENTS,
    fields: CONDITION_FIELDS,
    actions: ACTION_TYPES,
    assignments: TEAM_ASSIGNMENTS,
  });
});

test("a ticket goes to the team of its category, past the rules, to whoever can take it", async () => {
  const member = { userId: agent.id, capacity: null };
  const saved = await saveTeam(admin, null, { ...TEAM, members: [member], categories: ["technical"] });
  expect(saved.ok).toBe(true);
  expect((await saveRule(admin, null, RULE)).ok).toBe(true);

  const first = await openTicket(customer);
  const second = await openTicket(customer, "Nothing to hear");
  expect(await ticketOf(first.id)).toMatchObject({ status: "new", assignee_id: null, team: "Lines" });
  await work();
  expect(await ticketOf(first.id)).toMatchObject({
    status: "assigned",
    priority: "high",
    assignee_id: agent.id,
    tags: ["noise"],
  });
  // One is what a member of this team takes.
  expect(await ticketOf(second.id)).toMatchObject({ status: "new", assignee_id: null, tags: null });
  const [team] = (await loadTeams(desk)).teams;
  expect(team).toMatchObject({ openTickets: 2, unassigned: 1, members: [{ load: 1, state: "full" }] });

  await command(agent, "change_ticket_status", { p_ticket_id: first.id, p_action: "resolve" });
  await supabase.sql("update public.support_tickets set created_at = now() - interval '1 hour'");
  await automationJobs.share_out_tickets?.({}, { jobId: 0, attempt: 1 });
  expect(await ticketOf(second.id)).toMatchObject({ assignee_id: agent.id });

  const [rule] = await loadRules(desk);
  expect(rule).toMatchObject({ runs: 1, faults: [], lastRun: { outcome: "done", number: first.number } });
  const { items } = await loadRuns(desk, rule?.id ?? "");
  expect(items[0]?.results).toEqual([
    { type: "set_priority", from: "medium", to: "high", outcome: "done" },
    { type: "add_tag", to: "noise", outcome: "done" },
  ]);
});

test("what a rule names may end: it says so, and the rest of it goes on", async () => {
  const saved = await saveTeam(admin, null, { ...TEAM, members: [], categories: [] });
  const teamId = saved.ok ? saved.value.id : "";
  const rule = await saveRule(admin, null, {
    ...RULE,
    event: "customer_replied",
    conditions: [],
    actions: [
      { type: "assign_team", value: teamId },
      { type: "add_tag", value: "wrote" },
    ],
  });
  const ruleId = rule.ok ? rule.value.id : "";
  expect((await archiveTeam(admin, teamId, null)).ok).toBe(true);
  expect(await findTeam(desk, teamId)).toBeNull();

  const ticket = await openTicket(customer);
  await reply(customer, ticket.id, { body: "And another thing" });
  await work();
  expect(await ticketOf(ticket.id)).toMatchObject({ team: null, tags: ["wrote"] });
  expect(await findRule(desk, ruleId)).toMatchObject({
    faults: [{ path: "actions.0", problem: "team_gone" }],
    lastRun: { outcome: "failed" },
  });
  await switchRule(admin, ruleId, false);
  expect(await switchRule(admin, ruleId, true)).toMatchObject({
    ok: false,
    error: { reason: "rule_faulty" },
  });
  const again = await saveRule(admin, ruleId, {
    ...RULE,
    actions: [{ type: "assign_team", value: teamId }],
  });
  expect(again).toMatchObject({ ok: false, error: { fields: { "actions.0": [expect.any(String)] } } });
});

test("agents read and try, admins change", async () => {
  expect(await saveRule(desk, null, RULE)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await saveTeam(desk, null, { ...TEAM, members: [], categories: [] })).toMatchObject({
    ok: false,
    error: { code: "forbidden" },
  });
  const ids: string[] = [];
  for (const name of ["First", "Second"]) {
    const saved = await saveRule(admin, null, { ...RULE, name }, name);
    // A second click is the same rule.
    expect(await saveRule(admin, null, { ...RULE, name }, name)).toEqual(saved);
    if (saved.ok) ids.push(saved.value.id);
  }
  expect(await moveRule(admin, ids[1] ?? "", "up")).toMatchObject({ ok: true });
  expect((await loadRules(desk)).map(({ name }) => name)).toEqual(["Second", "First"]);
  expect(await saveRule(admin, ids[0] ?? "", { ...RULE, name: "First", expectedVersion: 9 })).toMatchObject({
    ok: false,
    error: { code: "conflict", reason: "rule_changed" },
  });

  const { people } = await loadRuleChoices(desk);
  expect(people.map(({ label }) => label)).toEqual(["Amahle Dube", "Lerato Mokoena"]);
  const tried = await dryRun(desk, {
    rule: RULE,
    from: new Date(Date.now() - 86_400_000).toISOString(),
    until: new Date(Date.now() + 1000).toISOString(),
    cursor: null,
  });
  if (!tried.ok) throw new Error(tried.error.message);
  expect(tried.value).toMatchObject({ progress: 1, nextCursor: null });
  expect(new Set(tried.value.matches.map(({ ticket }) => ticket.subject))).toEqual(
    new Set(["Left channel crackles"]),
  );
  expect(tried.value.matches[0]?.effects[0]).toEqual({
    type: "set_priority",
    from: "medium",
    to: "high",
    outcome: "done",
  });
});

test("away, paused, handed over", async () => {
  const member = { userId: agent.id, capacity: 5 };
  const saved = await saveTeam(admin, null, { ...TEAM, members: [member], categories: [] });
  const teamId = saved.ok ? saved.value.id : "";
  const ticket = await openTicket(customer);
  await setAvailability(desk, agent.id, true, new Date(Date.now() + 3_600_000).toISOString());
  expect(await transferTicket(desk, ticket.id, teamId)).toMatchObject({ ok: true });
  await work();
  expect(await ticketOf(ticket.id)).toMatchObject({ team: "Lines", assignee_id: null });
  expect((await loadTeams(desk)).isAway).toBe(true);
  await setAvailability(desk, agent.id, false, null);
  await pauseMember(desk, teamId, agent.id, true);
  expect((await findTeam(desk, teamId))?.members[0]).toMatchObject({ state: "paused", capacity: 5 });
  expect(await setAvailability(desk, admin.id, true, null)).toMatchObject({
    ok: false,
    error: { code: "forbidden" },
  });
  expect(await transferTicket(desk, ticket.id, null, 1)).toMatchObject({
    ok: false,
    error: { reason: "ticket_changed" },
  });
});
