import type { Page } from "playwright-core";
import { describe, expect, inject } from "vitest";
import { DEMO_PASSWORD, demoEmail } from "../helpers/app.ts";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";

const PATIENCE = { timeout: 15_000 };

type Line = { id: string; name: string; quantity: number; claimable: { quantity: number } };
type Order = { id: string; number: string; status: string; items: Line[] };

async function read<T>(page: Page, path: string): Promise<T> {
  const response = await page.request.get(path);
  expect(response.status(), path).toBe(200);
  return ((await response.json()) as { data: T }).data;
}

/** An order of the customer of which a piece can still be reported. */
async function claimableOrder(page: Page): Promise<Order & { line: Line }> {
  for (const { id } of await read<Order[]>(page, "/api/portal/orders?limit=20")) {
    const order = await read<Order>(page, `/api/portal/orders/${id}`);
    const line = order.items.find(({ claimable }) => claimable.quantity > 0);
    if (line) return { ...order, line };
  }
  throw new Error("every piece has been reported");
}

/** Changes the status as the agent, past the portal: as an integration would. */
async function changeStatus(agent: Page, orderId: string, status: string): Promise<void> {
  const { NEXT_PUBLIC_SUPABASE_URL: url, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: apikey } =
    inject("app").supabase;
  const login = await agent.request.post(`${url}/auth/v1/token?grant_type=password`, {
    headers: { apikey },
    data: { email: demoEmail("agent"), password: DEMO_PASSWORD },
  });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const answer = await agent.request.post(`${url}/rest/v1/rpc/change_order_status`, {
    headers: { apikey, authorization: `Bearer ${token}` },
    data: { p_order_id: orderId, p_input: { status } },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

test("a customer finds an order and reads where its parcel is", async ({ newPage }) => {
  const page = await newPage({ as: "customer" });
  await page.goto("/portal/orders");
  const list = page.getByRole("main").getByRole("list").filter({ hasText: "UA-10031" });
  await list.getByRole("link", { name: /UA-10024/ }).waitFor();

  await page.getByRole("searchbox", { name: "Number, item or SKU" }).fill("usb impala");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=usb/);
  await page.getByText("UA-10031").waitFor({ state: "hidden" });
  const row = page.getByRole("link", { name: /UA-10024/ });
  expect(await row.textContent()).toContain("No news from the carrier");
  await row.click();

  await page.getByRole("heading", { level: 1, name: "Order UA-10024" }).waitFor();
  const main = page.getByRole("main");
  await main.getByText(/^No news for \d+ days$/).waitFor();
  expect(await main.getByRole("link", { name: /^Track at / }).getAttribute("href")).toMatch(/^https:/);
  expect(await main.getByRole("list", { name: "What the carrier said" }).getByRole("listitem").count()).toBe(
    3,
  );
  expect(await main.locator('[aria-current="step"]').textContent()).toContain("Shipped");
  expect(await main.getByRole("link", { name: /^Buy .* again/ }).getAttribute("rel")).toContain("noopener");
});

test("filters are in the address, work without script, and say when nothing matches", async ({ newPage }) => {
  const page = await newPage({ as: "customer", javaScript: false });
  await page.goto("/portal/orders?view=closed");
  await page.getByRole("link", { name: /UA-10009/ }).waitFor();
  expect(await page.getByRole("link", { name: /UA-10024/ }).count()).toBe(0);
  await page.goto("/portal/orders?status=shipped&from=1999-01-01&to=1999-12-31");
  await page.getByText("No order matches").waitFor();
  await page.getByRole("link", { name: /^Remove filter Placed/ }).click();
  await page.getByRole("link", { name: /UA-10024/ }).waitFor();
});

test("a change of status appears on the open page, and in the list", async ({ newPage }) => {
  const [page, agent] = [await newPage({ as: "customer2" }), await newPage({ as: "agent" })];
  const orders = await read<Order[]>(page, "/api/portal/orders?status=paid");
  const order = orders[0] ?? (await read<Order[]>(page, "/api/portal/orders?status=processing"))[0];
  if (!order) throw new Error("no order to change");
  await page.goto(`/portal/orders/${order.number}`);
  const current = page.locator('[aria-current="step"]');
  await current.waitFor();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await page.waitForLoadState("networkidle");

  const [next, word] = order.status === "paid" ? ["processing", "Packed"] : ["paid", "Paid"];
  await changeStatus(agent, order.id, next);
  await current.filter({ hasText: word }).waitFor(PATIENCE);
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
  expect(await page.getByRole("button", { name: /^Notifications, \d+ unread/ }).count()).toBe(1);
});

describe("an issue", () => {
  test("is reported from the order, for no more pieces than can be claimed", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const { number, id, line } = await claimableOrder(page);
    await page.goto(`/portal/orders/${number}`);
    await page.getByRole("link", { name: "Report an issue" }).click();
    await page.waitForURL(/\/portal\/tickets\/new\?order=/);

    await page.getByRole("checkbox", { name: line.name }).check();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("radio", { name: "Damaged product" }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    expect(await page.getByLabel("Subject", { exact: true }).inputValue()).toBe(
      `Problem with order ${number}`,
    );
    await page.getByLabel("Description", { exact: true }).fill("It arrived bent.");
    await page.getByRole("button", { name: "Open ticket" }).click();
    await page.getByRole("heading", { level: 1, name: `Problem with order ${number}` }).waitFor(PATIENCE);
    await page.getByRole("link", { name: number, exact: true }).waitFor();

    const after = await read<Order>(page, `/api/portal/orders/${id}`);
    const claimed = after.items.find((item) => item.id === line.id);
    expect(claimed?.claimable.quantity).toBe(line.claimable.quantity - 1);
    await page.goto(`/portal/orders/${number}`);
    await page
      .getByRole("link", { name: `Problem with order ${number}` })
      .first()
      .waitFor();
  });

  test("keeps what was chosen when it comes back without script", async ({ newPage }) => {
    const page = await newPage({ as: "customer", javaScript: false });
    const { number, id, line } = await claimableOrder(page);
    await page.goto(`/portal/tickets/new?order=${number}`);
    await page.getByRole("checkbox", { name: line.name }).check();
    await page.getByRole("radio", { name: "Damaged product" }).check();
    await page.getByRole("radio", { name: /^Urgent/ }).check();
    // What the browser would refuse by itself gets to the server this way.
    await page.getByLabel("Description", { exact: true }).fill(" ");
    await page.getByRole("button", { name: "Open ticket" }).click();
    await page.getByRole("alert").waitFor(PATIENCE);
    expect(await page.locator("[name=orderId]:checked").inputValue()).toBe(id);
    expect(await page.getByRole("checkbox", { name: line.name }).isChecked()).toBe(true);
    expect(await page.getByRole("radio", { name: /^Urgent/ }).isChecked()).toBe(true);
  });
});

test("somebody else's order is not there: neither page, API nor form", async ({ newPage }) => {
  const owner = await newPage({ as: "customer" });
  const [order] = await read<Order[]>(owner, "/api/portal/orders?limit=1");
  if (!order) throw new Error("no order to look for");
  const stranger = await newPage({ as: "customer2", tolerate: [/404/] });
  for (const name of [order.id, order.number]) {
    expect((await stranger.goto(`/portal/orders/${name}`))?.status(), "page").toBe(404);
    await stranger.getByRole("heading", { level: 1, name: "There is no such page" }).waitFor();
    expect((await stranger.request.get(`/api/portal/orders/${name}`)).status(), "API").toBe(404);
  }
  await stranger.goto(`/portal/tickets/new?order=${order.id}`);
  await stranger.getByRole("heading", { name: "Which order?" }).waitFor();
  expect(await stranger.locator("[name=orderId]:checked").count()).toBe(0);
});
