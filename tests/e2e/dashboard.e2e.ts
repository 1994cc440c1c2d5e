import type { Page } from "playwright-core";
import { describe, expect, inject } from "vitest";
import { test } from "../helpers/browser.ts";

const PATIENT = { timeout: 10_000 };
const BELL = /^Notifications(, \d+ unread)?$/;

/** Opens the page and waits until its live channels are joined. */
async function openLive(page: Page, path: string): Promise<void> {
  const [socket] = await Promise.all([
    page.waitForEvent("websocket", (opened) => opened.url().includes("/realtime/")),
    page.goto(path),
  ]);
  const waiting = new Set<string>();
  await new Promise<void>((resolve) => {
    socket.on("framesent", ({ payload }) => {
      if (String(payload).includes('"phx_join"')) waiting.add(topicOf(payload));
    });
    socket.on("framereceived", ({ payload }) => {
      if (String(payload).includes('"phx_reply"')) waiting.delete(topicOf(payload));
      if (waiting.size === 0) resolve();
    });
  });
}

const topicOf = (frame: string | Buffer): string => (JSON.parse(String(frame)) as string[])[2] ?? "";

/** Does something through the app's API as whoever this page belongs to. */
async function post<T = { id: string; number: string }>(page: Page, path: string, data: object): Promise<T> {
  const headers = { origin: inject("app").url };
  const response = await page.request.post(path, { data, headers });
  expect(response.ok(), await response.text()).toBe(true);
  return ((await response.json()) as { data: T }).data;
}

const openTicket = (page: Page, subject: string) =>
  post(page, "/api/portal/tickets", { subject, description: "It does.", category: "technical" });

const unread = async (page: Page) =>
  Number(
    /\d+/.exec((await page.getByRole("button", { name: BELL }).getAttribute("aria-label")) ?? "")?.[0] ?? 0,
  );

describe("the dashboard", () => {
  test("says what matters, and leads to the tickets", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    await page.goto("/portal");
    expect(new URL(page.url()).pathname).toBe("/portal/dashboard");
    await expect
      .poll(() => page.locator("h1").textContent(), PATIENT)
      .toMatch(/^Good (morning|afternoon|evening), \S+$/);
    const figures = page.getByRole("region", { name: "At a glance" });
    expect(await figures.textContent()).toMatch(
      /Open tickets\d+.*Active orders\d+.*Outstanding.*Upcoming calls\d+/,
    );
    for (const title of ["What happens next", "Recent tickets", "Recent activity", "Quick actions"]) {
      expect(await page.getByRole("heading", { name: title }).count()).toBe(1);
    }
    await figures.getByRole("link", { name: "Open tickets" }).click();
    await page.waitForURL("**/portal/tickets");
  });

  test("shows what happens at once, without a reload", async ({ newPage }) => {
    const customer = await newPage({ as: "customer" });
    const agent = await newPage({ as: "agent" });
    await openLive(customer, "/portal/dashboard");
    await customer.evaluate(() => Object.assign(window, { isSamePage: true }));

    const subject = `Amplifier hums ${Date.now()}`;
    const ticket = await openTicket(customer, subject);
    const row = customer.getByRole("list", { name: "Recent tickets" }).getByRole("link", { name: subject });
    await row.waitFor();
    const before = await unread(customer);

    await post(agent, `/api/admin/tickets/${ticket.id}/messages`, { body: "Which cable do you use?" });
    await row.getByText("Waiting for you").waitFor();
    await expect.poll(() => unread(customer), PATIENT).toBe(before + 1);
    expect(await customer.evaluate(() => "isSamePage" in window)).toBe(true);
  });

  test("says when the connection is lost, and catches up when it is back", async ({ newPage }) => {
    const customer = await newPage({ as: "customer", tolerate: [/ERR_INTERNET_DISCONNECTED/] });
    const agent = await newPage({ as: "agent" });
    const subject = `Remote control is dead ${Date.now()}`;
    const ticket = await openTicket(customer, subject);
    await openLive(customer, "/portal/dashboard");
    const row = customer.getByRole("list", { name: "Recent tickets" }).getByRole("link", { name: subject });
    await row.waitFor();
    await customer.waitForLoadState("networkidle");

    await customer.context().setOffline(true);
    await customer.getByText("Reconnecting").waitFor();
    await post(agent, `/api/admin/tickets/${ticket.id}/messages`, { body: "Try new batteries." });
    await customer.context().setOffline(false);
    await row.getByText("Waiting for you").waitFor();
    await customer.getByText("Reconnecting").waitFor({ state: "detached" });
  });
});

describe("notifications", () => {
  test("hang from the bell, lead to their ticket, and are read in one go", async ({ newPage }) => {
    const customer = await newPage({ as: "customer2" });
    const agent = await newPage({ as: "agent" });
    const subject = `Fibre is slow ${Date.now()}`;
    const ticket = await openTicket(customer, subject);
    await post(agent, `/api/admin/tickets/${ticket.id}/messages`, { body: "We are looking at it." });

    const otherTab = await newPage({ as: "customer2" });
    await otherTab.goto("/portal/tickets");
    await customer.goto("/portal/notifications");
    expect(await unread(customer)).toBeGreaterThan(0);
    expect(await unread(otherTab)).toBeGreaterThan(0);
    await customer.getByRole("button", { name: BELL }).click();
    const panel = customer.getByRole("region", { name: BELL });
    await panel.getByRole("link", { name: subject }).waitFor();
    await panel.getByRole("button", { name: "Mark all as read" }).click();
    await expect.poll(() => unread(customer), PATIENT).toBe(0);
    await expect.poll(() => unread(otherTab), PATIENT).toBe(0);

    await panel.getByRole("link", { name: subject }).click();
    await customer.waitForURL(`**/portal/tickets/${ticket.number}`);
  });

  test("can be marked as read without script", async ({ newPage }) => {
    // Chromium reports the scripts that it does not load.
    const customer = await newPage({ as: "customer2", javaScript: false, tolerate: [/\.js csp$/] });
    const agent = await newPage({ as: "agent" });
    const ticket = await openTicket(customer, "Where is my parcel?");
    await post(agent, `/api/admin/tickets/${ticket.id}/messages`, { body: "On its way." });
    await customer.goto("/portal/notifications");
    await customer.getByRole("main").getByRole("button", { name: "Mark all as read" }).click();
    await customer.getByText("You have read everything.").waitFor();
  });

  test("tell staff of a new ticket", async ({ newPage }) => {
    const agent = await newPage({ as: "agent" });
    const customer = await newPage({ as: "customer" });
    await openLive(agent, "/admin/notifications");
    const subject = `Turntable runs fast ${Date.now()}`;
    await openTicket(customer, subject);
    await agent.getByRole("main").getByRole("link", { name: subject }).waitFor();
  });
});
