import { randomInt } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_PASSWORD, demoEmail } from "../helpers/app.ts";
import { type Answer, call, cookieOf, dataOf, errorOf, newcomer, type Person, service } from "./program.ts";

const post = (path: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  call(`/api/portal/auth/${path}`, { method: "POST", body, headers });
const freshEmail = () => `${crypto.randomUUID()}@portico.test`;

/** What somebody writes who wants to be taken for another each time. */
const randomIp = () => Array.from({ length: 4 }, () => Math.floor(Math.random() * 256)).join(".");

type Mail = { to: string; text: string };

/** The latest e-mail to an address; they are written once the answer is sent. */
async function mailTo(email: string): Promise<Mail> {
  const find = async () => {
    const { messages } = (await service("/dev/outbox?limit=100")).json as { messages: Mail[] };
    return messages.find(({ to }) => to === email);
  };
  await expect.poll(find, { timeout: 10_000 }).toBeDefined();
  return (await find()) as Mail;
}

/** What an answer tells, without what is another in each. */
function told({ status, text }: Answer): string {
  return `${status} ${text.replace(/[\w.-]+@portico\.test|[0-9a-f]{8}-[0-9a-f-]{27}/g, "…")}`;
}

describe("signing in", () => {
  test("answers with the person and their session, and sets the cookie", async () => {
    const answer = await post("login", { email: demoEmail("customer"), password: DEMO_PASSWORD });
    expect(dataOf(answer)).toEqual({
      user: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        email: demoEmail("customer"),
        fullName: expect.stringMatching(/\S/),
        role: "customer",
      },
      session: {
        accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        refreshToken: expect.stringMatching(/\S/),
        expiresAt: expect.stringMatching(/Z$/),
      },
    });
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/;.*; HttpOnly; SameSite=lax/i);
    dataOf(await call("/api/portal/tickets", { cookie: cookieOf(answer) }));
  });

  test("reads an address as people write it", async () => {
    dataOf(
      await post("login", { email: ` ${demoEmail("customer2").toUpperCase()} `, password: DEMO_PASSWORD }),
    );
  });

  test("does not tell a wrong password from an unknown address", async () => {
    const [known, unknown] = await Promise.all([
      post("login", { email: demoEmail("admin"), password: "not the password" }),
      post("login", { email: freshEmail(), password: "not the password" }),
    ]);
    expect(told(known)).toBe(told(unknown));
    errorOf(known, 401);
    expect(known.headers.getSetCookie()).toEqual([]);
  });

  test("names the fields that are wrong", async () => {
    const { fields } = errorOf(await post("login", { email: "nobody", password: "" }), 422);
    expect(Object.keys(fields ?? {})).toEqual(["email", "password"]);
    errorOf(await post("login", { email: { $ne: 1 }, password: ["x"] }), 422);
    errorOf(await post("login", { email: "a' or 1=1--@portico.test", password: "x" }), 422);
  });

  test("is slowed down after ten failures, for this account alone, and says how long", async () => {
    const email = freshEmail();
    const fail = (address: string) =>
      post(
        "login",
        { email: ` ${address.toUpperCase()}`, password: "wrong" },
        { "x-forwarded-for": randomIp() },
      );
    for (let tries = 0; tries < 10; tries++) errorOf(await fail(email), 401);
    const answer = await fail(email);
    errorOf(answer, 429);
    const seconds = Number(answer.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(15 * 60);
    errorOf(await fail(freshEmail()), 401);
  });
});

describe("registering", () => {
  const password = "purple onion train";

  test("waits for the address to answer, and does not tell whether it has an account", async () => {
    const email = freshEmail();
    const made = await post("register", { email, password, fullName: "Thandi Nkosi", phone: "082 555 0100" });
    expect(dataOf(made, 201)).toEqual({
      user: { id: expect.any(String), email, fullName: "Thandi Nkosi", role: "customer" },
      verificationRequired: true,
    });
    expect(made.headers.getSetCookie()).toEqual([]);
    errorOf(await post("login", { email, password }), 401);
    const known = await post("register", { email: demoEmail("agent"), password, fullName: "Thandi Nkosi" });
    expect(told(known)).toBe(told(made));
  });

  test("gives nobody a role or a customer", async () => {
    const email = freshEmail();
    const wishes = {
      role: "admin",
      customerId: "x",
      app_metadata: { role: "admin" },
      data: { role: "admin" },
    };
    dataOf(await post("register", { email, password, fullName: "Eve", ...wishes }), 201);
    const { text } = await mailTo(email);
    const token = /^\d{6}$/m.exec(text)?.[0] ?? "";
    const { user } = dataOf<{ user: unknown }>(await post("verify-otp", { email, token }));
    expect(user).toMatchObject({ email, role: "customer" });
  });

  test("names every field that is wrong", async () => {
    const { fields } = errorOf(
      await post("register", { email: "x", password: "short", fullName: "", phone: "1" }),
      422,
    );
    expect(Object.keys(fields ?? {})).toEqual(["email", "password", "fullName", "phone"]);
  });

  test("takes a name of any kind, or refuses it", async () => {
    for (const fullName of [
      "ثاندي نكوسي",
      "👩‍👧",
      "O'Brien; drop table",
      "<img src=x onerror=alert(1)>",
      "a\u0000b\ud800",
    ]) {
      dataOf(await post("register", { email: freshEmail(), password, fullName }), 201);
    }
    errorOf(await post("register", { email: freshEmail(), password, fullName: "\u0000\u202e" }), 422);
    errorOf(await post("register", { email: freshEmail(), password, fullName: "x".repeat(20_000) }), 422);
  });
});

describe("a code by e-mail", () => {
  test("signs in, once", async () => {
    const { email } = await newcomer();
    dataOf(await post("request-otp", { email }));
    const token = /^\d{6}$/m.exec((await mailTo(email)).text)?.[0] ?? "";
    errorOf(await post("verify-otp", { email, token: token === "000000" ? "000001" : "000000" }), 401);
    const signedIn = await post("verify-otp", { email, token });
    expect(dataOf(signedIn)).toMatchObject({ user: { email, role: "customer" } });
    dataOf(await call("/api/portal/tickets", { cookie: cookieOf(signedIn) }));
    errorOf(await post("verify-otp", { email, token }), 401);
  });

  test("is promised to every address alike", async () => {
    const [known, unknown] = await Promise.all(
      [demoEmail("admin"), freshEmail()].map((email) => post("request-otp", { email })),
    );
    expect(told(known as Answer)).toBe(told(unknown as Answer));
  });

  test("needs one address, by e-mail or by phone", async () => {
    errorOf(await post("request-otp", {}), 422);
    errorOf(await post("request-otp", { email: freshEmail(), phone: "+27825550100" }), 422);
    errorOf(await post("verify-otp", { email: freshEmail(), token: "12\u000034" }), 422);
    // A number that nobody has on file gets the answer of one that somebody has.
    const digits = String(randomInt(1_000_000)).padStart(6, "0");
    dataOf(await post("request-otp", { phone: `+27825${digits}` }));
  });
});

describe("signing out", () => {
  let person: Person;
  beforeAll(async () => {
    person = await newcomer();
  });

  test("ends the session at once, for its token and its cookie", async () => {
    const answer = await call("/api/portal/auth/logout", { method: "POST", cookie: person.cookie });
    expect(answer.status).toBe(204);
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/=; .*Max-Age=0/i);
    errorOf(await call("/api/portal/tickets", { token: person.token }), 401);
    errorOf(await call("/api/portal/tickets", { cookie: person.cookie }), 401);
  });

  test("everywhere ends every session", async () => {
    const again = () => post("login", { email: person.email, password: DEMO_PASSWORD }).then(cookieOf);
    const [here, there] = [await again(), await again()];
    const answer = await call("/api/portal/auth/logout", { body: { scope: "global" }, cookie: here });
    expect(answer.status).toBe(204);
    for (const cookie of [here, there]) errorOf(await call("/api/portal/tickets", { cookie }), 401);
  });

  test("harms nobody who is not signed in", async () => {
    expect((await post("logout", {})).status).toBe(204);
    errorOf(await post("logout", { scope: "all" }), 422);
  });
});
