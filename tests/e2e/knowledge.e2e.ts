import type { Page } from "playwright-core";
import { describe, expect, inject } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { call, dataOf, service, signedIn } from "./program.ts";

const PATIENCE = { timeout: 20_000 };
/** A word that no other article has. */
const newWord = () => `q${crypto.randomUUID().replaceAll("-", "").slice(0, 10)}`;

type Article = { id: string; slug: string; version: number; status: string; body: string };

// Not by their labels: the page that was left stays in the document, hidden.
const field = (page: Page, name: string) => page.locator(`[name=${name}]:visible`);
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click(PATIENCE);
const preview = (page: Page) => page.getByRole("region", { name: "Preview" });
/** Once the preview is there, so is the script that minds the editor. */
const ready = (page: Page, words: string) => preview(page).getByText(words).first().waitFor(PATIENCE);

async function articleNow(slug: string): Promise<Article> {
  const { token } = await signedIn("agent");
  return dataOf<Article>(await call(`/api/admin/articles/${slug}`, { token }));
}
async function newArticle(word: string, more = {}): Promise<Article> {
  const { token } = await signedIn("agent");
  const [category] = (await service("/rest/v1/kb_categories?slug=eq.fibre&select=id")).json as {
    id: string;
  }[];
  const body = {
    title: `About ${word}`,
    body: `## First\n\nWords of ${word}.`,
    categoryId: category?.id,
    ...more,
  };
  return dataOf<Article>(await call("/api/admin/articles", { token, body }), 201);
}
/** The addresses of the articles that a visitor finds. */
async function found(word: string): Promise<string> {
  return (await call(`/api/portal/knowledge/search?q=${word}`)).text;
}
const helpPage = async (slug: string) => (await fetch(`${inject("app").url}/help/${slug}`)).status;

describe("an article", () => {
  test("is written, seen as readers will see it, published, found, taken back and gone", async ({
    newPage,
  }) => {
    const word = newWord();
    const page = await newPage({ as: "agent" });
    await page.goto("/admin/knowledge");
    await page.getByRole("link", { name: "New article" }).first().click();
    await page.getByRole("heading", { level: 1, name: "New article" }).waitFor(PATIENCE);
    await field(page, "title").fill(`Cables and ${word}`);
    await field(page, "summary").fill(`How to lay ${word} cables`);
    await field(page, "categoryId").selectOption({ label: "Fibre internet" });
    await field(page, "body").fill(`Use ${word} tape.`);
    await field(page, "body").press("End");
    await press(page, "Numbered list");
    await page.keyboard.type("\n2. Unroll it");
    await ready(page, "Unroll it");
    expect(await preview(page).locator("ol li").count()).toBe(2);
    const picture = { name: "cable.png", mimeType: "image/png", buffer: PIXEL };
    await page.locator("input[type=file]").setInputFiles(picture);
    await preview(page).locator("img").waitFor(PATIENCE);
    await expectAccessible(page);

    await page.keyboard.press("Control+s");
    await page.waitForURL(/\/admin\/knowledge\/[0-9a-f-]{36}/, PATIENCE);
    await page.getByRole("heading", { level: 1, name: `Cables and ${word}` }).waitFor(PATIENCE);
    const { slug } = await articleNow(`cables-and-${word}`);
    expect(await helpPage(slug)).toBe(404);

    await ready(page, "Unroll it");
    await press(page, "Publish");
    await expect.poll(() => found(word), PATIENCE).toContain(slug);
    expect(await helpPage(slug)).toBe(200);
    const reader = await newPage();
    await reader.goto(`/help/${slug}`);
    const shown = reader.locator("article img, main img").first();
    await shown.waitFor(PATIENCE);
    await expect
      .poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth), PATIENCE)
      .toBe(8);

    await page.getByRole("button", { name: "More", exact: true }).click(PATIENCE);
    await page.getByRole("menuitem", { name: "Take back to drafts" }).click();
    await page.getByText("Taken back. Readers do not find it any more.").waitFor(PATIENCE);
    expect(await found(word)).not.toContain(slug);
    expect(await helpPage(slug)).toBe(404);
  });

  test("that is changed stays as it was for readers; versions are compared and restored", async ({
    newPage,
  }) => {
    const word = newWord();
    const { id, slug } = await newArticle(word, { status: "published" });
    const page = await newPage({ as: "agent" });
    await page.goto(`/admin/knowledge/${id}`);
    await ready(page, `Words of ${word}.`);
    await field(page, "body").fill(`## First\n\nOther words of ${word}.`);
    await press(page, "Save draft");
    await page.getByText("Saved. Readers see it when you publish.").waitFor(PATIENCE);
    await page.getByText("Unpublished changes").first().waitFor(PATIENCE);
    expect(await (await fetch(`${inject("app").url}/help/${slug}`)).text()).not.toContain("Other words");

    await page.getByRole("link", { name: /Version 2/ }).click();
    await page.getByRole("heading", { level: 1, name: "Changes in version 2" }).waitFor(PATIENCE);
    await page.locator("del:visible", { hasText: "Words" }).waitFor(PATIENCE);
    await page.locator("ins:visible", { hasText: "Other" }).first().waitFor(PATIENCE);
    await page.getByRole("link", { name: "Earlier version" }).click();
    await page.getByRole("heading", { level: 1, name: "Changes in version 1" }).waitFor(PATIENCE);
    await press(page, "Go back to this version");
    await page.waitForURL(/edition=3/, PATIENCE);
    await ready(page, `Words of ${word}.`);
    expect(await field(page, "body").inputValue()).toBe(`## First\n\nWords of ${word}.`);
    expect(await articleNow(slug)).toMatchObject({ version: 3, body: `## First\n\nWords of ${word}.` });
  });

  test("keeps what was typed through a reload, and tells when somebody else was faster", async ({
    newPage,
  }) => {
    const word = newWord();
    const { id } = await newArticle(word);
    const page = await newPage({ as: "agent" });
    await page.goto(`/admin/knowledge/${id}`);
    await ready(page, `Words of ${word}.`);
    await field(page, "body").fill(`My words of ${word}.`);
    await page.getByText("Kept in this browser until you save").waitFor(PATIENCE);
    page.once("dialog", (dialog) => dialog.accept());
    await page.reload();
    await page.getByText("What you had not saved is back").waitFor(PATIENCE);
    expect(await field(page, "body").inputValue()).toBe(`My words of ${word}.`);

    const { token } = await signedIn("agent");
    const theirs = { body: `Their words of ${word}.`, expectedVersion: 1 };
    dataOf(await call(`/api/admin/articles/${id}`, { token, method: "PATCH", body: theirs }));
    await press(page, "Save draft");
    await page.getByText("changed this article while you were writing").waitFor(PATIENCE);
    expect(await field(page, "body").inputValue()).toBe(`My words of ${word}.`);
    await press(page, "Save mine over it");
    await page.getByText("Draft saved").waitFor(PATIENCE);
  });
});

test("a question that nothing answered becomes an article in one click", async ({ newPage }) => {
  const word = newWord();
  for (let n = 0; n < 2; n++) {
    const search = { query: `${word} warranty`, source: "help", support: "none" };
    expect((await service("/rest/v1/kb_searches", { body: search })).status).toBe(201);
  }
  const gaps = (await service(`/rest/v1/kb_gaps?label=like.*${word}*&select=id`)).json as { id: string }[];
  const page = await newPage({ as: "agent" });
  // As the list leads there; the list itself is long in a database that many tests use.
  await page.goto(`/admin/knowledge/new?gap=${gaps[0]?.id}`);
  await page.getByText(`For people who look for: ${word} warranty`).waitFor(PATIENCE);
  expect(await field(page, "keywords").inputValue()).toBe(`${word} warranty`);
  await field(page, "categoryId").selectOption({ label: "Fibre internet" });
  await field(page, "body").fill("Two years.");
  await ready(page, "Two years.");
  await press(page, "Publish");
  await page.waitForURL(/\/admin\/knowledge\/[0-9a-f-]{36}/, PATIENCE);
  await page.getByText("Searches that it is for").waitFor(PATIENCE);
  await page.goto("/admin/knowledge/gaps?status=done");
  const done = page.getByRole("listitem").filter({ hasText: word });
  await done.getByRole("button", { name: /^Open again/ }).click(PATIENCE);
  await expect.poll(() => done.count(), PATIENCE).toBe(0);
});

/** A picture of 8 by 8 points. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQImWM40+GCFTEMLQkA/RFmAdgR/fwAAAAASUVORK5CYII=",
  "base64",
);
