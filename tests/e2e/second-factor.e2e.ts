import { Secret, TOTP } from "otpauth";
import { expect } from "vitest";
import { DEMO_PASSWORD } from "../helpers/app.ts";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { newcomer, signInBy } from "./program.ts";

const PATIENCE = { timeout: 15_000 };
const ACCOUNT = "/portal/profile/security";

test.for([true, false])(
  "somebody sets up a second factor and signs in with it (script: %s)",
  async (javaScript, { newPage }) => {
    const person = await newcomer();
    const page = await newPage({ javaScript });
    await signInBy(page, person);
    await page.goto(ACCOUNT);
    await page.getByRole("link", { name: "Set up a second factor" }).click();
    await page.getByRole("button", { name: "Begin" }).click();
    const secret = page.getByText("Or type this key into the app").locator("xpath=following-sibling::p");
    await secret.waitFor(PATIENCE);
    const totp = new TOTP({
      secret: Secret.fromBase32(((await secret.textContent()) ?? "").replace(/\s/g, "")),
    });

    // Somebody else's half minute, long ago.
    await page.getByLabel("Code of the app").fill(totp.generate({ timestamp: 0 }));
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("This code is wrong, too old").waitFor(PATIENCE);
    await page.getByLabel("Code of the app").fill(totp.generate());
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("heading", { name: "Your recovery codes" }).waitFor(PATIENCE);
    const codes = await page.locator("ol > li").allTextContents();
    expect(codes).toHaveLength(10);
    if (javaScript) await expectAccessible(page);
    await page.getByRole("link", { name: "Continue" }).click();
    await page.getByText("10 recovery codes left.").waitFor(PATIENCE);
    if (javaScript) await expectAccessible(page);

    await page.context().clearCookies();
    await page.goto(`/login?next=${encodeURIComponent(ACCOUNT)}`);
    await page.getByLabel("E-mail address").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Enter your code" }).waitFor(PATIENCE);
    if (javaScript) await expectAccessible(page);
    // Nothing is to be had in between.
    await page.goto("/portal/tickets");
    await page.getByRole("heading", { level: 1, name: "Enter your code" }).waitFor(PATIENCE);
    await page.goto(`/login/second-factor?next=${encodeURIComponent(ACCOUNT)}`);
    await page.getByLabel("Code", { exact: true }).fill(codes[0] ?? "");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("9 recovery codes left.").waitFor(PATIENCE);
  },
);
