import fc from "fast-check";
import ICAL from "ical.js";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { POST as restoreAsStaff } from "@/app/api/admin/calls/[id]/restore/route";
import { PATCH as changeAsStaff } from "@/app/api/admin/calls/[id]/route";
import { POST as bookAsStaff, GET as deskList } from "@/app/api/admin/calls/route";
import { GET as calendarFile } from "@/app/api/portal/calls/[id]/ics/route";
import { POST as restore } from "@/app/api/portal/calls/[id]/restore/route";
import { PATCH as change, GET as one, DELETE as remove } from "@/app/api/portal/calls/[id]/route";
import { GET as transcript } from "@/app/api/portal/calls/[id]/transcript/route";
import { POST as book, GET as list } from "@/app/api/portal/calls/route";
import { GET as slots } from "@/app/api/portal/calls/slots/route";
import { type AgentSlot, computeSlots, type SlotInput } from "@/lib/calls/slots";
import { CHANGE_NOTICE_MS, UNDO_MS } from "@/lib/calls/status";
import { CALL_EVENTS, CALL_STATUSES, type CallSummary, TRANSCRIPT_FORMATS } from "@/lib/calls/types";
import { areWindows } from "@/lib/calls/windows";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { startSmtp } from "../../helpers/smtp";
import { apiRequest, routeContext } from "../../helpers/visitor";
import { AGENT, anySituation } from "../../unit/calls/weeks";

let supabase: TestSupabase;
let customer: Person;
let stranger: Person;
let agent: Person;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
const DAY = 86_400_000;

beforeAll(async () => {
  [supabase, smtp] = await Promise.all([startTestSupabase(), startSmtp()]);
  stubEnv({ ...supabase.env, SMTP_URL: smtp.url, MAIL_FROM: "Portico <calls@example.com>" });
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
});
afterAll(() => Promise.all([supabase.close(), smtp.close()]));
beforeEach(async () => {
  smtp.mails.length = 0;
  await supabase.sql("delete from public.scheduled_calls");
  await supabase.sql("delete from public.jobs");
  await supabase.sql("delete from private.rate_limits");
  await supabase.sql("delete from public.agent_availability");
  const windows = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: "08:00", closes: "16:00" }));
  await supabase.sql(
    "insert into public.agent_availability (agent_id, valid_from, time_zone, windows) values ($1, '2020-01-01', 'Africa/Johannesburg', $2::jsonb)",
    [agent.id, JSON.stringify(windows)],
  );
});

type Answer<T> = {
  status: number;
  data: T;
  nextCursor: string | null;
  error: { code: string; reason?: string; fields?: Record<string, string[]>; alternatives?: string[] };
};
type Options = { id?: string; body?: object; method?: string; key?: string };

async function call<T = CallSummary>(
  handler: typeof list,
  who: Person | null,
  path: string,
  { id, body, method, key }: Options = {},
): Promise<Answer<T>> {
  const request = apiRequest(path, {
    ...(who && { bearer: who.token }),
    ...(body && { body }),
    ...(method && { method }),
    ...(key && { headers: { "idempotency-key": key } }),
  });
  const response = await handler(request, routeContext(id ? { id } : {}));
  return { status: response.status, ...((await response.json()) as object) } as Answer<T>;
}

/** A slot some days ahead: nine o'clock in Johannesburg, or whole slots later. */
const slot = (days: number, index = 0) =>
  new Date(Math.floor(Date.now() / DAY) * DAY + days * DAY + 7 * 3_600_000 + index * 1_800_000).toISOString();
const request = (startsAt: string, extra: object = {}) => ({
  startsAt,
  purpose: "Set up the router",
  phone: "082 555 0101",
  timeZone: "Africa/Johannesburg",
  ...extra,
});
const booked = async (startsAt: string, who = customer, extra: object = {}) => {
  const answer = await call(book, who, "/api/portal/calls", { body: request(startsAt, extra) });
  expect(answer.status, JSON.stringify(answer.error)).toBe(201);
  return answer.data;
};

describe("the calls of the API", () => {
  test("free times are those of the asked zone's days", async () => {
    const day = slot(5).slice(0, 10);
    const query = `from=${day}&to=${day}&timeZone=Africa/Johannesburg`;
    const found = await call<{ startsAt: string; endsAt: string; day: string; time: string }[]>(
      slots,
      customer,
      `/api/portal/calls/slots?${query}`,
    );
    expect(found.data).toHaveLength(16);
    expect(found.data[0]).toMatchObject({ day, time: "08:00" });
    expect(new Date(found.data[2]?.startsAt ?? "").toISOString()).toBe(slot(5));
    const elsewhere = await call<{ time: string }[]>(
      slots,
      customer,
      `/api/portal/calls/slots?from=${day}&to=${day}&timeZone=Asia/Jakarta`,
    );
    expect(elsewhere.data[0]?.time).toBe("13:00");
    for (const bad of [
      "from=soon",
      "timeZone=Mars/Olympus",
      "from=2026-01-01&to=2026-12-31",
      "to=2020-01-01",
    ]) {
      expect((await call(slots, customer, `/api/portal/calls/slots?${bad}`)).status).toBe(400);
    }
    expect((await call(slots, null, `/api/portal/calls/slots?${query}`)).status).toBe(401);
  });

  test("a call is booked once for a key, read, listed, moved, cancelled", async () => {
    const body = request(slot(5), { notes: "After nine" });
    const first = await call(book, customer, "/api/portal/calls", { body, key: "one" });
    const again = await call(book, customer, "/api/portal/calls", { body, key: "one" });
    expect(first).toMatchObject({
      status: 201,
      data: { purpose: "Set up the router", phone: "+27825550101", agentName: "Lerato Molefe", sequence: 0 },
    });
    expect(again.data.id).toBe(first.data.id);
    const { id } = first.data;
    const other = await call(book, customer, "/api/portal/calls", { body: request(slot(6)), key: "one" });
    expect(other).toMatchObject({ status: 409, error: { reason: "idempotency_key_reused" } });

    expect((await call(one, customer, `/api/portal/calls/${id}`, { id })).data).toMatchObject({
      allowedActions: ["move", "cancel", "update", "wait"],
      events: [{ type: "booked" }],
    });
    expect((await call(one, stranger, `/api/portal/calls/${id}`, { id })).status).toBe(404);
    const upcoming = await call<CallSummary[]>(list, customer, "/api/portal/calls?when=upcoming");
    expect(upcoming.data.map((item) => item.id)).toEqual([id]);

    const moved = await call(change, customer, `/api/portal/calls/${id}`, {
      id,
      method: "PATCH",
      body: { startsAt: slot(4), notes: "Before ten", version: 1 },
    });
    expect(moved).toMatchObject({ status: 200, data: { sequence: 1, notes: "Before ten" } });
    const late = { id, method: "PATCH", body: { startsAt: slot(6), version: 1 } };
    expect(await call(change, customer, `/api/portal/calls/${id}`, late)).toMatchObject({
      status: 409,
      error: { code: "conflict", reason: "call_changed" },
    });
    const gone = await call(remove, customer, `/api/portal/calls/${id}`, {
      id,
      method: "DELETE",
      body: { reason: "It works" },
    });
    expect(gone).toMatchObject({ status: 200, data: { status: "cancelled", cancelReason: "It works" } });
  });

  test("whoever comes too late gets 409 with what is free instead; faults are named", async () => {
    await booked(slot(5));
    const late = await call(book, stranger, "/api/portal/calls", { body: request(slot(5)) });
    expect(late).toMatchObject({ status: 409, error: { code: "conflict", reason: "slot_taken" } });
    expect(late.error.alternatives).toHaveLength(5);
    expect(late.error.alternatives).not.toContain(slot(5).replace("Z", "000Z"));
    await booked(String(late.error.alternatives?.[0]), stranger);
    const bad = await call(book, customer, "/api/portal/calls", {
      body: { startsAt: "soon", purpose: "", phone: "x", timeZone: "Mars" },
    });
    expect(bad.status).toBe(422);
    expect(Object.keys(bad.error.fields ?? {}).sort()).toEqual(["phone", "purpose", "startsAt", "timeZone"]);
    expect((await call(transcript, customer, "/x", { id: crypto.randomUUID() })).status).toBe(404);
  });

  test("lists go on by key", async () => {
    for (const index of [0, 1, 2]) await booked(slot(5, index));
    const first = await call<CallSummary[]>(list, customer, "/api/portal/calls?when=upcoming&limit=2");
    expect(first.data).toHaveLength(2);
    const rest = await call<CallSummary[]>(
      list,
      customer,
      `/api/portal/calls?when=upcoming&limit=2&cursor=${first.nextCursor}`,
    );
    const starts = [...first.data, ...rest.data].map(({ startsAt }) => new Date(startsAt).toISOString());
    expect(starts).toEqual([slot(5), slot(5, 1), slot(5, 2)]);
    expect(rest.nextCursor).toBeNull();
  });

  test("a cancellation is taken back by the side that cancelled", async () => {
    const { id } = await booked(slot(5));
    const undo = (handler: typeof restore, who: Person) =>
      call(handler, who, `/api/portal/calls/${id}/restore`, { id, method: "POST" });
    await call(remove, customer, `/api/portal/calls/${id}`, { id, method: "DELETE", body: {} });
    expect((await undo(restore, stranger)).status).toBe(404);
    expect(await undo(restoreAsStaff, agent)).toMatchObject({ status: 409, error: { reason: "undo_over" } });
    expect(await undo(restore, customer)).toMatchObject({
      status: 200,
      data: { status: "scheduled", sequence: 2 },
    });
    expect((await undo(restore, customer)).data.sequence).toBe(2);
    const cancel = { id, method: "PATCH", body: { cancel: { reason: "Ill" } } };
    await call(changeAsStaff, agent, `/api/admin/calls/${id}`, cancel);
    expect(await undo(restore, customer)).toMatchObject({ status: 409, error: { reason: "undo_over" } });
    expect((await undo(restoreAsStaff, agent)).data).toMatchObject({ status: "scheduled" });
  });

  test("staff book for a customer, move at short notice, say what became of it", async () => {
    const body = request(slot(2), { customerId: customer.customerId, agentId: agent.id });
    const made = await call(bookAsStaff, agent, "/api/admin/calls", { body });
    expect(made).toMatchObject({ status: 201, data: { agentId: agent.id, customerId: customer.customerId } });
    const { id } = made.data;
    const patch = (changes: object) =>
      call(changeAsStaff, agent, `/api/admin/calls/${id}`, { id, method: "PATCH", body: changes });
    expect(await patch({ outcome: "done" })).toMatchObject({
      status: 409,
      error: { reason: "call_not_begun" },
    });
    await supabase.sql(
      "update public.scheduled_calls set starts_at = now() - interval '1 hour', ends_at = now() - interval '30 minutes' where id = $1",
      [id],
    );
    expect(await patch({ outcome: "no_show", note: "Rang twice" })).toMatchObject({
      status: 200,
      data: { status: "no_show", callNotes: [{ body: "Rang twice" }] },
    });
    expect((await call(one, customer, `/x`, { id })).data).not.toHaveProperty("callNotes");
    const found = await call<CallSummary[]>(
      deskList,
      agent,
      `/api/admin/calls?agent=${agent.id}&status=no_show`,
    );
    expect(found.data.map((item) => item.id)).toEqual([id]);
    expect((await call(bookAsStaff, customer, "/api/admin/calls", { body })).status).toBe(403);
  });
});

describe("calendars", () => {
  /** Runs the e-mail jobs that wait, as the worker would. */
  async function sendMails(): Promise<void> {
    const { callJobs } = await import("@/lib/calls/jobs");
    const jobs = await supabase.sql<{ id: number; payload: Record<string, unknown> }>(
      "delete from public.jobs where kind = 'call_email' returning id, payload",
    );
    for (const { payload } of jobs) await callJobs.call_email?.(payload, {} as never);
  }

  /** The entries that went out, by recipient: method, UID, sequence, status and start, as a calendar reads them. */
  async function entries() {
    const read = await Promise.all(
      smtp.mails.map(async (mail) => {
        const message = await PostalMime.parse(mail);
        const file = message.attachments.find(({ mimeType }) => mimeType === "text/calendar");
        const calendar = new ICAL.Component(
          ICAL.parse(new TextDecoder().decode(file?.content as ArrayBuffer)),
        );
        const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent") as ICAL.Component);
        return {
          to: message.to?.[0]?.address,
          method: calendar.getFirstPropertyValue("method"),
          announced: file?.method,
          uid: event.uid,
          sequence: event.sequence,
          status: event.component.getFirstPropertyValue("status"),
          start: event.startDate.toJSDate().toISOString(),
          zone: event.startDate.zone.tzid,
        };
      }),
    );
    return read.filter(({ to }) => to === customer.email);
  }

  test("get one entry with a stable UID, moved by a higher sequence, removed by CANCEL", async () => {
    const { id } = await booked(slot(5));
    await sendMails();
    await call(change, customer, "/x", { id, method: "PATCH", body: { startsAt: slot(6) } });
    await sendMails();
    await call(remove, customer, "/x", { id, method: "DELETE" });
    await sendMails();
    const sent = await entries();
    expect(sent.map(({ method, sequence, status, start }) => [method, sequence, status, start])).toEqual([
      ["REQUEST", 0, "CONFIRMED", slot(5)],
      ["REQUEST", 1, "CONFIRMED", slot(6)],
      ["CANCEL", 2, "CANCELLED", slot(6)],
    ]);
    expect(new Set(sent.map(({ uid }) => uid))).toEqual(new Set([`call-${id}@127.0.0.1`]));
    expect(sent.every(({ method, announced, zone }) => announced === method && zone === "UTC")).toBe(true);
    // The agent's calendar too.
    expect(smtp.mails).toHaveLength(6);
  });

  test("can be given the entry as a file", async () => {
    const { id } = await booked(slot(5));
    const response = await calendarFile(apiRequest("/x", { bearer: customer.token }), routeContext({ id }));
    expect(response.headers.get("content-type")).toMatch(/^text\/calendar/);
    const event = new ICAL.Component(ICAL.parse(await response.text())).getFirstSubcomponent("vevent");
    expect(event?.getFirstPropertyValue("summary")).toBe("Set up the router (Lerato Molefe)");
    const foreign = await calendarFile(apiRequest("/x", { bearer: stranger.token }), routeContext({ id }));
    expect(foreign.status).toBe(404);
  });

  test("are told a day and an hour before, unless the call has moved", async () => {
    const { callJobs } = await import("@/lib/calls/jobs");
    const { id } = await booked(slot(5));
    const reminders = () =>
      supabase.sql<{ payload: Record<string, unknown> }>(
        "select payload from public.jobs where kind = 'call_reminder' order by run_at",
      );
    const before = await reminders();
    expect(before).toHaveLength(2);
    await call(change, customer, "/x", { id, method: "PATCH", body: { startsAt: slot(6) } });
    // One that a worker had in hand already.
    await callJobs.call_reminder?.(before[0]?.payload, {} as never);
    expect(await told()).toEqual([]);
    const after = await reminders();
    await callJobs.call_reminder?.(after[0]?.payload, {} as never);
    await callJobs.call_reminder?.(after[0]?.payload, {} as never);
    expect(await told()).toHaveLength(2);
  });

  const told = () => supabase.sql("select user_id from public.notifications where event = 'call_reminder'");
});

describe("rules that are written twice", () => {
  test("slots: any weeks around a change of clocks give the same in SQL and in TypeScript", async () => {
    await supabase.sql("delete from public.agent_availability");
    const user = AGENT;
    await supabase.sql("insert into auth.users (id, email) values ($1, 'slots@tests.example')", [user]);
    await supabase.sql(
      "insert into public.portal_users (id, role, email, full_name) values ($1, 'agent', 'slots@tests.example', 'Slots') on conflict (id) do update set role = 'agent'",
      [user],
    );
    await fc.assert(
      fc.asyncProperty(anySituation, async (situation) => {
        const input = { ...situation, booked: apart(situation) };
        expect(await slotsOfSql(input)).toEqual(shown(computeSlots(input)));
      }),
      { numRuns: 40 },
    );
  });

  /** Calls of one agent never overlap: the database would not have them. */
  function apart({ booked: calls }: SlotInput) {
    const sorted = calls.toSorted((one, other) => one.start - other.start);
    return sorted.filter((block, index) => sorted.slice(0, index).every(({ end }) => end <= block.start));
  }

  const iso = (at: number) => new Date(at).toISOString();
  const shown = (found: AgentSlot[]) => found.map(({ start, end }) => `${iso(start)}/${iso(end)}`);

  async function slotsOfSql(input: SlotInput): Promise<string[]> {
    await supabase.sql("delete from public.scheduled_calls");
    await supabase.sql("delete from public.agent_availability");
    await supabase.sql("delete from public.availability_exceptions");
    await supabase.sql("delete from public.agent_time_off");
    for (const { validFrom, timeZone, windows } of input.weeks) {
      await supabase.sql(
        "insert into public.agent_availability (agent_id, valid_from, time_zone, windows) values ($1, $2::date, $3, $4::jsonb)",
        [AGENT, validFrom, timeZone, JSON.stringify(windows)],
      );
    }
    for (const { day, timeZone, windows } of input.exceptions) {
      await supabase.sql(
        "insert into public.availability_exceptions (agent_id, day, time_zone, windows) values ($1, $2::date, $3, $4::jsonb)",
        [AGENT, day, timeZone, JSON.stringify(windows)],
      );
    }
    for (const { start, end } of input.absences) {
      await supabase.sql(
        "insert into public.agent_time_off (agent_id, starts_at, ends_at) values ($1, $2::timestamptz, $3::timestamptz)",
        [AGENT, iso(start), iso(end)],
      );
    }
    for (const { start, end } of input.booked) {
      await supabase.sql(
        "insert into public.scheduled_calls (customer_id, agent_id, starts_at, ends_at, purpose) values ($1, $2, $3::timestamptz, $4::timestamptz, 'Talk')",
        [customer.customerId, AGENT, iso(start), iso(end)],
      );
    }
    const { settings } = input;
    const rows = await supabase.sql<{ slot: string }>(
      `select private.iso(starts_at) || '/' || private.iso(ends_at) as slot
       from private.call_slots($1::timestamptz, $2::timestamptz, $3::timestamptz, ($4::int, $5::int, $6::int, $7::int, $8::int, 3)::private.call_settings, $9)
       order by starts_at`,
      [
        iso(input.from),
        iso(input.to),
        iso(input.now),
        settings.slotMinutes,
        settings.noticeMinutes,
        settings.bufferBefore,
        settings.bufferAfter,
        settings.horizonDays,
        AGENT,
      ],
    );
    return rows.map(({ slot: text }) =>
      text
        .split("/")
        .map((at) => new Date(at).toISOString())
        .join("/"),
    );
  }

  test("which windows a week may have", async () => {
    const clock = fc.constantFrom("08:00", "09:00", "09:30", "12:00", "23:59", "24:00");
    const window = fc.record({ weekday: fc.constantFrom(0, 1), opens: clock, closes: clock });
    const weeks = fc.sample(fc.array(window, { maxLength: 4 }), { numRuns: 300, seed: 7 });
    // Nothing opens at the end of a day, which the form's fields cannot say either.
    const sayable = weeks.filter((windows) => windows.every(({ opens }) => opens !== "24:00"));
    const [row] = await supabase.sql<{ answers: boolean[] }>(
      "select jsonb_agg(private.are_windows(w, true) order by n) as answers from jsonb_array_elements($1::jsonb) with ordinality as e(w, n)",
      [JSON.stringify(sayable)],
    );
    expect(sayable.map(areWindows)).toEqual(row?.answers);
    expect(new Set(row?.answers)).toEqual(new Set([true, false]));
  });

  test("the words of statuses, events and formats, and how late is too late", async () => {
    const words = async (query: string) =>
      (await supabase.sql<{ word: string }>(query)).map(({ word }) => word);
    const inCheck = (table: string, column: string) =>
      words(
        `select distinct m[1] as word from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') m
         where c.conrelid = 'public.${table}'::regclass and c.conname = '${table}_${column}_check' order by 1`,
      );
    expect(await words("select unnest(enum_range(null::public.call_status))::text as word")).toEqual([
      ...CALL_STATUSES,
    ]);
    expect(await inCheck("call_events", "type")).toEqual([...CALL_EVENTS].sort());
    expect(await inCheck("call_transcripts", "format")).toEqual([...TRANSCRIPT_FORMATS].sort());
    const [notice] = await supabase.sql<{ ms: number; undo: number }>(
      `select (extract(epoch from private.call_change_notice()) * 1000)::int as ms,
        (extract(epoch from private.call_undo_window()) * 1000)::int as undo`,
    );
    expect(notice).toEqual({ ms: CHANGE_NOTICE_MS, undo: UNDO_MS });
  });
});

vi.setConfig({ testTimeout: 60_000 });
