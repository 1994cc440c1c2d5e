import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "@/lib/tickets/schema";
import { REOPEN_DAYS, STATUS_ACTIONS, TICKET_ACTORS, TRANSITIONS } from "@/lib/tickets/status";
import {
  MESSAGE_AUTHORS,
  RESOLUTION_TYPES,
  SCAN_STATUSES,
  TICKET_CHANNELS,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
} from "@/lib/tickets/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";

let supabase: TestSupabase;
beforeAll(async () => {
  supabase = await startTestSupabase();
});
afterAll(() => supabase.close());

test("TypeScript knows the status machine of the database, row by row", async () => {
  const rows = await supabase.sql(
    `select from_status as "from", action, actor, to_status as "to" from private.ticket_transitions`,
  );
  const sorted = (list: readonly object[]) =>
    list.map((row) => JSON.stringify(row, ["from", "action", "actor", "to"])).toSorted();
  expect(sorted(TRANSITIONS)).toEqual(sorted(rows));
  expect(new Set(TRANSITIONS.map(({ action }) => action))).toEqual(new Set(STATUS_ACTIONS));
  expect(new Set(TRANSITIONS.map(({ actor }) => actor))).toEqual(new Set(TICKET_ACTORS));
});

test.each([
  ["ticket_status", TICKET_STATUSES],
  ["ticket_priority", TICKET_PRIORITIES],
  ["ticket_channel", TICKET_CHANNELS],
  ["message_author", MESSAGE_AUTHORS],
  ["resolution_type", RESOLUTION_TYPES],
  ["scan_status", SCAN_STATUSES],
])("TypeScript knows the values of %s", async (name, values) => {
  const [row] = await supabase.sql<{ values: string[] }>(
    `select enum_range(null::public.${name})::text[] as values`,
  );
  expect(row?.values).toEqual(values);
});

test("limits of columns are those of the forms", async () => {
  const checks = await supabase.sql<{ definition: string }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid in ('public.support_tickets'::regclass, 'public.ticket_messages'::regclass, 'public.ticket_affected_items'::regclass)`,
  );
  const all = checks.map(({ definition }) => definition).join("\n");
  expect(all).toMatch(new RegExp(`char_length\\(subject\\) <= ${LIMITS.subject}\\b`));
  expect(all).toMatch(new RegExp(`char_length\\(description\\) <= ${LIMITS.description}\\b`));
  expect(all).toMatch(new RegExp(`char_length\\(body\\) <= ${LIMITS.body}\\b`));
  expect(all).toMatch(new RegExp(`char_length\\(rating_comment\\) <= ${LIMITS.comment}\\b`));
  expect(all).toMatch(new RegExp(`char_length\\(note\\) <= ${LIMITS.note}\\b`));
});

test("the database reopens for as many days as the page says", async () => {
  const [row] = await supabase.sql<{ source: string }>(
    `select prosrc as source from pg_proc where proname = 'change_ticket_status'`,
  );
  expect(row?.source).toContain(`interval '${REOPEN_DAYS} days'`);
});
