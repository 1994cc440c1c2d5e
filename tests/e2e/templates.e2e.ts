import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { call, dataOf, newcomer, openTicket, signedIn } from "./program.ts";

const PATIENCE = { timeout: 15_000 };
const unique = (word: string) => `${word} ${crypto.randomUUID().slice(0, 8)}`;

type Template = { id: string; version: number; body: string; isActive: boolean };

async function newTemplate(name: string, body = "Hello {{customer.first_name}}"): Promise<Template> {
  const { token } = await signedIn("agent");
  return dataOf<Template>(await call("/api/admin/templates", { token, body: { name, body } }), 201);
}
async function templateNow({ id }: Pick<Template, "id">): Promise<Template> {
  const { token } = await signedIn("agent");
  return dataOf<Template>(await call(`/api/admin/templates/${id}`, { token }));
}
// Not by their labels: the page that was left stays in the document, hidden.
const body = (page: Page) => page.locator("textarea[name=body]:visible");
const nameOf = (page: Page) => page.locator("input[name=name]:visible");
const save = (page: Page) => page.getByRole("button", { name: "Save template" }).click();

describe("a template", () => {
  test("is written with variables from a list, seen as it will be read, and found again", async ({
    newPage,
  }) => {
    const name = unique("Parcel");
    const customer = await newcomer();
    const ticket = await openTicket(customer);
    const page = await newPage({ as: "agent" });
    await page.goto("/admin/templates");
    await page.getByRole("link", { name: "New template" }).first().click();
    await page.getByRole("heading", { level: 1, name: "New template" }).waitFor(PATIENCE);
    await nameOf(page).fill(name);

    await body(page).fill("Hello {{customer.nickname}}, **thank you**. ");
    await page.getByText("There is no such variable: customer.nickname").waitFor(PATIENCE);
    await body(page).fill("Hello {{customer.first_name}}, **thank you**. Your order is ");
    await body(page).press("End");
    await page.getByRole("button", { name: "Insert a variable" }).click();
    await page.getByRole("menuitem", { name: "Order number" }).click();
    expect(await body(page).inputValue()).toMatch(/Your order is \{\{order\.number\}\}$/);

    const preview = page.getByRole("region", { name: "Preview" });
    await preview.getByText("Hello Naledi").waitFor(PATIENCE);
    expect(await preview.locator("strong").textContent()).toBe("thank you");
    await preview.getByLabel("Try it on a ticket").fill(ticket.number);
    await preview.getByRole("button", { name: "Use its values" }).click();
    await preview.getByText("Without a value here: Order number").waitFor(PATIENCE);
    await expectAccessible(page);

    await save(page);
    await page.getByRole("heading", { level: 1, name }).waitFor(PATIENCE);
    await page.goto(`/admin/templates?q=${encodeURIComponent(name)}`);
    await page.getByRole("link", { name: new RegExp(name) }).waitFor(PATIENCE);
  });

  test("that somebody else changed meanwhile keeps both texts, and asks which", async ({ newPage }) => {
    const mine = await newTemplate(unique("Shared"));
    const page = await newPage({ as: "agent" });
    await page.goto(`/admin/templates/${mine.id}`);
    // Once the preview is there, so is the script that minds the field.
    await page.getByRole("region", { name: "Preview" }).getByText("Hello").waitFor(PATIENCE);
    await body(page).fill("My words");
    const { token } = await signedIn("agent");
    const theirs = { body: "Their words", expectedVersion: 1 };
    dataOf(await call(`/api/admin/templates/${mine.id}`, { token, method: "PATCH", body: theirs }));

    await save(page);
    await page.getByText("changed this template while you were writing").waitFor(PATIENCE);
    expect(await body(page).inputValue()).toBe("My words");
    expect((await templateNow(mine)).body).toBe("Their words");
    await page.getByRole("button", { name: "Save mine over it" }).click();
    await page.getByText("Template saved").waitFor(PATIENCE);
    expect(await templateNow(mine)).toMatchObject({ body: "My words", version: 3 });
  });

  test("is archived with a way back, and duplicated", async ({ newPage }) => {
    const name = unique("Old");
    const mine = await newTemplate(name);
    const page = await newPage({ as: "agent" });
    await page.goto(`/admin/templates/${mine.id}`);
    await page.getByRole("button", { name: "Archive" }).click();
    await page.getByRole("button", { name: "Undo" }).click(PATIENCE);
    await page.getByText("Template is in use again").waitFor(PATIENCE);
    expect((await templateNow(mine)).isActive).toBe(true);

    await page.getByRole("link", { name: "Duplicate" }).click();
    await page.getByRole("heading", { level: 1, name: "New template" }).waitFor(PATIENCE);
    expect(await nameOf(page).inputValue()).toBe(`${name} (copy)`);
    expect(await body(page).inputValue()).toBe(mine.body);
  });
});

describe("the settings", () => {
  test("an admin makes a category with issue types, which customers then choose, and deletes it", async ({
    newPage,
  }) => {
    const label = `Visits ${[..."abcdefgh"].toSorted(() => Math.random() - 0.5).join("")}`;
    const page = await newPage({ as: "admin" });
    await page.goto("/admin/settings/categories/new");
    await page.getByLabel("Name", { exact: true }).fill(label);
    await page.getByRole("button", { name: "Add an issue type" }).click();
    await page.getByLabel("Issue type 1").fill("Too late");
    await page.getByRole("button", { name: "Save category" }).click();
    await page.getByRole("heading", { level: 1, name: label }).waitFor(PATIENCE);

    const { token } = await newcomer();
    const offered = dataOf<{ label: string; issueTypes: { label: string }[] }[]>(
      await call("/api/portal/tickets/categories", { token }),
    );
    expect(offered.find((one) => one.label === label)?.issueTypes).toMatchObject([{ label: "Too late" }]);

    await page.goto("/admin/settings/categories");
    await page.getByRole("button", { name: `Move ${label} up` }).click();
    await expect
      .poll(async () =>
        (await page.getByRole("list", { name: "Categories" }).locator("li").allTextContents()).at(-2),
      )
      .toContain(label);
    await page.getByRole("link", { name: new RegExp(label) }).click();
    await page.getByRole("heading", { level: 1, name: label }).waitFor(PATIENCE);
    await page.getByRole("button", { name: "Delete category" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete category" }).click();
    await page.getByRole("heading", { level: 1, name: "Categories" }).waitFor(PATIENCE);
    await expect.poll(() => page.getByRole("link", { name: new RegExp(label) }).count()).toBe(0);
  });

  test("a tag gets another name on its tickets; agents only look", async ({ newPage }) => {
    const tag = `t${crypto.randomUUID().slice(0, 8)}`;
    const ticket = await openTicket(await newcomer());
    const { token } = await signedIn("agent");
    dataOf(await call(`/api/admin/tickets/${ticket.id}`, { token, method: "PATCH", body: { tags: [tag] } }));

    const watcher = await newPage({ as: "agent" });
    await watcher.goto(`/admin/settings/tags?q=${tag}`);
    await watcher.getByRole("link", { name: new RegExp(tag) }).waitFor(PATIENCE);
    expect(await watcher.getByRole("button", { name: `Change ${tag}` }).count()).toBe(0);

    const page = await newPage({ as: "admin" });
    await page.goto(`/admin/settings/tags?q=${tag}`);
    await page.getByRole("button", { name: `Change ${tag}` }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    await page.getByLabel("New name").fill(`${tag}-new`);
    await page.getByRole("button", { name: "Rename tag" }).click();
    await page.getByRole("link", { name: new RegExp(`${tag}-new`) }).waitFor(PATIENCE);
    // Without a reload.
    await watcher.getByRole("link", { name: new RegExp(`${tag}-new`) }).waitFor(PATIENCE);
    const now = dataOf<{ tags: string[] }>(await call(`/api/admin/tickets/${ticket.id}`, { token }));
    expect(now.tags).toEqual([`${tag}-new`]);
  });
});
