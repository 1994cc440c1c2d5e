import { join } from "node:path";
import type { EmbeddedOptions } from "../../../supabase/embedded/options.ts";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded.ts";

export const FIXTURES = join(import.meta.dirname, "fixtures");

/** The embedded Supabase with the small schema of fixtures/. */
export function startFixture(options: Partial<EmbeddedOptions> = {}): Promise<TestSupabase> {
  return startTestSupabase({ migrationsDir: FIXTURES, ...options });
}

/** Waits until `look` finds something, for at most `timeout` milliseconds. */
export async function eventually<T>(
  look: () => T | undefined | Promise<T | undefined>,
  timeout = 5000,
): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error("It did not come to pass in time.");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
