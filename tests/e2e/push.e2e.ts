// The whole way of a notification to a browser: allowed on the page, sent encrypted to a push service, handed to the
// real service worker of a real browser. Two things cannot be had here: Chromium subscribes at Google's push service
// alone, so the page is given a subscription of the local one; and only a person's click lets a worker open a window,
// so what it would open is written down.
import type { BrowserContext, Page } from "playwright-core";
import { expect, inject, onTestFinished } from "vitest";
import { test } from "../helpers/browser.ts";
import { makeBrowser, type Pushed, startPushService, VAPID } from "../helpers/push.ts";
import { newcomer, service, signInBy } from "./program.ts";

const PATIENCE = { timeout: 20_000 };
const PAGE = "/portal/profile/notifications";

type Shown = { title: string; body: string };
const shown = (page: Page) =>
  page.evaluate(async (): Promise<Shown[]> => {
    const worker = await navigator.serviceWorker.getRegistration("/");
    const all = (await worker?.getNotifications()) ?? [];
    return all.map(({ title, body }) => ({ title, body }));
  });

/** Hands the worker of this page what a push service would. */
async function pusherOf(page: Page): Promise<(data: string) => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  const registration = new Promise<string>((resolve) =>
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [found] = registrations.filter(({ isDeleted }) => !isDeleted);
      if (found) resolve(found.registrationId);
    }),
  );
  await devtools.send("ServiceWorker.enable");
  const registrationId = await registration;
  return async (data) => {
    const origin = inject("app").url;
    await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  };
}

/** Clicks a notification, and says what the worker opens or goes to. */
async function click(context: BrowserContext, title: string): Promise<string[]> {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker", PATIENCE));
  return worker.evaluate(async (name) => {
    // The types of a page know nothing of workers.
    // biome-ignore lint/suspicious/noExplicitAny: see above
    const self = globalThis as any;
    const seen: string[] = [];
    self.Clients.prototype.openWindow = async (url: string) => seen.push(url);
    self.WindowClient.prototype.focus = async function focus() {
      seen.push(`at ${this.url}`);
    };
    const all = await self.registration.getNotifications();
    const notification = all.find((one: { title: string }) => one.title === name);
    const event = new self.NotificationEvent("notificationclick", { notification });
    let done: Promise<unknown> | undefined;
    // An event of a script's own cannot keep the worker awake.
    Object.defineProperty(event, "waitUntil", {
      value: (promise: Promise<unknown>) => {
        done = promise;
      },
    });
    self.dispatchEvent(event);
    await done;
    return seen;
  }, title);
}

test("what happens is shown by a browser that is allowed to, and a click leads there", async ({
  newPage,
}) => {
  const browser = makeBrowser();
  const push = await startPushService({ mine: browser }, VAPID.VAPID_PUBLIC_KEY, inject("pushPort"));
  onTestFinished(async () => {
    await push.close();
  });
  const endpoint = `${push.origin}/mine/${crypto.randomUUID()}`;
  const customer = await newcomer();
  const page = await newPage();
  await page.context().grantPermissions(["notifications"], { origin: inject("app").url });
  await page.addInitScript(
    (subscription) => {
      let current: object | null = null;
      const ours = {
        endpoint: subscription.endpoint,
        toJSON: () => subscription,
        unsubscribe: async () => {
          current = null;
          return true;
        },
      };
      PushManager.prototype.getSubscription = async () => current as PushSubscription | null;
      PushManager.prototype.subscribe = async () => {
        current = ours;
        return current as PushSubscription;
      };
    },
    { endpoint, keys: { p256dh: browser.p256dh, auth: browser.auth } },
  );
  await signInBy(page, customer);
  await page.goto(PAGE);
  await page.getByRole("button", { name: "Allow in this browser" }).click();
  await page.getByText("One browser shows notifications.").waitFor(PATIENCE);

  // The last of the ways to a person is the browser.
  await page.getByRole("button", { name: "Send me a test" }).last().click();
  await expect.poll(() => push.pushed.length, PATIENCE).toBe(1);
  const sent = (push.pushed[0] as Pushed).message as { title: string; body: string; url: string };
  const deliver = await pusherOf(page);
  await deliver(JSON.stringify(sent));
  await expect.poll(() => shown(page), PATIENCE).toEqual([{ title: sent.title, body: sent.body }]);
  expect(sent.title).not.toBe("");
  // The page that it leads to is open already, another one is not.
  const origin = inject("app").url;
  expect(sent.url).toBe(PAGE);
  expect(await click(page.context(), sent.title)).toEqual([`at ${origin}${PAGE}`]);
  expect(await shown(page)).toEqual([]);
  await deliver(JSON.stringify({ ...sent, url: "/portal/tickets" }));
  await expect.poll(() => shown(page), PATIENCE).toHaveLength(1);
  expect(await click(page.context(), sent.title)).toEqual([`${origin}/portal/tickets`]);

  // Pages of the portal alone, whatever a message says.
  for (const url of [
    "https://evil.example/x",
    "//evil.example",
    "javascript:alert(1)",
    `blob:${origin}/x`,
    "http://[",
  ]) {
    await deliver(JSON.stringify({ title: "Elsewhere", url }));
    await expect.poll(() => shown(page), PATIENCE).toEqual([{ title: "Elsewhere", body: "" }]);
    expect(await click(page.context(), "Elsewhere"), url).toEqual([`${origin}/`]);
  }
  // One that cannot be read breaks nothing: browsers want something shown, and the next one is.
  const broken = ["", "nonsense", "null", "[]", "5", JSON.stringify({ title: 5, body: {}, url: [] })];
  for (const data of broken) await deliver(data);
  await expect
    .poll(() => shown(page), PATIENCE)
    .toEqual(broken.map(() => ({ title: "127.0.0.1", body: "" })));
  await deliver(JSON.stringify({ ...sent, tag: "another" }));
  await expect
    .poll(async () => (await shown(page)).map(({ title }) => title), PATIENCE)
    .toContain(sent.title);

  // Removed from the list, as from another device, it can be allowed again.
  await page.getByRole("button", { name: /^Remove / }).click();
  await page.getByText("No browser is allowed to show notifications yet.").waitFor(PATIENCE);
  await page.getByRole("button", { name: "Allow in this browser" }).click();
  await page.getByText("One browser shows notifications.").waitFor(PATIENCE);
  await page.getByRole("button", { name: "Stop in this browser" }).click();
  await page.getByText("No browser is allowed to show notifications yet.").waitFor(PATIENCE);
  const left = await service(`/rest/v1/push_subscriptions?user_id=eq.${customer.id}&select=id`);
  expect(left.json).toEqual([]);
});
