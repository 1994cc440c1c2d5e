import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { type Outcome, openStage, type Person, refusals, type Stage, values, type Work } from "./stage.ts";

const server = await startTempPostgres();
const ROUNDS = 8;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe.skipIf(!server)("tickets that become one, at the same time", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });
  beforeEach(() => stage.sql`delete from private.rate_limits`);

  async function newTicket(by: Person = stage.customer): Promise<string> {
    const input = { subject: "Hum", description: "It hums.", category: "question" };
    const [ticket] = values(
      await stage.together({
        as: by,
        run: (sql) => sql`select public.create_ticket(null, ${sql.json(input)})`,
      }),
    );
    return String(ticket?.id);
  }
  const newTickets = (count: number) => Promise.all(times(count, () => newTicket()));

  const merge = (from: string, into: string, as = stage.agent, key: string | null = null): Work => ({
    as,
    run: (sql) => sql`select public.merge_tickets(${key}, ${from}, ${into})`,
  });
  const reply = (
    as: Person,
    ticketId: string,
    body: string,
    input: object = {},
    key: string | null = null,
  ): Work => ({
    as,
    run: (sql) =>
      sql`select public.reply_to_ticket(${key}, ${ticketId}, ${sql.json({ body, ...input } as never)})`,
  });
  const change = (as: Person, ticketId: string, action: string): Work => ({
    as,
    run: (sql) => sql`select public.change_ticket_status(${ticketId}, ${action})`,
  });

  const bodies = async (ticketId: string) =>
    (
      await stage.sql<{ body: string }[]>`
        select body from public.ticket_messages where ticket_id = ${ticketId} order by created_at, id`
    ).map(({ body }) => body);
  const ticketOf = async (id: string) => {
    const [row] = await stage.sql<
      { status: string; merged_into: string | null; message_count: number; version: number }[]
    >`select status, merged_into, message_count, version from public.support_tickets where id = ${id}`;
    if (!row) throw new Error("no such ticket");
    return row;
  };
  const told = async (event: string, ticketId: string) =>
    (
      await stage.sql<{ full_name: string }[]>`
        select u.full_name from public.notifications n join public.portal_users u on u.id = n.user_id
        where n.event = ${event} and n.resource_id = ${ticketId} order by 1`
    ).map(({ full_name }) => full_name);
  const isRefused = (outcome: Outcome | undefined) => outcome !== undefined && "refusal" in outcome;

  test("two of staff answer: both answers are there, in one order, and the customer is told of each", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await newTicket();
      const outcomes = await stage.together(
        reply(stage.agent, id, "From one", { status: "waiting_customer" }),
        reply(stage.second, id, "From another", { status: "in_progress" }),
      );
      expect(values(outcomes)).toHaveLength(2);
      const written = await bodies(id);
      expect(written[0]).toBe("It hums.");
      expect(written.slice(1).toSorted()).toEqual(["From another", "From one"]);
      const { status, message_count } = await ticketOf(id);
      // Whoever came last says where it stands.
      expect(status).toBe(written.at(-1) === "From one" ? "waiting_customer" : "in_progress");
      expect(message_count).toBe(3);
      expect(await told("ticket_reply", id)).toEqual(["customer", "customer"]);
      const jobs = await stage.sql`select 1 from public.jobs where kind = 'ticket_reply_email'
        and payload ->> 'messageId' in (select id::text from public.ticket_messages where ticket_id = ${id})`;
      expect(jobs).toHaveLength(2);
    }
  });

  test("two of staff answer what they read: the second is told that the first wrote, and nothing is sent over it", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await newTicket();
      const readUntil = new Date().toISOString();
      const outcomes = await stage.together(
        reply(stage.agent, id, "From one", { readUntil }),
        reply(stage.second, id, "From another", { readUntil }),
      );
      expect([values(outcomes).length, refusals(outcomes)]).toEqual([1, ["newer_message"]]);
      expect(await bodies(id)).toHaveLength(2);
    }
  });

  test("a customer writes while staff merge: what they wrote is in the surviving ticket, and its people are told", async () => {
    for (let round = 0; round < ROUNDS * 2; round++) {
      const [from, into] = (await newTickets(2)) as [string, string];
      const [merged, ...written] = await stage.together(
        merge(from, into),
        reply(stage.customer, from, "One more thing"),
        reply(stage.colleague, from, "And another"),
        reply(stage.customer, into, "And here"),
      );
      expect(isRefused(merged)).toBe(false);
      expect(written.filter(isRefused)).toEqual([]);
      expect(await bodies(from)).toEqual([]);
      expect((await bodies(into)).toSorted()).toEqual(
        ["And another", "And here", "It hums.", "It hums.", "One more thing"].toSorted(),
      );
      expect(await ticketOf(from)).toMatchObject({ status: "closed", merged_into: into, message_count: 0 });
      expect((await ticketOf(into)).message_count).toBe(5);
      expect(await told("ticket_merged", into)).toContain("customer");
      // Staff are told of every message, whichever of the two it was written in.
      const news = await stage.sql`select distinct n.data ->> 'messageId' as id from public.notifications n
        where n.event = 'ticket_reply' and n.resource_id in (${from}, ${into}) and n.user_id = ${stage.second.id}`;
      expect(news).toHaveLength(3);
    }
  });

  test("a file goes up, and is sent, while staff merge: it arrives with its message", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [from, into] = (await newTickets(2)) as [string, string];
      const input = {
        fileName: "photo.png",
        storageName: "photo.png",
        mimeType: "image/png",
        size: 1,
        sha256: "a".repeat(64),
        ticketId: from,
        scanStatus: "skipped",
      };
      const [uploaded] = await stage.together(
        {
          as: null,
          run: (sql) => sql`select public.register_upload(${stage.customer.id}, ${sql.json(input)})`,
        },
        merge(from, into),
      );
      const id = uploaded && "value" in uploaded ? String(uploaded.value.id) : "";
      await stage.sql`update public.ticket_attachments set stored_at = now() where id = ${id}`;
      const sent = await stage.together(reply(stage.customer, from, "Here", { attachmentIds: [id] }));
      expect(refusals(sent)).toEqual([]);
      const [file] = await stage.sql`select ticket_id from public.ticket_attachments where id = ${id}`;
      expect(file?.ticket_id).toBe(into);
    }
  });

  test("one into the other and the other into the one: one merge wins, and no circle is made", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [a, b] = (await newTickets(2)) as [string, string];
      const outcomes = await stage.together(merge(a, b), merge(b, a, stage.second));
      expect([values(outcomes).length, refusals(outcomes)]).toEqual([1, ["ticket_merged"]]);
      const [first, second] = [await ticketOf(a), await ticketOf(b)];
      expect([first.merged_into, second.merged_into].filter(Boolean)).toHaveLength(1);
      const survivor = first.merged_into ?? second.merged_into ?? "";
      expect(await bodies(survivor)).toHaveLength(2);
    }
  });

  test("merged in a chain, all at once: every old number leads to the last one in one step", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const ids = await newTickets(5);
      const last = ids[4] ?? "";
      for (;;) {
        // Whoever came too early is told, looks again, and does it again.
        const open = (await Promise.all(ids.map(ticketOf))).filter(({ merged_into }) => merged_into === null);
        if (open.length === 1) break;
        const outcomes = await stage.together(...times(4, (at) => merge(ids[at] ?? "", ids[at + 1] ?? "")));
        for (const word of refusals(outcomes)) expect(["ticket_merged", "ticket_changed"]).toContain(word);
        expect(values(outcomes).length).toBeGreaterThan(0);
      }
      for (const id of ids.slice(0, 4)) expect((await ticketOf(id)).merged_into).toBe(last);
      expect(await bodies(last)).toHaveLength(5);
      const astray = await stage.sql`select 1 from public.support_tickets a
        join public.support_tickets b on b.id = a.merged_into where b.merged_into is not null`;
      expect(astray).toEqual([]);
    }
  });

  test("merged, split, linked, answered and put aside in any order: nobody waits for ever", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [a, b, c] = (await newTickets(3)) as [string, string, string];
      await stage.together(reply(stage.customer, b, "Two things"));
      const [second] = await stage.sql<{ id: string }[]>`
        select id from public.ticket_messages where ticket_id = ${b} and body = 'Two things'`;
      const link = (one: string, other: string): Work => ({
        as: stage.second,
        run: (sql) => sql`select public.link_tickets(${one}, ${other}, 'blocks')`,
      });
      const until = new Date(Date.now() + 3_600_000).toISOString();
      const outcomes = await stage.together(
        merge(a, b),
        merge(b, c, stage.second),
        merge(c, a),
        link(a, b),
        link(c, a),
        link(b, c),
        {
          as: stage.agent,
          run: (sql) =>
            sql`select public.split_ticket(null, ${b}, ${[second?.id ?? ""]}, ${sql.json({ subject: "Second thing" })})`,
        },
        { as: stage.agent, run: (sql) => sql`select public.snooze_ticket(${b}, ${until})` },
        reply(stage.customer, a, "A word"),
        reply(stage.colleague, b, "A word"),
        reply(stage.customer, c, "A word"),
        change(stage.customer, a, "close"),
      );
      const [count] = await stage.sql<{ n: number }[]>`
        select count(*)::int as n from public.ticket_messages m join public.support_tickets t on t.id = m.ticket_id
        where (t.id in (${a}, ${b}, ${c}) or t.split_from in (${a}, ${b}, ${c})) and t.merged_into is null`;
      // Three openings, two things in one more message, and the words of those whose ticket was not closed by then.
      const said = values(outcomes.slice(8, 11)).length;
      expect(count?.n).toBe(4 + said);
      const left = await stage.sql`select 1 from public.ticket_messages m
        join public.support_tickets t on t.id = m.ticket_id where t.merged_into is not null`;
      expect(left).toEqual([]);
    }
  });

  test("claims on one line stay within what was bought while their tickets become one", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [orderId, lineId] = [randomUUID(), randomUUID()];
      await stage.sql`insert into public.orders (id, customer_id, number, status, subtotal, total)
        values (${orderId}, ${stage.customerId}, ${orderId.slice(0, 30)}, 'delivered', 0, 0)`;
      await stage.sql`insert into public.order_items (id, order_id, sku, name, quantity, unit_price, total)
        values (${lineId}, ${orderId}, 'AMP', 'Amplifier', 3, 0, 0)`;
      const claim = (as: Person): Work => ({
        as,
        run: (sql) =>
          sql`select public.create_ticket(null, ${sql.json({
            subject: "Broken",
            description: "Broken",
            category: "order_issue",
            orderId,
            affectedItems: [{ orderItemId: lineId, quantity: 1 }],
          })})`,
      });
      const [one, two] = values(await stage.together(claim(stage.customer), claim(stage.customer)));
      const [a, b] = [String(one?.id), String(two?.id)];
      // Two are claimed and one is left: of two more claims one fits, unless the cancelled ticket freed its own.
      const outcomes = await stage.together(
        merge(a, b),
        claim(stage.customer),
        claim(stage.colleague),
        change(stage.customer, a, "cancel"),
      );
      const [row] = await stage.sql<{ n: number }[]>`
        select coalesce(sum(i.quantity), 0)::int as n from public.ticket_affected_items i
        join public.support_tickets t on t.id = i.ticket_id where i.order_item_id = ${lineId} and t.status <> 'cancelled'`;
      expect(row?.n).toBeLessThanOrEqual(3);
      // Merged or cancelled, never both: what is cancelled claims nothing, what is merged claims what it did.
      expect([isRefused(outcomes[0]), isRefused(outcomes[3])].filter(Boolean)).toHaveLength(1);
    }
  });

  test("the same merge ten times, with a key and without, is one", async () => {
    const [a, b] = (await newTickets(2)) as [string, string];
    const key = randomUUID();
    const outcomes = await stage.together(
      ...times(10, (at) => merge(a, b, at % 3 ? stage.agent : stage.second, at % 2 ? key : null)),
    );
    expect(values(outcomes)).toHaveLength(10);
    const events =
      await stage.sql`select type from public.ticket_events where ticket_id in (${a}, ${b}) and type like 'merged%'`;
    expect(events).toHaveLength(2);
    expect(await told("ticket_merged", b)).toEqual(["customer"]);
  });

  test("the same split ten times makes one ticket", async () => {
    const id = await newTicket();
    await stage.together(reply(stage.customer, id, "Another matter"));
    const [message] = await stage.sql<{ id: string }[]>`
      select id from public.ticket_messages where ticket_id = ${id} and body = 'Another matter'`;
    const split = (key: string): Work => ({
      as: stage.agent,
      run: (sql) =>
        sql`select public.split_ticket(${key}, ${id}, ${[message?.id ?? ""]}, ${sql.json({ subject: "Matter" })})`,
    });
    const key = randomUUID();
    const outcomes = await stage.together(...times(10, () => split(key)), split(randomUUID()));
    const made = await stage.sql`select id from public.support_tickets where split_from = ${id}`;
    expect(made).toHaveLength(1);
    // One key wins; what the other asked for is no longer there.
    expect(new Set(values(outcomes).map(({ id: ticket }) => ticket)).size).toBe(1);
    for (const word of refusals(outcomes)) expect(word).toBe("validation_failed");
  });

  test("a ticket wakes once, though its time comes while the customer writes and somebody brings it back", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await newTicket();
      const until = new Date(Date.now() + 3_600_000).toISOString();
      await stage.together({
        as: stage.agent,
        run: (sql) => sql`select public.snooze_ticket(${id}, ${until})`,
      });
      await stage.sql`update public.ticket_snoozes set until = now() - interval '1 second' where ticket_id = ${id}`;
      await stage.together(
        { as: null, run: (sql) => sql`select public.wake_ticket(${id})` },
        reply(stage.customer, id, "Here I am"),
        { as: stage.second, run: (sql) => sql`select public.unsnooze_ticket(${id})` },
      );
      const events =
        await stage.sql`select 1 from public.ticket_events where ticket_id = ${id} and type = 'snooze_ended'`;
      expect(events).toHaveLength(1);
      expect(await told("ticket_woken", id)).toEqual(["agent"]);
      expect(await stage.sql`select 1 from public.ticket_snoozes where ticket_id = ${id}`).toEqual([]);
    }
  });
});
