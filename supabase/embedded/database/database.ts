import type { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { pgcrypto } from "@electric-sql/pglite/contrib/pgcrypto";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import { uuid_ossp } from "@electric-sql/pglite/contrib/uuid_ossp";
import { pgtap } from "@electric-sql/pglite/pgtap";
import { vector } from "@electric-sql/pglite/vector";
import type { Connection } from "@supabase/lite";
import { createPgliteConnection } from "@supabase/lite/pglite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { CompiledQuery, Kysely, type QueryResult } from "kysely";
import { exclusivePgliteDialect } from "./pglite-dialect.ts";
import { enterRequestContext } from "./request-context.ts";

/** A place to run SQL: the database itself or one transaction in it. */
export interface Session {
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    params?: readonly unknown[],
  ): Promise<Row[]>;
  /** Several statements without parameters. */
  script(sql: string): Promise<void>;
}

export interface Database extends Session {
  readonly kind: "pglite" | "postgres";
  /** What Supabase Lite works on. */
  readonly connection: Connection;
  /** The PGlite instance beneath; null on a PostgreSQL server. Use it only where nothing else runs. */
  readonly pglite: PGlite | null;
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  listen(channel: string, heard: (payload: string) => void): Promise<void>;
  close(): Promise<void>;
}

/** The extensions that the migrations may create. A hosted project offers them too. */
const EXTENSIONS = { vector, pg_trgm, btree_gist, pgcrypto, unaccent, uuid_ossp, pgtap };

const SEARCH_PATH = '"$user", public, extensions';

/** What a session on PGlite starts with; to be run again after `discard all`. */
export const SESSION_SETTINGS = `set timezone = 'UTC'; set search_path = ${SEARCH_PATH};`;

/** Opens PGlite on a folder (null: in memory), from a dump when one is given. */
export async function openPglite(options: { dir: string | null; dump?: Blob }): Promise<Database> {
  const connection = await createPgliteConnection({
    url: options.dir ?? "memory://",
    pgliteOptions: {
      extensions: EXTENSIONS,
      parsers: { 1114: isoTimestamp, 1184: isoTimestamp, 1700: exactNumber },
      ...(options.dump && { loadDataDir: options.dump }),
    },
  });
  await connection.driver.waitReady;
  await connection.driver.exec(SESSION_SETTINGS);
  connection.kysely = new Kysely({ dialect: exclusivePgliteDialect(connection.driver) });
  return {
    ...databaseOn("pglite", connection),
    pglite: connection.driver,
    listen: async (channel, heard) => {
      await connection.driver.listen(channel, heard);
    },
    close: () => connection.close(),
  };
}

/** Connects to a PostgreSQL server. */
export async function openPostgres(url: string): Promise<Database> {
  const asJson = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const text = (from: number, parse: (value: string) => unknown) => ({
    to: from,
    from: [from],
    serialize: (value: unknown) => (value instanceof Date ? value.toISOString() : String(value)),
    parse,
  });
  const connection = createPostgresConnection({
    url,
    postgresOptions: {
      onnotice: () => {},
      connection: { search_path: SEARCH_PATH },
      types: {
        // As PGlite does: a string is taken for JSON text already.
        json: { to: 114, from: [114], serialize: asJson, parse: (value: string) => JSON.parse(value) },
        jsonb: { to: 3802, from: [3802], serialize: asJson, parse: (value: string) => JSON.parse(value) },
        timestamp: text(1114, isoTimestamp),
        timestamptz: text(1184, isoTimestamp),
        numeric: text(1700, exactNumber),
      },
    },
  });
  await connection.driver.unsafe("select 1");
  return {
    ...databaseOn("postgres", connection),
    pglite: null,
    listen: async (channel, heard) => {
      await connection.driver.listen(channel, heard);
    },
    close: () => connection.close(),
  };
}

function databaseOn(
  kind: Database["kind"],
  connection: Connection,
): Omit<Database, "pglite" | "listen" | "close"> {
  enterRequestContext(connection);
  return {
    kind,
    connection,
    ...sessionOn(() => connection.kysely),
    transaction: (work) => connection.kysely.transaction().execute((db) => work(sessionOn(() => db))),
  };
}

interface Executor {
  executeQuery<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>>;
}

function sessionOn(db: () => Executor): Session {
  return {
    query: async <Row>(sql: string, params: readonly unknown[] = []) =>
      (await db().executeQuery<Row>(CompiledQuery.raw(sql, [...params]) as CompiledQuery<Row>)).rows,
    script: async (sql) => {
      await db().executeQuery(CompiledQuery.raw(sql));
    },
  };
}

/** `2026-11-21 05:00:00.5+00` as PostgREST writes it: `2026-11-21T05:00:00.5+00:00`. */
function isoTimestamp(text: string): string {
  return text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
}

/** Numbers as PostgREST sends them; NaN and infinities stay strings. */
function exactNumber(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}
