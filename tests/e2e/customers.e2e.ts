import { expect } from "vitest";
import { test } from "../helpers/browser.ts";
import { call, dataOf, errorOf, newcomer, openTicket, signedIn } from "./program.ts";

const PATIENCE = { timeout: 15_000 };

type Customer = { id: string; customerNumber: string; phone: string | null; version: number };

test("staff add a customer, find them again, and change what they know", async ({ newPage }) => {
  const name = `Zinhle ${crypto.randomUUID().slice(0, 8)}`;
  const page = await newPage({ as: "agent" });
  await page.goto("/admin/customers");
  await page.getByRole("link", { name: "New customer" }).click();
  await page.getByRole("heading", { level: 1, name: "New customer" }).waitFor(PATIENCE);

  // Without a way to reach them nobody is added, and nothing typed is lost.
  await page.getByLabel("Full name").fill(name);
  await page.getByRole("button", { name: "Add customer" }).click();
  await page
    .getByText(/Enter an e-mail address or a phone number/)
    .first()
    .waitFor(PATIENCE);
  expect(await page.getByLabel("Full name").inputValue()).toBe(name);
  await page.getByLabel("Phone").fill("+27 21 555 0100");
  await page.getByRole("button", { name: "Add customer" }).dblclick();
  await page.getByRole("heading", { level: 1, name }).waitFor(PATIENCE);

  const agent = await signedIn("agent");
  const find = async () =>
    dataOf<Customer[]>(
      await call(`/api/admin/customers?q=${encodeURIComponent(name)}`, { token: agent.token }),
    );
  expect(await find(), "a double click adds one").toHaveLength(1);

  await page.locator("input[name=companyName]:visible").fill("Blue Crane Bakery");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("heading", { level: 1, name: "Blue Crane Bakery" }).waitFor(PATIENCE);
  await page.goto(`/admin/customers?q=${encodeURIComponent("blue crane bakry")}`);
  await page.getByRole("link", { name: "Blue Crane Bakery" }).first().waitFor(PATIENCE);
});

test("somebody who is locked out is out at once, and let in again by one click", async ({ newPage }) => {
  const customer = await newcomer();
  await openTicket(customer);
  const page = await newPage({ as: "agent" });
  await page.goto(`/admin/customers/${customer.customerId}`);
  await page.getByRole("button", { name: /^Lock Nomsa Newcomer out$/ }).click();
  await page.getByText("Locked out", { exact: true }).waitFor(PATIENCE);
  errorOf(await call("/api/portal/tickets", { token: customer.token }), 403);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: /^Lock Nomsa Newcomer out$/ }).waitFor(PATIENCE);
  dataOf(await call("/api/portal/tickets", { token: customer.token }));
});

test("the API makes and changes customers once, and tells two at once", async () => {
  const { token } = await signedIn("agent");
  const body = { fullName: "Api Made", email: `${crypto.randomUUID()}@portico.test` };
  const headers = { "idempotency-key": crypto.randomUUID() };
  const made = dataOf<Customer>(await call("/api/admin/customers", { token, body, headers }), 201);
  expect(dataOf<Customer>(await call("/api/admin/customers", { token, body, headers }), 201).id).toBe(
    made.id,
  );
  expect(errorOf(await call("/api/admin/customers", { token, body }), 409).reason).toBe("customer_exists");

  const change = (changes: Record<string, unknown>) =>
    call(`/api/admin/customers/${made.customerNumber}`, { token, method: "PATCH", body: changes });
  expect(dataOf<Customer>(await change({ phone: "+27215550100", expectedVersion: 1 })).version).toBe(2);
  expect(errorOf(await change({ phone: null, expectedVersion: 1 }), 409).reason).toBe("customer_changed");
  expect(errorOf(await change({ email: "nobody" }), 422).fields).toHaveProperty("email");
  errorOf(await change({ accountStatus: "closed" }), 403);
});
