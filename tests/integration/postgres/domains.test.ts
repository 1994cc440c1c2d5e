import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, type Person, refusals, type Stage, values, type Work } from "./stage.ts";

const server = await startTempPostgres();
const ROUNDS = 6;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

type Row = { id: string; customer_id: string; status: string; check_number: number; attempts: number };

describe.skipIf(!server)("one name, at the same time", () => {
  let stage: Stage;
  /** People of two other customers. */
  let others: [Person, Person];

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
    others = [await newcomer("rival"), await newcomer("bystander")];
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });
  beforeEach(async () => {
    await stage.sql`delete from public.custom_domains`;
    await stage.sql`delete from private.rate_limits`;
  });

  async function newcomer(name: string): Promise<Person> {
    const [id, session] = [randomUUID(), randomUUID()];
    const [profile] = await stage.sql<{ id: string }[]>`
      insert into public.customer_profiles (full_name) values (${name}) returning id`;
    await stage.sql`insert into auth.users (id, email) values (${id}, ${`${name}@tests.example`})`;
    await stage.sql`insert into auth.sessions (id, user_id) values (${session}, ${id})`;
    await stage.sql`insert into public.portal_users (id, role, customer_id, email, full_name)
      values (${id}, 'customer', ${profile?.id ?? ""}, ${`${name}@tests.example`}, ${name})`;
    return { id, session };
  }

  const add = (as: Person, hostname: string): Work => ({
    as,
    run: (sql) => sql`select public.add_domain(null, ${sql.json({ hostname })})`,
  });
  const takeOver = (who: Person, hostname: string): Work => ({
    as: null,
    run: (sql) => sql`select public.take_over_domain(${who.id}, null, ${hostname})`,
  });
  const record = (id: string, check: number, outcome: string): Work => ({
    as: null,
    run: (sql) => sql`select public.record_domain_check(${id}, ${check}, ${outcome}, '[]'::jsonb)`,
  });
  const remove = (as: Person, id: string): Work => ({
    as,
    run: (sql) => sql`select public.remove_domain(${id})`,
  });
  const rows = (hostname: string) =>
    stage.sql<
      Row[]
    >`select id, customer_id, status, check_number, attempts from public.custom_domains where hostname = ${hostname}`;
  async function claimed(hostname: string, by: Person): Promise<Row> {
    await stage.together(add(by, hostname));
    const [row] = await rows(hostname);
    if (!row) throw new Error("the claim failed");
    return row;
  }
  let count = 0;
  const fresh = () => `race${++count}.acme.com`;

  test("customers who add it all at once: one has it, the others are told why not", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const hostname = fresh();
      const people = [stage.customer, stage.colleague, ...others];
      const outcomes = await stage.together(...people.map((person) => add(person, hostname)));
      expect(values(outcomes)).toHaveLength(1);
      expect(await rows(hostname)).toHaveLength(1);
      for (const word of refusals(outcomes)) expect(["domain_claimed", "domain_exists"]).toContain(word);
    }
  });

  test("two who take over a claim that has ended: one has it", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const hostname = fresh();
      const { id } = await claimed(hostname, stage.customer);
      await stage.sql`update public.custom_domains set created_at = now() - interval '4 days' where id = ${id}`;
      const outcomes = await stage.together(...others.map((person) => add(person, hostname)));
      expect([values(outcomes).length, refusals(outcomes)]).toEqual([1, ["domain_claimed"]]);
      expect(await rows(hostname)).toHaveLength(1);
    }
  });

  test("proof against proof: whoever comes second loses nothing that was theirs, and gains nothing", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const hostname = fresh();
      const { id, check_number } = await claimed(hostname, stage.customer);
      const outcomes = await stage.together(
        record(id, check_number, "passed"),
        takeOver(others[0], hostname),
      );
      const [row, ...more] = await rows(hostname);
      expect(more).toEqual([]);
      // The check came first, and the name is held; or the other did, and the check found no such domain.
      if (row?.id === id) expect([row.status, refusals(outcomes)]).toEqual(["verified", ["domain_taken"]]);
      else expect([row?.status, refusals(outcomes)]).toEqual(["pending_dns", []]);
    }
  });

  test("the same check ten times: it counts once", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const hostname = fresh();
      const { id, check_number } = await claimed(hostname, stage.customer);
      await stage.together(...times(10, () => record(id, check_number, "missing")));
      const [row] = await rows(hostname);
      expect([row?.attempts, row?.check_number]).toEqual([1, check_number + 1]);
    }
  });

  test("twelve names of one customer where five are allowed: five", async () => {
    await stage.sql`insert into public.app_settings (key, value) values ('domains', '{"maxPerCustomer": 5}')
      on conflict (key) do update set value = excluded.value`;
    const outcomes = await stage.together(
      ...times(12, (index) => add(index % 2 ? stage.customer : stage.colleague, fresh())),
    );
    await stage.sql`update public.app_settings set value = '{}' where key = 'domains'`;
    expect([values(outcomes).length, new Set(refusals(outcomes))]).toEqual([
      5,
      new Set(["too_many_domains"]),
    ]);
  });

  test("added, checked, taken over and removed in any order: nobody waits for ever", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [one, two] = [fresh(), fresh()];
      const [first, second] = [await claimed(one, stage.customer), await claimed(two, others[0])];
      await stage.together(
        takeOver(others[0], one),
        takeOver(stage.customer, two),
        remove(stage.colleague, first.id),
        remove(others[0], second.id),
        record(first.id, first.check_number, "missing"),
        record(second.id, second.check_number, "passed"),
        add(others[1], one),
        add(others[1], two),
      );
      for (const hostname of [one, two]) expect((await rows(hostname)).length).toBeLessThanOrEqual(1);
    }
  });
});
