import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "../helpers/browser.ts";
import { call, service, signedIn } from "./program.ts";

const PATIENCE = { timeout: 20_000 };

/** From the first step to the calendar. */
async function chooseTime(page: Page): Promise<void> {
  await page.getByRole("button", { name: "See free times" }).click();
  await page.getByRole("grid").waitFor(PATIENCE);
  await page.getByRole("gridcell").getByRole("link").first().waitFor(PATIENCE);
}

/** The slots of half an hour from nine to eleven, in a line. */
const MORNING = /^09:00\D.*09:30\D.*10:00\D.*10:30\D*$/;

const firstTime = (page: Page) => page.locator("section[aria-labelledby=call-times] li a:visible").first();

test("a customer books by keyboard, moves the call, cancels it, and can book it again", async ({
  newPage,
}) => {
  const page = await newPage({ as: "customer" });
  await page.goto("/portal/calls");
  await page.getByRole("link", { name: "Book a call" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Book a call" }).waitFor(PATIENCE);
  await chooseTime(page);

  // The grid is one stop of the tab key; arrows go along its days.
  const day = page.locator("[data-day][tabindex='0']:visible");
  await day.waitFor(PATIENCE);
  const from = await day.getAttribute("data-day");
  await day.focus();
  await page.keyboard.press("ArrowDown");
  const below = await page.evaluate(() => document.activeElement?.getAttribute("data-day"));
  expect(Date.parse(below ?? "") - Date.parse(from ?? "")).toBe(7 * 86_400_000);
  await page.keyboard.press("ArrowUp");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-day"))).toBe(from);
  expect(await page.locator(`[data-day="${from}"]:visible`).getAttribute("aria-label")).toMatch(
    /, \d+ free times?$/,
  );
  await page.keyboard.press("Enter");

  await firstTime(page).click();
  const purpose = `Talk about ${crypto.randomUUID().slice(0, 8)}`;
  await page.getByLabel("What should we talk about?").fill(purpose);
  await page.getByRole("button", { name: "Book this call" }).click();
  await page.getByRole("heading", { level: 1, name: purpose }).waitFor(PATIENCE);
  await page.getByText("Your call is booked").waitFor(PATIENCE);
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const file = await page.request.get(`/api/portal/calls/${id}/ics`);
  expect(await file.text()).toContain("METHOD:REQUEST");

  await page.getByRole("link", { name: "Move", exact: true }).click();
  await page.getByRole("grid").waitFor(PATIENCE);
  await firstTime(page).click();
  await page.getByRole("button", { name: "Move the call" }).click();
  await page.getByText("Your call has a new time").waitFor(PATIENCE);

  await page.getByRole("link", { name: "Cancel the call" }).click();
  await page.getByRole("heading", { level: 1, name: "Cancel the call" }).waitFor(PATIENCE);
  await page.getByLabel("Why do you cancel?").fill("It works now");
  await page.getByRole("button", { name: "Cancel the call" }).click();
  await page.getByText("Your call is cancelled").waitFor(PATIENCE);
  expect(await page.getByRole("link", { name: "Book again" }).isVisible()).toBe(true);
  // By mistake: its time is still free.
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "Cancel the call" }).waitFor(PATIENCE);
  await page.getByText("took the cancellation back").first().waitFor(PATIENCE);
});

test("all of it works without script", async ({ newPage }) => {
  const page = await newPage({ as: "customer2", javaScript: false });
  await page.goto("/portal/calls/new");
  await chooseTime(page);
  await firstTime(page).click();
  const purpose = `Plain ${crypto.randomUUID().slice(0, 8)}`;
  await page.getByLabel("What should we talk about?").fill(purpose);
  await page.getByRole("button", { name: "Book this call" }).click();
  await page.getByText("Your call is booked").waitFor(PATIENCE);
  await page.getByRole("link", { name: "Cancel the call" }).click();
  await page.getByRole("button", { name: "Cancel the call" }).click();
  await page.getByText("Your call is cancelled").waitFor(PATIENCE);
});

describe("staff", () => {
  test("keep what was said; it is summed up, and what was agreed is confirmed by both sides", async ({
    newPage,
  }) => {
    const [customer, agent] = await Promise.all([signedIn("customer"), signedIn("agent")]);
    const [user] = (await service(`/rest/v1/portal_users?id=eq.${customer.id}&select=customer_id`)).json as {
      customer_id: string;
    }[];
    const purpose = `Recorded ${crypto.randomUUID().slice(0, 8)}`;
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const [made] = (
      await service("/rest/v1/scheduled_calls", {
        headers: { prefer: "return=representation" },
        body: { customer_id: user?.customer_id, starts_at: ago(60), ends_at: ago(30), purpose },
      })
    ).json as { id: string }[];
    const desk = await newPage({ as: "agent" });
    await desk.goto(`/admin/calls/${made?.id}`);
    await desk.getByRole("button", { name: "It took place" }).click();
    await desk.getByText("Took place", { exact: true }).first().waitFor(PATIENCE);
    await desk
      .getByLabel("Or paste it here")
      .fill(
        "Agent: The router is too old for this line.\nAgent: I will send you a new router.\nCustomer: Thank you!",
      );
    await desk.getByRole("button", { name: "Keep transcript" }).click();
    await desk.getByText("I will send you a new router.").first().waitFor(PATIENCE);

    const page = await newPage({ as: "customer" });
    await expect
      .poll(
        async () => {
          const { json } = await call(`/api/portal/calls/${made?.id}/transcript`, { token: customer.token });
          return (json as { data?: { summaryBy?: string } }).data?.summaryBy;
        },
        { timeout: 30_000 },
      )
      .toBe("extract");
    await page.goto(`/portal/calls/${made?.id}`);
    await page.getByText("Picked from the transcript").waitFor(PATIENCE);
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("Waits for us").waitFor(PATIENCE);
    const { json } = await call(`/api/admin/calls/${made?.id}`, { token: agent.token });
    const { data } = json as { data: { actions: { text: string; owner: string; status: string }[] } };
    expect(data.actions).toMatchObject([
      { text: "I will send you a new router.", owner: "us", status: "proposed" },
    ]);
    await desk.reload();
    await desk.getByRole("button", { name: "Confirm" }).click();
    await desk.getByText("Agreed", { exact: true }).waitFor(PATIENCE);
  });

  test("say when they can be called, and see what that makes before they save it", async ({ newPage }) => {
    const page = await newPage({ as: "admin" });
    await page.goto("/admin/calls/availability");
    const preview = page.getByRole("complementary");
    await page.getByLabel("Monday, from, window 1").fill("09:00");
    await page.getByLabel("Monday, until, window 1").fill("08:00");
    await preview.getByText("Each window opens before it closes").waitFor(PATIENCE);
    await page.getByLabel("Monday, until, window 1").fill("11:00");
    await preview.getByText(/^Not saved yet\. \d+ slots?/).waitFor(PATIENCE);
    await preview.getByText(MORNING).first().waitFor(PATIENCE);
    await page.getByRole("button", { name: "Save the week" }).click();
    await preview.getByText("Not saved yet").waitFor({ state: "detached", ...PATIENCE });
    await preview.getByText(MORNING).first().waitFor(PATIENCE);

    // A choice of colleague acts at once, and keeps the focus.
    await page.goto("/admin/calls");
    const colleague = page.getByLabel("Colleague");
    await colleague.focus();
    await colleague.selectOption({ index: 1 });
    await page.waitForURL(/agent=/);
    expect(await colleague.evaluate((select) => select === document.activeElement)).toBe(true);
    await page.getByRole("link", { name: "Week after" }).click();
    await page.waitForURL(/week=.*agent=/);
  });

  test("see it without script too, and lose nothing that they typed", async ({ newPage }) => {
    const page = await newPage({ as: "agent", javaScript: false });
    await page.goto("/admin/calls/availability");
    const [from, until] = ["from", "until"].map((end) => page.getByLabel(`Sunday, ${end}, window 1`));
    await from?.fill("09:00");
    await until?.fill("11:00");
    await page.getByRole("button", { name: "Preview what is typed" }).click();
    await page.getByRole("complementary").getByText("Not saved yet").waitFor(PATIENCE);
    await page.getByRole("complementary").getByText(MORNING).first().waitFor(PATIENCE);
    expect([await from?.inputValue(), await until?.inputValue()]).toEqual(["09:00", "11:00"]);
    await until?.fill("08:00");
    await page.getByRole("button", { name: "Save the week" }).click();
    await page.getByRole("alert").getByText("Each window opens before it closes").waitFor(PATIENCE);
    expect(await until?.inputValue()).toBe("08:00");
    await page.goto("/admin/calls");
    await page.getByLabel("Colleague").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/agent=/);
  });
});
