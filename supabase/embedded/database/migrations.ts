import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "./database.ts";

export interface Migration {
  readonly version: string;
  readonly name: string;
  readonly file: string;
  readonly sql: string;
}

/** A migration that the database refused; the message names the file and the reason in one line. */
export class MigrationError extends Error {
  constructor(migration: Migration, cause: unknown) {
    const { message, line } = describe(cause, migration.sql);
    super(`Migration ${migration.file}${line} failed: ${message}`, { cause });
    this.name = "MigrationError";
  }
}

/** The migration files of a folder in the order of their versions, as `supabase db push` reads them. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const files = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const migrations = files.sort().flatMap((file) => {
    const [, version, name] = /^(\d+)_(.+)\.sql$/.exec(file) ?? [];
    return version && name ? [{ version, name, file }] : [];
  });
  return Promise.all(
    migrations.map(async (migration) => ({
      ...migration,
      sql: await readFile(join(dir, migration.file), "utf8"),
    })),
  );
}

const HISTORY = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (
    version text primary key,
    statements text[],
    name text
  )`;

/**
 * Applies what is new, each file in a transaction of its own together with its record in the history table
 * of the Supabase CLI. Files named `…_vector…` are left for later where the server lacks pgvector.
 */
export async function applyMigrations(
  database: Database,
  migrations: readonly Migration[],
  notice: (line: string) => void,
): Promise<Migration[]> {
  await database.script(HISTORY);
  const rows = await database.query<{ version: string }>(
    "select version from supabase_migrations.schema_migrations",
  );
  const applied = new Set(rows.map((row) => row.version));
  const pending = migrations.filter((migration) => !applied.has(migration.version));
  const hasVector = await offersVector(database);
  const done: Migration[] = [];
  for (const migration of pending) {
    if (!hasVector && /_vector/.test(migration.file)) {
      notice(`Skipped ${migration.file}: this PostgreSQL server has no pgvector.`);
      continue;
    }
    await apply(database, migration);
    done.push(migration);
  }
  return done;
}

async function apply(database: Database, migration: Migration): Promise<void> {
  try {
    await database.transaction(async (session) => {
      await session.script(migration.sql);
      await session.query(
        "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, array[$3])",
        [migration.version, migration.name, migration.sql],
      );
    });
  } catch (error) {
    throw new MigrationError(migration, error);
  }
}

async function offersVector(database: Database): Promise<boolean> {
  const rows = await database.query("select from pg_available_extensions where name = 'vector'");
  return rows.length > 0;
}

function describe(cause: unknown, sql: string): { message: string; line: string } {
  const { message, position } = cause as { message?: string; position?: string | number };
  const at = Number(position);
  return {
    message: message ?? String(cause),
    line: Number.isFinite(at) && at > 0 ? `, line ${sql.slice(0, at).split("\n").length},` : "",
  };
}
