import postgres from "postgres";
import { expect, test } from "vitest";
import { openReadyDatabase } from "../../../supabase/embedded/database/ready.ts";
import { DEFAULT_OPTIONS } from "../../../supabase/embedded/options.ts";
import { startSocket } from "../../../supabase/embedded/socket.ts";
import { FIXTURES } from "./fixtures.ts";

test("programs that speak PostgreSQL's protocol reach the database through a socket", async () => {
  const database = await openReadyDatabase({ ...DEFAULT_OPTIONS, dir: "memory", migrationsDir: FIXTURES });
  if (!database.pglite) throw new Error("expected PGlite");
  const socket = await startSocket(database.pglite);
  const client = postgres(socket.url, { max: 1, onnotice: () => {} });
  const rows = await client`select version, name from supabase_migrations.schema_migrations`;
  await client.end();
  await socket.close();
  await database.close();
  expect([...rows]).toEqual([{ version: "20260101000000", name: "notes" }]);
});
