import type { SupabaseClient } from "@supabase/supabase-js";
import { TOTP, URI } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as login } from "@/app/api/portal/auth/login/route";
import { GET as realtimeToken } from "@/app/api/portal/realtime-token/route";
import { requestEmailChange } from "@/lib/auth/contact-service";
import {
  finishEnrolment,
  removeSecondFactor,
  renewRecoveryCodes,
  startEnrolment,
} from "@/lib/auth/enrolment-service";
import { listFactorHolders, resetSecondFactor } from "@/lib/auth/factor-holders";
import { answerSecondFactor } from "@/lib/auth/second-factor-service";
import { requestPasswordReset, resetPassword, signIn } from "@/lib/auth/service";
import { findViewerByToken, type Viewer } from "@/lib/auth/viewer";
import type { StoredSession } from "@/lib/platform/supabase/session-cookie";
import { readSessionCookie } from "@/lib/platform/supabase/session-cookie";
import { changeSettings } from "@/lib/settings/service";
import { startTestSupabase, type TestSupabase, type TestUser } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import {
  apiRequest,
  createJar,
  createVisitor,
  routeContext,
  type TestJar,
  tokenHashIn,
} from "../../helpers/visitor";

let supabase: TestSupabase;
let people = 0;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({ ...supabase.env });
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

async function person(role: "customer" | "agent" | "admin"): Promise<TestUser> {
  const user = await supabase.createUser({ email: `${role}-${++people}@factor.test` });
  if (role !== "customer") {
    await supabase.sql("update public.portal_users set role = $2, customer_id = null where id = $1", [
      user.id,
      role,
    ]);
  }
  return user;
}

/** The code that the app shows now. Tests are quicker than the half minute after which it may be another one. */
async function codeOf(uri: string): Promise<string> {
  await supabase.sql("update embedded.factor_tries set last_step = 0");
  const totp = URI.parse(uri);
  if (!(totp instanceof TOTP)) throw new Error("no entry for an app");
  return totp.generate();
}

async function sessionIn(jar: TestJar): Promise<StoredSession> {
  const session = await readSessionCookie(jar, false);
  if (!session) throw new Error("nobody is signed in");
  return session;
}

async function viewerOf(jar: TestJar): Promise<Viewer> {
  const viewer = await findViewerByToken((await sessionIn(jar)).accessToken, new Headers());
  if (!viewer.ok) throw new Error(viewer.error.reason ?? viewer.error.code);
  return viewer.value;
}

/** Somebody who has just set one up, and is signed in. */
async function enrolled(role: "customer" | "agent" | "admin") {
  const user = await person(role);
  const visitor = createVisitor();
  await signIn(visitor, user);
  const begun = await startEnrolment(visitor);
  if (!begun.ok) throw new Error(begun.error.message);
  const { uri, factorId } = begun.value;
  const done = await finishEnrolment(visitor, { factorId, code: await codeOf(uri) });
  if (!done.ok) throw new Error(done.error.message);
  return { user, visitor, uri, factorId, codes: done.value.codes };
}

/** How far a jar gets, and whether a token gets any further through Supabase itself. */
async function reach(jar: TestJar) {
  const api = await realtimeToken(apiRequest("/api/portal/realtime-token", { jar }), routeContext());
  const response = await fetch(`${supabase.url}/rest/v1/portal_users?select=id`, {
    headers: {
      apikey: supabase.publishableKey,
      authorization: `Bearer ${(await sessionIn(jar)).accessToken}`,
    },
  });
  return { api: api.status, rows: ((await response.json()) as unknown[]).length };
}

async function callLogin(body: object) {
  const response = await login(apiRequest("/api/portal/auth/login", { body }), routeContext());
  const jar = createJar();
  jar.absorb(response);
  return { status: response.status, jar, json: await response.json() };
}

describe("setting one up", () => {
  it("takes a first code, shows ten recovery codes, tells the person and raises the session", async () => {
    const { user, visitor, codes } = await enrolled("agent");
    expect(new Set(codes).size).toBe(10);
    expect(await reach(visitor.jar)).toEqual({ api: 200, rows: expect.any(Number) });
    const told = await supabase.sql("select event from public.notifications where user_id = $1", [user.id]);
    expect(told).toEqual([{ event: "security_factor_added" }]);
    const kept = await supabase.sql(
      "select to_jsonb(c)::text as row from private.recovery_codes c where user_id = $1",
      [user.id],
    );
    expect(kept.some(({ row }) => codes.some((code) => String(row).includes(code.replaceAll("-", ""))))).toBe(
      false,
    );
  });

  it("does not count before the code, and begins afresh as often as it likes", async () => {
    const user = await person("agent");
    const visitor = createVisitor();
    await signIn(visitor, user);
    const first = await startEnrolment(visitor);
    const second = await startEnrolment(visitor);
    expect(first.ok && second.ok && first.value.factorId !== second.value.factorId).toBe(true);
    if (!second.ok) return;
    expect(second.value.qr.path).toMatch(/^M0 0h7v1h-7z/);
    const wrong = await finishEnrolment(visitor, { factorId: second.value.factorId, code: "000000" });
    expect(wrong).toMatchObject({
      ok: false,
      error: { code: "validation_failed", fields: { code: [expect.any(String)] } },
    });
    expect((await signIn(createVisitor(), user)).ok).toBe(true);
  });
});

describe("signing in with one", () => {
  it("asks a page for the code after the password; the session opens nothing before", async () => {
    const { user, uri, visitor: before } = await enrolled("agent");
    const visitor = createVisitor();
    const half = await signIn(visitor, user);
    expect(half).toMatchObject({ ok: false, error: { code: "forbidden", reason: "second_factor_required" } });
    expect(await reach(visitor.jar)).toEqual({ api: 403, rows: 0 });

    const session = await sessionIn(visitor.jar);
    expect(await answerSecondFactor(visitor, session, "000000")).toMatchObject({
      ok: false,
      error: { fields: { code: [expect.any(String)] } },
    });
    const code = await codeOf(uri);
    const answered = await answerSecondFactor(visitor, session, code);
    if (!answered.ok) throw new Error(answered.error.message);
    const viewer = await findViewerByToken(answered.value.accessToken, visitor.headers);
    expect(viewer).toMatchObject({ ok: true, value: { role: "agent" } });
    expect((await reach(before.jar)).api).toBe(200);

    // The same code again, from somebody who looked over the shoulder.
    const thief = createVisitor();
    await signIn(thief, user);
    expect((await answerSecondFactor(thief, await sessionIn(thief.jar), code)).ok).toBe(false);
    // The token from before the code is what it was.
    expect((await findViewerByToken(session.accessToken, visitor.headers)).ok).toBe(false);
  });

  it("takes the code along in a call, which gets no session without", async () => {
    const { user, uri, codes } = await enrolled("agent");
    const { email, password } = user;
    const without = await callLogin({ email, password });
    expect(without).toMatchObject({
      status: 422,
      json: { error: { code: "validation_failed", fields: { code: [expect.any(String)] } } },
    });
    expect(without.jar.getAll()).toEqual([]);
    expect((await callLogin({ email, password, code: "000000" })).status).toBe(422);
    const [left] = await supabase.sql<{ count: number }>(
      "select count(*)::int as count from auth.sessions where user_id = $1 and aal is distinct from 'aal2'",
      [user.id],
    );
    expect(left?.count).toBe(0);
    expect(await callLogin({ email, password, code: await codeOf(uri) })).toMatchObject({
      status: 200,
      json: { data: { user: { role: "agent" }, session: { accessToken: expect.any(String) } } },
    });
    const code = codes[0]?.toUpperCase();
    expect((await callLogin({ email, password, code })).status).toBe(200);
    expect((await callLogin({ email, password, code })).status).toBe(422);
  });

  it("stays what it is when the session is renewed", async () => {
    const { visitor } = await enrolled("agent");
    const client = supabase.client();
    const { refreshToken } = await sessionIn(visitor.jar);
    const { data } = await client.auth.refreshSession({ refresh_token: refreshToken });
    const viewer = await findViewerByToken(data.session?.access_token ?? "", new Headers());
    expect(viewer.ok).toBe(true);
    expect((await client.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({
      currentLevel: "aal2",
      nextLevel: "aal2",
    });
  });

  it("limits guesses", async () => {
    const { user } = await enrolled("agent");
    const visitor = createVisitor();
    await signIn(visitor, user);
    const session = await sessionIn(visitor.jar);
    await supabase.sql("delete from private.rate_limits");
    const tries = [];
    for (let i = 0; i < 6; i++) tries.push(await answerSecondFactor(visitor, session, `00000${i}`));
    expect(tries.map((answer) => answer.ok || answer.error.code)).toEqual([
      ...Array.from({ length: 5 }, () => "validation_failed"),
      "rate_limited",
    ]);
  });

  it("is asked for after a new password by e-mail as well", async () => {
    const { user, uri } = await enrolled("agent");
    const visitor = createVisitor();
    await requestPasswordReset(visitor, user.email);
    await visitor.settle();
    const mail = (await supabase.outbox()).find(({ to }) => to === user.email);
    const password = "green onion plane";
    expect(await resetPassword(visitor, { tokenHash: tokenHashIn(mail), password })).toMatchObject({
      ok: false,
      error: { reason: "second_factor_required" },
    });
    expect(await reach(visitor.jar)).toEqual({ api: 403, rows: 0 });
    const { email } = user;
    expect((await callLogin({ email, password, code: await codeOf(uri) })).status).toBe(200);
  });
});

describe("changing it", () => {
  it("takes password and code", async () => {
    const { user, visitor, uri, codes } = await enrolled("agent");
    const viewer = await viewerOf(visitor.jar);
    const wrong = { currentPassword: "not it at all", code: await codeOf(uri) };
    expect(await removeSecondFactor(viewer, visitor, wrong)).toMatchObject({
      ok: false,
      error: { fields: { currentPassword: [expect.any(String)] } },
    });
    expect(
      await removeSecondFactor(viewer, visitor, { currentPassword: user.password, code: "000000" }),
    ).toMatchObject({
      ok: false,
      error: { fields: { code: [expect.any(String)] } },
    });

    const renewed = await renewRecoveryCodes(viewer, visitor, {
      currentPassword: user.password,
      code: await codeOf(uri),
    });
    if (!renewed.ok) throw new Error(renewed.error.message);
    const proof = (code = "") => ({ currentPassword: user.password, code: code.replaceAll("-", "") });
    const again = await viewerOf(visitor.jar);
    expect((await removeSecondFactor(again, visitor, proof(codes[1]))).ok).toBe(false);
    expect((await removeSecondFactor(again, visitor, proof(renewed.value.codes[1]))).ok).toBe(true);
    expect((await signIn(createVisitor(), user)).ok).toBe(true);
  });

  it("waits, for address and number, until somebody who lost the device has set it up anew", async () => {
    const { user, codes } = await enrolled("customer");
    const visitor = createVisitor();
    await signIn(visitor, user);
    const recovered = await answerSecondFactor(visitor, await sessionIn(visitor.jar), codes[0] ?? "");
    if (!recovered.ok) throw new Error(recovered.error.message);
    const viewer = await viewerOf(visitor.jar);
    const change = (email: string) =>
      requestEmailChange(viewer, visitor, { email, currentPassword: user.password });
    expect(await change(`new-${user.email}`)).toMatchObject({
      ok: false,
      error: {
        code: "forbidden",
        reason: "recovered_session",
        message: expect.stringContaining("recovery code"),
      },
    });
    const proof = { currentPassword: user.password, code: (codes[1] ?? "").replaceAll("-", "") };
    expect((await removeSecondFactor(viewer, visitor, proof)).ok).toBe(true);
    expect(await change(`new-${user.email}`)).toEqual({ ok: true, value: undefined });
  });

  it("is done by an admin for somebody who lost it, who is signed out and told", async () => {
    const { user, visitor } = await enrolled("agent");
    const helper = createVisitor();
    await signIn(helper, await person("admin"));
    const admin = await viewerOf(helper.jar);
    const agent = await viewerOf(visitor.jar);
    expect(await resetSecondFactor(agent, admin.id)).toMatchObject({
      ok: false,
      error: { code: "forbidden" },
    });
    const holders = await listFactorHolders(admin);
    expect(holders.ok && holders.value.items.find(({ id }) => id === user.id)).toMatchObject({
      isOn: true,
      role: "agent",
    });
    expect(await resetSecondFactor(admin, user.id)).toEqual({ ok: true, value: { removed: true } });
    expect((await reach(visitor.jar)).api).toBe(401);
    expect((await signIn(createVisitor(), user)).ok).toBe(true);
  });
});

describe("where staff must have one", () => {
  it("lets them reach nothing before they set one up", async () => {
    const bare = createVisitor();
    await signIn(bare, await person("admin"));
    expect(await changeSettings(await viewerOf(bare.jar), { requireStaffSecondFactor: true })).toMatchObject({
      ok: false,
      error: { code: "conflict", reason: "second_factor_off" },
    });
    const { visitor: chief } = await enrolled("admin");
    const admin = await viewerOf(chief.jar);
    expect((await changeSettings(admin, { requireStaffSecondFactor: true })).ok).toBe(true);
    try {
      expect(await reach(bare.jar)).toEqual({ api: 403, rows: 0 });
      const agent = await person("agent");
      const visitor = createVisitor();
      expect(await signIn(visitor, agent)).toMatchObject({
        ok: false,
        error: { reason: "second_factor_setup" },
      });
      expect(await callLogin({ email: agent.email, password: agent.password })).toMatchObject({
        status: 403,
      });
      const begun = await startEnrolment(visitor);
      if (!begun.ok) throw new Error(begun.error.message);
      const { factorId, uri } = begun.value;
      expect((await finishEnrolment(visitor, { factorId, code: await codeOf(uri) })).ok).toBe(true);
      expect((await reach(visitor.jar)).api).toBe(200);
      expect((await signIn(createVisitor(), await person("customer"))).ok).toBe(true);
    } finally {
      await changeSettings(admin, { requireStaffSecondFactor: false });
    }
  });
});

describe("Supabase's own endpoints", () => {
  async function owner(): Promise<{ user: TestUser; client: SupabaseClient; id: string; uri: string }> {
    const user = await person("customer");
    const client = await supabase.clientFor(user.email, user.password);
    const { data } = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "Phone" });
    if (data?.type !== "totp") throw new Error("not enrolled");
    expect(data.totp.qr_code).toContain("<svg");
    return { user, client, id: data.id, uri: data.totp.uri };
  }

  it("speak as supabase-js expects", async () => {
    const { client, id, uri } = await owner();
    expect((await client.auth.mfa.listFactors()).data).toMatchObject({
      totp: [],
      all: [{ id, status: "unverified" }],
    });
    const named = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "Phone" });
    expect(named.error?.code).toBe("mfa_factor_name_conflict");
    const { data: challenge } = await client.auth.mfa.challenge({ factorId: id });
    const challengeId = challenge?.id ?? "";
    const wrong = await client.auth.mfa.verify({ factorId: id, challengeId, code: "000000" });
    expect(wrong.error).toMatchObject({ status: 422, code: "mfa_verification_failed" });
    const code = await codeOf(uri);
    const right = await client.auth.mfa.verify({ factorId: id, challengeId, code });
    expect(right).toMatchObject({ error: null, data: { user: { factors: [{ id, status: "verified" }] } } });
    const used = await client.auth.mfa.challengeAndVerify({ factorId: id, code });
    expect(used.error?.code).toBe("mfa_verification_failed");
    expect((await client.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({
      currentLevel: "aal2",
      currentAuthenticationMethods: [{ method: "totp" }, { method: "password" }],
    });
    expect((await client.auth.mfa.unenroll({ factorId: id })).data).toEqual({ id });
    expect((await client.auth.mfa.listFactors()).data?.all).toEqual([]);
  });

  it("guard a factor, password and address from whoever has the password alone", async () => {
    const { user, client, id, uri } = await owner();
    await client.auth.mfa.challengeAndVerify({ factorId: id, code: await codeOf(uri) });
    const thief = await supabase.clientFor(user.email, user.password);
    expect((await thief.auth.mfa.enroll({ factorType: "totp" })).error?.code).toBe("insufficient_aal");
    expect((await thief.auth.mfa.unenroll({ factorId: id })).error?.code).toBe("insufficient_aal");
    expect((await thief.auth.updateUser({ password: "another onion" })).error?.code).toBe("insufficient_aal");
    expect((await thief.auth.updateUser({ email: "thief@factor.test" })).error?.code).toBe(
      "insufficient_aal",
    );
    const { client: stranger } = await owner();
    expect((await stranger.auth.mfa.challenge({ factorId: id })).error?.code).toBe("mfa_factor_not_found");
    const { data: challenge } = await thief.auth.mfa.challenge({ factorId: id });
    for (let i = 0; i < 10; i++) {
      await thief.auth.mfa.verify({ factorId: id, challengeId: challenge?.id ?? "", code: "000000" });
    }
    const locked = await thief.auth.mfa.verify({
      factorId: id,
      challengeId: challenge?.id ?? "",
      code: await codeOf(uri),
    });
    expect(locked.error?.status).toBe(429);
  });
});
