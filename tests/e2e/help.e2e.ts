import type { Page } from "playwright-core";
import { describe, expect, inject } from "vitest";
import { DEMO_PASSWORD, demoEmail } from "../helpers/app.ts";
import { test } from "../helpers/browser.ts";
import { service } from "./program.ts";

const PATIENCE = { timeout: 15_000 };
const path = (page: Page) => new URL(page.url()).pathname;
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });

test("a visitor finds an answer while typing, and says that it did not help, then that it did", async ({
  newPage,
}) => {
  const page = await newPage();
  await page.goto("/help");
  const search = page.getByRole("combobox", { name: "Search the help centre" });
  await search.fill("red light on the white box");
  await page.getByRole("option", { name: /lights on the fibre box/ }).waitFor(PATIENCE);
  await search.press("ArrowDown");
  await search.press("Enter");
  await heading(page, "What the lights on the fibre box (ONT) mean").waitFor(PATIENCE);

  const contents = page.getByRole("navigation", { name: "On this page" });
  await contents.getByRole("link", { name: "No lights at all" }).click();
  expect(new URL(page.url()).hash).toBe("#no-lights-at-all");
  await expect
    .poll(() => contents.locator("a[aria-current]").textContent(), PATIENCE)
    .toBe("No lights at all");

  const no = page.getByRole("button", { name: "No", exact: true });
  await no.click();
  await page.getByLabel("What was missing or wrong?").fill("A picture of the box");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Your words have reached us.").waitFor(PATIENCE);
  await page.reload();
  expect(await no.getAttribute("aria-pressed")).toBe("true");
  const yes = page.getByRole("button", { name: "Yes", exact: true });
  await yes.click();
  await page.getByText("Thank you, noted.").waitFor(PATIENCE);
  await expect.poll(() => yes.getAttribute("aria-pressed"), PATIENCE).toBe("true");
});

test("without script one searches, reads and votes all the same", async ({ newPage }) => {
  const page = await newPage({ javaScript: false, viewport: "phone" });
  await page.goto("/help");
  await page.getByText("Can I pay in instalments?").click();
  await page.getByText(/three monthly parts/).waitFor();
  await page.getByRole("combobox", { name: "Search the help centre" }).fill("turntable hum");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await heading(page, "Results for “turntable hum”").waitFor();
  expect(await page.locator("mark").first().textContent()).toMatch(/turntable|hum/i);
  await page.getByRole("link", { name: "Get rid of turntable hum" }).click();
  await heading(page, "Get rid of turntable hum").waitFor();
  await page.getByRole("button", { name: "No", exact: true }).click();
  await page.getByLabel("What was missing or wrong?").fill("My amplifier has no ground screw");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Your words have reached us.").waitFor();
});

test("what is for customers asks to sign in, and opens afterwards", async ({ newPage }) => {
  const page = await newPage();
  await page.goto("/help/workshop-prices");
  expect(path(page)).toBe("/login");
  await page.getByLabel("E-mail address").fill(demoEmail("customer"));
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await heading(page, "Price list of the workshop").waitFor(PATIENCE);
  expect(await page.locator('meta[name="robots"]').getAttribute("content")).toContain("noindex");
  await page.getByRole("link", { name: "Ask the assistant" }).waitFor();
});

test("what nobody has written about is noted, and leads to a ticket", async ({ newPage }) => {
  const words = `zeppelin ${crypto.randomUUID().slice(0, 8).replace(/\d/g, "x")}`;
  const page = await newPage({ as: "customer" });
  await page.goto(`/help/search?${new URLSearchParams({ q: words })}`);
  await page.getByText(`Nothing found for “${words}”`).waitFor();
  const gap = async () =>
    (await service(`/rest/v1/kb_searches?select=query,support&query=eq.${encodeURIComponent(words)}`)).json;
  await expect.poll(gap, PATIENCE).toEqual([{ query: words, support: "none" }]);
  await page.getByRole("main").getByRole("link", { name: "New ticket" }).first().click();
  await page.getByRole("link", { name: /^General question/ }).click();
  await expect.poll(() => page.getByLabel("Subject", { exact: true }).inputValue(), PATIENCE).toBe(words);
});

test("an article spares a ticket", async ({ newPage }) => {
  // The other customer of the demo has objected to statistics of searches.
  const page = await newPage({ as: "customer" });
  await page.goto("/portal/tickets/new?category=question");
  await page.getByLabel("Subject", { exact: true }).fill("turntable hum 50 Hz ground wire");
  await page.getByRole("link", { name: "Get rid of turntable hum" }).waitFor(PATIENCE);
  await page.getByRole("button", { name: /^This answers it.*turntable hum/ }).click();
  await page.getByText("Good that it helped. No ticket was opened.").waitFor(PATIENCE);
  await expect.poll(() => path(page), PATIENCE).toBe("/portal/tickets");
  const kept = async () =>
    (await service("/rest/v1/kb_searches?select=query&source=eq.ticket_form&query=like.turntable*")).json;
  await expect.poll(kept, PATIENCE).toEqual([{ query: "turntable hum 50 Hz ground wire" }]);
});

describe("addresses", () => {
  test("an old name leads on for good, one that never was to a search", async ({ newPage }) => {
    const page = await newPage({ tolerate: [/404/] });
    const [article] = (await service("/rest/v1/kb_articles?select=id&slug=eq.warranty")).json as {
      id: string;
    }[];
    const old = `guarantee-${crypto.randomUUID().slice(0, 8)}`;
    await service("/rest/v1/kb_redirects", { body: { old_slug: old, article_id: article?.id } });
    const moved = await page.request.get(`/help/${old}`, { maxRedirects: 0 });
    expect([moved.status(), moved.headers().location]).toEqual([308, "/help/warranty"]);
    const missing = await page.goto("/help/never-was");
    expect(missing?.status()).toBe(404);
    await page.getByRole("combobox", { name: "Search the help centre" }).waitFor();
  });

  test("search engines are told of public articles alone", async ({ newPage }) => {
    const page = await newPage();
    const origin = inject("app").url;
    const robots = await (await page.request.get("/robots.txt")).text();
    expect(robots).toContain(`Sitemap: ${origin}/sitemap.xml`);
    const sitemap = await (await page.request.get("/sitemap.xml")).text();
    expect(sitemap).toContain(`${origin}/help/ont-lights<`);
    expect(sitemap).not.toContain("workshop-prices");
    expect(sitemap).not.toContain("for-customers");
    await page.goto("/help/ont-lights");
    expect(await page.locator('link[rel="canonical"]').getAttribute("href")).toBe(
      `${origin}/help/ont-lights`,
    );
    const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
    expect(data).toMatchObject({ "@type": "BreadcrumbList" });
  });

  test("no page of the help centre is for a cache that others share", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    for (const address of ["/help", "/help/workshop-prices", "/api/portal/knowledge/search?q=router"]) {
      const answer = await page.request.get(address);
      expect(answer.headers()["cache-control"], address).toMatch(/no-store|private/);
    }
  });
});
