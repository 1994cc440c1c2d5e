import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { optionsFromEnv } from "../../../supabase/embedded/options.ts";
import { startTestSupabase } from "../../helpers/embedded.ts";
import { eventually, startFixture } from "./fixtures.ts";

const ROOT = join(import.meta.dirname, "../../..");

let dir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "portico embedded "));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(dir, { recursive: true, force: true });
});

/** Runs the command as `npm run embedded` does, in a folder of the test. */
function runMain(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(ROOT, "supabase/embedded/main.ts")], {
    env: { ...process.env, PORTICO_EMBEDDED_DIR: dir, PORTICO_EMBEDDED_PORT: "0", ...env },
  });
  children.push(child);
  const run = { child, output: "", code: undefined as number | null | undefined };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      run.output += text;
    });
  }
  child.once("close", (code) => {
    run.code = code;
  });
  return run;
}

const ended = (run: ReturnType<typeof runMain>) =>
  eventually(
    () => (run.code === undefined ? undefined : { code: run.code, output: run.output.trim() }),
    20_000,
  );
const ready = (run: ReturnType<typeof runMain>) =>
  eventually(
    () => /ready at (\S+)/.exec(run.output)?.[1] ?? (run.code === undefined ? undefined : run.output),
    20_000,
  );

describe("what stands in the way is said in one line", () => {
  test("a port in use", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { code, output } = await ended(runMain({ PORTICO_EMBEDDED_PORT: String(port) }));
    server.close();
    expect(code).toBe(1);
    expect(output).toBe(
      `Port ${port} is in use. Stop what runs there, or set PORTICO_EMBEDDED_PORT to another.`,
    );
  });

  test("a folder that cannot be", async () => {
    writeFileSync(join(dir, "file"), "");
    const { code, output } = await ended(runMain({ PORTICO_EMBEDDED_DIR: join(dir, "file", "db") }));
    expect(code).toBe(1);
    expect(output).toBe(`The folder ${join(dir, "file", "db")} cannot be written (ENOTDIR).`);
  });

  test("wrong settings, each in a line of its own", async () => {
    const run = runMain({ PORTICO_EMBEDDED_PORT: "many", SITE_URL: "portal" });
    const { code, output } = await ended(run);
    expect(code).toBe(1);
    expect(output.split("\n").map((line) => line.split(":")[0])).toEqual([
      "PORTICO_EMBEDDED_PORT",
      "SITE_URL",
    ]);
  });

  test("a migration that fails", async () => {
    writeFileSync(join(dir, "1_good.sql"), "create table public.good (id int);");
    writeFileSync(join(dir, "2_bad.sql"), "create table public.half (id int);\n\nselect * from nowhere;");
    const start = startTestSupabase({ migrationsDir: dir, cacheDir: null });
    await expect(start).rejects.toThrow(
      'Migration 2_bad.sql, line 3, failed: relation "nowhere" does not exist',
    );
  });

  test("a database server that is not there", async () => {
    const start = startFixture({ databaseUrl: "postgresql://postgres@127.0.0.1:1/postgres" });
    await expect(start).rejects.toThrow("No connection to the database of PORTICO_DATABASE_URL");
  });

  test("empty variables are none", () => {
    expect(optionsFromEnv({ SITE_URL: "", SMTP_URL: "", PORTICO_EMBEDDED_DIR: "" })).toEqual({});
    expect(optionsFromEnv({ SITE_URL: "https://portal.test/" })).toEqual({ siteUrl: "https://portal.test" });
  });
});

describe("the folder", () => {
  test("belongs to one process at a time, also after the first was killed", {
    timeout: 120_000,
  }, async () => {
    const first = runMain({});
    await ready(first);
    const second = await ended(runMain({}));
    expect(second.code).toBe(1);
    expect(second.output).toContain(`in use by process ${first.child.pid}`);
    first.child.kill("SIGKILL");
    await ended(first);
    const third = runMain({});
    expect(await ready(third)).toMatch(/^http/);
    third.child.kill("SIGTERM");
    expect(await ended(third)).toMatchObject({ code: 0 });
  });

  test("keeps users, rows, files and messages, and takes new migrations at the next start", {
    timeout: 120_000,
  }, async () => {
    const migrationsDir = join(dir, "migrations");
    mkdirSync(migrationsDir);
    const tables = "create table public.kept (id int); grant select, insert on public.kept to service_role;";
    writeFileSync(join(migrationsDir, "1_kept.sql"), tables);
    const options = { dir: join(dir, "db"), migrationsDir, cacheDir: null };
    const before = await startTestSupabase(options);
    const user = await before.createUser();
    const admin = before.client(before.serviceKey);
    await admin.from("kept").insert({ id: 7 });
    await admin.storage.createBucket("files");
    await admin.storage.from("files").upload("a/b.txt", new Blob(["kept"], { type: "text/plain" }));
    await before.client().auth.signInWithOtp({ email: user.email });
    await before.sql(
      "insert into realtime.messages (topic, extension, inserted_at) values ('x', 'broadcast', '2020-01-01')",
    );
    await before.close();

    writeFileSync(join(migrationsDir, "2_more.sql"), "alter table public.kept add more text default 'new';");
    const after = await startTestSupabase(options);
    await after.clientFor(user.email, user.password);
    const again = after.client(after.serviceKey);
    expect((await again.from("kept").select()).data).toEqual([{ id: 7, more: "new" }]);
    expect(await (await again.storage.from("files").download("a/b.txt")).data?.text()).toBe("kept");
    expect(await after.outbox()).toHaveLength(1);
    expect(await after.sql("select from realtime.messages")).toEqual([]);
    await after.close();
  });
});
