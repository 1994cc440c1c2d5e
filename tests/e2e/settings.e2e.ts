import { expect, onTestFinished } from "vitest";
import { test } from "../helpers/browser.ts";
import { call, dataOf, signedIn } from "./program.ts";

const PATIENCE = { timeout: 15_000 };

type Settings = { supportEmail: string | null; buyAgainUrl: string | null; revision: string };

test("an admin changes a setting; two at once are told, and lose nothing that they typed", async ({
  newPage,
}) => {
  const admin = await signedIn("admin");
  const before = dataOf<Settings>(await call("/api/admin/settings", { token: admin.token }));
  onTestFinished(async () => {
    const body = { supportEmail: before.supportEmail, buyAgainUrl: before.buyAgainUrl };
    dataOf(await call("/api/admin/settings", { token: admin.token, method: "PATCH", body }));
  });
  const page = await newPage({ as: "admin" });
  await page.goto("/admin/settings");
  const business = page.locator("section", { has: page.getByRole("heading", { name: "Business" }) });
  const save = business.getByRole("button", { name: "Save changes" });

  // What cannot be is said beside the field, and stays there to be mended.
  const again = business.getByLabel("Where to buy again");
  await again.fill("shop.example");
  await save.click();
  await business.getByText("Enter an address that begins with https://.").waitFor(PATIENCE);
  expect(await again.inputValue()).toBe("shop.example");
  await expect.poll(() => again.evaluate((field) => field === document.activeElement)).toBe(true);
  await again.fill("https://shop.example/?q={sku}");
  await save.click();
  await page.getByText("Saved", { exact: true }).waitFor(PATIENCE);
  await expect
    .poll(() => settingsNow().then(({ buyAgainUrl }) => buyAgainUrl))
    .toBe("https://shop.example/?q={sku}");

  // Somebody else is faster.
  const body = { supportEmail: "first@acme.example" };
  dataOf(await call("/api/admin/settings", { token: admin.token, method: "PATCH", body }));
  const email = business.getByLabel("Support e-mail");
  await email.fill("second@acme.example");
  await save.click();
  await business.getByText(/Somebody changed the settings in the meantime/).waitFor(PATIENCE);
  expect(await email.inputValue()).toBe("second@acme.example");
  expect((await settingsNow()).supportEmail).toBe("first@acme.example");
  // Now that they know, their word counts; what they did not touch stays as the other left it.
  const later = { buyAgainUrl: "https://shop.example/later" };
  dataOf(await call("/api/admin/settings", { token: admin.token, method: "PATCH", body: later }));
  await save.click();
  await business.getByText(/Somebody changed the settings in the meantime/).waitFor(PATIENCE);
  await expect.poll(() => again.inputValue()).toBe("https://shop.example/later");
  await save.click();
  await expect.poll(() => settingsNow().then(({ supportEmail }) => supportEmail)).toBe("second@acme.example");
  expect((await settingsNow()).buyAgainUrl).toBe("https://shop.example/later");

  async function settingsNow() {
    return dataOf<Settings>(await call("/api/admin/settings", { token: admin.token }));
  }
});

test("an agent reads the settings and cannot change them", async ({ newPage }) => {
  const page = await newPage({ as: "agent" });
  await page.goto("/admin/settings");
  await page.getByText("Only admins change settings. You can read them.").waitFor(PATIENCE);
  expect(await page.getByRole("button", { name: "Save changes" }).count()).toBe(0);
  expect(await page.getByLabel("Support e-mail").isDisabled()).toBe(true);
});

test("without script an admin reads in the page what became of a change, and finds what they typed", async ({
  newPage,
}) => {
  const page = await newPage({ as: "admin", javaScript: false });
  await page.goto("/admin/settings");
  const section = (name: string) => page.locator("section", { has: page.getByRole("heading", { name }) });
  await section("Signing in").getByLabel("Staff need a second factor").check();
  await section("Signing in").getByRole("button", { name: "Save changes" }).click();
  await section("Signing in").getByText("Set up your own second factor first").waitFor(PATIENCE);

  const again = section("Business").getByLabel("Where to buy again");
  await again.fill("shop.example");
  await section("Business").getByRole("button", { name: "Save changes" }).click();
  await section("Business").getByText("Enter an address that begins with https://.").waitFor(PATIENCE);
  expect(await again.inputValue()).toBe("shop.example");

  await section("Days and amounts").getByRole("button", { name: "Save changes" }).click();
  await section("Days and amounts").getByText("Saved", { exact: true }).waitFor(PATIENCE);
});
