// What happens when people act at the same time, press twice, or lose the line in the middle: nothing is lost, nothing
// is doubled, and everybody is told. tests/integration/postgres shows the same of the database, with many at once.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";

const PATIENCE = { timeout: 20_000 };
const LONG = { timeout: 40_000 };
/** What a browser says of a request that a test cuts off. */
const CUT_OFF = [/net::ERR_FAILED/];

type Event = { type: string; oldValue: string | null; newValue: string | null };
type Ticket = {
  id: string;
  number: string;
  status: string;
  timeline: Event[];
  messages: { body: string; authorName: string }[];
  mergedInto: { number: string } | null;
  rating: number | null;
  links: unknown[];
};

/** A ticket of this test's own, opened through the API. */
async function openTicket(customer: Page, subject = `Fan is loud ${crypto.randomUUID().slice(0, 8)}`) {
  const data = { subject, description: "Only in the evening.", category: "technical" };
  const response = await customer.request.post("/api/portal/tickets", { data });
  expect(response.status(), await response.text()).toBe(201);
  return ((await response.json()) as { data: Ticket }).data;
}

/** The ticket as staff read it now. */
async function look(agent: Page, ref: string): Promise<Ticket> {
  const response = await agent.request.get(`/api/admin/tickets/${ref}`);
  return ((await response.json()) as { data: Ticket }).data;
}

const say = (page: Page, area: "portal" | "admin", id: string, body: string) =>
  page.request.post(`/api/${area}/tickets/${id}/messages`, { data: { body } });
const written = (ticket: Ticket, body: string) => ticket.messages.filter((one) => one.body === body).length;
const happened = (ticket: Ticket, type: string) => ticket.timeline.filter((one) => one.type === type).length;
/** Makes a page deaf to live updates, as behind a bad line. */
const withoutLive = (page: Page) => page.routeWebSocket(/\/realtime\//, () => {});

const messages = (page: Page) => page.locator("article[data-author]");
const field = (page: Page) => page.getByRole("textbox", { name: /^(Your message|Reply to)/ });
const send = (page: Page) => page.getByRole("button", { name: "Send reply" });
const dialog = (page: Page) => page.getByRole("dialog");

async function goTo(page: Page, area: "portal" | "admin", ticket: Ticket): Promise<void> {
  await page.goto(`/${area}/tickets/${ticket.number}`);
  await field(page).waitFor(PATIENCE);
  // The page can be read before its script listens.
  await page.waitForLoadState("networkidle");
}

/** Chooses from the menu of a ticket on the desk. */
async function choose(agent: Page, task: string): Promise<void> {
  await agent.getByRole("button", { name: "More actions" }).click();
  await agent.getByRole("menuitem", { name: task }).click();
}

describe("two people at once", () => {
  test("two of staff answer: each is told of the other, and both answers arrive", async ({ newPage }) => {
    const [agent, admin] = [await newPage({ as: "agent" }), await newPage({ as: "admin" })];
    const customer = await newPage({ as: "customer" });
    const ticket = await openTicket(customer);
    await Promise.all([goTo(agent, "admin", ticket), goTo(admin, "admin", ticket)]);
    await Promise.all([field(agent).fill("From the agent."), field(admin).fill("From the admin.")]);
    await Promise.all([send(agent).click(), send(admin).click()]);
    // Nobody waits for the seconds of the undo. Whoever came second has their words back, and is told: they read what
    // came first, and send theirs all the same.
    await expect
      .poll(async () => {
        for (const page of [agent, admin]) {
          for (const name of ["Show it", "Send anyway", "Send now"]) {
            const button = page.getByRole("button", { name });
            if (await button.isVisible()) await button.click({ timeout: 1_000 }).catch(() => {});
          }
          const isBack = await page.getByText("This was not sent").isVisible();
          if (isBack && (await field(page).inputValue()) !== "") await send(page).click();
        }
        const answers = (page: Page) => messages(page).filter({ hasText: /From the (agent|admin)\./ });
        return Promise.all([answers(agent).count(), answers(admin).count()]);
      }, LONG)
      .toEqual([2, 2]);
    const { messages: all, status } = await look(agent, ticket.id);
    expect(
      all
        .slice(1)
        .map(({ body }) => body)
        .toSorted(),
    ).toEqual(["From the admin.", "From the agent."]);
    expect(status).toBe("waiting_customer");
    await customer.goto("/portal/notifications");
    await expect
      .poll(
        () =>
          customer
            .getByRole("link", { name: /replied/ })
            .filter({ hasText: /Fan is loud/ })
            .count(),
        PATIENCE,
      )
      .toBeGreaterThan(1);
  });

  test("an agent merges while the customer writes: what they send is in the surviving ticket", async ({
    newPage,
  }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const [from, into] = [await openTicket(customer), await openTicket(customer)];
    await withoutLive(customer);
    await goTo(customer, "portal", from);
    await field(customer).fill("It got worse.");

    await goTo(agent, "admin", from);
    await choose(agent, "Merge…");
    await dialog(agent).getByRole("combobox", { name: "Goes on in" }).fill(into.number);
    await dialog(agent)
      .getByRole("option", { name: new RegExp(into.number) })
      .click(PATIENCE);
    await dialog(agent).getByText("A merge cannot be undone").waitFor();
    await expectAccessible(agent);
    await dialog(agent).getByRole("button", { name: "Merge", exact: true }).dblclick();
    await agent.getByRole("heading", { name: `This ticket is part of ${into.number} now` }).waitFor(PATIENCE);
    await expectAccessible(agent);

    await send(customer).click();
    await customer.getByRole("link", { name: `Go to ${into.number}` }).click(PATIENCE);
    await messages(customer).getByText("It got worse.").waitFor(PATIENCE);
    await customer.getByText(`merged ${from.number} into this ticket`).waitFor();
    const [old, merged] = [await look(agent, from.id), await look(agent, into.id)];
    expect([old.status, old.mergedInto?.number, old.messages]).toEqual(["closed", into.number, []]);
    expect([
      merged.messages.length,
      written(merged, "It got worse."),
      happened(merged, "merged_from"),
    ]).toEqual([3, 1, 1]);
    await customer.goto("/portal/notifications");
    await customer.getByText(`merged your ticket ${from.number} into ${into.number}`).waitFor(PATIENCE);
  });
});

describe("a button that is pressed twice", () => {
  /** Nothing that looks like a failure. */
  const unmoved = async (page: Page) => {
    // Next reads the title of a new page out by an alert of its own.
    const alerts = page.locator('[role="alert"]:not(#__next-route-announcer__)').filter({ hasText: /\w/ });
    expect(await alerts.allTextContents()).toEqual([]);
  };

  test("of the customer does what it says once", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const ticket = await openTicket(customer);
    await goTo(customer, "portal", ticket);

    await field(customer).fill("Twice sent.");
    await send(customer).dblclick();
    await messages(customer).getByText("Twice sent.").waitFor(PATIENCE);
    await customer.getByRole("button", { name: "Mark as resolved" }).dblclick();
    const reopen = customer.getByRole("button", { name: "Reopen" });
    await reopen.waitFor(PATIENCE);
    await unmoved(customer);
    await reopen.dblclick();
    await customer.getByRole("button", { name: "Mark as resolved" }).waitFor(PATIENCE);
    await unmoved(customer);
    await customer.getByRole("button", { name: "Mark as resolved" }).dblclick();
    await customer.getByRole("radio", { name: "Good", exact: true }).check({ ...PATIENCE, force: true });
    await customer.getByRole("button", { name: "Send rating" }).dblclick();
    await expect.poll(async () => (await look(agent, ticket.id)).rating, PATIENCE).toBe(4);
    await customer.getByRole("button", { name: "Close ticket" }).dblclick();
    await dialog(customer).getByRole("button", { name: "Close ticket" }).dblclick();
    await customer
      .getByText("You closed the ticket")
      .or(customer.getByText(/closed the ticket/))
      .first()
      .waitFor(PATIENCE);
    await unmoved(customer);

    const after = await look(agent, ticket.id);
    expect(written(after, "Twice sent.")).toBe(1);
    expect(happened(after, "rated")).toBe(1);
    expect(
      after.timeline.filter(({ type }) => type === "status_changed").map(({ newValue }) => newValue),
    ).toEqual(["resolved", "new", "resolved", "closed"]);
  });

  test("cancels a ticket once", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const ticket = await openTicket(customer);
    await goTo(customer, "portal", ticket);
    await customer.getByRole("button", { name: "Cancel ticket" }).dblclick();
    await dialog(customer).getByRole("button", { name: "Cancel ticket" }).dblclick();
    await customer.getByText(/cancelled the ticket/).waitFor(PATIENCE);
    await unmoved(customer);
    expect(happened(await look(agent, ticket.id), "status_changed")).toBe(1);
  });

  test("of staff does what it says once", async ({ newPage }) => {
    const [agent, customer] = [await newPage({ as: "agent" }), await newPage({ as: "customer" })];
    const [ticket, other] = [await openTicket(customer), await openTicket(customer)];
    await say(customer, "portal", ticket.id, "And my invoice is wrong.");
    await goTo(agent, "admin", ticket);
    const told = (text: RegExp) => agent.getByText(text).first().waitFor(PATIENCE);

    await agent.getByRole("button", { name: "Assign to me" }).dblclick();
    await told(/took the ticket/);
    await field(agent).fill("We look at it.");
    await send(agent).dblclick();
    await agent.getByRole("button", { name: "Send now" }).dblclick(PATIENCE);
    await messages(agent).getByText("We look at it.").waitFor(PATIENCE);
    await choose(agent, "Put on hold");
    await told(/put the ticket on hold/);

    await choose(agent, "Split…");
    await dialog(agent).getByLabel("Subject of the new ticket").fill("Wrong invoice");
    await dialog(agent)
      .getByRole("checkbox", { name: /my invoice is wrong/ })
      .check(PATIENCE);
    await expectAccessible(agent);
    await dialog(agent).getByRole("button", { name: "Make the ticket" }).dblclick();
    await told(/made the new ticket/);

    await choose(agent, "Link…");
    await dialog(agent).getByRole("combobox", { name: "The other ticket" }).fill(other.number);
    await dialog(agent)
      .getByRole("option", { name: new RegExp(other.number) })
      .click(PATIENCE);
    await dialog(agent).getByLabel("How they belong together").selectOption("This one blocks the other");
    await dialog(agent).getByRole("button", { name: "Link", exact: true }).dblclick();
    await told(/Connected tickets/);

    await choose(agent, "Put aside…");
    await dialog(agent)
      .getByRole("radio", { name: /Tomorrow morning/ })
      .check();
    await expectAccessible(agent);
    await dialog(agent).getByRole("button", { name: "Put aside" }).dblclick();
    await told(/put the ticket aside until/);
    await choose(agent, "Bring back now");
    await told(/brought the ticket back/);

    await choose(agent, "Open a follow-up…");
    await dialog(agent)
      .getByLabel(/^First message/)
      .fill("We will call you on Monday.");
    await dialog(agent).getByRole("button", { name: "Open the follow-up" }).dblclick();
    await agent.getByRole("heading", { level: 1, name: /^Follow-up: / }).waitFor(PATIENCE);

    await goTo(agent, "admin", ticket);
    await agent.getByRole("button", { name: "Resolve", exact: true }).dblclick();
    await dialog(agent).getByLabel("How was it resolved?").selectOption("Something else");
    await dialog(agent).getByLabel("What was done").fill("The fan was replaced.");
    await dialog(agent).getByRole("button", { name: "Resolve", exact: true }).dblclick();
    const reopen = agent.getByRole("button", { name: "Reopen", exact: true });
    await reopen.waitFor(PATIENCE);
    await reopen.dblclick();
    await told(/reopened the ticket/);
    await unmoved(agent);

    const after = await look(agent, ticket.id);
    const once = ["assigned", "split", "linked", "snoozed", "snooze_ended", "follow_up_created"];
    expect(once.map((type) => [type, happened(after, type)])).toEqual(once.map((type) => [type, 1]));
    expect([after.links.length, written(after, "We look at it.")]).toEqual([1, 1]);
    const moves = after.timeline
      .filter(({ type }) => type === "status_changed")
      .map(({ newValue }) => newValue);
    expect(moves).toEqual(["assigned", "waiting_customer", "on_hold", "resolved", "in_progress"]);
  });
});

describe("the line is lost in the middle", () => {
  test("the message arrived and the answer did not: trying again sends no second one", async ({
    newPage,
  }) => {
    const agent = await newPage({ as: "agent" });
    const customer = await newPage({ as: "customer", tolerate: CUT_OFF });
    const ticket = await openTicket(customer);
    await withoutLive(customer);
    await goTo(customer, "portal", ticket);
    let cut = 0;
    await customer.route("**/portal/tickets/**", async (route) => {
      if (route.request().method() !== "POST" || cut > 0) return route.fallback();
      cut += 1;
      await route.fetch();
      return route.abort("failed");
    });
    await field(customer).fill("Did you get this?");
    await send(customer).click();
    await customer.getByText("This could not be sent.").waitFor(PATIENCE);
    expect(written(await look(agent, ticket.id), "Did you get this?")).toBe(1);
    await customer.getByRole("button", { name: "Try again" }).dblclick();
    await messages(customer).getByText("Did you get this?").waitFor(PATIENCE);
    await expect.poll(() => customer.getByText("This could not be sent.").count()).toBe(0);
    expect(written(await look(agent, ticket.id), "Did you get this?")).toBe(1);
  });

  test("the message never left: it is still there, also after the page is opened anew", async ({
    newPage,
  }) => {
    const agent = await newPage({ as: "agent" });
    const customer = await newPage({ as: "customer", tolerate: CUT_OFF });
    const ticket = await openTicket(customer);
    await goTo(customer, "portal", ticket);
    await customer.route("**/portal/tickets/**", (route) =>
      route.request().method() === "POST" ? route.abort("failed") : route.fallback(),
    );
    await field(customer).fill("Nobody hears me.");
    await send(customer).click();
    await customer.getByText("This could not be sent.").waitFor(PATIENCE);
    expect(written(await look(agent, ticket.id), "Nobody hears me.")).toBe(0);
    await customer.unroute("**/portal/tickets/**");
    await customer.reload();
    await expect.poll(() => field(customer).inputValue(), PATIENCE).toBe("Nobody hears me.");
    await send(customer).click();
    await messages(customer).getByText("Nobody hears me.").waitFor(PATIENCE);
    expect(written(await look(agent, ticket.id), "Nobody hears me.")).toBe(1);
  });

  test("a merge whose answer is lost is told as such, and trying again finds it done", async ({
    newPage,
  }) => {
    const [agent, customer] = [
      await newPage({ as: "agent", tolerate: CUT_OFF }),
      await newPage({ as: "customer" }),
    ];
    const [from, into] = [await openTicket(customer), await openTicket(customer)];
    await withoutLive(agent);
    await goTo(agent, "admin", from);
    await choose(agent, "Merge…");
    await dialog(agent).getByRole("combobox", { name: "Goes on in" }).fill(into.number);
    await dialog(agent)
      .getByRole("option", { name: new RegExp(into.number) })
      .click(PATIENCE);
    let cut = 0;
    await agent.route("**/admin/tickets/**", async (route) => {
      if (route.request().method() !== "POST" || cut > 0) return route.fallback();
      cut += 1;
      await route.fetch();
      return route.abort("failed");
    });
    await dialog(agent).getByRole("button", { name: "Merge", exact: true }).click();
    await dialog(agent).getByText("What you chose is still here").waitFor(PATIENCE);
    await dialog(agent).getByRole("button", { name: "Merge", exact: true }).click();
    await agent.getByRole("heading", { name: `This ticket is part of ${into.number} now` }).waitFor(PATIENCE);
    expect(happened(await look(agent, into.id), "merged_from")).toBe(1);
  });
});
