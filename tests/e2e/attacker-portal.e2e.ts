// Somebody who uses the portal itself: forged addresses, cookies, and forms from elsewhere.
import { request } from "node:http";
import { beforeAll, describe, expect, inject } from "vitest";
import { test } from "../helpers/browser.ts";
import { call, dataOf, errorOf, newcomer, type Person, service, signInBy, supabase } from "./program.ts";

type Raw = { status: number; location: string | undefined; headers: Record<string, unknown>; text: string };

/** Sends a path as it is: `fetch` would tidy it up first. */
function raw(path: string, headers: Record<string, string> = {}): Promise<Raw> {
  const { hostname, port } = new URL(inject("app").url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, location: headers.location, headers, text });
      });
    });
    sent.on("error", reject).end();
  });
}

let customer: Person;
beforeAll(async () => {
  customer = await newcomer();
});

const ELSEWHERE = [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "https://evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "/portal/../..//evil.example",
  "/./\\evil.example",
  "/.//evil.example",
  "/portal/tickets\r\nSet-Cookie: x=y",
  "/api/portal/realtime-token",
  "/auth/confirm?token_hash=x&type=signup",
  "%2f%2fevil.example",
];

/** The origin and path that a browser would go to from the sign-in page. */
function destination(location: string | undefined): string {
  const url = new URL(location ?? "", `${inject("app").url}/login`);
  return url.origin === inject("app").url ? url.pathname : url.href;
}

describe("the way back after signing in", () => {
  test.for(ELSEWHERE)("is not %j", async (next) => {
    const page = await raw(`/login?next=${encodeURIComponent(next)}`, { cookie: customer.cookie });
    expect([page.status, destination(page.location)]).toEqual([307, "/portal/dashboard"]);
    // Nor does the form carry it on.
    const form = await raw(`/login?next=${encodeURIComponent(next)}`);
    expect(form.status).toBe(200);
    expect(form.text).not.toMatch(/<input[^>]+name="next"/);
  });

  test("is a page of ours", async () => {
    const page = await raw("/login?next=%2Fportal%2Ftickets%3Fq%3Dx", { cookie: customer.cookie });
    expect([page.status, page.location]).toEqual([307, "/portal/tickets?q=x"]);
  });

  test("stays on this site, whatever address asks for it", async () => {
    for (const path of [
      "/portal/dashboard",
      "/portal//evil.example",
      "/admin/..%2f..%2fevil",
      "/portal?x=%0d%0aX-Evil:%20y",
    ]) {
      const answer = await raw(path);
      expect(answer.status, path).toBeOneOf([307, 308]);
      expect(answer.headers).not.toHaveProperty("x-evil");
      expect(answer.location, path).toMatch(/^\/(?![/\\])/);
    }
  });

  test("is not written into an e-mail by whoever asks for one", async () => {
    const { email } = await newcomer();
    for (const target of ["https://evil.example/x", "//evil.example", '"><script>', "javascript:alert(1)"]) {
      await supabase(`/auth/v1/otp?redirect_to=${encodeURIComponent(target)}`, { body: { email } });
    }
    const { messages } = (await service("/dev/outbox?limit=100")).json as { messages: { to: string }[] };
    const mails = messages.filter(({ to }) => to === email);
    expect(mails.length).toBeGreaterThan(0);
    expect(JSON.stringify(mails)).not.toMatch(/evil|<script|javascript/);
  });

  test("is not chosen by whoever names another host", async () => {
    for (const headers of [{ host: "evil.example" }, { "x-forwarded-host": "evil.example" }]) {
      const answer = await raw("/portal/dashboard", headers as unknown as Record<string, string>);
      expect(destination(answer.location)).toBe("/login");
    }
  });
});

describe("an address with a trick in it", () => {
  test.for([
    "/portal/tickets/..%2f..%2fadmin",
    "/portal/tickets/%2e%2e/%2e%2e/admin",
    "/portal/../admin/tickets",
    "/portal/tickets/%00",
    "/portal/tickets/%E0%A4%A",
    "/portal/tickets/%ff",
    "/portal/tickets/TKT-2026-00001'--",
    `/portal/tickets/${"x".repeat(5_000)}`,
    "/PORTAL/dashboard",
    "/portal/dashboard%0d%0aSet-Cookie:x=y",
    "/_next/data/x/admin.json",
    "/.env",
    "/.git/config",
    "/package.json",
    "/supabase/config.toml",
    "/%",
  ])("%s is 404 for a customer", async (path) => {
    const answer = await raw(path, { cookie: customer.cookie });
    expect(answer.status).toBe(404);
    expect(answer.headers).not.toHaveProperty("set-cookie");
    expect(answer.text).not.toMatch(/The queue|"type": ?"module"|SUPABASE_/);
  });

  test.for([
    "/portal/tickets?q=%00&cursor=x&limit=-1&status=x&view=x",
    "/portal/tickets?q=%ED%A0%80&category=%27&priority=%22",
    "/portal/tickets/new?category=%3Cscript%3E&orderId=x&followUp=x",
    "/portal/notifications?cursor=x&view=x",
    "/portal/dashboard?x=%F0%9F",
  ])("%s shows a page", async (path) => {
    const answer = await raw(path, { cookie: customer.cookie });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toMatch(/__next_error__|<script>(?!\(|self|requestAnimationFrame)/);
  });

  test("opens no staff page by a header of Next's own", async () => {
    for (const headers of [
      { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
      { "x-middleware-subrequest": "src/middleware:middleware" },
      { "x-middleware-rewrite": "/admin" },
      { "x-invoke-path": "/admin" },
      { "x-matched-path": "/admin" },
      { "x-portico-path": "/admin" },
      { "x-nonce": "forged" },
    ] as Record<string, string>[]) {
      expect((await raw("/admin", { ...headers, cookie: customer.cookie })).status).toBe(404);
      expect((await raw("/admin/tickets", headers)).status).toBe(307);
      const page = await raw("/login", headers);
      expect(page.headers["content-security-policy"]).not.toContain("forged");
    }
  });

  test("takes a forged cookie for none", async () => {
    const packed = (session: unknown) =>
      `portico-session=base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`;
    const expires_at = Math.floor(Date.now() / 1000) + 600;
    for (const cookie of [
      "portico-session=base64-%%%",
      `portico-session=base64-${"A".repeat(8_000)}`,
      packed({}),
      packed({ access_token: "a.b.c", refresh_token: "x", expires_at }),
      packed({ access_token: "a.b.c", refresh_token: "x", expires_at: 1 }),
      packed({ access_token: { a: 1 }, refresh_token: [], expires_at: "x" }),
    ]) {
      const answer = await raw("/portal/dashboard", { cookie });
      expect([answer.status, destination(answer.location)], cookie.slice(0, 80)).toEqual([307, "/login"]);
    }
  });
});

describe("a form from elsewhere", () => {
  test("is not taken by a server action", async ({ newPage }) => {
    const page = await newPage();
    await signInBy(page, await newcomer());
    let sent: { headers: Record<string, string>; body: string } | undefined;
    page.on("request", (one) => {
      if (one.headers()["next-action"]) sent = { headers: one.headers(), body: one.postData() ?? "" };
    });
    await page.goto("/portal/notifications");
    await page
      .getByRole("button", { name: /account/i })
      .first()
      .click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.waitForURL(/\/login/);
    const { "next-action": action = "", "content-type": type = "" } = sent?.headers ?? {};
    expect(action).toMatch(/\S/);

    const { cookie } = await newcomer();
    const signOutFrom = (origin: string) =>
      call("/portal/notifications", {
        method: "POST",
        cookie,
        headers: { "next-action": action, "content-type": type, origin },
        body: new TextEncoder().encode(sent?.body),
      });
    for (const origin of ["https://evil.example", "null"]) {
      expect((await signOutFrom(origin)).status, origin).toBeGreaterThanOrEqual(400);
      dataOf(await call("/api/portal/tickets", { cookie }));
    }
    // The very same from our own pages does what it says.
    expect((await signOutFrom(inject("app").url)).status).toBeLessThan(400);
    errorOf(await call("/api/portal/tickets", { cookie }), 401);
  });
});
