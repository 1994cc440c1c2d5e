// Somebody who writes texts that want to be scripts.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { test } from "../helpers/browser.ts";
import {
  call,
  dataOf,
  newcomer,
  openTicket,
  type Person,
  PNG,
  service,
  signInBy,
  upload,
} from "./program.ts";

let customer: Person;
let agent: Person;
beforeAll(async () => {
  [customer, agent] = await Promise.all([newcomer(), newcomer("agent")]);
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
    const logs = await service(
      `/rest/v1/email_logs?ticket_id=eq.${ticket.id}&template=eq.ticket_reply&select=body_html`,
    );
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
