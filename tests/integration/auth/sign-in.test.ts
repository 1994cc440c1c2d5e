import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as login } from "@/app/api/portal/auth/login/route";
import { POST as logout } from "@/app/api/portal/auth/logout/route";
import { POST as requestOtp } from "@/app/api/portal/auth/request-otp/route";
import { POST as verifyOtp } from "@/app/api/portal/auth/verify-otp/route";
import { GET as realtimeToken } from "@/app/api/portal/realtime-token/route";
import {
  register,
  requestPasswordReset,
  requestSignInLink,
  resetPassword,
  signIn,
  signInWithLink,
} from "@/lib/auth/service";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { apiRequest, createJar, createVisitor, routeContext, tokenHashIn } from "../../helpers/visitor";

const PASSWORD = "purple onion train";
const NEW_PASSWORD = "green onion plane";

let supabase: TestSupabase;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

async function mailTo(email: string) {
  return (await supabase.outbox()).filter((message) => message.to === email);
}

async function signedIn(email: string, password = PASSWORD) {
  const jar = createJar();
  const response = await login(
    apiRequest("/api/portal/auth/login", { body: { email, password } }),
    routeContext(),
  );
  jar.absorb(response);
  const { data, error } = await response.json();
  return { jar, response, data, error };
}

/** Whether a call as this person still succeeds. */
async function statusOf(credentials: { jar?: ReturnType<typeof createJar>; bearer?: string }) {
  return (await realtimeToken(apiRequest("/api/portal/realtime-token", credentials), routeContext())).status;
}

describe("registering", () => {
  it("takes a confirmation by e-mail before anything works", async () => {
    const visitor = createVisitor();
    const input = {
      email: "new@example.com",
      password: PASSWORD,
      fullName: "Thandi Nkosi",
      phone: "+27825550100",
    };
    const registered = await register(visitor, input, "/portal/tickets/new");
    expect(registered).toMatchObject({
      ok: true,
      value: {
        user: { email: "new@example.com", fullName: "Thandi Nkosi", role: "customer" },
        verificationRequired: true,
      },
    });
    expect(visitor.jar.getAll()).toEqual([]);
    expect((await signedIn("new@example.com")).response.status).toBe(401);

    const [mail] = await mailTo("new@example.com");
    expect(mail?.text).toContain(encodeURIComponent("/portal/tickets/new"));
    const confirmed = await signInWithLink(visitor, tokenHashIn(mail), "signup");
    expect(confirmed).toMatchObject({
      ok: true,
      value: { user: { fullName: "Thandi Nkosi", role: "customer" } },
    });
    expect(await statusOf({ jar: visitor.jar })).toBe(200);
    expect((await signedIn("new@example.com")).response.status).toBe(200);
  });

  it("answers alike for an address that has an account, and writes to its owner", async () => {
    const { email, id } = await supabase.createUser({ password: PASSWORD });
    const visitor = createVisitor();
    const started = performance.now();
    const known = await register(visitor, { email, password: NEW_PASSWORD, fullName: "Mallory" }, null);
    const knownMs = performance.now() - started;
    const unknown = await register(
      visitor,
      { email: "other@example.com", password: NEW_PASSWORD, fullName: "Mallory" },
      null,
    );
    const unknownMs = performance.now() - started - knownMs;
    await visitor.settle();

    const shape = (answer: typeof known) =>
      JSON.stringify(answer).replace(/[\w.+-]+@[\w.-]+|[0-9a-f-]{36}/g, "…");
    expect(shape(known)).toBe(shape(unknown));
    expect(JSON.stringify(known)).not.toContain(id);
    for (const elapsed of [knownMs, unknownMs]) expect(elapsed).toBeGreaterThan(780);
    expect((await mailTo(email)).map((mail) => mail.subject)).toEqual(["Your sign-in link"]);
    expect((await signedIn(email, NEW_PASSWORD)).response.status).toBe(401);
  });

  it("answers alike each time it is asked", async () => {
    const { email } = await supabase.createUser({ password: PASSWORD });
    const ask = async (address: string) => {
      const answer = await register(
        createVisitor(),
        { email: address, password: NEW_PASSWORD, fullName: "Mallory" },
        null,
      );
      return answer.ok && answer.value.user.id;
    };
    expect(await ask(email)).toBe(await ask(email));
    expect(await ask("twice@example.com")).toBe(await ask("twice@example.com"));
    expect(await ask(email)).not.toBe(await ask("twice@example.com"));
  });

  it("leaves no password to whoever registered the address before its owner did", async () => {
    const email = "owner@example.com";
    const registerWith = async (password: string) => {
      const visitor = createVisitor();
      const answer = await register(visitor, { email, password, fullName: "Thandi Nkosi" }, null);
      await visitor.settle();
      return answer;
    };
    const first = await registerWith(NEW_PASSWORD);
    const second = await registerWith(PASSWORD);
    expect(second).toEqual(first);

    const mails = await mailTo(email);
    expect(mails.map((mail) => mail.subject)).toContain("Choose a new password");
    const confirmation = mails.find((mail) => mail.subject?.startsWith("Confirm"));
    expect(await signInWithLink(createVisitor(), tokenHashIn(confirmation), "signup")).toMatchObject({
      ok: true,
    });
    expect((await signedIn(email, NEW_PASSWORD)).response.status).toBe(401);
  });

  it("takes the same registration twice for one", async () => {
    const email = "again@example.com";
    const again = async () => {
      const visitor = createVisitor();
      await register(visitor, { email, password: PASSWORD, fullName: "Thandi Nkosi" }, null);
      await visitor.settle();
    };
    await again();
    await again();
    const mails = await mailTo(email);
    expect(new Set(mails.map((mail) => mail.subject))).toEqual(new Set(["Confirm your e-mail address"]));
    await signInWithLink(createVisitor(), tokenHashIn(mails[0]), "signup");
    expect((await signedIn(email, PASSWORD)).response.status).toBe(200);
  });

  it("links to the customer profile of the verified address", async () => {
    await supabase.sql(
      "insert into public.customer_profiles (full_name, email) values ('Known Customer', 'known@example.com')",
    );
    const visitor = createVisitor();
    await register(
      visitor,
      { email: "known@example.com", password: PASSWORD, fullName: "K. Customer" },
      null,
    );
    const before = await supabase.sql("select from public.portal_users where email = 'known@example.com'");
    expect(before).toEqual([]);
    await signInWithLink(visitor, tokenHashIn((await mailTo("known@example.com"))[0]), "signup");
    const rows = await supabase.sql(
      `select c.full_name from public.portal_users u join public.customer_profiles c on c.id = u.customer_id
       where u.email = 'known@example.com'`,
    );
    expect(rows).toEqual([{ full_name: "Known Customer" }]);
  });
});

describe("signing in by password", () => {
  it("gives the tokens and an HttpOnly cookie", async () => {
    const { email, id } = await supabase.createUser({ password: PASSWORD, metadata: { full_name: "Sipho" } });
    const { response, data, jar } = await signedIn(email);
    expect(response.status).toBe(200);
    expect(data).toEqual({
      user: { id, email, fullName: "Sipho", role: "customer" },
      session: {
        accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        refreshToken: expect.any(String),
        expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    });
    for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly/i);
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(await statusOf({ jar })).toBe(200);
    expect(await statusOf({ bearer: data.session.accessToken })).toBe(200);
  });

  it("says the same for a wrong password, an unknown and an unconfirmed address", async () => {
    const { email } = await supabase.createUser({ password: PASSWORD });
    await register(
      createVisitor(),
      { email: "unconfirmed@example.com", password: PASSWORD, fullName: "U" },
      null,
    );
    const attempts = [
      [email, "wrong onion train"],
      ["nobody@example.com", PASSWORD],
      ["unconfirmed@example.com", PASSWORD],
      ["unconfirmed@example.com", "wrong onion train"],
    ] as const;
    for (const [address, password] of attempts) {
      const started = performance.now();
      const { response, error, jar } = await signedIn(address, password);
      expect(performance.now() - started).toBeGreaterThan(390);
      expect(response.status).toBe(401);
      expect(error).toMatchObject({ code: "unauthenticated", reason: "invalid_credentials" });
      expect(jar.getAll()).toEqual([]);
    }
  });

  it("stops guessing at an account, whether it exists or not, and tells when to come back", async () => {
    const { email } = await supabase.createUser({ password: PASSWORD });
    for (const address of [email, "nobody@example.com"]) {
      const guesses = Array.from({ length: 11 }, (_, i) =>
        signIn(createVisitor(`203.0.113.${i}`), { email: address, password: `wrong onion ${i}` }),
      );
      const codes = (await Promise.all(guesses)).map((guess) => !guess.ok && guess.error.code);
      expect(codes.filter((code) => code === "rate_limited")).toHaveLength(1);
      const { response, error } = await signedIn(address);
      expect(response.status).toBe(429);
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(800);
      expect(error.code).toBe("rate_limited");
    }
  });

  it("does not count against somebody who signs in rightly again and again", async () => {
    const { email } = await supabase.createUser({ password: PASSWORD });
    for (let i = 0; i < 12; i++) {
      expect((await signIn(createVisitor(), { email, password: PASSWORD })).ok).toBe(true);
    }
  }, 30_000);
});

describe("signing in by e-mail", () => {
  it("works with the link, once", async () => {
    const { email } = await supabase.createUser();
    const visitor = createVisitor();
    expect(await requestSignInLink(visitor, email, "/portal/tickets")).toEqual({
      ok: true,
      value: undefined,
    });
    await visitor.settle();
    const token = tokenHashIn((await mailTo(email))[0]);
    expect((await signInWithLink(visitor, token, "magiclink")).ok).toBe(true);
    expect(await statusOf({ jar: visitor.jar })).toBe(200);
    expect(await signInWithLink(createVisitor(), token, "magiclink")).toMatchObject({
      ok: false,
      error: { code: "unauthenticated", reason: "otp_expired" },
    });
  });

  it("works with the code", async () => {
    const { email } = await supabase.createUser();
    const visitor = createVisitor();
    await requestSignInLink(visitor, email, null);
    await visitor.settle();
    const token = /\b\d{6}\b/.exec((await mailTo(email))[0]?.text ?? "")?.[0];
    const wrong = token === "123456" ? "654321" : "123456";
    const attempt = async (code: unknown) => {
      const request = apiRequest("/api/portal/auth/verify-otp", { body: { email, token: code } });
      return verifyOtp(request, routeContext());
    };
    expect((await attempt(wrong)).status).toBe(401);
    const response = await attempt(token);
    expect(response.status).toBe(200);
    expect((await response.json()).data).toMatchObject({
      user: { email },
      session: { accessToken: expect.any(String) },
    });
  });

  it("writes to nobody without an account, and says nothing about it", async () => {
    const visitor = createVisitor();
    expect(await requestSignInLink(visitor, "stranger@example.com", null)).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await requestPasswordReset(visitor, "stranger@example.com")).toEqual({
      ok: true,
      value: undefined,
    });
    await visitor.settle();
    expect(await mailTo("stranger@example.com")).toEqual([]);
    expect(await supabase.sql("select from auth.users where email = 'stranger@example.com'")).toEqual([]);
  });

  it("is refused for every phone number alike where nobody would send a code", async () => {
    for (const route of [requestOtp, verifyOtp]) {
      const body = { phone: "+27825550100", token: "123456" };
      const response = await route(apiRequest("/api/portal/auth/otp", { body }), routeContext());
      expect(response.status).toBe(503);
      expect((await response.json()).error).toMatchObject({
        code: "unavailable",
        reason: "phone_sign_in_unavailable",
      });
    }
  });

  it("does not flood an inbox", async () => {
    const results = [];
    for (let i = 0; i < 7; i++)
      results.push((await requestPasswordReset(createVisitor(), "flood@example.com")).ok);
    expect(results).toEqual([true, true, true, true, true, true, false]);
  });
});

describe("a forgotten password", () => {
  async function recoveryToken(email: string) {
    const visitor = createVisitor();
    await requestPasswordReset(visitor, email);
    await visitor.settle();
    return tokenHashIn((await mailTo(email))[0]);
  }

  it("is replaced in one step, which ends every other session", async () => {
    const { email } = await supabase.createUser({ password: PASSWORD });
    const elsewhere = await signedIn(email);
    const visitor = createVisitor();
    const reset = await resetPassword(visitor, {
      tokenHash: await recoveryToken(email),
      password: NEW_PASSWORD,
    });
    expect(reset).toMatchObject({ ok: true, value: { user: { email } } });
    expect(await statusOf({ jar: visitor.jar })).toBe(200);
    expect(await statusOf({ jar: elsewhere.jar })).toBe(401);
    expect((await signedIn(email, PASSWORD)).response.status).toBe(401);
    expect((await signedIn(email, NEW_PASSWORD)).response.status).toBe(200);
  });

  it("may turn out to be remembered after all", async () => {
    const { email } = await supabase.createUser({ password: PASSWORD });
    const reset = await resetPassword(createVisitor(), {
      tokenHash: await recoveryToken(email),
      password: PASSWORD,
    });
    expect(reset.ok).toBe(true);
  });

  it("is not replaced by the address, and a new link is on its way", async () => {
    const { email } = await supabase.createUser({ password: PASSWORD });
    const visitor = createVisitor();
    const reset = await resetPassword(visitor, { tokenHash: await recoveryToken(email), password: email });
    await visitor.settle();
    expect(reset).toMatchObject({ ok: false, error: { fields: { password: [expect.any(String)] } } });
    expect(visitor.jar.getAll()).toEqual([]);
    expect(await mailTo(email)).toHaveLength(2);
    expect((await signedIn(email)).response.status).toBe(200);
  });
});

describe("signing out", () => {
  const signOut = (body: unknown, credentials: { jar?: ReturnType<typeof createJar>; bearer?: string }) =>
    logout(apiRequest("/api/portal/auth/logout", { body, ...credentials }), routeContext());

  it("here ends this session alone, at once", async () => {
    const { email } = await supabase.createUser({ password: PASSWORD });
    const [here, there] = [await signedIn(email), await signedIn(email)];
    const response = await signOut({}, { jar: here.jar });
    expect(response.status).toBe(204);
    here.jar.absorb(response);
    expect(here.jar.getAll()).toEqual([]);
    expect(await statusOf({ bearer: here.data.session.accessToken })).toBe(401);
    expect(await statusOf({ jar: there.jar })).toBe(200);
  });

  it("everywhere ends all of them, also by bearer token", async () => {
    const { email } = await supabase.createUser({ password: PASSWORD });
    const [here, there] = [await signedIn(email), await signedIn(email)];
    expect((await signOut({ scope: "global" }, { bearer: here.data.session.accessToken })).status).toBe(204);
    expect(await statusOf({ jar: here.jar })).toBe(401);
    expect(await statusOf({ jar: there.jar })).toBe(401);
  });

  it("is fine for somebody who is not signed in", async () => {
    expect((await signOut({}, {})).status).toBe(204);
    expect((await signOut({ scope: "all" }, {})).status).toBe(422);
  });
});

describe("a locked account", () => {
  it("is out at once, with sessions it had, and cannot come back", async () => {
    const { email, id } = await supabase.createUser({ password: PASSWORD });
    const { jar, data } = await signedIn(email);
    await supabase.sql("update public.portal_users set portal_active = false where id = $1", [id]);

    for (const credentials of [{ jar }, { bearer: data.session.accessToken }]) {
      const response = await realtimeToken(
        apiRequest("/api/portal/realtime-token", credentials),
        routeContext(),
      );
      expect(response.status).toBe(403);
      expect((await response.json()).error.reason).toBe("portal_locked");
    }
    const again = await signedIn(email);
    expect(again.response.status).toBe(403);
    expect(again.error).toMatchObject({ code: "forbidden", reason: "portal_locked" });
    expect(again.jar.getAll()).toEqual([]);
    const [sessions] = await supabase.sql<{ count: number }>(
      "select count(*)::int as count from auth.sessions where user_id = $1",
      [id],
    );
    expect(sessions?.count).toBe(1);
  });
});
