import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, type Person, type Stage, values, type Work } from "./stage.ts";

const server = await startTempPostgres();

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe.skipIf(!server)("who gets which ticket, at the same time", () => {
  let stage: Stage;
  let team: string;
  let staff: string[];

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
    staff = await Promise.all(times(5, (index) => newAgent(`agent${index}`)));
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });
  beforeEach(async () => {
    await stage.sql`delete from public.support_tickets`;
    await stage.sql`delete from public.jobs`;
    await stage.sql`delete from private.rate_limits`;
    await stage.sql`delete from public.automation_rules`;
    await stage.sql`delete from public.teams`;
    await stage.sql`delete from public.staff_absences`;
  });

  async function newAgent(name: string): Promise<string> {
    const id = randomUUID();
    await stage.sql`insert into auth.users (id, email) values (${id}, ${`${name}@tests.example`})`;
    await stage.sql`insert into public.portal_users (id, role, email, full_name)
      values (${id}, 'agent', ${`${name}@tests.example`}, ${name})`;
    return id;
  }
  async function newTeam(
    assignment: string,
    { capacity = 20, categories = ["question"], members = staff }: TeamInput = {},
  ): Promise<string> {
    const [row] = await stage.sql<{ id: string }[]>`
      insert into public.teams (name, assignment, capacity) values (${randomUUID()}, ${assignment}, ${capacity}) returning id`;
    const id = row?.id ?? "";
    await stage.sql`insert into public.team_members (team_id, user_id) select ${id}, unnest(${members}::uuid[])`;
    await stage.sql`update public.ticket_categories set team_id = ${id} where slug = any (${categories})`;
    return id;
  }
  type TeamInput = { capacity?: number; categories?: string[]; members?: string[] };

  const create = (as: Person, category = "question"): Work => ({
    as,
    run: (sql) =>
      sql`select public.create_ticket(null, ${sql.json({ subject: "Hum", description: "It hums.", category })})`,
  });
  /** Twenty customers' tickets at once, and then the worker's jobs, all at once. */
  async function open(count: number, categories = ["question"]): Promise<void> {
    const opened = await stage.together(
      ...times(count, (index) =>
        create(index % 2 ? stage.customer : stage.colleague, categories[index % categories.length]),
      ),
    );
    expect(values(opened)).toHaveLength(count);
    await work();
  }
  async function work(): Promise<void> {
    const jobs = await stage.sql<{ payload: object }[]>`
      select payload from public.jobs where kind = 'run_automation' and status = 'queued' order by random()`;
    await stage.sql`update public.jobs set status = 'done'`;
    await stage.together(
      ...jobs.map(
        ({ payload }): Work => ({
          as: null,
          run: (sql) => sql`select public.run_automation(${sql.json(payload as never)})`,
        }),
      ),
    );
  }
  /** How many tickets each of the five has, fewest first; the last figure is of those that nobody has. */
  async function shares(): Promise<[...number[]]> {
    const rows = await stage.sql<{ assignee_id: string | null; count: number }[]>`
      select assignee_id, count(*)::int as count from public.support_tickets group by 1`;
    const of = (id: string | null) => rows.find(({ assignee_id }) => assignee_id === id)?.count ?? 0;
    return [...staff.map(of).sort((a, b) => a - b), of(null)];
  }

  test.each(["round_robin", "least_loaded"])(
    "twenty new tickets in a team of five, %s: four each",
    async (how) => {
      team = await newTeam(how);
      await open(20);
      expect(await shares()).toEqual([4, 4, 4, 4, 4, 0]);
    },
  );

  test("nobody gets more than they can take, also of two teams at once", async () => {
    team = await newTeam("least_loaded", { capacity: 3 });
    await newTeam("round_robin", { capacity: 3, categories: ["repair"] });
    await open(20, ["question", "repair"]);
    expect(await shares()).toEqual([3, 3, 3, 3, 3, 5]);
  });

  test("who is away, paused or locked gets nothing, and the others share what there is", async () => {
    team = await newTeam("round_robin");
    const [away = "", paused = "", locked = ""] = staff;
    await stage.sql`insert into public.staff_absences (user_id) values (${away})`;
    await stage.sql`update public.team_members set is_paused = true where user_id = ${paused}`;
    await stage.sql`update public.portal_users set portal_active = false where id = ${locked}`;
    await open(20);
    await stage.sql`update public.portal_users set portal_active = true where id = ${locked}`;
    expect(await shares()).toEqual([0, 0, 0, 10, 10, 0]);
  });

  test("what waited is given away once, by however many workers", async () => {
    team = await newTeam("least_loaded", { capacity: 2 });
    await open(20);
    expect(await shares()).toEqual([2, 2, 2, 2, 2, 10]);
    await stage.sql`update public.teams set capacity = 4 where id = ${team}`;
    await stage.sql`update public.support_tickets set created_at = now() - interval '10 minutes'`;
    await stage.together(
      ...times(4, (): Work => ({ as: null, run: (sql) => sql`select public.share_out_tickets(50)` })),
    );
    expect(await shares()).toEqual([4, 4, 4, 4, 4, 0]);
  });

  test("the same job ten times runs its rules once", async () => {
    await stage.sql`insert into public.automation_rules (name, event, actions, is_active)
      values ('Tag', 'ticket_created', '[{"type": "add_tag", "value": "seen"}]', true)`;
    await stage.together(create(stage.customer));
    const [job] = await stage.sql<
      { payload: object }[]
    >`select payload from public.jobs where kind = 'run_automation'`;
    await stage.together(
      ...times(
        10,
        (): Work => ({
          as: null,
          run: (sql) => sql`select public.run_automation(${sql.json(job?.payload as never)})`,
        }),
      ),
    );
    const [runs] = await stage.sql<
      { count: number }[]
    >`select count(*)::int as count from public.automation_runs`;
    expect(runs?.count).toBe(1);
  });

  test("rules, people and transfers on the same tickets: nobody waits for ever", async () => {
    team = await newTeam("least_loaded", { categories: [] });
    const other = await newTeam("round_robin", { members: staff.slice(0, 2) });
    await stage.sql`insert into public.automation_rules (name, event, actions, is_active, position) values
      ('Team', 'ticket_created', ${stage.sql.json([{ type: "assign_team", value: team }])}, true, 10),
      ('Priority', 'priority_changed', ${stage.sql.json([{ type: "assign_person", value: staff[0] ?? "" }])}, true, 20)`;
    await stage.together(...times(8, () => create(stage.customer)));
    const tickets = await stage.sql<{ id: string }[]>`select id from public.support_tickets`;
    const jobs = await stage.sql<
      { payload: object }[]
    >`select payload from public.jobs where kind = 'run_automation'`;
    await stage.together(
      ...jobs.map(
        ({ payload }): Work => ({
          as: null,
          run: (sql) => sql`select public.run_automation(${sql.json(payload as never)})`,
        }),
      ),
      ...tickets.flatMap(({ id }): Work[] => [
        {
          as: { id: stage.agent.id, session: stage.agent.session },
          run: (sql) => sql`select public.transfer_ticket(${id}, ${other})`,
        },
        { as: stage.second, run: (sql) => sql`select public.update_ticket(${id}, '{"priority": "urgent"}')` },
      ]),
      { as: null, run: (sql) => sql`select public.share_out_tickets(50)` },
    );
    await work();
    const [lost] = await stage.sql<{ count: number }[]>`
      select count(*)::int as count from public.support_tickets where assignee_id is null`;
    expect(lost?.count).toBe(0);
  });
});
