import { readFile } from "node:fs/promises";
import { getAuthSchemaSql, getStorageSchemaSql } from "@supabase/lite";
import { StartError } from "../start-error.ts";
import type { Database } from "./database.ts";

const BOOTSTRAP = new URL("./bootstrap.sql", import.meta.url);

/** Everything a project has before its first migration, as one repeatable script. */
export async function readBootstrap(): Promise<string> {
  return [getAuthSchemaSql(false), getStorageSchemaSql(false), await readFile(BOOTSTRAP, "utf8")].join("\n");
}

/** Brings an empty or an older database to where a project's migrations start. */
export async function bootstrap(database: Database): Promise<void> {
  // The table is Supabase Auth's own record; Lite has none.
  const [project] = await database.query("select 1 where to_regclass('auth.schema_migrations') is not null");
  if (project) {
    throw new StartError(
      "PORTICO_DATABASE_URL names the database of a Supabase project. Set NEXT_PUBLIC_SUPABASE_URL to the project instead.",
    );
  }
  const script = await readBootstrap();
  await database
    .transaction((session) => session.script(script))
    .catch((error: Error) => {
      throw new StartError(`The database could not be prepared: ${error.message}`, { cause: error });
    });
}
