// The sums of the database, held against the table of cases that those of TypeScript pass as well.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BusinessCalendar } from "@/lib/sla/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { CASES, calendarOf } from "../../unit/sla/cases";

let supabase: TestSupabase;
beforeAll(async () => {
  supabase = await startTestSupabase();
});
afterAll(() => supabase.close());

/** The calendar as the database's type, in the order of its windows. */
function calendarSql({ timeZone, windows, holidays }: BusinessCalendar): string {
  const sorted = windows.toSorted((a, b) => a.weekday - b.weekday || a.opens.localeCompare(b.opens));
  const list = (values: readonly (string | number)[], type: string) =>
    `array[${values.map((value) => `'${value}'`).join(", ")}]::${type}[]`;
  return `('${timeZone}', ${list(
    sorted.map(({ weekday }) => weekday),
    "int",
  )}, ${list(
    sorted.map(({ opens }) => opens),
    "time",
  )}, ${list(
    sorted.map(({ closes }) => closes),
    "time",
  )}, ${list(holidays, "date")})::private.business_calendar`;
}

async function value<T>(expression: string, params: readonly unknown[] = []): Promise<T> {
  const [row] = await supabase.sql<{ value: T }>(`select ${expression} as value`, params);
  return row?.value as T;
}

const iso = (moment: string | null) => moment && new Date(moment).toISOString();

describe("business time", () => {
  test.each(CASES.add)("added: $name", async ({ calendar, from, minutes, expect: expected }) => {
    const due = await value<string | null>(
      `private.iso(private.add_business_time(${calendarSql(calendarOf(calendar))}, $1, $2 * 60))`,
      [from, minutes],
    );
    expect(iso(due)).toBe(iso(expected));
  });

  test.each(CASES.add.filter((one) => one.expect !== null))("and counted again: $name", async (one) => {
    const calendar = calendarSql(calendarOf(one.calendar));
    expect(await value(`private.business_seconds(${calendar}, $1, $2) / 60`, [one.from, one.expect])).toBe(
      one.minutes,
    );
    // The way back ends at a moment from which the same time is open.
    expect(
      await value(
        `private.business_seconds(${calendar}, private.subtract_business_time(${calendar}, $1, $2 * 60), $1) / 60`,
        [one.expect, one.minutes],
      ),
    ).toBe(one.minutes);
  });

  test.each(CASES.between)("between: $name", async ({ calendar, from, to, minutes }) => {
    expect(
      await value(`private.business_seconds(${calendarSql(calendarOf(calendar))}, $1, $2) / 60`, [from, to]),
    ).toBe(minutes);
  });
});

describe("the clocks of a ticket", () => {
  test.each(CASES.logs)("$name", async ({ calendar, promises, log, expect: expected }) => {
    const seconds = [promises.firstResponse, promises.nextResponse, promises.resolution].map((minutes) =>
      minutes === null ? null : minutes * 60,
    );
    const clocks = await value<typeof expected>(
      `(select jsonb_build_object('status', s.status, 'stoppedAt', private.iso(s.stopped_at),
          'firstResponseDueAt', private.iso(s.first_response_due_at), 'firstRespondedAt', private.iso(s.first_responded_at),
          'nextResponseDueAt', private.iso(s.next_response_due_at), 'resolutionDueAt', private.iso(s.resolution_due_at))
        from private.sla_replay((${calendarSql(calendarOf(calendar))}, $1, $2, $3)::private.sla_terms, $4) s)`,
      [...seconds, JSON.stringify(log)],
    );
    const { status, ...moments } = expected;
    expect(clocks).toEqual({
      status,
      ...Object.fromEntries(Object.entries(moments).map(([key, at]) => [key, at && sqlIso(at)])),
    });
  });
});

/** As `private.iso` writes it, with microseconds. */
const sqlIso = (at: string) => new Date(at).toISOString().replace("Z", "000Z");
