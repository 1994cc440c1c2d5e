import { afterAll, beforeAll, expect, test } from "vitest";
import { MODULES } from "@/lib/core/modules";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";

let supabase: TestSupabase;
beforeAll(async () => {
  supabase = await startTestSupabase();
});
afterAll(() => supabase.close());

test("TypeScript knows the modules of the database, in their order", async () => {
  const [row] = await supabase.sql<{ names: string[] }>("select private.module_names() as names");
  expect(row?.names).toEqual([...MODULES]);
});
