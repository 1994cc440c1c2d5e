import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestSupabase } from "../../helpers/embedded.ts";
import { startFixture } from "./fixtures.ts";

let supabase: TestSupabase;

beforeAll(async () => {
  supabase = await startFixture({ siteUrl: "http://portal.test" });
});
afterAll(() => supabase.close());

const newEmail = () => `${randomUUID()}@portico.test`;
const PASSWORD = "correct-horse-1";

/** The link in the newest e-mail to an address. */
async function linkTo(email: string): Promise<URL> {
  const message = (await supabase.outbox()).find(({ to }) => to === email);
  const href = /href="([^"]+)"/.exec(message?.html ?? "")?.[1];
  return new URL(href?.replaceAll("&amp;", "&") ?? "");
}

async function tokenHashTo(email: string): Promise<string> {
  return (await linkTo(email)).searchParams.get("token_hash") ?? "";
}

/** Signs up and confirms; the client is signed in. */
async function register(email = newEmail()) {
  const client = supabase.client();
  await client.auth.signUp({ email, password: PASSWORD, options: { data: { full_name: "Ann" } } });
  const { error } = await client.auth.verifyOtp({ token_hash: await tokenHashTo(email), type: "signup" });
  if (error) throw error;
  return { client, email };
}

describe("sign-up", () => {
  test("needs the address confirmed, through the link in the e-mail", async () => {
    const email = newEmail();
    const client = supabase.client();
    const redirect = "http://portal.test/portal/tickets?a=1&b=2";
    const signUp = { email, password: PASSWORD, options: { emailRedirectTo: redirect } };
    expect((await client.auth.signUp(signUp)).data.session).toBeNull();
    const early = await client.auth.signInWithPassword({ email, password: PASSWORD });
    expect(early.error?.code).toBe("email_not_confirmed");

    const link = await linkTo(email);
    expect(link.origin + link.pathname).toBe("http://portal.test/auth/confirm");
    expect([link.searchParams.get("type"), link.searchParams.get("next")]).toEqual(["signup", redirect]);
    const token_hash = link.searchParams.get("token_hash") ?? "";
    const { data } = await client.auth.verifyOtp({ token_hash, type: "email" });
    expect(data.user?.email_confirmed_at).toBeTruthy();
    expect((await client.auth.getClaims()).data?.claims).toMatchObject({ email, role: "authenticated" });
    const again = await supabase.client().auth.verifyOtp({ token_hash, type: "email" });
    expect(again.error?.code).toBe("otp_expired");
  });

  test("takes the code instead of the link", async () => {
    const email = newEmail();
    const client = supabase.client();
    await client.auth.signUp({ email, password: PASSWORD });
    const token = /\b\d{6}\b/.exec((await supabase.outbox())[0]?.text ?? "")?.[0] ?? "";
    expect((await client.auth.verifyOtp({ email, token, type: "email" })).error).toBeNull();
  });

  test("sends nobody to a foreign site", async () => {
    const email = newEmail();
    const options = { emailRedirectTo: "http://evil.test/portal" };
    await supabase.client().auth.signUp({ email, password: PASSWORD, options });
    expect((await linkTo(email)).searchParams.get("next")).toBe("http://portal.test");
  });

  test("answers for a known address as for an unknown one", async () => {
    const { email } = await register();
    const known = await supabase.client().auth.signUp({ email, password: PASSWORD });
    const unknown = await supabase.client().auth.signUp({ email: newEmail(), password: PASSWORD });
    expect([known.error, unknown.error]).toEqual([null, null]);
    const asked = [
      "id",
      "aud",
      "email",
      "phone",
      "app_metadata",
      "user_metadata",
      "identities",
      "confirmation_sent_at",
    ];
    for (const { user } of [known.data, unknown.data])
      expect(Object.keys(user ?? {})).toEqual(expect.arrayContaining(asked));
    const [row] = await supabase.sql("select id from auth.users where email = $1", [email]);
    expect(known.data.user?.id).not.toBe(row?.id);
    const weak = { email, password: "short" };
    expect((await supabase.client().auth.signUp(weak)).error?.code).toBe("weak_password");
  });

  test("sends a new link when it is repeated before the confirmation, and when asked to", async () => {
    const email = newEmail();
    const client = supabase.client();
    await client.auth.signUp({ email, password: PASSWORD });
    const first = await tokenHashTo(email);
    expect((await client.auth.signUp({ email, password: "another-password" })).error).toBeNull();
    const second = await tokenHashTo(email);
    expect((await client.auth.resend({ type: "signup", email })).error).toBeNull();
    const third = await tokenHashTo(email);
    expect(new Set([first, second, third]).size).toBe(3);
    expect((await client.auth.verifyOtp({ token_hash: first, type: "signup" })).error?.code).toBe(
      "otp_expired",
    );
    expect((await client.auth.verifyOtp({ token_hash: third, type: "signup" })).error).toBeNull();
    expect((await client.auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });
});

describe("sign-in", () => {
  test("tells the state of an account only to who knows the password", async () => {
    const email = newEmail();
    await supabase.client().auth.signUp({ email, password: PASSWORD });
    const codes = [email, newEmail()].map(async (address) => {
      const { error } = await supabase
        .client()
        .auth.signInWithPassword({ email: address, password: "wrong-password" });
      return error?.code;
    });
    expect(await Promise.all(codes)).toEqual(["invalid_credentials", "invalid_credentials"]);
  });

  test("by link works for a confirmed address, and creates no confirmed user for another", async () => {
    const { email } = await register();
    const client = supabase.client();
    await client.auth.signInWithOtp({ email });
    const link = await linkTo(email);
    expect(link.searchParams.get("type")).toBe("magiclink");
    const token_hash = link.searchParams.get("token_hash") ?? "";
    expect((await client.auth.verifyOtp({ token_hash, type: "magiclink" })).data.user?.email).toBe(email);

    const stranger = newEmail();
    await client.auth.signInWithOtp({ email: stranger });
    const rows = await supabase.sql("select confirmed_at from auth.users where email = $1", [stranger]);
    expect(rows).toEqual([{ confirmed_at: null }]);
    const answer = await client.auth.verifyOtp({ token_hash: await tokenHashTo(stranger), type: "email" });
    expect(answer.data.user?.email).toBe(stranger);

    const unwanted = { email: newEmail(), options: { shouldCreateUser: false } };
    expect((await client.auth.signInWithOtp(unwanted)).error?.code).toBe("otp_disabled");
  });

  test("remembers where the session is used", async () => {
    const { email } = await register();
    const headers = { "user-agent": "Browser/1.0", "x-forwarded-for": "203.0.113.7, 10.0.0.1" };
    const client = createClient(supabase.url, supabase.publishableKey, { global: { headers } });
    const { data } = await client.auth.signInWithPassword({ email, password: PASSWORD });
    const rows = await supabase.sql(
      "select user_agent, host(ip) as ip from auth.sessions where user_id = $1 order by created_at desc limit 1",
      [data.user?.id],
    );
    expect(rows).toEqual([{ user_agent: "Browser/1.0", ip: "203.0.113.7" }]);
    await client.auth.signOut();
  });

  test("refreshes once per token", async () => {
    const { client } = await register();
    const first = (await client.auth.getSession()).data.session;
    const { data } = await client.auth.refreshSession();
    expect(data.session?.refresh_token).not.toBe(first?.refresh_token);
    expect((await client.auth.getClaims()).data?.claims).toMatchObject({ aal: "aal1" });
    await client.auth.refreshSession();
    const replayed = await supabase
      .client()
      .auth.refreshSession({ refresh_token: first?.refresh_token ?? "" });
    expect(replayed.error?.code).toBe("refresh_token_already_used");
  });

  test.each([
    ["local", [false, true]],
    ["others", [true, false]],
    ["global", [false, false]],
  ] as const)("ends with sign-out %s", async (scope, alive) => {
    const { client, email } = await register();
    const elsewhere = await supabase.clientFor(email, PASSWORD);
    const tokens = await Promise.all(
      [client, elsewhere].map(async (one) => (await one.auth.getSession()).data.session?.access_token ?? ""),
    );
    expect((await client.auth.signOut({ scope })).error).toBeNull();
    const answers = tokens.map(async (token) => (await supabase.client().auth.getUser(token)).error === null);
    expect(await Promise.all(answers)).toEqual(alive);
  });
});

describe("account changes", () => {
  test("a forgotten password is replaced through the link, and other sessions end", async () => {
    const { client: before, email } = await register();
    const { data: old } = await before.auth.getSession();
    expect((await supabase.client().auth.resetPasswordForEmail(newEmail())).error).toBeNull();
    const client = supabase.client();
    await client.auth.resetPasswordForEmail(email, { redirectTo: "http://portal.test/portal/profile" });
    const link = await linkTo(email);
    expect([link.searchParams.get("type"), link.searchParams.get("next")]).toEqual([
      "recovery",
      "http://portal.test/portal/profile",
    ]);
    await client.auth.verifyOtp({ token_hash: link.searchParams.get("token_hash") ?? "", type: "recovery" });
    expect((await client.auth.updateUser({ password: "a-new-password" })).error).toBeNull();
    expect((await client.auth.getUser()).error).toBeNull();
    const { error } = await before.auth.getUser(old.session?.access_token);
    expect(error?.name).toBe("AuthSessionMissingError");
    const login = await supabase.client().auth.signInWithPassword({ email, password: PASSWORD });
    expect(login.error?.code).toBe("invalid_credentials");
  });

  test("a session of more than a day sets no new password", async () => {
    const { client } = await register();
    const { data } = await client.auth.getUser();
    const began = (ago: string) =>
      supabase.sql(`update auth.sessions set created_at = now() - interval '${ago}' where user_id = $1`, [
        data.user?.id,
      ]);
    await began("25 hours");
    const refused = await client.auth.updateUser({ password: "a-new-password" });
    expect(refused.error?.code).toBe("reauthentication_needed");
    await began("23 hours");
    expect((await client.auth.updateUser({ password: "a-new-password" })).error).toBeNull();
  });

  test("a new address counts once it is confirmed there", async () => {
    const { client, email } = await register();
    const next = newEmail();
    await client.auth.updateUser({ email: next });
    expect((await client.auth.getUser()).data.user?.email).toBe(email);
    const link = await linkTo(next);
    expect(link.searchParams.get("type")).toBe("email_change");
    const token_hash = link.searchParams.get("token_hash") ?? "";
    expect((await client.auth.verifyOtp({ token_hash, type: "email_change" })).data.user?.email).toBe(next);
    expect(
      (await supabase.client().auth.signInWithPassword({ email: next, password: PASSWORD })).error,
    ).toBeNull();
  });
});

describe("the admin API", () => {
  const admin = () => supabase.client(supabase.serviceKey).auth.admin;

  test("creates, reads, changes, bans, lists and deletes users", async () => {
    const email = newEmail();
    const attributes = {
      email,
      password: PASSWORD,
      email_confirm: true,
      user_metadata: { full_name: "Zoë" },
    };
    const { data: created } = await admin().createUser(attributes);
    const id = created.user?.id ?? "";
    expect(created.user).toMatchObject({ email, user_metadata: { full_name: "Zoë" }, role: "authenticated" });
    expect((await admin().createUser(attributes)).error?.code).toBe("email_exists");
    expect((await admin().getUserById(id)).data.user?.identities).toHaveLength(1);

    const client = await supabase.clientFor(email, PASSWORD);
    await admin().updateUserById(id, {
      password: "other-password",
      app_metadata: { plan: "a" },
      ban_duration: "24h",
    });
    const signIn = (password: string) => supabase.client().auth.signInWithPassword({ email, password });
    expect((await signIn(PASSWORD)).error?.code).toBe("invalid_credentials");
    expect((await signIn("other-password")).error?.code).toBe("user_banned");
    expect((await client.auth.refreshSession()).error?.code).toBe("user_banned");
    await admin().updateUserById(id, { ban_duration: "none" });
    expect((await signIn("other-password")).data.user?.app_metadata).toMatchObject({
      plan: "a",
      provider: "email",
    });

    const { data: listed } = await admin().listUsers({ page: 1, perPage: 1000 });
    expect(listed.users.map((user) => user.id)).toContain(id);
    expect((await admin().deleteUser(id)).error).toBeNull();
    expect((await admin().getUserById(id)).error?.code).toBe("user_not_found");
    expect((await signIn("other-password")).error?.code).toBe("invalid_credentials");
  });

  test("is closed to everybody else", async () => {
    const { client } = await register();
    for (const one of [client, supabase.client(), supabase.client(supabase.anonKey)]) {
      expect((await one.auth.admin.listUsers()).error?.code).toBe("not_admin");
    }
    expect((await supabase.client(supabase.serviceRoleKey).auth.admin.listUsers()).error).toBeNull();
  });
});
