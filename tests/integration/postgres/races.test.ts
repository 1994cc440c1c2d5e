import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, type Person, refusals, type Sql, type Stage, values, type Work } from "./stage.ts";

// PGlite runs one statement at a time and shows no race; these run on a PostgreSQL server, as many at once.
const server = await startTempPostgres();
const ROUNDS = 8;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe.skipIf(!server)("at the same time", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });

  const create = (as: Person, input: Record<string, unknown> = {}, key: string | null = null): Work => ({
    as,
    run: (sql) =>
      sql`select public.create_ticket(${key}, ${sql.json({ subject: "Hum", description: "It hums.", category: "question", ...input } as never)})`,
  });
  const reply = (as: Person, ticketId: string, input: Record<string, unknown> = {}): Work => ({
    as,
    run: (sql) =>
      sql`select public.reply_to_ticket(null, ${ticketId}, ${sql.json({ body: "Hello", ...input } as never)})`,
  });
  const change = (as: Person, ticketId: string, action: string): Work => ({
    as,
    run: (sql) => sql`select public.change_ticket_status(${ticketId}, ${action})`,
  });
  const service = (run: (sql: Sql) => PromiseLike<readonly unknown[]>): Work => ({ as: null, run });

  /** The id of a new ticket of the customer. */
  async function newTicket(input: Record<string, unknown> = {}): Promise<string> {
    // These tests open more tickets than a customer may in an hour.
    await stage.sql`delete from private.rate_limits`;
    const [ticket] = values(await stage.together(create(stage.customer, input)));
    return String(ticket?.id);
  }

  async function newOrder(quantity: number, lines = 1): Promise<{ orderId: string; lineIds: string[] }> {
    const [orderId, lineIds] = [randomUUID(), times(lines, () => randomUUID())];
    await stage.sql`insert into public.orders (id, customer_id, number, status, subtotal, total)
      values (${orderId}, ${stage.customerId}, ${orderId.slice(0, 30)}, 'delivered', 0, 0)`;
    for (const id of lineIds) {
      await stage.sql`insert into public.order_items (id, order_id, sku, name, quantity, unit_price, total)
        values (${id}, ${orderId}, 'AMP', 'Amplifier', ${quantity}, 0, 0)`;
    }
    return { orderId, lineIds };
  }
  const claim = (as: Person, orderId: string, lineIds: readonly string[]) =>
    create(as, {
      category: "order_issue",
      orderId,
      affectedItems: lineIds.map((orderItemId) => ({ orderItemId, quantity: 1 })),
    });
  async function claimed(lineId: string): Promise<number> {
    const [row] = await stage.sql<{ sum: number }[]>`
      select coalesce(sum(a.quantity), 0)::int as sum from public.ticket_affected_items a
      join public.support_tickets t on t.id = a.ticket_id
      where a.order_item_id = ${lineId} and t.status <> 'cancelled'`;
    return row?.sum ?? 0;
  }

  async function newUpload(age = "0 hours"): Promise<string> {
    const id = randomUUID();
    await stage.sql`insert into public.ticket_attachments
      (id, customer_id, uploaded_by, file_name, mime_type, size, sha256, storage_path, stored_at, created_at)
      values (${id}, ${stage.customerId}, ${stage.customer.id}, 'photo.png', 'image/png', 1, ${"a".repeat(64)}, ${id},
        now(), now() - ${age}::interval)`;
    return id;
  }

  test("twenty tickets get twenty numbers without a gap, though five more fail on the way", async () => {
    const { orderId } = await newOrder(1);
    const outcomes = await stage.together(
      ...times(20, (index) => create(index % 2 ? stage.customer : stage.colleague)),
      // The claim fails after the number was drawn.
      ...times(5, () => claim(stage.customer, orderId, [randomUUID()])),
    );
    expect(refusals(outcomes)).toEqual(times(5, () => "validation_failed"));
    const numbers = values(outcomes)
      .map(({ number }) => Number(String(number).split("-")[2]))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(times(20, (index) => (numbers[0] ?? 0) + index));
  });

  test("the same key ten times makes one ticket, and gives everybody its number", async () => {
    await newTicket();
    const key = randomUUID();
    const outcomes = await stage.together(...times(10, () => create(stage.customer, { subject: key }, key)));
    expect(new Set(values(outcomes).map(({ number }) => number)).size).toBe(1);
    expect(values(outcomes)).toHaveLength(10);
    const rows = await stage.sql`select id from public.support_tickets where subject = ${key}`;
    expect(rows).toHaveLength(1);
  });

  test("the same key with ten texts makes one ticket, and refuses nine", async () => {
    const key = randomUUID();
    const outcomes = await stage.together(
      ...times(10, (index) => create(stage.customer, { subject: `${key} ${index}` }, key)),
    );
    expect(values(outcomes)).toHaveLength(1);
    expect(refusals(outcomes)).toEqual(times(9, () => "idempotency_key_reused"));
  });

  test("a key is free again when those who held it failed", async () => {
    const key = randomUUID();
    const outcomes = await stage.together(
      ...times(4, () => create(stage.customer, { category: "nowhere" }, key)),
    );
    expect(refusals(outcomes)).toEqual(times(4, () => "validation_failed"));
    expect(values(await stage.together(create(stage.customer, {}, key)))).toHaveLength(1);
  });

  test("of two of staff who saw the same version, one wins", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await newTicket();
      const update = (as: Person, priority: string): Work => ({
        as,
        run: (sql) => sql`select public.update_ticket(${id}, ${sql.json({ priority, expectedVersion: 1 })})`,
      });
      const outcomes = await stage.together(update(stage.agent, "high"), update(stage.second, "urgent"));
      expect(refusals(outcomes)).toEqual(["ticket_changed"]);
      const [ticket] = await stage.sql`select priority, version from public.support_tickets where id = ${id}`;
      expect(ticket).toEqual({ priority: values(outcomes)[0]?.priority, version: 2 });
    }
  });

  test("a customer closes while staff answer: closed with the answer, or closed and the answer refused", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await newTicket();
      const [closed, answered] = await stage.together(
        change(stage.customer, id, "close"),
        reply(stage.agent, id),
      );
      expect(closed).toHaveProperty("value.status", "closed");
      const [ticket] =
        await stage.sql`select status, message_count from public.support_tickets where id = ${id}`;
      const wasAnswered = answered !== undefined && "value" in answered;
      if (!wasAnswered) expect(answered).toEqual({ refusal: "ticket_closed" });
      expect(ticket).toEqual({ status: "closed", message_count: wasAnswered ? 2 : 1 });
    }
  });

  test("a customer and staff cancel: one change, whoever comes first", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await newTicket();
      const outcomes = await stage.together(
        change(stage.customer, id, "cancel"),
        change(stage.agent, id, "cancel"),
      );
      expect(refusals(outcomes)).toEqual(["invalid_transition"]);
      const events =
        await stage.sql`select 1 from public.ticket_events where ticket_id = ${id} and type = 'status_changed'`;
      expect(events).toHaveLength(1);
    }
  });

  test("replies from both sides are all counted", async () => {
    const id = await newTicket();
    const outcomes = await stage.together(
      ...times(12, (index) =>
        reply([stage.customer, stage.colleague, stage.agent][index % 3] ?? stage.agent, id),
      ),
    );
    expect(values(outcomes)).toHaveLength(12);
    const [ticket] = await stage.sql`select message_count from public.support_tickets where id = ${id}`;
    expect(ticket?.message_count).toBe(13);
  });

  test("of two who claim the last piece, one gets it", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await newTicket();
      const { orderId, lineIds } = await newOrder(1);
      const outcomes = await stage.together(
        claim(stage.customer, orderId, lineIds),
        claim(stage.colleague, orderId, lineIds),
      );
      expect(refusals(outcomes)).toEqual(["validation_failed"]);
      expect(await claimed(lineIds[0] ?? "")).toBe(1);
    }
  });

  test("claims on the same lines in opposite order do not wait for each other", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await newTicket();
      const { orderId, lineIds } = await newOrder(2, 3);
      const outcomes = await stage.together(
        claim(stage.customer, orderId, lineIds),
        claim(stage.colleague, orderId, lineIds.toReversed()),
      );
      expect(values(outcomes)).toHaveLength(2);
    }
  });

  test("a cancelled ticket comes back or its item is claimed anew, never both", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await newTicket();
      const { orderId, lineIds } = await newOrder(1);
      const [first] = values(await stage.together(claim(stage.customer, orderId, lineIds)));
      const id = String(first?.id);
      await stage.together(change(stage.customer, id, "cancel"));
      const outcomes = await stage.together(
        change(stage.agent, id, "reopen"),
        claim(stage.colleague, orderId, lineIds),
      );
      expect(refusals(outcomes)).toHaveLength(1);
      expect(await claimed(lineIds[0] ?? "")).toBe(1);
    }
  });

  test("five workers share a hundred jobs, and none gets the same one or more than it asked for", async () => {
    await stage.sql`delete from public.jobs`;
    await stage.sql`insert into public.jobs (kind) select 'job ' || n from generate_series(1, 100) as n`;
    const taken: { worker: number; ids: number[] }[] = [];
    const workOff = async (worker: number) => {
      for (;;) {
        const rows = await stage.sql<
          { id: string }[]
        >`select id from public.claim_jobs(${`w${worker}`}, 3, 60)`;
        if (rows.length === 0) return;
        taken.push({ worker, ids: rows.map(({ id }) => Number(id)) });
      }
    };
    await Promise.all(times(5, workOff));
    const ids = taken.flatMap((batch) => batch.ids);
    expect(Math.max(...taken.map((batch) => batch.ids.length))).toBeLessThanOrEqual(3);
    expect(ids).toHaveLength(100);
    expect(new Set(ids).size).toBe(100);
    expect(new Set(taken.map(({ worker }) => worker)).size).toBeGreaterThan(1);
  });

  test("a rate limit lets through exactly as many as it says", async () => {
    const bucket = randomUUID();
    const use = service((sql) => sql`select public.consume_rate_limit(${bucket}, 20, 60)`);
    const outcomes = values(await stage.together(...times(30, () => use)));
    expect(outcomes.filter(({ allowed }) => allowed)).toHaveLength(20);
    expect(
      outcomes
        .map(({ remaining }) => Number(remaining))
        .filter((left) => left > 0)
        .sort((a, b) => a - b),
    ).toEqual(times(19, (n) => n + 1));
  });

  test("a resolved ticket is rated once", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await newTicket();
      await stage.together(change(stage.agent, id, "resolve"));
      const rate = (as: Person, rating: number): Work => ({
        as,
        run: (sql) => sql`select public.rate_ticket(${id}, ${rating})`,
      });
      const outcomes = await stage.together(rate(stage.customer, 5), rate(stage.colleague, 1));
      expect(refusals(outcomes)).toEqual(["already_rated"]);
      const again = await stage.together(
        ...times(3, () => rate(stage.customer, Number(values(outcomes)[0]?.rating))),
      );
      expect(values(again)).toHaveLength(3);
      const events =
        await stage.sql`select 1 from public.ticket_events where ticket_id = ${id} and type = 'rated'`;
      expect(events).toHaveLength(1);
    }
  });

  test("an upload goes with one message, and the other one is refused whole", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [id, upload] = [await newTicket(), await newUpload()];
      const outcomes = await stage.together(
        ...times(2, () => reply(stage.customer, id, { attachmentIds: [upload] })),
        create(stage.customer, { attachmentIds: [upload] }),
      );
      expect(values(outcomes)).toHaveLength(1);
      expect(refusals(outcomes)).toEqual(["validation_failed", "validation_failed"]);
      const [file] = await stage.sql`select message_id from public.ticket_attachments where id = ${upload}`;
      expect(file?.message_id).not.toBeNull();
    }
  });

  test("an old upload is attached or swept away, never both", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [id, upload] = [await newTicket(), await newUpload("2 days")];
      const [attached, swept] = await stage.together(
        reply(stage.customer, id, { attachmentIds: [upload] }),
        service((sql) => sql`select to_jsonb(public.sweep_uploads()) as paths`),
      );
      const isSwept = swept && "value" in swept && Object.values(swept.value).includes(upload);
      expect(attached !== undefined && "value" in attached).toBe(!isSwept);
      const rows = await stage.sql`select 1 from public.ticket_attachments where id = ${upload}`;
      expect(rows).toHaveLength(isSwept ? 0 : 1);
    }
  });

  test("six people whose addresses are verified get six profiles with numbers of their own", async () => {
    const emails = times(6, (index) => `together-${index}@tests.example`);
    await Promise.all(
      emails.map(
        (email) =>
          stage.sql`insert into auth.users (id, email, email_confirmed_at) values (${randomUUID()}, ${email}, now())`,
      ),
    );
    const rows = await stage.sql`select c.customer_number from public.portal_users u
      join public.customer_profiles c on c.id = u.customer_id where u.email like 'together-%'`;
    expect(new Set(rows.map(({ customer_number }) => customer_number)).size).toBe(6);
  });
});
