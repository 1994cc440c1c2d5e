import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, refusals, type Stage, values, type Work } from "./stage.ts";

const server = await startTempPostgres();
const ROUNDS = 6;

describe.skipIf(!server)("drafts, from several tabs and the worker at the same time", () => {
  let stage: Stage;
  let ticketId: string;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });
  beforeEach(async () => {
    await stage.sql`delete from private.rate_limits`;
    const input = { subject: "Hum", description: "It hums.", category: "question" };
    const opened = await stage.together({
      as: stage.customer,
      run: (sql) => sql`select public.create_ticket(null, ${sql.json(input)})`,
    });
    ticketId = String(values(opened)[0]?.id);
  });

  const act = (name: "undo_send" | "flush_draft", id: string): Work => ({
    as: stage.agent,
    run: (sql) => sql`select ${sql.unsafe(`public.${name}`)}(${id})`,
  });
  const worker = (id: string): Work => ({ as: null, run: (sql) => sql`select public.send_due_draft(${id})` });
  const send = (key: string | null): Work => ({
    as: stage.agent,
    run: (sql) =>
      sql`select public.send_draft(${key}, ${ticketId}, ${sql.json({ mode: "reply", body: "Answer" })})`,
  });
  const save = (body: string): Work => ({
    as: stage.agent,
    run: (sql) => sql`select public.save_draft(${ticketId}, ${sql.json({ mode: "reply", body })})`,
  });

  /** A message whose time has come. */
  async function due(): Promise<string> {
    const id = String(values(await stage.together(send(null)))[0]?.id);
    await stage.sql`update public.ticket_drafts set send_at = now() - interval '1 second' where id = ${id}`;
    return id;
  }
  const answers = async () =>
    (await stage.sql`select 1 from public.ticket_messages where ticket_id = ${ticketId} and body = 'Answer'`)
      .length;
  const drafts = async () =>
    (await stage.sql`select 1 from public.ticket_drafts where ticket_id = ${ticketId}`).length;

  test("the page, another tab and the worker send it once", async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const id = await due();
      const outcomes = await stage.together(
        act("flush_draft", id),
        worker(id),
        act("flush_draft", id),
        worker(id),
      );
      expect(refusals(outcomes)).toEqual([]);
      expect(await answers()).toBe(round);
      expect(await drafts()).toBe(0);
    }
  });

  test("what is taken back is not sent, and what is sent is not taken back", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await answers();
      const id = await due();
      const [undone] = await stage.together(act("undo_send", id), worker(id), act("flush_draft", id));
      const wasSent = (await answers()) > before;
      expect(undone && "refusal" in undone ? undone.refusal : "undone").toBe(
        wasSent ? "already_sent" : "undone",
      );
      expect(await drafts()).toBe(wasSent ? 0 : 1);
      await stage.sql`delete from public.ticket_drafts where ticket_id = ${ticketId}`;
    }
  });

  test("a double click sends once, and two tabs begin one draft", async () => {
    const key = randomUUID();
    const ids = values(await stage.together(send(key), send(key), send(key))).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    expect(await drafts()).toBe(1);
    const saved = await stage.together(save("One tab"), save("Another tab"), save("A third tab"));
    expect(refusals(saved)).toEqual(["draft_changed", "draft_changed"]);
  });
});
