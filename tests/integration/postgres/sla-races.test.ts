import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, type Person, refusals, type Stage, values, type Work } from "./stage.ts";

// PGlite runs one statement at a time and shows no race; these run on a PostgreSQL server, as many at once.
const server = await startTempPostgres();
const ROUNDS = 4;
const HOURS = [
  { weekday: 0, opens: "08:00", closes: "17:00" },
  { weekday: 1, opens: "08:00", closes: "17:00" },
];

describe.skipIf(!server)("promises, at the same time", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
    await stage.sql`update public.portal_users set role = 'admin' where role = 'agent'`;
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });

  async function newTicket(): Promise<string> {
    await stage.sql`delete from private.rate_limits`;
    const id = randomUUID();
    const [opened] = await stage.together({
      as: stage.customer,
      run: (sql) => sql`select public.create_ticket(${id},
        ${sql.json({ subject: "Hum", description: "It hums.", category: "technical" })})`,
    });
    return (opened as { value: { id: string } }).value.id;
  }
  const setHours = (as: Person, revision: string, opens: string): Work => ({
    as,
    run: (sql) => sql`select public.set_business_hours(
      ${sql.json(HOURS.map((window) => ({ ...window, opens })))}, ${revision})`,
  });
  const check: Work = { as: null, run: (sql) => sql`select public.check_sla()` };
  const close: Work = { as: null, run: (sql) => sql`select public.close_resolved_tickets()` };
  const reply = (as: Person, id: string, body: string): Work => ({
    as,
    run: (sql) => sql`select public.reply_to_ticket(${randomUUID()}, ${id}, ${sql.json({ body })})`,
  });

  test("of two admins who change the same hours one wins, and the other is told", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [row] = await stage.sql<
        { revision: string }[]
      >`select md5(private.business_hours_json()::text) as revision`;
      const revision = row?.revision ?? "";
      const outcomes = await stage.together(
        setHours(stage.agent, revision, `0${round}:10`),
        setHours(stage.second, revision, `0${round}:20`),
      );
      expect(values(outcomes)).toHaveLength(1);
      expect(refusals(outcomes)).toEqual(["settings_changed"]);
      expect(await stage.sql`select distinct opens from public.business_hours`).toHaveLength(1);
    }
    await stage.sql`delete from public.business_hours`;
  });

  test("several workers warn of a promise once", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = await newTicket();
      await stage.sql`update public.support_tickets set first_response_due_at = now() - interval '1 minute' where id = ${id}`;
      expect(refusals(await stage.together(check, check, check, check))).toEqual([]);
      const told =
        await stage.sql`select user_id from public.notifications where event = 'sla_breached' and resource_id = ${id}`;
      // Nobody has the ticket: both of staff are told.
      expect(told).toHaveLength(2);
    }
  });

  test("an answer and a warning that meet do not wait for each other", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = await newTicket();
      await stage.sql`update public.support_tickets set first_response_due_at = now() - interval '1 minute' where id = ${id}`;
      const outcomes = await stage.together(check, reply(stage.agent, id, "Which hum?"), check);
      expect(refusals(outcomes)).toEqual([]);
      expect(
        await stage.sql`select kind from public.ticket_promises where ticket_id = ${id} and kind = 'first_response'`,
      ).toEqual([]);
    }
  });

  test("a ticket that closes while its customer writes is either closed or open, and says one thing", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = await newTicket();
      await stage.sql`update public.support_tickets set status = 'resolved', resolved_at = now() - interval '8 days' where id = ${id}`;
      const outcomes = await stage.together(close, reply(stage.customer, id, "Not at all."), close);
      const [ticket] = await stage.sql<{ status: string; messages: number }[]>`
        select t.status::text, (select count(*)::int from public.ticket_messages m where m.ticket_id = t.id) as messages
        from public.support_tickets t where t.id = ${id}`;
      const isRefused = refusals(outcomes).length > 0;
      expect(refusals(outcomes)).toEqual(isRefused ? ["ticket_closed"] : []);
      expect(ticket).toEqual(isRefused ? { status: "closed", messages: 1 } : { status: "new", messages: 2 });
    }
  });
});
