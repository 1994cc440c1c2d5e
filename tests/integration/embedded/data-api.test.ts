import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signJwt } from "../../../supabase/embedded/jwt.ts";
import type { TestSupabase, TestUser } from "../../helpers/embedded.ts";
import { startFixture } from "./fixtures.ts";

let supabase: TestSupabase;
let ann: TestUser;
let annClient: SupabaseClient;

beforeAll(async () => {
  supabase = await startFixture();
  ann = await supabase.createUser();
  annClient = await supabase.clientFor(ann.email, ann.password);
});
afterAll(() => supabase.close());

describe("keys and tokens", () => {
  const get = (headers: Record<string, string>) =>
    fetch(`${supabase.url}/rest/v1/notes?select=id`, { headers });

  test("both kinds of key stand for the same roles", async () => {
    const roles = [
      supabase.publishableKey,
      supabase.anonKey,
      supabase.serviceKey,
      supabase.serviceRoleKey,
    ].map(async (key) => (await supabase.client(key).rpc("who_am_i")).data.user);
    expect(await Promise.all(roles)).toEqual(["anon", "anon", "service_role", "service_role"]);
  });

  test("no key, a wrong key and a key in the wrong place are refused", async () => {
    expect((await get({})).status).toBe(401);
    expect((await get({ apikey: "sb_publishable_wrong" })).status).toBe(401);
    expect((await get({ authorization: `Bearer ${supabase.publishableKey}` })).status).toBe(401);
  });

  test("what Lite serves beside Supabase's own paths is closed", async () => {
    for (const path of [
      "/",
      "/_system/info",
      "/_system/config",
      "/rest/../_system/introspect",
      "/static/x",
    ]) {
      expect((await fetch(`${supabase.url}${path}`)).status).toBe(404);
    }
  });

  test("forged, expired and unsigned tokens are refused", async () => {
    const claims = { sub: ann.id, role: "authenticated" };
    const now = Math.floor(Date.now() / 1000);
    const forged = signJwt({ ...claims, exp: now + 60 }, "another-secret-of-at-least-thirty-two-characters");
    const expired = signJwt({ ...claims, exp: now - 1 }, supabase.jwtSecret);
    const [, payload] = signJwt({ ...claims, exp: now + 60 }, supabase.jwtSecret).split(".");
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.x`;
    for (const token of [forged, expired, unsigned]) {
      const response = await get({ apikey: supabase.publishableKey, authorization: `Bearer ${token}` });
      expect(response.status).toBe(401);
    }
  });

  test("the claims of the token reach the database", async () => {
    const { data } = await annClient.rpc("who_am_i");
    expect(data).toMatchObject({ uid: ann.id, role: "authenticated", user: "authenticated" });
    expect(data.claims).toMatchObject({ sub: ann.id, email: ann.email, aal: "aal1", is_anonymous: false });
  });
});

describe("privileges", () => {
  test("grants are as the migrations wrote them, before and after requests of every role", async () => {
    const privileges = () =>
      supabase.sql(`
        select grantee, table_schema, table_name, privilege_type from information_schema.role_table_grants
        where grantee in ('anon', 'authenticated', 'service_role') and table_schema in ('public', 'private')
        order by 1, 2, 3, 4`);
    const before = await privileges();
    for (const client of [supabase.client(), annClient, supabase.client(supabase.serviceKey)]) {
      await client.from("notes").select();
      await client.storage.from("files").list();
    }
    expect(await privileges()).toEqual(before);
    expect(
      before.map(({ grantee, table_name, privilege_type }) => `${grantee} ${table_name} ${privilege_type}`),
    ).toEqual([
      "authenticated notes INSERT",
      "authenticated notes SELECT",
      "service_role notes DELETE",
      "service_role notes INSERT",
      "service_role notes SELECT",
      "service_role notes UPDATE",
    ]);
  });

  test("a table without a grant is closed, and a new one too", async () => {
    await supabase.sql("create table public.later (id int)");
    await supabase.sql("notify pgrst, 'reload schema'");
    for (const table of ["ungranted", "later"]) {
      const signedIn = await annClient.from(table).select();
      expect([signedIn.status, signedIn.error?.code]).toEqual([403, "42501"]);
      const anonymous = await supabase.client().from(table).select();
      expect([anonymous.status, anonymous.error?.code]).toEqual([401, "42501"]);
    }
  });

  test("requests at the same time never act for one another", async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => supabase.createUser()));
    const clients = await Promise.all(
      people.map(({ email, password }) => supabase.clientFor(email, password)),
    );
    const calls = Array.from({ length: 80 }, async (_, index) => {
      const at = index % people.length;
      const { data } = await (clients[at] as SupabaseClient).rpc("wait_a_little");
      return data === people[at]?.id;
    });
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 80 }, () => true));
  });
});

describe("values and errors are PostgREST's", () => {
  test("times are ISO 8601, numbers are numbers, JSON is JSON", async () => {
    const { data } = await annClient
      .from("notes")
      .insert({ body: "It's", meta: { list: [1, "two"] } })
      .select()
      .single();
    expect(data).toMatchObject({ body: "It's", price: 10.5, meta: { list: [1, "two"] }, owner: ann.id });
    expect(data.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/);
  });

  test.each([
    [
      "a plain exception",
      () => annClient.rpc("fail_plainly"),
      400,
      { code: "P0001", message: "It did not work" },
    ],
    [
      "an exception with a status",
      () => annClient.rpc("fail_with_status"),
      409,
      { code: "PT409", message: "ticket_closed", details: '{"since": 1}', hint: "Reopen it" },
    ],
    [
      "a check that fails",
      () => annClient.from("notes").insert({ body: "x".repeat(101) }),
      400,
      { code: "23514" },
    ],
    [
      "a row for somebody else",
      () => annClient.from("notes").insert({ body: "x", owner: crypto.randomUUID() }),
      403,
      { code: "42501" },
    ],
    ["an unknown table", () => annClient.from("nowhere").select(), 404, { code: "PGRST205" }],
    [
      "an object for a text",
      () => annClient.rpc("announce", { p_topic: {}, p_payload: {} }),
      400,
      { code: "22P02" },
    ],
    ["a malformed value", () => annClient.from("notes").select().eq("id", "x"), 400, { code: "22P02" }],
  ] as const)("%s", async (_, call, status, error) => {
    const response = await call();
    expect(response.status).toBe(status);
    expect(response.error).toMatchObject(error);
  });

  test("a failed request leaves nothing behind in the session", async () => {
    await annClient.rpc("fail_plainly");
    expect((await supabase.client().rpc("who_am_i")).data).toMatchObject({ uid: null, user: "anon" });
    expect(await supabase.sql("select current_user::text as name")).toEqual([{ name: "postgres" }]);
  });
});
