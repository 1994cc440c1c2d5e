import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";

const PATIENCE = { timeout: 15_000 };

type Quote = { id: string; number: string; revision: number; status: string };

/** A quote of this test's own, asked for through the API. */
async function requestQuote(customer: Page, title = `Sound for a hall ${Date.now()}`): Promise<Quote> {
  const items = [{ description: "Ceiling speakers", quantity: 4 }];
  const response = await customer.request.post("/api/portal/quotes", { data: { title, items } });
  expect(response.status(), await response.text()).toBe(201);
  return ((await response.json()) as { data: Quote }).data;
}

async function read(page: Page, area: "portal" | "admin", { id }: { id: string }): Promise<Quote> {
  const response = await page.request.get(`/api/${area}/quotes/${id}`);
  expect(response.status()).toBe(200);
  return ((await response.json()) as { data: Quote }).data;
}

/** Prices a quote and sends it, through the API. */
async function offer(agent: Page, quote: Quote, unitPrice = 100_00): Promise<void> {
  const { revision } = await read(agent, "admin", quote);
  const items = [{ description: "Ceiling speakers", quantity: 4, unitPrice, taxRate: 0.15 }];
  const saved = await agent.request.patch(`/api/admin/quotes/${quote.id}`, {
    data: { expectedRevision: revision, items },
  });
  expect(saved.status(), await saved.text()).toBe(200);
  const { data } = (await saved.json()) as { data: Quote };
  const sent = await agent.request.post(`/api/admin/quotes/${quote.id}/send`, {
    data: { expectedRevision: data.revision },
  });
  expect(sent.status(), await sent.text()).toBe(200);
}

/** Makes a page deaf to live updates, as behind a bad line. */
const withoutLive = (page: Page) => page.routeWebSocket(/\/realtime\//, () => {});

const line = (page: Page, position: number) =>
  page.getByRole("group", { name: `line ${position}`, exact: true });
const saved = (page: Page) => page.getByText("All changes saved");
const total = (page: Page) => page.locator("dl", { hasText: "Subtotal" }).locator("dd").last();

/** What the page says about the total of the builder, by its digits alone: locales write it differently. */
async function expectTotal(page: Page, digits: string): Promise<void> {
  await expect
    .poll(async () => ((await total(page).textContent()) ?? "").replace(/\D/g, ""), PATIENCE)
    .toBe(digits);
}

// Two people, two versions, an order: on a busy machine more than a minute.
test("from the request to the order, by way of a wish and a second version", { timeout: 120_000 }, async ({
  newPage,
}) => {
  const [customer, agent] = [await newPage({ as: "customer" }), await newPage({ as: "agent" })];
  const title = `Music for the gallery ${Date.now()}`;

  // The customer asks with a product and in words, by the keyboard.
  await customer.goto("/portal/quotes");
  await customer.getByRole("link", { name: "Request a quote" }).first().click();
  const item = (position: number) => customer.getByRole("combobox", { name: `Item ${position}` });
  await item(1).fill("draken 60");
  await customer.getByRole("option", { name: /Draken 60/ }).waitFor(PATIENCE);
  await expectAccessible(customer);
  await item(1).press("ArrowDown");
  await item(1).press("Enter");
  await expect.poll(() => item(1).inputValue()).toMatch(/^Draken 60/);
  await item(1).press("Enter");
  await item(2).fill("Fitting by your people");
  await customer.getByLabel("Quantity of item 1").fill("2");
  await customer.getByRole("textbox", { name: /^Title/ }).fill(title);
  await customer.getByRole("button", { name: "Send request" }).click();
  await customer.getByRole("heading", { level: 1, name: title }).waitFor(PATIENCE);
  await customer.getByText("Next in line").waitFor();
  const number = new URL(customer.url()).pathname.split("/").at(-1) ?? "";

  // An agent prices it beside the request and sends it.
  await agent.goto("/admin/quotes");
  await agent.getByRole("link", { name: title }).click();
  await line(agent, 2).getByLabel("Description").waitFor(PATIENCE);
  expect(await line(agent, 1).getByLabel("Qty").inputValue()).toBe("2");
  await line(agent, 1).getByLabel("Unit price").fill("1 000,00");
  await line(agent, 2).getByLabel("Unit price").fill("500");
  await line(agent, 2).getByLabel("Discount").fill("10%");
  await expectTotal(agent, "281750");
  await saved(agent).waitFor(PATIENCE);
  await agent.getByRole("button", { name: "Send quote" }).click();
  const sending = agent.getByRole("dialog", { name: /^Send version 1 for/ });
  await sending.getByRole("button", { name: "Send version 1" }).click();
  await agent.getByText("Version 1 is with the customer").waitFor(PATIENCE);

  // It appears by itself. The customer wants one amplifier less.
  await customer.getByRole("link", { name: "Request changes" }).click(PATIENCE);
  await customer.getByLabel(/^Wanted quantity of Draken/).fill("1");
  await customer.getByLabel(/^Wish for Fitting/).fill("On a Saturday");
  await customer.getByRole("button", { name: "Send request" }).click();
  await expect
    .poll(() => customer.getByLabel("Message").evaluate((field) => field === document.activeElement))
    .toBe(true);
  await expectAccessible(customer);
  await customer.getByLabel("Message").fill("Only one room for now.");
  await customer.getByRole("button", { name: "Send request" }).click();
  await customer.getByText("We have your wishes").waitFor(PATIENCE);

  // The wishes stand at the lines, and one press fulfils one.
  await agent.getByText("Wants 1.").waitFor(PATIENCE);
  await line(agent, 1).getByRole("button", { name: "Set to 1" }).click();
  await line(agent, 2).getByText("On a Saturday").waitFor();
  await line(agent, 2).getByLabel("Unit price").press("Enter");
  await line(agent, 3).getByLabel("Description").fill("Speaker cable");
  await line(agent, 3).getByLabel("Unit price").fill("50");
  await agent.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => line(agent, 2).getByLabel("Description").inputValue()).toBe("Speaker cable");
  await saved(agent).waitFor(PATIENCE);
  await agent.keyboard.press("Control+Enter");
  await agent.getByRole("dialog", { name: /^Send version 2/ }).waitFor(PATIENCE);
  await agent.getByRole("button", { name: "Send version 2" }).click();
  await agent.getByText("Version 2 is with the customer").waitFor(PATIENCE);

  // What the second version changed is said in words and sums.
  await customer.getByRole("link", { name: "Compare with version 1" }).click(PATIENCE);
  await customer.getByRole("heading", { name: "Version 2 compared with version 1" }).waitFor(PATIENCE);
  const rows = customer.getByRole("table").getByRole("row");
  await rows.filter({ hasText: "Speaker cable" }).getByText("Added").waitFor();
  const changed = rows.filter({ hasText: /Draken 60/ });
  await changed.getByText("Changed").waitFor();
  expect(await changed.locator("del").first().textContent()).toBe("2");
  await customer.getByText(/less than version 1/).waitFor();
  await expectAccessible(customer);

  const pdf = await customer.request.get(`/api/portal/quotes/${number}/pdf?version=2`);
  expect([pdf.status(), pdf.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");

  // Accepted, and from a page that does not know yet, accepted again.
  const elsewhere = await newPage({ as: "customer" });
  await withoutLive(elsewhere);
  await elsewhere.goto(`/portal/quotes/${number}`);
  for (const page of [customer, elsewhere]) {
    await page.getByRole("link", { name: "Accept quote" }).click(PATIENCE);
    const dialog = page.getByRole("dialog", { name: /^Accept version 2 for/ });
    await dialog.getByRole("button", { name: "Accept version 2" }).click();
    await page.getByText(/accepted version 2 on/).waitFor(PATIENCE);
  }

  await agent.getByRole("button", { name: "Convert to order" }).click(PATIENCE);
  await agent
    .getByText(/was made of version 2/)
    .first()
    .waitFor(PATIENCE);
  await customer.getByRole("link", { name: /^Order / }).click(PATIENCE);
  await customer.getByText("Speaker cable").first().waitFor(PATIENCE);
});

describe("somebody else's quote", () => {
  test("is not there, neither as a page nor as a document", async ({ newPage }) => {
    const [customer, stranger] = [
      await newPage({ as: "customer" }),
      await newPage({ as: "customer2", tolerate: [/404/] }),
    ];
    const quote = await requestQuote(customer);
    await offer(await newPage({ as: "agent" }), quote);
    const page = await stranger.goto(`/portal/quotes/${quote.number}`);
    expect(page?.status()).toBe(404);
    expect(await stranger.content()).not.toContain("Sound for a hall");
    const pdf = await stranger.request.get(`/api/portal/quotes/${quote.number}/pdf?version=1`);
    expect(pdf.status()).toBe(404);
  });
});

describe("a decision", () => {
  test("is not taken about a version that was replaced meanwhile", async ({ newPage }) => {
    const [customer, agent] = [await newPage({ as: "customer" }), await newPage({ as: "agent" })];
    const quote = await requestQuote(customer);
    await offer(agent, quote);
    await withoutLive(customer);
    await customer.goto(`/portal/quotes/${quote.number}`);
    await customer.getByRole("link", { name: "Accept quote" }).click();
    const dialog = customer.getByRole("dialog");
    await dialog.getByRole("button", { name: "Accept version 1" }).waitFor(PATIENCE);
    await offer(agent, quote, 200_00);
    await dialog.getByRole("button", { name: "Accept version 1" }).click();
    await dialog.getByText(/A new version has arrived/).waitFor(PATIENCE);
    expect((await read(customer, "portal", quote)).status).toBe("sent");
  });

  test("to decline asks for a reason, and staff read it", async ({ newPage }) => {
    const [customer, agent] = [await newPage({ as: "customer" }), await newPage({ as: "agent" })];
    const quote = await requestQuote(customer);
    await offer(agent, quote);
    await customer.goto(`/portal/quotes/${quote.number}`);
    await customer.getByRole("link", { name: "Decline" }).click();
    const dialog = customer.getByRole("dialog", { name: "Decline this quote?" });
    await dialog.getByLabel("Why?").fill("The hall was sold.");
    await expectAccessible(customer);
    await dialog.getByRole("button", { name: "Decline quote" }).click();
    await customer.getByText("You declined this offer.").waitFor(PATIENCE);
    await agent.goto(`/admin/quotes/${quote.number}`);
    await agent.getByText("“The hall was sold.”").waitFor(PATIENCE);
  });
});

describe("the builder", () => {
  test("never overwrites what a colleague saved, and loses nothing of either", async ({ newPage }) => {
    const [agent, admin] = [await newPage({ as: "agent" }), await newPage({ as: "admin" })];
    const quote = await requestQuote(await newPage({ as: "customer" }));
    for (const page of [agent, admin]) {
      await withoutLive(page);
      await page.goto(`/admin/quotes/${quote.number}`);
      await line(page, 1).getByLabel("Unit price").waitFor(PATIENCE);
    }
    await admin.getByRole("button", { name: "Send quote" }).waitFor();
    await admin.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    await line(admin, 1).getByLabel("Unit price").fill("300");
    await saved(admin).waitFor(PATIENCE);
    await expect.poll(async () => (await read(admin, "admin", quote)).status, PATIENCE).toBe("in_review");

    await line(agent, 1).getByLabel("Unit price").fill("250");
    const notice = agent.getByRole("status").filter({ hasText: "changed this draft while you were writing" });
    await notice.waitFor(PATIENCE);
    expect(await line(agent, 1).getByLabel("Unit price").inputValue()).toBe("250");
    await notice.getByRole("button", { name: "Show the differences" }).click();
    await notice.getByRole("row", { name: /250.*300/ }).waitFor();
    await expectAccessible(agent);
    await notice.getByRole("button", { name: "Keep mine" }).click();
    await saved(agent).waitFor(PATIENCE);

    await line(admin, 1).getByLabel("Qty").fill("9");
    const theirs = admin.getByRole("status").filter({ hasText: "changed this draft" });
    await theirs.getByRole("button", { name: "Load theirs" }).click(PATIENCE);
    await expect.poll(() => line(admin, 1).getByLabel("Unit price").inputValue()).toBe("250.00");
    expect(await line(admin, 1).getByLabel("Qty").inputValue()).toBe("4");
  });

  test("begins a quote for a customer who called, and shows it as it will be seen", async ({ newPage }) => {
    const agent = await newPage({ as: "agent" });
    const title = `Asked by telephone ${Date.now()}`;
    await agent.goto("/admin/quotes/new");
    await agent.getByRole("button", { name: "Start building" }).waitFor();
    await agent.getByRole("combobox", { name: "Customer" }).fill("customer@portico.test");
    await agent.getByRole("option", { name: /customer@portico\.test/ }).waitFor(PATIENCE);
    await agent.keyboard.press("Enter");
    await agent.getByLabel("Title").fill(title);
    await agent.getByRole("button", { name: "Start building" }).click();
    await agent.getByRole("heading", { level: 1, name: title }).waitFor(PATIENCE);
    const description = line(agent, 1).getByLabel("Description");
    await description.fill("AMP-DRAK");
    await agent
      .getByRole("option", { name: /AMP-DRAK/ })
      .first()
      .waitFor(PATIENCE);
    await description.press("ArrowDown");
    await description.press("Enter");
    await expect.poll(() => line(agent, 1).getByLabel("Unit price").inputValue()).not.toBe("");
    await line(agent, 1).getByLabel("Qty").fill("many");
    await agent.getByText("Enter a whole quantity.").waitFor();
    await agent.getByText("Not saved: correct what is marked").waitFor();
    await line(agent, 1).getByLabel("Qty").fill("2");
    await saved(agent).waitFor(PATIENCE);
    await agent.getByRole("button", { name: "Preview" }).click();
    await agent.getByText("This is how the customer will see version 1").waitFor(PATIENCE);
    const pdf = agent.getByRole("link", { name: "PDF preview" });
    const response = await agent.request.get((await pdf.getAttribute("href")) ?? "");
    expect([response.status(), response.headers()["content-type"]]).toEqual([200, "application/pdf"]);
    await agent.getByRole("link", { name: "Back to editing" }).first().click();
    await line(agent, 1).getByLabel("Qty").waitFor(PATIENCE);
  });
});

test("asking, accepting and declining work without script", async ({ newPage }) => {
  const customer = await newPage({ as: "customer", javaScript: false, tolerate: [/\.js csp$/] });
  const agent = await newPage({ as: "agent" });
  const title = `Without script ${Date.now()}`;
  await customer.goto("/portal/quotes/new");
  await customer.getByLabel("Item 1", { exact: true }).fill("A stage");
  await customer.getByLabel("Item 2", { exact: true }).fill("Draken 60 integrated amplifier (AMP-DRAK-60)");
  await customer.getByLabel("Quantity of item 2").fill("0");
  await customer.getByLabel("Title").fill(title);
  await customer.getByRole("button", { name: "Send request" }).click();
  await customer.getByText("Enter a whole number from 1").waitFor(PATIENCE);
  expect(await customer.getByLabel("Title").inputValue()).toBe(title);
  await customer.getByLabel("Quantity of item 2").fill("3");
  await customer.getByRole("button", { name: "Send request" }).click();
  await customer.getByRole("heading", { level: 1, name: title }).waitFor(PATIENCE);
  await customer.getByText("AMP-DRAK-60").waitFor();

  const number = new URL(customer.url()).pathname.split("/").at(-1) ?? "";
  const response = await agent.request.get(`/api/admin/quotes/${number}`);
  await offer(agent, ((await response.json()) as { data: Quote }).data);
  await customer.reload();
  await customer.getByRole("link", { name: "Accept quote" }).click();
  await customer.getByRole("heading", { name: /^Accept version 1 for/ }).waitFor(PATIENCE);
  await customer.getByRole("button", { name: "Accept version 1" }).click();
  await customer.getByText(/accepted version 1 on/).waitFor(PATIENCE);
});

test("a request that could not be sent keeps what was typed", async ({ newPage }) => {
  const page = await newPage({ as: "customer", tolerate: [/ERR_FAILED|Failed to load|fetch failed/] });
  await page.goto("/portal/quotes/new");
  await page.getByRole("combobox", { name: "Item 1" }).fill("A very long cable");
  await page.route("**/portal/quotes/new", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByText("This could not be sent. Check your connection; nothing is lost.").waitFor(PATIENCE);
  await page.reload();
  await expect
    .poll(() => page.getByRole("combobox", { name: "Item 1" }).inputValue(), PATIENCE)
    .toBe("A very long cable");
});
