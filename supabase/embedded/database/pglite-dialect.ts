import type { PGlite } from "@electric-sql/pglite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import { Turnstile } from "./turnstile.ts";

/**
 * PGlite has one session. Lite's own dialect hands it to every request at once, so that a statement of one
 * request could run inside the transaction, and under the role, of another. This one lends it to one
 * borrower at a time, from the first statement of a transaction to the last.
 */
export function exclusivePgliteDialect(client: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new ExclusiveDriver(client),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class ExclusiveDriver implements Driver {
  readonly #client: PGlite;
  readonly #turnstile = new Turnstile();
  readonly #leave = new WeakMap<DatabaseConnection, () => void>();

  constructor(client: PGlite) {
    this.#client = client;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const leave = await this.#turnstile.enter();
    const connection = new PgliteSession(this.#client);
    this.#leave.set(connection, leave);
    return connection;
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#leave.get(connection)?.();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async destroy(): Promise<void> {}
}

/**
 * PGlite's serializer of arrays passes on what is no array as it is, and a number or an object there breaks the
 * protocol and the transaction of whoever comes next. Text it always can write, and PostgreSQL judge.
 */
function asText(parameter: unknown): unknown {
  if (typeof parameter === "number") return String(parameter);
  const isRecord = typeof parameter === "object" && parameter?.constructor === Object;
  return isRecord ? JSON.stringify(parameter) : parameter;
}

class PgliteSession implements DatabaseConnection {
  readonly #client: PGlite;

  constructor(client: PGlite) {
    this.#client = client;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // Plain statements go by the simple protocol: half the cost, and several may stand in one string.
    const isPlain = query.parameters.length === 0 && query.query.kind === "RawNode";
    const result = isPlain
      ? (await this.#client.exec(query.sql)).at(-1)
      : await this.#client.query(query.sql, query.parameters.map(asText));
    return {
      rows: (result?.rows ?? []) as Row[],
      ...(typeof result?.affectedRows === "number" && { numAffectedRows: BigInt(result.affectedRows) }),
    };
  }

  // biome-ignore lint/correctness/useYield: PGlite cannot stream, and Kysely asks for the method.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("PGlite does not stream results.");
  }
}
