// Somebody who uses the portal itself: forged addresses, forms from elsewhere, and texts that want to be more.
import { request } from "node:http";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject } from "vitest";
import { test } from "../helpers/browser.ts";
import {
  call,
  dataOf,
  errorOf,
  newcomer,
  openTicket,
  type Person,
  PNG,
  service,
  signInBy,
  upload,
} from "./program.ts";

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

let customer: Person & { customerId: string };
let agent: Person;
beforeAll(async () => {
  [customer, agent] = await Promise.all([newcomer(), newcomer("agent")]);
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

const SCRIPTS = [
  "<img src=x onerror=\"window.hacked = 'img'\">",
  "<script>window.hacked = 'script'</script>",
  "<svg/onload=\"window.hacked = 'svg'\">",
  "<iframe srcdoc=\"<script>parent.hacked='iframe'</script>\"></iframe>",
  '<a href="javascript:window.hacked=1">raw link</a>',
  "<style>body { display: none }</style>",
  '<form action="https://evil.example"><input name="password"></form>',
  "[link](javascript:window.hacked='link')",
  "[link](  JaVaScRiPt:window.hacked='case')",
  "[link](javascript&colon;window.hacked='entity')",
  "[link](java&#10;script:window.hacked='newline')",
  "[link](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[link](vbscript:msgbox(1))",
  "[link](file:///etc/passwd)",
  "![picture](javascript:window.hacked='picture')",
  '![picture](https://evil.example/pixel.png "onerror=alert(1)")',
  "<javascript:window.hacked='autolink'>",
  "[reference][1]\n\n[1]: javascript:window.hacked='reference'",
  "```html\n<script>window.hacked = 'code'</script>\n```",
  "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
  "- [ ] <details open ontoggle=alert(1)>",
  "\u202eevil\u202c {{7*7}} <%= 7*7 %>",
];

describe("a text that wants to be a script", () => {
  test("is read as text, by the customer and by staff, on every page that shows it", async ({ newPage }) => {
    const file = await upload(customer, PNG, '"><img src=x onerror=alert(1)>\u202egnp.html');
    const { id } = dataOf<{ id: string }>(file, 201);
    const subject = `"><img src=x onerror="window.hacked='subject'"> ${crypto.randomUUID()}`;
    const ticket = await openTicket(customer, {
      subject,
      description: SCRIPTS.join("\n\n"),
      attachmentIds: [id],
    });
    const reply = { token: agent.token, body: { body: SCRIPTS.toReversed().join("\n\n") } };
    dataOf(await call(`/api/admin/tickets/${ticket.id}/messages`, reply), 201);

    for (const [person, paths] of [
      [agent, [`/admin/tickets/${ticket.number}`, `/admin/tickets?q=${ticket.number}`, "/admin"]],
      [
        customer,
        [`/portal/tickets/${ticket.number}`, "/portal/tickets", "/portal/dashboard", "/portal/notifications"],
      ],
    ] as const) {
      const page = await newPage();
      page.on("dialog", (dialog) => expect.unreachable(`a dialog: ${dialog.message()}`));
      await signInBy(page, person);
      for (const path of paths) {
        await page.goto(path);
        await page.waitForLoadState("load");
        if (path !== "/admin") await page.getByText(subject).first().waitFor();
        expect(await suspects(page), path).toEqual([]);
      }
      // What is looked for would be found.
      await page.goto("about:blank");
      await page.setContent("<main><a href='javascript:x'>x</a><b onclick='x'>x</b></main>");
      expect(await suspects(page)).toHaveLength(2);
    }
  });
});

test("an answer that wants to be a script is text in its e-mail too", async () => {
  const ticket = await openTicket(customer, { subject: '"><script>alert(1)</script>' });
  const reply = { token: agent.token, body: { body: SCRIPTS.join("\n\n") } };
  dataOf(await call(`/api/admin/tickets/${ticket.id}/messages`, reply), 201);
  const find = async () => {
    const logs = await service(`/rest/v1/email_logs?ticket_id=eq.${ticket.id}&select=body_html`);
    return (logs.json as { body_html: string }[])[0]?.body_html;
  };
  await expect.poll(find, { timeout: 20_000 }).toBeDefined();
  const html = await find();
  expect(html).toContain("raw link");
  expect(html).not.toMatch(/<(script|img|svg|iframe|form|input|details)\b|<[^>]+\son\w+=/i);
  for (const [, href] of html?.matchAll(/href="([^"]*)"/g) ?? [])
    expect(href).toMatch(/^(https?:|mailto:|$)/);
});

/** What in the page could run, load from elsewhere or lead astray; and whether something ran already. */
function suspects(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = "hacked" in window ? [`ran: ${String(window.hacked)}`] : [];
    const main = document.querySelector("main") ?? document.body;
    for (const element of main.querySelectorAll("*")) {
      if (["SCRIPT", "IFRAME", "OBJECT", "EMBED", "STYLE", "BASE", "META"].includes(element.tagName)) {
        // React streams with scripts of its own, which carry the nonce.
        if (element.tagName !== "SCRIPT" || !(element as HTMLScriptElement).nonce)
          found.push(element.outerHTML.slice(0, 200));
      }
      for (const { name, value } of element.attributes) {
        const isHandler = name.startsWith("on");
        const isAddress = ["href", "src", "action", "formaction", "srcdoc", "xlink:href"].includes(name);
        const isForeign = /^\s*(javascript|data:text|vbscript|file):/i.test(value);
        const loadsFromElsewhere = name === "src" && value.includes("evil.example");
        const sendsElsewhere = name.endsWith("action") && value.includes("evil.example");
        if (isHandler || (isAddress && isForeign) || loadsFromElsewhere || sendsElsewhere) {
          found.push(element.outerHTML.slice(0, 200));
        }
      }
    }
    return found;
  });
}
