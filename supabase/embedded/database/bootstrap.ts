import { readFile } from "node:fs/promises";
import { getAuthSchemaSql, getStorageSchemaSql } from "@supabase/lite";
import type { Database } from "./database.ts";

const BOOTSTRAP = new URL("./bootstrap.sql", import.meta.url);

/** Everything a project has before its first migration, as one repeatable script. */
export async function readBootstrap(): Promise<string> {
  return [getAuthSchemaSql(false), getStorageSchemaSql(false), await readFile(BOOTSTRAP, "utf8")].join("\n");
}

/** Brings an empty or an older database to where a project's migrations start. */
export async function bootstrap(database: Database): Promise<void> {
  const script = await readBootstrap();
  await database.transaction((session) => session.script(script));
}
