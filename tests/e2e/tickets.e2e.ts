import type { Page } from "playwright-core";
import sharp from "sharp";
import { describe, expect, inject } from "vitest";
import { DEMO_PASSWORD, demoEmail } from "../helpers/app.ts";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";

/** What people wait at most for an answer to appear in the other browser. */
const LIVE_MS = 2_000;
const PATIENCE = { timeout: 15_000 };

type Ticket = { id: string; number: string };

/** A ticket of this test's own, opened through the API. */
async function openTicket(page: Page, subject: string): Promise<Ticket> {
  const data = { subject, description: "It crackles.", category: "technical" };
  const response = await page.request.post("/api/portal/tickets", { data });
  expect(response.status()).toBe(201);
  return ((await response.json()) as { data: Ticket }).data;
}

async function photo(): Promise<Buffer> {
  const picture = { width: 320, height: 200, channels: 3, background: "#b86" } as const;
  return sharp({ create: picture }).jpeg().toBuffer();
}

/** Answers as staff, in the page of the ticket. */
async function answer(agent: Page, ticket: Ticket, text: string): Promise<void> {
  await agent.goto(`/admin/tickets/${ticket.id}`);
  await agent.getByRole("textbox", { name: /^Reply to/ }).fill(text);
  await agent.keyboard.press("Control+Enter");
}

const messages = (page: Page) => page.locator("article[data-author]");
const path = (page: Page) => new URL(page.url()).pathname;

test("a customer opens a ticket with a photo and reads the answer as it arrives", async ({ newPage }) => {
  const [customer, agent] = [await newPage({ as: "customer" }), await newPage({ as: "agent" })];
  const subject = `Dented corner ${Date.now()}`;

  await customer.goto("/portal/tickets");
  await customer.getByRole("link", { name: "New ticket" }).first().click();
  await customer.getByRole("link", { name: /^Problem with an order/ }).click();
  await customer.getByRole("radio", { name: /^None of these/ }).check();
  await customer.getByRole("button", { name: "Continue" }).click();
  await customer.getByRole("radio", { name: "Damaged product" }).check();
  await customer.getByRole("button", { name: "Continue" }).click();
  await customer.getByLabel("Subject", { exact: true }).fill(subject);
  await customer.getByLabel("Description", { exact: true }).fill("The **left** one.");
  await customer
    .locator("input[type=file]")
    .first()
    .setInputFiles([{ name: "corner.jpg", mimeType: "image/jpeg", buffer: await photo() }]);
  await customer.getByRole("button", { name: "Remove corner.jpg" }).waitFor();
  await expect.poll(() => customer.locator("input[name=attachmentIds]").count(), PATIENCE).toBe(1);
  await customer.getByRole("button", { name: "Open ticket" }).click();

  await customer.getByRole("heading", { level: 1, name: subject }).waitFor(PATIENCE);
  const picture = customer.getByRole("img", { name: "corner.jpg" });
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), PATIENCE)
    .toBe(320);

  const number = path(customer).split("/").at(-1) ?? "";
  const { data } = (await (await customer.request.get(`/api/portal/tickets/${number}`)).json()) as {
    data: Ticket;
  };
  // Marks this very page: a reload would lose it.
  await customer.evaluate(() => Object.assign(window, { isSamePage: true }));
  await answer(agent, data, "A new pair leaves **today**.");
  await expect
    .poll(async () => (await agent.request.get(`/api/admin/tickets/${data.id}`)).text(), {
      ...PATIENCE,
      interval: 20,
    })
    .toContain("A new pair leaves");
  await messages(customer).getByText("A new pair leaves").waitFor({ timeout: LIVE_MS });
  expect(await customer.evaluate(() => "isSamePage" in window)).toBe(true);
  expect(await customer.getByRole("status").allTextContents()).toContainEqual(
    expect.stringContaining("New message from"),
  );
});

describe("somebody else's ticket", () => {
  test("is not found: by page, API, PostgREST, Storage and live channel", async ({ newPage }) => {
    const owner = await newPage({ as: "customer" });
    const ticket = await openTicket(owner, "Private matter");
    const form = { file: { name: "secret.jpg", mimeType: "image/jpeg", buffer: await photo() } };
    const uploaded = await owner.request.post("/api/portal/uploads", { multipart: form });
    const { data: file } = (await uploaded.json()) as { data: { id: string } };
    await owner.request.post(`/api/portal/tickets/${ticket.id}/messages`, {
      data: { body: "Here", attachmentIds: [file.id] },
    });
    const link = await owner.request.get(`/api/portal/uploads/${file.id}`, { maxRedirects: 0 });
    const stored = new URL(link.headers().location ?? "").pathname.split("/object/sign/")[1];

    const stranger = await newPage({ as: "customer2", tolerate: [/404/] });
    for (const name of [ticket.id, ticket.number]) {
      const response = await stranger.goto(`/portal/tickets/${name}`);
      expect(response?.status(), "page").toBe(404);
      await stranger.getByRole("heading", { level: 1, name: "There is no such page" }).waitFor();
      expect((await stranger.request.get(`/api/portal/tickets/${name}`)).status(), "API").toBe(404);
    }
    const post = await stranger.request.post(`/api/portal/tickets/${ticket.id}/messages`, {
      data: { body: "Hi" },
    });
    expect(post.status()).toBe(404);
    expect((await stranger.request.get(`/api/portal/uploads/${file.id}`)).status(), "upload").toBe(404);

    const { NEXT_PUBLIC_SUPABASE_URL: url, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: apikey } =
      inject("app").supabase;
    const login = await stranger.request.post(`${url}/auth/v1/token?grant_type=password`, {
      headers: { apikey },
      data: { email: demoEmail("customer2"), password: DEMO_PASSWORD },
    });
    const { access_token: token } = (await login.json()) as { access_token: string };
    const headers = { apikey, authorization: `Bearer ${token}` };
    for (const table of [
      "support_tickets?id=eq",
      "ticket_messages?ticket_id=eq",
      "ticket_attachments?ticket_id=eq",
    ]) {
      const rows = await stranger.request.get(`${url}/rest/v1/${table}.${ticket.id}&select=id`, { headers });
      expect(await rows.json(), table).toEqual([]);
    }
    const rpc = await stranger.request.post(`${url}/rest/v1/rpc/get_ticket`, {
      headers,
      data: { p_ref: ticket.id },
    });
    expect(rpc.status(), "PostgREST").toBe(404);
    const object = await stranger.request.get(`${url}/storage/v1/object/${stored}`, { headers });
    expect(object.ok(), "Storage").toBe(false);
    expect(
      await joinChannel(stranger, { url, apikey, token, topic: `ticket:${ticket.id}` }),
      "realtime",
    ).toBe("error");
  });
});

/** The server's answer to joining a private channel, over the wire protocol itself. */
function joinChannel(
  page: Page,
  options: { url: string; apikey: string; token: string; topic: string },
): Promise<string> {
  return page.evaluate(
    ({ url, apikey, token, topic }) =>
      new Promise<string>((resolve, reject) => {
        const address = `${url.replace(/^http/, "ws")}/realtime/v1/websocket?apikey=${apikey}&vsn=2.0.0`;
        const socket = new WebSocket(address);
        socket.onerror = () => reject(new Error("no connection"));
        socket.onopen = () => {
          const config = { private: true, broadcast: {}, presence: {}, postgres_changes: [] };
          socket.send(
            JSON.stringify(["1", "1", `realtime:${topic}`, "phx_join", { config, access_token: token }]),
          );
        };
        socket.onmessage = ({ data }) => {
          const [, , , event, payload] = JSON.parse(data) as [
            string,
            string,
            string,
            string,
            { status: string },
          ];
          if (event !== "phx_reply") return;
          socket.close();
          resolve(payload.status);
        };
      }),
    options,
  );
}

describe("a new ticket that is being written", () => {
  test("says what is wrong with each file, and lets the others go", async ({ newPage }) => {
    const page = await newPage({ as: "customer", tolerate: [/415/, /413/] });
    await page.goto("/portal/tickets/new?category=question");
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles([
        { name: "fake.png", mimeType: "image/png", buffer: Buffer.from("<html><script>") },
        { name: "huge.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(11 * 1024 * 1024) },
        { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Serial number 42") },
      ]);
    await page.getByText("Files of this kind are not accepted").waitFor(PATIENCE);
    await page.getByText("larger than 10 MB").waitFor(PATIENCE);
    await expect.poll(() => page.locator("input[name=attachmentIds]").count(), PATIENCE).toBe(1);
    await page.getByRole("button", { name: "Remove fake.png" }).click();
    await page.getByRole("button", { name: "Remove huge.pdf" }).click();
    expect(await page.getByRole("list", { name: "Chosen files" }).getByRole("listitem").count()).toBe(1);
    await expectAccessible(page);
  });

  test("is shown as it will look, without any HTML in it", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    await page.goto("/portal/tickets/new?category=question");
    const text = "**Bold** <img src=x onerror=alert(1)> [link](javascript:alert(1))";
    await page.getByLabel("Description", { exact: true }).fill(text);
    await page.getByRole("button", { name: "Preview" }).click();
    await page.locator("strong", { hasText: "Bold" }).waitFor(PATIENCE);
    expect(await page.locator(".prose img, .prose a[href^=javascript]").count()).toBe(0);
  });

  test("survives a reload and the end of the session", async ({ newPage }) => {
    const page = await newPage({ as: "customer", tolerate: [/401/] });
    const subject = `Draft ${Date.now()}`;
    await page.goto("/portal/tickets/new?category=question");
    await page.getByLabel("Subject", { exact: true }).fill(subject);
    await page.getByLabel("Description", { exact: true }).fill("Nothing is lost.");
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles([
        { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Serial number 42") },
      ]);
    await expect.poll(() => page.locator("input[name=attachmentIds]").count(), PATIENCE).toBe(1);
    await page.getByText("Draft saved").waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel("Subject", { exact: true }).inputValue(), PATIENCE).toBe(subject);

    await page.context().clearCookies();
    await page.getByRole("button", { name: "Open ticket" }).click();
    await page.getByRole("link", { name: "Sign in again" }).click(PATIENCE);
    await page.getByLabel("E-mail address").fill(demoEmail("customer"));
    await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/\/portal\/tickets\/new/, PATIENCE);
    await expect.poll(() => page.getByLabel("Subject", { exact: true }).inputValue(), PATIENCE).toBe(subject);
    await expect.poll(() => page.locator("input[name=attachmentIds]").count(), PATIENCE).toBe(1);
    await page.getByRole("button", { name: "Open ticket" }).click();
    await page.getByRole("heading", { level: 1, name: subject }).waitFor(PATIENCE);
    await page
      .getByRole("link", { name: /notes\.txt/ })
      .first()
      .waitFor();
    const keys = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("draft")));
    expect(keys).toEqual([]);
  });
});

describe("a ticket", () => {
  test("is answered at once, and a message that could not be sent waits for another try", async ({
    newPage,
  }) => {
    const page = await newPage({ as: "customer", tolerate: [/ERR_FAILED/] });
    const ticket = await openTicket(page, "Slow line");
    await page.goto(`/portal/tickets/${ticket.number}`);
    await page.route("**/portal/tickets/**", (route) =>
      route.request().method() === "POST" ? route.abort() : route.fallback(),
    );
    await page.getByLabel("Your message").fill("Are you there?");
    await page.keyboard.press("Control+Enter");
    await page.getByText("This could not be sent").waitFor(PATIENCE);
    await page.unroute("**/portal/tickets/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await messages(page).getByText("Are you there?").waitFor(PATIENCE);
    await expect.poll(() => page.getByText("Are you there?").count(), PATIENCE).toBe(1);
    expect(await page.getByLabel("Your message").inputValue()).toBe("");
  });

  test("is resolved, rated and reopened", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const ticket = await openTicket(page, "Solved in the end");
    await page.goto(`/portal/tickets/${ticket.number}`);
    await page.getByRole("button", { name: "Mark as resolved" }).click();
    await page.getByText("How was our help?").waitFor(PATIENCE);
    await expectAccessible(page);
    await page.getByRole("radio", { name: "Very poor" }).check({ force: true });
    await page.getByLabel("What should we know?").fill("Too slow");
    await page.getByRole("button", { name: "Send rating" }).click();
    await page.getByText("sorry that it did not go well").waitFor(PATIENCE);
    await page.getByRole("button", { name: "Reopen" }).click();
    await page.getByRole("button", { name: "Mark as resolved" }).waitFor(PATIENCE);
  });

  test("is closed after a question, with the reason in the thread", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const [agent, ticket] = [await newPage({ as: "agent" }), await openTicket(page, "No longer needed")];
    await answer(agent, ticket, "We look into it.");
    await page.goto(`/portal/tickets/${ticket.number}`);
    await messages(page).getByText("We look into it.").waitFor(PATIENCE);
    await page.getByRole("button", { name: "Close ticket" }).click();
    const dialog = page.getByRole("dialog", { name: "Close this ticket?" });
    await dialog.getByLabel("Why?").fill("It went away");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Close ticket" }).click();
    await page.getByText("It went away").waitFor(PATIENCE);
    expect(await page.getByLabel("Your message").count()).toBe(0);
  });

  test("shows its pictures large, and gives the focus back", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const form = { file: { name: "front.jpg", mimeType: "image/jpeg", buffer: await photo() } };
    const uploaded = await page.request.post("/api/portal/uploads", { multipart: form });
    const { data: file } = (await uploaded.json()) as { data: { id: string } };
    const ticket = await openTicket(page, "With a picture");
    const sent = await page.request.post(`/api/portal/tickets/${ticket.id}/messages`, {
      data: { body: "Look", attachmentIds: [file.id] },
    });
    expect(sent.status()).toBe(201);
    await page.goto(`/portal/tickets/${ticket.number}`);
    const thumbnail = page.getByRole("link", { name: "View front.jpg" });
    await thumbnail.focus();
    await page.keyboard.press("Enter");
    const large = page.getByRole("dialog", { name: "Picture" });
    await large.getByRole("img", { name: "front.jpg" }).waitFor(PATIENCE);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect
      .poll(() => thumbnail.evaluate((link) => link === document.activeElement), PATIENCE)
      .toBe(true);
  });
});

test("everything but files works without script", async ({ newPage }) => {
  const page = await newPage({ as: "customer", javaScript: false, tolerate: [/\.js csp$/] });
  const subject = `Without script ${Date.now()}`;
  await page.goto("/portal/tickets/new");
  await page.getByRole("link", { name: /^General question/ }).click();
  await page.getByLabel("Subject", { exact: true }).fill(subject);
  await page.getByLabel("Description", { exact: true }).fill("Does it work?");
  await page.getByRole("button", { name: "Open ticket" }).click();
  await page.getByRole("heading", { level: 1, name: subject }).waitFor(PATIENCE);
  await page.getByLabel("Your message").fill("It does.");
  await page.getByRole("button", { name: "Send reply" }).click();
  await messages(page).getByText("It does.").waitFor(PATIENCE);
  await page.getByRole("button", { name: "Mark as resolved" }).click();
  await page.getByRole("button", { name: "Reopen" }).waitFor(PATIENCE);
  await page.goto("/portal/tickets?view=resolved");
  await page.getByRole("searchbox").first().fill(subject);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: new RegExp(subject) }).waitFor(PATIENCE);
});

test("the list is searched and narrowed by its address alone", async ({ newPage }) => {
  const page = await newPage({ as: "customer" });
  const subject = `Zebra crossing ${Date.now()}`;
  await openTicket(page, subject);
  await page.goto("/portal/tickets");
  const search = page.getByRole("searchbox", { name: "Search subject, text or number" });
  await search.fill("zebra");
  await search.press("Enter");
  await page.waitForURL(/q=zebra/, PATIENCE);
  await page.getByRole("link", { name: new RegExp(subject) }).waitFor(PATIENCE);

  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("checkbox", { name: "Urgent" }).check();
  await page.getByRole("button", { name: "Show tickets" }).click();
  await page.getByText("No ticket matches").waitFor(PATIENCE);
  await page.getByRole("link", { name: "Remove filter Priority: Urgent" }).click();
  await page.getByRole("link", { name: new RegExp(subject) }).waitFor(PATIENCE);
});
