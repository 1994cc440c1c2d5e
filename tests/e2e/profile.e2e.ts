import { expect } from "vitest";
import { DEMO_PASSWORD } from "../helpers/app.ts";
import { test } from "../helpers/browser.ts";
import { call, dataOf, newcomer, service, signInBy } from "./program.ts";

const PATIENCE = { timeout: 15_000 };

/** A customer whose number the business has on file. */
async function withPhone() {
  const customer = await newcomer();
  const phone = `+2782${String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0)
    .slice(-7)
    .padStart(7, "0")}`;
  const path = `/rest/v1/customer_profiles?id=eq.${customer.customerId}`;
  expect((await service(path, { method: "PATCH", body: { phone } })).status).toBe(204);
  return { ...customer, phone };
}

/** The code that was kept for a number, where no service sends it. */
async function codeTo(phone: string): Promise<string> {
  // Without the plus, which the embedded Supabase reads as a space.
  const path = `/rest/v1/message_logs?to_number=like.*${phone.slice(1)}&order=created_at.desc&limit=1`;
  const read = async () => ((await service(path)).json as { body_text: string }[])[0]?.body_text ?? "";
  await expect.poll(read, PATIENCE).toMatch(/^\d{6} /);
  return (await read()).slice(0, 6);
}

test.for([true, false])(
  "a customer signs in with a code by WhatsApp (script: %s)",
  async (javaScript, { newPage }) => {
    const { phone } = await withPhone();
    const page = await newPage({ javaScript });
    await page.goto("/login");
    await page.getByRole("link", { name: "Sign in with a code by WhatsApp" }).click();
    await page.getByLabel("Phone number").fill("12");
    await page.getByRole("button", { name: "Send code" }).click();
    await page.getByText("Enter a phone number such as").waitFor(PATIENCE);
    await page.getByLabel("Phone number").fill(`0${phone.slice(3)}`);
    await page.getByRole("button", { name: "Send code" }).click();
    await page.getByRole("heading", { level: 1, name: "Enter your code" }).waitFor(PATIENCE);
    const code = await codeTo(phone);
    const field = page.getByLabel("Code", { exact: true });
    expect(await field.getAttribute("autocomplete")).toBe("one-time-code");

    await field.fill(code === "111111" ? "222222" : "111111");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("This code is wrong or has expired").waitFor(PATIENCE);
    // As it is pasted from a message.
    await field.fill(` ${code.slice(0, 3)} ${code.slice(3)} `);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL("**/portal/dashboard", PATIENCE);
  },
);

test("a number that is nobody's looks the same", async ({ newPage }) => {
  const page = await newPage();
  await page.goto("/login/phone");
  await page.getByLabel("Phone number").fill("+27 82 000 0001");
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByRole("heading", { level: 1, name: "Enter your code" }).waitFor(PATIENCE);
  await page.getByText(/You can ask for another code in \d+ seconds/).waitFor(PATIENCE);
});

test("a customer keeps their profile, and signs out another device", async ({ newPage }) => {
  const customer = await newcomer();
  const page = await newPage();
  await signInBy(page, customer);
  await page.goto("/portal/profile");

  await page.getByLabel("Change your name").click();
  await page.getByLabel("Name", { exact: true }).first().fill("Nomsa Renamed");
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await page.getByText("Nomsa Renamed").locator("visible=true").first().waitFor(PATIENCE);

  await page.getByText("Add an address").click();
  await page.getByRole("button", { name: "Save address" }).click();
  await page.getByText("Enter the street and number.").waitFor(PATIENCE);
  await page.getByLabel("Street and number").fill("1 Kloof Street");
  await page.getByLabel("Town or city").fill("Cape Town");
  await page.getByLabel("Deliver here").check();
  await page.getByRole("button", { name: "Save address" }).click();
  await page.getByText("1 Kloof Street, Cape Town, South Africa").waitFor(PATIENCE);

  await page.getByLabel("Ask for a correction: Customer number").click();
  await page.getByLabel("What should stand there?").locator("visible=true").fill("C-000042");
  await page.getByRole("button", { name: "Send request" }).locator("visible=true").click();
  await page.getByText("We have your request").waitFor(PATIENCE);
  const { addresses, fullName } = dataOf<{ addresses: { isDelivery: boolean }[]; fullName: string }>(
    await call("/api/portal/profile", { token: customer.token }),
  );
  expect([fullName, addresses.map(({ isDelivery }) => isDelivery)]).toEqual(["Nomsa Renamed", [true]]);
  const wrong = await call("/api/portal/profile", {
    method: "PUT",
    token: customer.token,
    body: { role: "admin" },
  });
  expect(wrong.status).toBe(422);

  const other = dataOf<{ session: { accessToken: string } }>(
    await call("/api/portal/auth/login", { body: { email: customer.email, password: DEMO_PASSWORD } }),
  );
  const isIn = async (token: string) =>
    (await call("/api/portal/profile/sessions", { token })).status === 200;
  expect(await isIn(other.session.accessToken)).toBe(true);
  await page.goto("/portal/profile/security");
  await page.getByText("This device").waitFor(PATIENCE);
  await page.getByRole("button", { name: "Sign out all others" }).click();
  await page.getByRole("button", { name: "Sign out all others" }).waitFor({ ...PATIENCE, state: "detached" });
  expect([await isIn(customer.token), await isIn(other.session.accessToken)]).toEqual([true, false]);
});

test.for([true, false])(
  "a customer puts another number in place of theirs (script: %s)",
  async (javaScript, { newPage }) => {
    const customer = await withPhone();
    const page = await newPage({ javaScript });
    await signInBy(page, customer);
    await page.goto("/portal/profile");
    await page.getByLabel("Confirm or change your phone number").click();
    const tail = customer.phone.slice(-7).split("").reverse().join("");
    await page.getByLabel("Phone number", { exact: true }).fill(`083${tail}`);
    await page.getByLabel("Your password", { exact: true }).locator("visible=true").fill("not my password");
    await page.getByRole("button", { name: "Send code" }).click();
    await page.getByText("This is not your current password.").waitFor(PATIENCE);
    expect(await page.getByLabel("Phone number", { exact: true }).inputValue()).toBe(`083${tail}`);
    await page.getByLabel("Your password", { exact: true }).locator("visible=true").fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Send code" }).click();
    await page.getByText(/a code is on its way to it/).waitFor(PATIENCE);
    const code = await codeTo(`+2783${tail}`);

    const field = page.getByLabel("Code", { exact: true });
    await field.fill(code === "111111" ? "222222" : "111111");
    await page.getByRole("button", { name: "Confirm number" }).click();
    await page.getByText("This code is wrong or has expired").waitFor(PATIENCE);
    await field.fill(code);
    await page.getByRole("button", { name: "Confirm number" }).click();
    const stored = async () => {
      const profile = await call("/api/portal/profile", { token: customer.token });
      return dataOf<{ phone: string; isPhoneVerified: boolean }>(profile);
    };
    await expect.poll(stored, PATIENCE).toMatchObject({ phone: `+2783${tail}`, isPhoneVerified: true });
    await page.getByText("Confirmed", { exact: true }).locator("visible=true").first().waitFor(PATIENCE);
  },
);
