import { afterAll, beforeAll, describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { call, dataOf, newcomer, service, signedIn, signInBy, supabase } from "./program.ts";

const PATIENCE = { timeout: 20_000 };
const PAGE = "/portal/profile/notifications";

type Preferences = {
  groups: {
    key: string;
    channels: Record<string, boolean>;
    events: { key: string; channels: Record<string, boolean> }[];
  }[];
  quietHours: { from: string; to: string } | null;
  digest: string;
};
const preferencesOf = async (token: string) =>
  dataOf<Preferences>(await call("/api/portal/profile/preferences", { token }));
const channelsOf = ({ groups }: Preferences, key: string) =>
  groups.find((group) => group.key === key)?.channels;
const eventOf = ({ groups }: Preferences, key: string) =>
  groups.flatMap(({ events }) => events).find((event) => event.key === key)?.channels;

/** How long e-mails wait for somebody to read the news in the portal. */
async function waitBeforeMail(seconds: number) {
  const path = "/rest/v1/app_settings?key=eq.notification_email_delay_seconds";
  expect((await service(path, { method: "PATCH", body: { value: seconds } })).status).toBeLessThan(300);
}

describe("preferences of notifications", () => {
  beforeAll(() => waitBeforeMail(0));
  afterAll(() => waitBeforeMail(60));

  test("are chosen on one page, saved in place, and without script", async ({ newPage }) => {
    const customer = await newcomer();
    const page = await newPage();
    await signInBy(page, customer);
    await page.goto(PAGE);
    const orders = page.getByRole("group", { name: "Orders and deliveries" });
    await orders.getByLabel("E-mail").uncheck();
    // All of a kind is each of its events; one of them on its own leaves the kind in between.
    await page.getByRole("group", { name: "Quotes", exact: true }).getByLabel("E-mail").uncheck();
    await page.getByLabel("Choose for each event of Quotes").focus();
    await page.keyboard.press("Enter");
    const ready = page.getByRole("group", { name: "A quote is ready" }).getByLabel("E-mail");
    expect(await ready.isChecked()).toBe(false);
    await ready.check();
    await page.getByLabel("Quiet hours").check();
    await page.getByLabel("From", { exact: true }).fill("21:30");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Your preferences are saved.").waitFor();
    await expectAccessible(page);
    const saved = await preferencesOf(customer.token);
    expect(channelsOf(saved, "orders")).toMatchObject({ email: false });
    expect(channelsOf(saved, "tickets")).toMatchObject({ email: true });
    expect(channelsOf(saved, "quotes")).toMatchObject({ email: false });
    expect(eventOf(saved, "quote_sent")).toMatchObject({ email: true });
    expect(eventOf(saved, "quote_revised")).toMatchObject({ email: false });
    expect(saved.quietHours).toEqual({ from: "21:30", to: "07:00" });
    // What is about security cannot be switched off, on the page or past it.
    const security = page.getByRole("group", { name: /^Security/ });
    expect(await security.getByLabel("E-mail").isDisabled()).toBe(true);
    const off = { groups: { security: { email: false } } };
    const refused = await call("/api/portal/profile/preferences", {
      method: "PUT",
      token: customer.token,
      body: off,
    });
    expect(refused.status).toBe(422);

    const plain = await newPage({ javaScript: false });
    await signInBy(plain, customer);
    await plain.goto(PAGE);
    expect(
      await plain.getByRole("group", { name: "Orders and deliveries" }).getByLabel("E-mail").isChecked(),
    ).toBe(false);
    // A kind whose events differ is open; what is changed there is one event's alone.
    await plain.getByRole("group", { name: "A quote expires soon" }).getByLabel("E-mail").check();
    await plain.getByRole("group", { name: "Calls", exact: true }).getByLabel("E-mail").uncheck();
    await plain.getByLabel("Quiet hours").uncheck();
    await plain.getByLabel("E-mails", { exact: true }).selectOption("daily");
    await plain.getByRole("button", { name: "Save changes" }).click();
    await plain.getByText("Your preferences are saved.").waitFor();
    const chosen = await preferencesOf(customer.token);
    expect(chosen).toMatchObject({ quietHours: null, digest: "daily" });
    expect(channelsOf(chosen, "calls")).toMatchObject({ email: false });
    expect(eventOf(chosen, "call_reminder")).toMatchObject({ email: false });
    const mailed = ["quote_sent", "quote_revised", "quote_expiring"].map(
      (key) => eventOf(chosen, key)?.email,
    );
    expect(mailed).toEqual([true, false, true]);
  });

  test("an e-mail goes out, and is ended from its own link without signing in", async ({ newPage }) => {
    const [customer, agent] = await Promise.all([newcomer(), signedIn("agent")]);
    const made = await service("/rest/v1/orders", {
      body: {
        customer_id: customer.customerId,
        number: `N-${Date.now()}`,
        status: "processing",
        subtotal: 1_000,
        total: 1_000,
      },
      headers: { prefer: "return=representation" },
    });
    const [order] = made.json as { id: string }[];
    const change = async (status: string) => {
      const body = { p_order_id: order?.id, p_input: { status } };
      const changed = await supabase("/rest/v1/rpc/change_order_status", { token: agent.token, body });
      expect(changed.status, changed.text).toBeLessThan(300);
    };
    const mails = async () => {
      const query = `select=body_text&template=eq.notification_order_status&to_address=eq.${customer.email}`;
      return (await service(`/rest/v1/email_logs?${query}`)).json as { body_text: string }[];
    };
    await change("shipped");
    await expect.poll(mails, PATIENCE).toHaveLength(1);
    const link = /\/unsubscribe\?token=\S+/.exec((await mails())[0]?.body_text ?? "")?.[0] ?? "";

    const page = await newPage();
    await page.goto(link);
    // Looking changes nothing: programs open links too.
    expect(channelsOf(await preferencesOf(customer.token), "orders")).toMatchObject({ email: true });
    await page.getByRole("button", { name: "Stop these e-mails" }).click();
    await page.getByText("Done: no more e-mails about orders and deliveries.").first().waitFor();
    await expectAccessible(page);
    expect(channelsOf(await preferencesOf(customer.token), "orders")).toMatchObject({ email: false });
    await change("delivered");
    // The portal still tells of it.
    const told = async () =>
      dataOf<{ event: string }[]>(
        await call("/api/portal/notifications?group=orders", { token: customer.token }),
      ).length;
    await expect.poll(told, PATIENCE).toBe(2);
    expect(await mails()).toHaveLength(1);
  });

  test("staff see what goes out", async ({ newPage }) => {
    const page = await newPage({ as: "agent" });
    await page.goto("/admin/mail/deliveries?view=sent");
    await page.getByRole("heading", { level: 1, name: "Outgoing notifications" }).waitFor();
    await page.getByText("Orders and deliveries · E-mail").first().waitFor();
    await expectAccessible(page);
  });
});
