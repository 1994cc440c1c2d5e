import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, type Stage, values, type Work } from "./stage.ts";

const server = await startTempPostgres();
const ROUNDS = 4;
const DUE = 12;

describe.skipIf(!server)("the outbox, by several workers at the same time", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });

  test("no two of them get the same delivery or digest", async () => {
    const claim = (worker: string): Work => ({
      as: null,
      run: (sql) => sql`select public.claim_deliveries(${worker}, 'email', 5)`,
    });
    const digest = (worker: string): Work => ({
      as: null,
      run: (sql) => sql`select public.claim_digest(${worker})`,
    });
    for (let round = 1; round <= ROUNDS; round += 1) {
      await stage.sql`delete from public.notifications`;
      for (let n = 0; n < DUE; n += 1) {
        await stage.sql`select private.notify(${stage.customer.id}, 'order_status', null, null, '{}', ${`n${n}`})`;
      }
      await stage.sql`update public.notification_deliveries set not_before = now()`;
      const claims = await stage.together(...["a", "b", "c", "d", "e"].map(claim));
      const taken = values(claims).flatMap((answer) =>
        ((answer as { items: { id: string }[] }).items ?? []).map(({ id }) => id),
      );
      expect(new Set(taken).size).toBe(taken.length);
      const [held] =
        await stage.sql`select count(*)::int as n from public.notification_deliveries where locked_by is not null and attempts = 1`;
      expect(held?.n).toBe(taken.length);

      await stage.sql`update public.notification_deliveries set in_digest = true, locked_by = null, locked_until = null`;
      const digests = await stage.together(...["a", "b", "c"].map(digest));
      const gathered = values(digests).filter(
        (answer) => (answer as { items?: unknown[] } | null)?.items?.length,
      );
      expect(gathered).toHaveLength(1);
    }
  });
});
