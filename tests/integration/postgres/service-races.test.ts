import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, type Person, refusals, type Stage, values, type Work } from "./stage.ts";

// PGlite runs one statement at a time and shows no race; these run on a PostgreSQL server, as many at once.
const server = await startTempPostgres();
const ROUNDS = 4;

describe.skipIf(!server)("services, at the same time", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
    await stage.sql`insert into public.service_packages (slug, family, name, bandwidth_mbps, price)
      values ('f-100', 'fibre', 'Fibre 100', 100, 50000), ('f-200', 'fibre', 'Fibre 200', 200, 70000)`;
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });

  async function newService(status = "active"): Promise<string> {
    await stage.sql`delete from private.rate_limits`;
    const id = randomUUID();
    await stage.sql`insert into public.customer_services (id, customer_id, name, package, bandwidth_mbps, price, status)
      values (${id}, ${stage.customerId}, 'Fibre', 'Fibre 100', 100, 50000, ${status}::public.service_status)`;
    return id;
  }
  const upgrade = (as: Person, id: string, key: string | null = null): Work => ({
    as,
    run: (sql) => sql`select public.request_service_change(${key}, ${id}, 'upgrade',
      ${sql.json({ package: "f-200", subject: "Faster", description: "Please." })})`,
  });
  const setStep = (as: Person, id: string, changes: Record<string, string | number | boolean>): Work => ({
    as,
    run: (sql) => sql`select public.set_installation_step(${id}, 'installing', ${sql.json(changes)})`,
  });

  test("two people who ask for the same open one ticket, and the second is told of it", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = await newService();
      const outcomes = await stage.together(
        ...[stage.customer, stage.colleague, stage.customer, stage.colleague].map((who) => upgrade(who, id)),
      );
      expect(values(outcomes)).toHaveLength(1);
      expect(refusals(outcomes)).toEqual(Array(3).fill("request_open"));
      expect(await stage.sql`select 1 from public.support_tickets where service_id = ${id}`).toHaveLength(1);
      expect(await stage.sql`select 1 from public.service_requests where service_id = ${id}`).toHaveLength(1);
    }
  });

  test("one request sent several times at once has one answer", async () => {
    const id = await newService();
    const key = randomUUID();
    const outcomes = await stage.together(
      ...Array.from({ length: 4 }, () => upgrade(stage.customer, id, key)),
    );
    expect(refusals(outcomes)).toEqual([]);
    expect(new Set(values(outcomes).map((value) => JSON.stringify(value))).size).toBe(1);
  });

  test("of two who change the same step from the same version one wins, and the other is told", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = await newService("installing");
      await stage.sql`insert into public.installation_steps (service_id, stage) values (${id}, 'installing')`;
      const outcomes = await stage.together(
        setStep(stage.agent, id, { technician: "Kagiso", expectedVersion: 1 }),
        setStep(stage.second, id, { technician: "Lindiwe", expectedVersion: 1 }),
      );
      expect(values(outcomes)).toEqual([{ value: 2 }]);
      expect(refusals(outcomes)).toEqual(["step_changed"]);
    }
  });
});
