import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PricesInput, priceLines } from "@/lib/core/totals";
import { QUOTE_LIMITS } from "@/lib/quotes/schema";
import { QUOTE_ACTORS, QUOTE_MOVES, QUOTE_TRANSITIONS } from "@/lib/quotes/status";
import { QUOTE_EVENTS, QUOTE_STATUSES, QUOTE_VERSION_STATUSES } from "@/lib/quotes/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";

let supabase: TestSupabase;
beforeAll(async () => {
  supabase = await startTestSupabase();
});
afterAll(() => supabase.close());

test("TypeScript knows the status machine of the database, row by row", async () => {
  const rows = await supabase.sql(
    `select from_status as "from", action, actor, to_status as "to" from private.quote_transitions`,
  );
  const sorted = (list: readonly object[]) =>
    list.map((row) => JSON.stringify(row, ["from", "action", "actor", "to"])).toSorted();
  expect(sorted(QUOTE_TRANSITIONS)).toEqual(sorted(rows));
  expect(new Set(QUOTE_TRANSITIONS.map(({ action }) => action))).toEqual(new Set(QUOTE_MOVES));
  expect(new Set(QUOTE_TRANSITIONS.map(({ actor }) => actor))).toEqual(new Set(QUOTE_ACTORS));
});

test.each([
  ["quote_status", QUOTE_STATUSES],
  ["quote_version_status", QUOTE_VERSION_STATUSES],
])("TypeScript knows the values of %s", async (name, values) => {
  const [row] = await supabase.sql<{ values: string[] }>(
    `select enum_range(null::public.${name})::text[] as values`,
  );
  expect(row?.values).toEqual(values);
});

test("limits of columns are those of the forms, and the events are those of the pages", async () => {
  const checks = await supabase.sql<{ definition: string }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid::regclass::text like 'public.quote\\_%' or conrelid::regclass::text like 'quote\\_%'`,
  );
  const all = checks.map(({ definition }) => definition).join("\n");
  for (const [column, limit] of [
    ["title", QUOTE_LIMITS.title],
    ["message", QUOTE_LIMITS.message],
    ["decline_reason", QUOTE_LIMITS.reason],
    ["sku", QUOTE_LIMITS.sku],
    ["terms", QUOTE_LIMITS.terms],
    ["note", QUOTE_LIMITS.lineNote],
  ] as const) {
    expect(all).toMatch(new RegExp(`char_length\\(${column}\\) <= ${limit}\\b`));
  }
  const types = /type = ANY \(ARRAY\[([^\]]*)\]/.exec(all)?.[1]?.match(/[a-z_]+(?='::text)/g);
  expect(types?.toSorted()).toEqual(QUOTE_EVENTS.toSorted());
});

describe("the database prices as the pages do", () => {
  type Priced = { ok: true; value: unknown } | { ok: false };

  /** Every case in one statement: a refusal of one does not end the others. */
  async function inDatabase(cases: readonly PricesInput[]): Promise<Priced[]> {
    await supabase.sql(`
      create or replace function private.try_price_lines(p_input jsonb) returns jsonb language plpgsql as $$
      begin
        return jsonb_build_object('ok', true, 'value', private.price_lines(p_input));
      exception when sqlstate 'PT422' then
        return jsonb_build_object('ok', false);
      end $$`);
    const [row] = await supabase.sql<{ answers: Priced[] }>(
      `select jsonb_agg(private.try_price_lines(value) order by n) as answers
       from jsonb_array_elements($1::jsonb -> 'cases') with ordinality as c(value, n)`,
      [JSON.stringify({ cases })],
    );
    return row?.answers ?? [];
  }

  function inTypeScript(input: PricesInput): Priced {
    try {
      return { ok: true, value: priceLines(input) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { ok: false };
    }
  }

  const lineArb = fc.record(
    {
      quantity: fc.oneof(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 0, max: 9_999_999 }).map((n) => n / 1000),
        fc.constantFrom(0, -1, 0.0005, 1e12),
      ),
      unitPrice: fc.oneof(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        fc.constantFrom(0, -1, 0.5, Number.MAX_SAFE_INTEGER),
      ),
      taxRate: fc.oneof(
        fc.constantFrom(0, 0.05, 0.15, 0.2, 0.255, 0.07125, 1),
        fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100_000),
        fc.constantFrom(-0.1, 1.5, 0.123456),
      ),
      discount: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 }), fc.constantFrom(-1, 0.5)),
    },
    { requiredKeys: ["quantity", "unitPrice", "taxRate"] },
  );
  const sensibleLineArb = fc.record({
    quantity: fc.integer({ min: 1, max: 50_000 }).map((n) => n / 1000),
    unitPrice: fc.integer({ min: 10_000, max: 10_000_000 }),
    taxRate: fc.constantFrom(0, 0.05, 0.15, 0.255),
    discount: fc.integer({ min: 0, max: 10 }),
  });
  const caseArb = fc.record(
    {
      currency: fc.constantFrom("JPY", "ZAR", "KWD"),
      lines: fc.oneof(fc.array(lineArb, { maxLength: 3 }), fc.array(sensibleLineArb, { maxLength: 40 })),
      discount: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400_000 }), fc.constantFrom(-1, 0.5)),
    },
    { requiredKeys: ["currency", "lines"] },
  );

  test("in two thousand generated cases, those included that neither can price", async () => {
    const cases = fc.sample(caseArb, 2000) as PricesInput[];
    const answers = await inDatabase(cases);
    expect(answers).toHaveLength(cases.length);
    const expected = cases.map(inTypeScript);
    cases.forEach((input, index) => {
      expect({ input, answer: answers[index] }).toEqual({ input, answer: expected[index] });
    });
    // The generator makes both kinds, enough of each to mean something.
    const priced = expected.filter(({ ok }) => ok).length;
    expect(priced).toBeGreaterThan(300);
    expect(cases.length - priced).toBeGreaterThan(300);
  });
});
