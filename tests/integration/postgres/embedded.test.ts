import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_OPTIONS } from "../../../supabase/embedded/options.ts";
import { startTempPostgres, type TempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded.ts";

const FIXTURES = join(import.meta.dirname, "../embedded/fixtures");
const postgres = await startTempPostgres();

/** A database of its own in the temporary cluster. */
async function newDatabase(server: TempPostgres, supabase: Pick<TestSupabase, "sql">): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await supabase.sql(`create database ${name}`);
  const url = new URL(server.url);
  url.pathname = name;
  return url.href;
}

describe.skipIf(!postgres)("on a PostgreSQL server", () => {
  let supabase: TestSupabase;

  beforeAll(async () => {
    supabase = await startTestSupabase({ databaseUrl: postgres?.url ?? "", migrationsDir: FIXTURES });
  });
  afterAll(async () => {
    await supabase.close();
    await postgres?.close();
  });

  test("the project's migrations apply, without those that need pgvector where it is missing", async () => {
    const notices: string[] = [];
    const databaseUrl = await newDatabase(postgres as TempPostgres, supabase);
    const project = await startTestSupabase({
      databaseUrl,
      migrationsDir: DEFAULT_OPTIONS.migrationsDir,
      notice: (line) => notices.push(line),
    });
    const [{ hasVector } = { hasVector: false }] = await project.sql<{ hasVector: boolean }>(
      `select exists (select from pg_available_extensions where name = 'vector') as "hasVector"`,
    );
    await project.close();
    const skipped = notices.filter((line) => line.startsWith("Skipped"));
    expect(skipped.every((line) => /_vector.*no pgvector/.test(line))).toBe(true);
    expect(skipped.length > 0).toBe(!hasVector);
    expect(notices.some((line) => line.startsWith("Applied"))).toBe(true);
  });

  test("the database of a real Supabase project is left alone", async () => {
    const databaseUrl = await newDatabase(postgres as TempPostgres, supabase);
    const options = { databaseUrl, migrationsDir: FIXTURES };
    const first = await startTestSupabase(options);
    await first.sql("create table auth.schema_migrations (version text)");
    await first.close();
    await expect(startTestSupabase(options)).rejects.toThrow("database of a Supabase project");
  });

  test("requests really run at the same time, each as its own user", async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => supabase.createUser()));
    const clients = await Promise.all(
      people.map(({ email, password }) => supabase.clientFor(email, password)),
    );
    const calls = Array.from({ length: 200 }, async (_, index) => {
      const at = index % people.length;
      const { data } = await (clients[at] as SupabaseClient).rpc("wait_a_little");
      return data === people[at]?.id;
    });
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 200 }, () => true));
  });

  test("values, policies and files are as on PGlite", async () => {
    const user = await supabase.createUser({ metadata: { full_name: "Ann" } });
    const client = await supabase.clientFor(user.email, user.password);
    const { data } = await client
      .from("notes")
      .insert({ body: "It's", meta: { a: ["b"] } })
      .select()
      .single();
    expect(data).toMatchObject({ body: "It's", price: 10.5, meta: { a: ["b"] } });
    expect(data.created_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/);
    expect((await client.from("ungranted").select()).status).toBe(403);
    expect((await client.rpc("fail_with_status")).status).toBe(409);
    const [row] = await supabase.sql(
      "select raw_user_meta_data ->> 'full_name' as name from auth.users where id = $1",
      [user.id],
    );
    expect(row).toEqual({ name: "Ann" });
    const files = client.storage.from("files");
    await files.upload(`${user.id}/a.txt`, new Blob(["text"], { type: "text/plain" }));
    expect(await (await files.download(`${user.id}/a.txt`)).data?.text()).toBe("text");
    expect(
      (await files.upload("elsewhere/a.txt", new Blob(["x"], { type: "text/plain" }))).error,
    ).not.toBeNull();
  });

  test("realtime carries what the database sends", async () => {
    const user = await supabase.createUser();
    const client = await supabase.clientFor(user.email, user.password);
    await client.realtime.setAuth();
    const heard = new Promise((resolve) => {
      client
        .channel(`user:${user.id}`, { config: { private: true } })
        .on("broadcast", { event: "changed" }, ({ payload }) => resolve(payload))
        .subscribe(async (state) => {
          if (state === "SUBSCRIBED") {
            await client.rpc("announce", { p_topic: `user:${user.id}`, p_payload: { ticketId: "one" } });
          }
        });
    });
    expect(await heard).toMatchObject({ ticketId: "one" });
  });
});
