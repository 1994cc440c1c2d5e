import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { type DnsServer, startDns } from "../helpers/dns.ts";

const PATIENCE = { timeout: 15_000 };
const TARGET = "sites.portico.test";

let dns: DnsServer;
beforeAll(async () => {
  dns = await startDns(inject("app").dnsPort);
});
afterAll(() => dns.close());

/** The part of the page that is about one domain. */
const cardOf = (page: Page, hostname: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2, name: hostname }) });

async function add(page: Page, typed: string): Promise<void> {
  await page.getByLabel("Domain name", { exact: true }).fill(typed);
  await page.getByRole("button", { name: "Add domain" }).click();
}

test("a domain is added, its wrong record corrected, and verified before one's eyes; then it goes", async ({
  newPage,
}) => {
  const hostname = `www.journey-${Date.now()}.co.za`;
  const page = await newPage({ as: "customer" });
  await page.goto("/portal/domains");

  await add(page, "github.io");
  await page.getByText("Under this ending many people have their names").waitFor(PATIENCE);
  expect(await page.getByLabel("Domain name", { exact: true }).inputValue()).toBe("github.io");

  dns.set(hostname, "CNAME", "parked.registrar.com");
  await add(page, `https://${hostname.toUpperCase()}/home`);
  const card = cardOf(page, hostname);
  await card.waitFor(PATIENCE);
  expect(await page.getByLabel("Domain name", { exact: true }).inputValue()).toBe("");
  // Nobody has pressed anything: the first look is the worker's.
  await card.getByText("Records to correct").waitFor(PATIENCE);
  await card.getByText("parked.registrar.com").waitFor(PATIENCE);
  await card.getByText("The name does not exist in DNS yet.").waitFor(PATIENCE);
  await expectAccessible(page);

  const challenge = (await card.locator("code").nth(1).textContent()) ?? "";
  expect(await card.locator("code").allTextContents()).toEqual([
    "_portico-challenge.www",
    expect.stringMatching(/^[0-9a-f]{40}$/),
    "www",
    TARGET,
  ]);
  dns.set(`_portico-challenge.${hostname}`, "TXT", challenge);
  await card.getByRole("button", { name: `Check ${hostname} now` }).click();
  await card.getByText("The records still differ.").waitFor(PATIENCE);
  await card.getByText("Correct", { exact: true }).waitFor(PATIENCE);

  // Corrected, and found by somebody else's look: this page hears of it.
  dns.set(hostname, "CNAME", TARGET);
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  const elsewhere = await newPage({ as: "customer" });
  const { data } = (await (await elsewhere.request.get("/api/portal/domains?limit=1")).json()) as {
    data: [{ id: string; hostname: string }];
  };
  expect(data[0].hostname).toBe(hostname);
  const verified = await elsewhere.request.post(`/api/portal/domains/${data[0].id}/verify`);
  expect(verified.status()).toBe(200);
  await card.getByText("Verified", { exact: true }).waitFor(PATIENCE);
  await card.getByText("Both records are right.").first().waitFor(PATIENCE);
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);

  await card.getByRole("button", { name: `Remove ${hostname}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor(PATIENCE);
  await expectAccessible(page);
  expect(await dialog.getByRole("button", { name: "Remove domain" }).isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill(hostname);
  await dialog.getByRole("button", { name: "Remove domain" }).click();
  await card.waitFor({ state: "detached", ...PATIENCE });
  await page.getByText(`${hostname} was removed.`).waitFor(PATIENCE);
});

test("a name that somebody else claims is refused beside the field, with the record that proves it", async ({
  newPage,
}) => {
  const hostname = `shop-${Date.now()}.co.za`;
  const [rival, owner] = [await newPage({ as: "customer2" }), await newPage({ as: "customer" })];
  await rival.request.post("/api/portal/domains", { data: { hostname } });

  await owner.goto("/portal/domains");
  await add(owner, hostname);
  const refusal = owner.getByText(/Another customer has asked for/);
  await refusal.waitFor(PATIENCE);
  await expectAccessible(owner);
  const [, name = "", value = ""] =
    /name (\S+) and the value (\S+),/.exec((await refusal.textContent()) ?? "") ?? [];
  dns.set(name, "TXT", value);
  await owner.getByRole("button", { name: "Add domain" }).click();
  await cardOf(owner, hostname).waitFor(PATIENCE);
});

test("works without JavaScript", async ({ newPage }) => {
  const hostname = `plain-${Date.now()}.co.za`;
  const page = await newPage({ as: "customer2", javaScript: false });
  await page.goto("/portal/domains");
  await add(page, "*.shop.co.za");
  await page.getByText("Names with * are not possible.").waitFor(PATIENCE);
  expect(await page.getByLabel("Domain name", { exact: true }).inputValue()).toBe("*.shop.co.za");
  await add(page, hostname);
  const card = cardOf(page, hostname);
  await card.waitFor(PATIENCE);
  await card.getByRole("button", { name: `Remove ${hostname}` }).click();
  await card.waitFor({ state: "detached", ...PATIENCE });
});
