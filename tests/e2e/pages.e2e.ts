import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { THEMES, test, VIEWPORTS } from "../helpers/browser.ts";
import { PAGES } from "./pages.ts";

const APP = join(import.meta.dirname, "../../app");
const VISITS = PAGES.flatMap((page) => page.as.map((user) => ({ ...page, user, name: user ?? "nobody" })));

test("every page of the app is on the list", () => {
  const routes = readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("page.tsx"))
    .map((file) => `/${file.replace(/\([^)]+\)\//g, "").replace(/\/?page\.tsx$/, "")}`)
    .filter((route) => !route.startsWith("/dev/"));
  expect(PAGES.map(({ route }) => route).toSorted()).toEqual(routes.toSorted());
});

describe.each(VISITS)("$route as $name", ({ route, user, address }) => {
  test("is accessible and fits, on every screen and in both themes", async ({ newPage }) => {
    const page = await newPage(user ? { as: user } : {});
    const path = (await address?.(page)) ?? route;
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(200);
    expect(new URL(page.url()).pathname).toBe(path);
    await expectLoaded(page);
    expect(await page.locator("h1").count(), "number of h1").toBe(1);
    expect(await page.title(), "title").toMatch(/\S/);

    for (const [name, viewport] of Object.entries(VIEWPORTS)) {
      await page.setViewportSize(viewport);
      expect(await sideways(page), `wider than ${viewport.width} px`).toEqual([]);
      // What a tablet shows is on the phone or on the desktop too.
      if (name === "tablet") continue;
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page, colorScheme === "light" ? undefined : ["color-contrast"]);
      }
    }
  });
});

/** Waits until no skeleton is left. */
async function expectLoaded(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await expect.poll(() => page.locator(".animate-pulse").count(), { timeout: 10_000 }).toBe(0);
}

/** The elements that make the page scroll sideways; none when it does not. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width)
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
