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

/** The message "Sync" of the wire protocol: whatever went wrong before is over. */
const SYNC = new Uint8Array([0x53, 0, 0, 0, 4]);

/**
 * PGlite gives up in the middle of a message when it cannot write a parameter, such as an object where an array is
 * expected. Until the next "Sync" the session then hears nothing, not even the rollback: whoever came next would pay.
 */
async function recover(client: PGlite, error: unknown): Promise<unknown> {
  const { code } = error as { code?: string };
  if (code && /^[0-9A-Z]{5}$/.test(code)) return error;
  const nothing = () => undefined;
  // Halves of two messages were written: one goes out with the next message, the other with the next parameter,
  // and both are refused with them.
  await client.exec("select 1").catch(nothing);
  await client.execProtocolRaw(SYNC).catch(nothing);
  await client.exec("rollback").catch(nothing);
  await client.query("select $1::text", [""]).catch(nothing);
  await client.execProtocolRaw(SYNC).catch(nothing);
  return Object.assign(new Error("invalid input syntax for a parameter"), { code: "22P02" });
}

/**
 * Every statement that fails leaves its frames on PGlite's C stack. After some ten thousand of them the stack is
 * full, and PGlite tries the same message for ever: the whole process hangs. Between two messages nothing in C is
 * under way, so what the pointer was before is what it has to be after.
 */
function stackOf(client: PGlite): { value: number } | undefined {
  return (client.Module as { ___stack_pointer?: WebAssembly.Global<"i32"> }).___stack_pointer;
}

class PgliteSession implements DatabaseConnection {
  readonly #client: PGlite;

  constructor(client: PGlite) {
    this.#client = client;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const stack = stackOf(this.#client);
    const top = stack?.value;
    try {
      return await this.#run<Row>(query);
    } catch (error) {
      if (stack && top !== undefined) stack.value = top;
      throw error;
    }
  }

  async #run<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // Plain statements go by the simple protocol: half the cost, and several may stand in one string.
    const isPlain = query.parameters.length === 0 && query.query.kind === "RawNode";
    const result = isPlain
      ? (await this.#client.exec(query.sql)).at(-1)
      : await this.#client.query(query.sql, [...query.parameters]).catch(async (error: unknown) => {
          throw await recover(this.#client, error);
        });
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
