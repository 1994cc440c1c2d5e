import { describe, expect, inject } from "vitest";
import { test } from "../helpers/browser.ts";

describe("every answer", () => {
  test.for(["/", "/login", "/api/health", "/no-such-page"])("%s has the security headers", async (path) => {
    const { headers } = await fetch(inject("app").url + path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(headers.get("x-powered-by")).toBeNull();
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
  });
});

describe("the policy for scripts", () => {
  test("names a new nonce for each request", async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { headers } = await fetch(`${inject("app").url}/login`);
        return /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1];
      }),
    );
    expect(nonces[0]).toMatch(/\S{16,}/);
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test("stops a script that somebody slipped in", async ({ newPage }) => {
    const page = await newPage({ tolerate: [/Content Security Policy/] });
    await page.goto("/login");
    await page.evaluate(() => {
      const script = document.createElement("img");
      script.setAttribute("onerror", "window.slippedIn = true");
      script.src = "data:,";
      document.body.append(script);
      return new Promise((resolve) => script.addEventListener("error", () => setTimeout(resolve)));
    });
    expect(await page.evaluate(() => "slippedIn" in window)).toBe(false);
  });
});

describe("an address that does not exist", () => {
  test("answers 404 with a page that leads on", async ({ newPage }) => {
    const page = await newPage({ tolerate: [/status of 404/] });
    const response = await page.goto("/no-such-page");
    expect(response?.status()).toBe(404);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.locator("main a[href]").count()).toBeGreaterThan(0);
  });

  test("answers 404 as JSON below /api", async () => {
    const response = await fetch(`${inject("app").url}/api/portal/no-such-thing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "not_found" } });
  });
});

describe("signed out", () => {
  test.for(["/portal/dashboard", "/portal/tickets/new", "/admin"])(
    "%s asks to sign in",
    async (path, { newPage }) => {
      const page = await newPage();
      await page.goto(path);
      const url = new URL(page.url());
      expect(url.pathname).toBe("/login");
      expect(url.searchParams.get("next")).toBe(path);
    },
  );
});

describe("signed in as a customer", () => {
  test("the admin pages do not exist", async ({ newPage }) => {
    const page = await newPage({ as: "customer", tolerate: [/status of 404/] });
    expect((await page.goto("/admin"))?.status()).toBe(404);
  });

  test("the sign-in page leads to the portal", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    await page.goto("/login");
    await page.waitForURL("**/portal/dashboard");
  });
});
