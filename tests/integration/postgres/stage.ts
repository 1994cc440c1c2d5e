import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { openReadyDatabase } from "../../../supabase/embedded/database/ready.ts";
import { DEFAULT_OPTIONS } from "../../../supabase/embedded/options.ts";

export type Sql = postgres.TransactionSql;
export type Person = { id: string; session: string };
/** What a command answered, or the word it refused with. */
export type Outcome = { value: Record<string, unknown> } | { refusal: string };

/** A database with the project's migrations, two customers' people and two of staff, and a way to act at once. */
export async function openStage(databaseUrl: string) {
  const database = await openReadyDatabase({ ...DEFAULT_OPTIONS, databaseUrl, notice: () => {} });
  await database.close();
  const sql = postgres(databaseUrl, { max: 60, onnotice: () => {} });
  const [profile] = await sql<{ id: string }[]>`
    insert into public.customer_profiles (full_name) values ('Home') returning id`;
  const customerId = profile?.id ?? "";

  const person = async (name: string, role: "customer" | "agent"): Promise<Person> => {
    const [id, session] = [randomUUID(), randomUUID()];
    const email = `${name}@tests.example`;
    await sql`insert into auth.users (id, email) values (${id}, ${email})`;
    await sql`insert into auth.sessions (id, user_id) values (${session}, ${id})`;
    await sql`insert into public.portal_users (id, role, customer_id, email, full_name)
      values (${id}, ${role}, ${role === "customer" ? customerId : null}, ${email}, ${name})`;
    return { id, session };
  };
  const people = {
    customer: await person("customer", "customer"),
    colleague: await person("colleague", "customer"),
    agent: await person("agent", "agent"),
    second: await person("second", "agent"),
  };
  return {
    sql,
    customerId,
    ...people,
    together: (...work: Work[]) => together(sql, work),
    end: () => sql.end(),
  };
}
export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Something that one person (null: the web app itself) does in a transaction of its own. */
export type Work = { as: Person | null; run: (sql: Sql) => PromiseLike<readonly unknown[]> };

/** Opens a transaction for each, waits until all are open, and lets them go at once. */
async function together(sql: postgres.Sql, work: readonly Work[]): Promise<Outcome[]> {
  let waiting = work.length;
  let go: () => void = () => {};
  const start = new Promise<void>((resolve) => {
    go = resolve;
  });
  return Promise.all(
    work.map(({ as, run }) =>
      sql
        .begin(async (transaction) => {
          await become(transaction, as);
          waiting -= 1;
          if (waiting === 0) go();
          await start;
          const [row] = (await run(transaction)) as Record<string, unknown>[];
          const value = row && Object.values(row)[0];
          return {
            value: (typeof value === "object" && value !== null ? value : { value }) as Record<
              string,
              unknown
            >,
          };
        })
        .catch(refusalOf),
    ),
  );
}

async function become(sql: Sql, person: Person | null): Promise<void> {
  const role = person ? "authenticated" : "service_role";
  const claims = person ? { role, sub: person.id, session_id: person.session } : { role };
  await sql`select set_config('role', ${role}, true), set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
}

/** Expected refusals have codes of their own; anything else, a deadlock for one, is a failure of the test. */
function refusalOf(error: unknown): Outcome {
  const { code, message } = error as { code?: string; message: string };
  if (code?.startsWith("PT")) return { refusal: message };
  throw error;
}

export const values = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap((outcome) => ("value" in outcome ? [outcome.value] : []));

export const refusals = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap((outcome) => ("refusal" in outcome ? [outcome.refusal] : []));
