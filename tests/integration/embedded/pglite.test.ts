import { expect, test } from "vitest";
import { openPglite } from "../../../supabase/embedded/database/database.ts";

test("statements that fail leave nothing on the stack of the database", async () => {
  const database = await openPglite({ dir: null });
  try {
    const module = database.pglite?.Module as { ___stack_pointer?: { value: number } } | undefined;
    const stack = () => module?.___stack_pointer?.value;
    const top = stack();
    expect(top).toBeTypeOf("number");
    for (const fail of [
      () => database.query("select $1::uuid", ["nonsense"]),
      () => database.query("select $1::text[]", [{ not: "an array" }]),
      () => database.script("select 1 / 0"),
      () => database.transaction((session) => session.query("select 1 / $1::int", [0])),
    ]) {
      await expect(fail()).rejects.toThrow();
      expect(stack(), String(fail)).toBe(top);
    }
    expect(await database.query("select 1 as one")).toEqual([{ one: 1 }]);
  } finally {
    await database.close();
  }
});
