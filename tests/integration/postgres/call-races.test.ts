import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, type Person, refusals, type Stage, values, type Work } from "./stage.ts";

const server = await startTempPostgres();
const CROWD = 50;
const DAY = 86_400_000;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe.skipIf(!server)("calls, booked by many at the same time", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
    const windows = times(7, (weekday) => ({ weekday, opens: "00:00", closes: "24:00" }));
    await stage.sql`insert into public.agent_availability (agent_id, valid_from, time_zone, windows)
      values (${stage.agent.id}, '2020-01-01', 'UTC', ${stage.sql.json(windows)})`;
    await stage.sql`insert into public.app_settings (key, value) values
      ('call_buffer_before', '10'), ('call_buffer_after', '10'), ('call_max_open', '50')`;
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });
  beforeEach(async () => {
    await stage.sql`delete from public.scheduled_calls`;
    await stage.sql`delete from private.rate_limits`;
  });

  /** The beginning of a slot some days ahead. */
  const slot = (hour: number) =>
    new Date(Math.floor(Date.now() / DAY) * DAY + 5 * DAY + hour * 3_600_000).toISOString();
  const input = (startsAt: string) => ({ startsAt, purpose: "Talk", phone: "+27825550101" });
  const book = (as: Person, startsAt: string, key: string | null = null): Work => ({
    as,
    run: (sql) => sql`select public.schedule_call(${key}, ${sql.json(input(startsAt))})`,
  });
  const move = (as: Person, id: string, startsAt: string): Work => ({
    as,
    run: (sql) => sql`select public.move_call(${id}, ${startsAt}, null, null)`,
  });
  const asked = (index: number) => (index % 2 === 0 ? stage.customer : stage.colleague);
  const scheduled = () =>
    stage.sql<{ agentId: string; startsAt: Date }[]>`select agent_id as "agentId", starts_at as "startsAt"
      from public.scheduled_calls where status = 'scheduled' order by starts_at`;

  test("fifty who want one slot: one has it, the others are told what is free instead", async () => {
    const outcomes = await stage.together(...times(CROWD, (index) => book(asked(index), slot(9))));
    expect(values(outcomes)).toHaveLength(1);
    expect(refusals(outcomes)).toEqual(Array(CROWD - 1).fill("slot_taken"));
    expect(await scheduled()).toHaveLength(1);
  });

  test("the constraint alone holds, buffers included, against whoever writes rows", async () => {
    // A minute each, all within a few seconds: some meet only in their buffers.
    const rows = await Promise.allSettled(
      times(CROWD, async (index) => {
        const starts = new Date(Date.parse(slot(9)) + (index % 3) * 1_000);
        const ends = new Date(starts.getTime() + 60_000);
        await stage.sql`insert into public.scheduled_calls
          (customer_id, agent_id, starts_at, ends_at, purpose, buffer_before, buffer_after)
          values (${stage.customerId}, ${stage.agent.id}, ${starts}, ${ends}, 'Talk', 10, 10)`;
      }),
    );
    const codes = rows.flatMap((row) => (row.status === "rejected" ? [row.reason.code] : []));
    expect(codes).toHaveLength(CROWD - 1);
    // Writers who wait for each other are told so: nobody got in.
    expect(codes.filter((code) => code !== "23P01" && code !== "40P01")).toEqual([]);
    expect(await scheduled()).toHaveLength(1);
  });

  test("a double click books once", async () => {
    const key = randomUUID();
    const outcomes = await stage.together(...times(8, () => book(stage.customer, slot(11), key)));
    expect(refusals(outcomes)).toEqual([]);
    expect(new Set(values(outcomes).map(({ id }) => id)).size).toBe(1);
    expect(await scheduled()).toHaveLength(1);
  });

  test("a slot that several calls move to is taken by one, and the others stay where they were", async () => {
    const booked = values(
      await stage.together(...times(6, (index) => book(asked(index), slot(10 + index * 2)))),
    );
    expect(booked).toHaveLength(6);
    const outcomes = await stage.together(
      ...booked.map(({ id }, index) => move(asked(index), String(id), slot(8))),
      book(stage.customer, slot(8)),
    );
    expect(values(outcomes)).toHaveLength(1);
    expect(refusals(outcomes)).toEqual(Array(6).fill("slot_taken"));
    const starts = (await scheduled()).map(({ startsAt }) => startsAt.toISOString());
    expect(starts).toContain(slot(8));
    expect(new Set(starts).size).toBe(starts.length);
  });

  test("two who move one call at once leave it in one place, with one sequence for each move", async () => {
    const [call] = values(await stage.together(book(stage.customer, slot(9))));
    const id = String(call?.id);
    const outcomes = await stage.together(
      move(stage.customer, id, slot(13)),
      move(stage.colleague, id, slot(15)),
      move(stage.agent, id, slot(17)),
    );
    expect(refusals(outcomes)).toEqual([]);
    const [row] = await stage.sql`select sequence, version from public.scheduled_calls where id = ${id}`;
    expect(row).toEqual({ sequence: 3, version: 4 });
    const reminders = await stage.sql`select payload ->> 'sequence' as sequence from public.jobs
      where kind = 'call_reminder' and payload ->> 'callId' = ${id}`;
    expect(reminders.map(({ sequence }) => sequence)).toEqual(["3", "3"]);
  });
});
