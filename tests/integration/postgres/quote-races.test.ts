import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, type Person, refusals, type Stage, values, type Work } from "./stage.ts";

// PGlite runs one statement at a time and shows no race; these run on a PostgreSQL server, as many at once.
const server = await startTempPostgres();
const ROUNDS = 8;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe.skipIf(!server)("quotes, at the same time", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });

  const request = (as: Person, key: string | null = null): Work => ({
    as,
    run: (sql) => sql`select public.request_quote(${key}, ${sql.json({ message: "Speakers" })})`,
  });
  const accept = (as: Person, id: string, version: number): Work => ({
    as,
    run: (sql) => sql`select public.accept_quote(${id}, ${version})`,
  });
  const decline = (as: Person, id: string, version: number): Work => ({
    as,
    run: (sql) => sql`select public.decline_quote(${id}, ${version}, 'Too dear')`,
  });
  const save = (as: Person, id: string, revision: number, price = 1000): Work => ({
    as,
    run: (sql) =>
      sql`select public.save_quote_draft(${id}, ${revision}, ${sql.json({
        items: [{ description: "Speakers", quantity: 2, unitPrice: price, taxRate: 0.15 }],
      })})`,
  });
  const send = (as: Person, id: string, revision: number): Work => ({
    as,
    run: (sql) => sql`select public.send_quote(${id}, ${revision})`,
  });
  const convert = (as: Person, id: string, key: string | null = null): Work => ({
    as,
    run: (sql) => sql`select public.convert_quote(${key}, ${id})`,
  });

  /** One after the other; gives the last answer. */
  async function inTurn(...work: Work[]): Promise<Record<string, unknown>> {
    let last: Record<string, unknown> = {};
    for (const one of work) {
      const [value] = values(await stage.together(one));
      if (!value) throw new Error("a step of the preparation was refused");
      last = value;
    }
    return last;
  }

  /** A quote with one version sent (revision 4), and another prepared if asked for (revision 5). */
  async function sentQuote({ hasDraft = false } = {}): Promise<string> {
    await stage.sql`delete from private.rate_limits`;
    const { id } = await inTurn(request(stage.customer));
    const quote = String(id);
    const { revision } = await inTurn(save(stage.agent, quote, 1));
    const sent = await inTurn(send(stage.agent, quote, Number(revision)));
    if (hasDraft) await inTurn(save(stage.agent, quote, Number(sent.revision), 2000));
    return quote;
  }

  async function quoteOf(id: string) {
    const [quote] = await stage.sql`
      select status, version, revision, accepted_version, accepted_by, order_id from public.quote_requests where id = ${id}`;
    return quote ?? {};
  }

  test("twenty requests get twenty numbers without a gap", async () => {
    await stage.sql`delete from private.rate_limits`;
    const outcomes = await stage.together(
      ...times(20, (index) => request(index % 2 ? stage.customer : stage.colleague)),
    );
    const numbers = values(outcomes)
      .map(({ number }) => Number(String(number).split("-")[2]))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(times(20, (index) => (numbers[0] ?? 0) + index));
  });

  test("the same key ten times makes one request", async () => {
    const key = randomUUID();
    const outcomes = await stage.together(...times(10, () => request(stage.customer, key)));
    expect(new Set(values(outcomes).map(({ id }) => id)).size).toBe(1);
    expect(values(outcomes)).toHaveLength(10);
  });

  test("ten clicks of one person accept once, and all read that they did", async () => {
    const id = await sentQuote();
    const outcomes = await stage.together(...times(10, () => accept(stage.customer, id, 1)));
    expect(values(outcomes).map(({ status }) => status)).toEqual(times(10, () => "accepted"));
    const events =
      await stage.sql`select from public.quote_events where quote_id = ${id} and type = 'accepted'`;
    expect(events).toHaveLength(1);
  });

  test("two colleagues accept the same version: one did, the other is told", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await sentQuote();
      const outcomes = await stage.together(accept(stage.customer, id, 1), accept(stage.colleague, id, 1));
      expect(refusals(outcomes)).toEqual(["quote_accepted"]);
      const winner = outcomes[0] && "value" in outcomes[0] ? stage.customer : stage.colleague;
      expect(await quoteOf(id)).toMatchObject({
        status: "accepted",
        accepted_version: 1,
        accepted_by: winner.id,
      });
    }
  });

  test("two colleagues accept two versions: only the one that counts", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await sentQuote({ hasDraft: true });
      const { revision } = await quoteOf(id);
      await inTurn(send(stage.agent, id, Number(revision)));
      const [older, newer] = await stage.together(
        accept(stage.customer, id, 1),
        accept(stage.colleague, id, 2),
      );
      expect(newer).toHaveProperty("value.status", "accepted");
      expect(["quote_superseded", "quote_accepted"]).toContain(
        older && "refusal" in older ? older.refusal : "",
      );
      expect(await quoteOf(id)).toMatchObject({ accepted_version: 2, accepted_by: stage.colleague.id });
    }
  });

  test("one accepts while the other declines: one of the two", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await sentQuote();
      const outcomes = await stage.together(accept(stage.customer, id, 1), decline(stage.colleague, id, 1));
      const { status } = await quoteOf(id);
      expect(refusals(outcomes)).toEqual([`quote_${status}`]);
    }
  });

  test("an acceptance meets the next version: accepted and not sent, or sent and not accepted", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await sentQuote({ hasDraft: true });
      const { revision } = await quoteOf(id);
      const outcomes = await stage.together(
        accept(stage.customer, id, 1),
        send(stage.agent, id, Number(revision)),
      );
      const quote = await quoteOf(id);
      if (quote.status === "accepted") {
        expect(refusals(outcomes)).toEqual(["quote_accepted"]);
        expect(quote).toMatchObject({ version: 1, accepted_version: 1 });
        const drafts =
          await stage.sql`select from public.quote_versions where quote_id = ${id} and version = 2`;
        expect(drafts).toHaveLength(0);
      } else {
        expect(refusals(outcomes)).toEqual(["quote_superseded"]);
        expect(quote).toMatchObject({ status: "sent", version: 2, accepted_version: null });
      }
    }
  });

  test("who waits for the lock past the validity does not accept, though the transaction began in time", async () => {
    const id = await sentQuote();
    let release: () => void = () => {};
    let locked: () => void = () => {};
    const isLocked = new Promise<void>((resolve) => {
      locked = resolve;
    });
    const mayGo = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holder = stage.sql.begin(async (sql) => {
      await sql`update public.quote_requests set valid_until = clock_timestamp() + interval '1 second' where id = ${id}`;
      locked();
      await mayGo;
    });
    await isLocked;
    const outcome = stage.together(accept(stage.customer, id, 1));
    // Until it waits for the row, and then until the second is over.
    await expect
      .poll(async () => (await stage.sql`select from pg_locks where not granted`).length, { timeout: 10_000 })
      .toBeGreaterThan(0);
    await stage.sql`select pg_sleep(1.1)`;
    release();
    await holder;
    expect(refusals(await outcome)).toEqual(["quote_expired"]);
    expect((await quoteOf(id)).status).toBe("sent");
  });

  test("an acceptance meets the worker that lets quotes expire: by the clock, whoever is first", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [late, early] = [await sentQuote(), await sentQuote()];
      await stage.sql`update public.quote_requests set valid_until = now() - interval '1 millisecond' where id = ${late}`;
      await stage.sql`update public.quote_requests set valid_until = now() + interval '1 hour' where id = ${early}`;
      const expire: Work = { as: null, run: (sql) => sql`select public.check_quotes()` };
      const [tooLate, inTime] = await stage.together(
        accept(stage.customer, late, 1),
        accept(stage.customer, early, 1),
        expire,
        expire,
      );
      expect(tooLate).toEqual({ refusal: "quote_expired" });
      expect(inTime).toHaveProperty("value.status", "accepted");
      // The worker passes over a row that is locked; its next look finds it.
      await stage.together(expire);
      expect((await quoteOf(late)).status).toBe("expired");
      expect((await quoteOf(early)).status).toBe("accepted");
    }
  });

  test("ten conversions by two of staff, with keys and without, make one order", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await sentQuote();
      await inTurn(accept(stage.customer, id, 1));
      const key = randomUUID();
      const outcomes = await stage.together(
        ...times(10, (index) => convert(index % 2 ? stage.agent : stage.second, id, index < 4 ? key : null)),
      );
      expect(values(outcomes)).toHaveLength(10);
      expect(new Set(values(outcomes).map(({ order }) => (order as { id: string }).id)).size).toBe(1);
      const orders = await stage.sql`select total from public.orders where external_id = ${id}`;
      expect(orders.map(({ total }) => Number(total))).toEqual([2300]);
    }
  });

  test("of two of staff who save over the same revision, one wins", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await sentQuote();
      const { revision } = await quoteOf(id);
      const outcomes = await stage.together(
        save(stage.agent, id, Number(revision), 3000),
        save(stage.second, id, Number(revision), 4000),
      );
      expect(refusals(outcomes)).toEqual(["quote_changed"]);
      const [draft] = await stage.sql`
        select v.subtotal, (select count(*)::int from public.quote_items i where i.quote_id = v.quote_id and i.version = v.version) as lines
        from public.quote_versions v where v.quote_id = ${id} and v.status = 'draft'`;
      expect([6000, 8000]).toContain(Number(draft?.subtotal));
      expect(draft?.lines).toBe(1);
    }
  });

  test("a version is sent once, however many press the button", async () => {
    const id = await sentQuote({ hasDraft: true });
    const { revision } = await quoteOf(id);
    const outcomes = await stage.together(
      ...times(5, () => send(stage.agent, id, Number(revision))),
      ...times(5, () => send(stage.second, id, Number(revision))),
    );
    expect(values(outcomes)).toHaveLength(5);
    expect(refusals(outcomes)).toEqual(times(5, () => "quote_changed"));
    expect(await quoteOf(id)).toMatchObject({ status: "sent", version: 2 });
  });
});
