import type { Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { call, dataOf, signedIn, supabase } from "./program.ts";

const PATIENCE = { timeout: 20_000 };
const CALENDAR = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "BEGIN:VEVENT",
  "UID:1",
  "DTSTART;VALUE=DATE:20200102",
  "RRULE:FREQ=YEARLY",
  "SUMMARY:Second day of the year",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");

type Settings = {
  policies: { priority: string; category: string | null; firstResponse: number }[];
  hours: { weekday: number; opens: string; closes: string }[];
  holidays: { day: string; name: string }[];
};

const card = (page: Page, name: string) =>
  page.locator("section", { has: page.getByRole("heading", { level: 2, name }) });

/** What the database says, and how it is put back afterwards. */
async function settingsOf(token: string) {
  const rpc = async (name: string, body: Record<string, unknown> = {}) =>
    (await supabase(`/rest/v1/rpc/${name}`, { token, body })).json as Settings;
  const before = await rpc("get_sla_settings");
  onTestFinished(async () => {
    await rpc("set_sla_policies", { p_policies: before.policies });
    await rpc("set_business_hours", { p_hours: before.hours });
    const now = await rpc("get_sla_settings");
    const added = now.holidays
      .map(({ day }) => day)
      .filter((day) => !before.holidays.some((one) => one.day === day));
    if (added.length > 0) await rpc("remove_holidays", { p_days: added });
  });
  return { before, now: () => rpc("get_sla_settings"), rpc };
}

test("an admin changes promises, hours and holidays; two at once are told, and lose nothing", async ({
  newPage,
}) => {
  const { token } = await signedIn("admin");
  const { now, rpc } = await settingsOf(token);
  const page = await newPage({ as: "admin" });
  await page.goto("/admin/settings/sla");

  // A promise that is no time is marked, and mended.
  const promises = card(page, "Promised times");
  const first = promises.getByLabel("First answer (High, All categories)");
  await first.waitFor(PATIENCE);
  await first.fill("soon");
  await promises.getByRole("button", { name: "Save" }).click();
  await promises.getByText(/Write each time as 30m/).waitFor(PATIENCE);
  await expect.poll(() => first.evaluate((field) => field === document.activeElement)).toBe(true);
  await first.fill("3h 30m");
  await promises.getByLabel("Category", { exact: true }).selectOption({ label: "Billing" });
  await promises.getByRole("button", { name: "Add" }).click();
  await promises.getByLabel("First answer (Urgent, Billing)").fill("20m");
  await promises.getByRole("button", { name: "Save" }).click();
  const savedPolicy = async (priority: string, category: string | null) =>
    (await now()).policies.find((one) => one.priority === priority && one.category === category)
      ?.firstResponse;
  await expect.poll(() => savedPolicy("high", null), PATIENCE).toBe(210);
  expect(await savedPolicy("urgent", "billing")).toBe(20);

  // A second window on Sunday night, while somebody else changes the hours.
  const hours = card(page, "Opening hours");
  await hours.getByRole("button", { name: "Add hours on Sunday" }).click();
  await hours.getByLabel("Sunday, opens").fill("22:00");
  await hours.getByLabel("Sunday, closes").fill("02:00");
  await rpc("set_business_hours", { p_hours: [{ weekday: 0, opens: "10:00", closes: "11:00" }] });
  await hours.getByRole("button", { name: "Save" }).click();
  await hours.getByText(/Somebody changed this in the meantime/).waitFor(PATIENCE);
  expect(await hours.getByLabel("Sunday, opens").inputValue()).toBe("22:00");
  await hours.getByRole("button", { name: "Load what is there now" }).click();
  await expect.poll(() => hours.getByLabel("Monday, opens").inputValue(), PATIENCE).toBe("10:00");
  await hours.getByRole("button", { name: "Add hours on Sunday" }).click();
  await hours.getByLabel("Sunday, opens").fill("22:00");
  await hours.getByLabel("Sunday, closes").fill("02:00");
  await hours.getByRole("checkbox", { name: /^Also recompute/ }).check();
  await hours.getByRole("button", { name: "Save" }).click();
  // The night is kept as an evening and a morning.
  await expect
    .poll(async () => (await now()).hours, PATIENCE)
    .toEqual([
      { weekday: 0, opens: "00:00", closes: "02:00" },
      { weekday: 0, opens: "10:00", closes: "11:00" },
      { weekday: 6, opens: "22:00", closes: "24:00" },
    ]);
  await page.getByText(/open tickets? (was|were) recomputed/).waitFor(PATIENCE);

  // Holidays of a calendar are looked at before they are added.
  const holidays = card(page, "Holidays");
  await holidays.getByText("From a calendar file").click();
  await holidays
    .getByLabel("Calendar file (.ics)")
    .setInputFiles({ name: "x.ics", mimeType: "text/calendar", buffer: Buffer.from("no calendar") });
  await holidays.getByRole("button", { name: "Show what is in it" }).click();
  await holidays.getByText(/This is not an iCalendar file/).waitFor(PATIENCE);
  await holidays
    .getByLabel("Calendar file (.ics)")
    .setInputFiles({ name: "days.ics", mimeType: "text/calendar", buffer: Buffer.from(CALENDAR) });
  await holidays.getByRole("button", { name: "Show what is in it" }).click();
  await holidays.getByText("3 days from this year to the year after the next").waitFor(PATIENCE);
  const found = (await now()).holidays.filter(({ name }) => name === "Second day of the year");
  expect(found).toEqual([]);
  await expectAccessible(page);
  await holidays.getByRole("button", { name: "Add chosen days" }).click();
  await expect
    .poll(
      async () => (await now()).holidays.filter(({ name }) => name === "Second day of the year").length,
      PATIENCE,
    )
    .toBe(3);
});

test("agents read the promises, and customers when an answer is due", async ({ newPage }) => {
  const agent = await newPage({ as: "agent" });
  await agent.goto("/admin/settings/sla");
  await agent.getByText("Only admins change this. You can read it.").waitFor(PATIENCE);
  expect(await card(agent, "Opening hours").getByRole("button", { name: "Save" }).count()).toBe(0);
  expect(
    await card(agent, "Promised times").getByLabel("First answer (High, All categories)").isDisabled(),
  ).toBe(true);

  const customer = await newPage({ as: "customer" });
  const data = { subject: `Hum at night ${Date.now()}`, description: "It hums.", category: "technical" };
  const opened = await customer.request.post("/api/portal/tickets", { data });
  const { number } = ((await opened.json()) as { data: { number: string } }).data;
  await customer.goto(`/portal/tickets/${number}`);
  await customer.getByText(/Expect a first answer by/).waitFor(PATIENCE);
  const staff = await signedIn("agent");
  const body = { body: "Which hum?" };
  dataOf(await call(`/api/admin/tickets/${number}/messages`, { token: staff.token, body }), 201);
  await customer.reload();
  await customer.getByText(/Waiting for your answer since/).waitFor(PATIENCE);

  await agent.goto(`/admin/tickets/${number}`);
  await agent.getByText(/left to solve it/).waitFor(PATIENCE);
});
