import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { test as base, expect, inject } from "vitest";
import { findChromium } from "../../scripts/lib/chromium.ts";
import type { DemoUser } from "./app.ts";

const OUTPUT = join(import.meta.dirname, "../e2e/output");

/** How Chromium reports a script that it leaves alone because scripts are off. */
const SCRIPT_NOT_RUN = /\.js csp$/;

export const VIEWPORTS = {
  phone: { width: 360, height: 740 },
  tablet: { width: 768, height: 1024 },
  desktop: { width: 1440, height: 900 },
} as const;
export const THEMES = ["light", "dark"] as const;

export type PageOptions = {
  /** Who is signed in; nobody by default. */
  as?: DemoUser;
  viewport?: keyof typeof VIEWPORTS;
  theme?: (typeof THEMES)[number];
  /** Off, to see that a page works without. */
  javaScript?: boolean;
  /** What the browser may complain about in this test because the test provokes it. */
  tolerate?: readonly RegExp[];
};

/**
 * `test` with `newPage`: opens a page in a browser context of its own. The test fails when one of its pages
 * throws, prints a warning or an error (violations of the Content-Security-Policy among them), or when a
 * request fails. Failed tests leave a picture of each page in `tests/e2e/output`.
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture depends on
  .extend("browser", { scope: "worker" }, async ({}, { onCleanup }) => {
    const executablePath = findChromium();
    if (!executablePath) throw new Error("No Chromium: `npm test` installs it or says how");
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("newPage", async ({ browser, task, onTestFinished }) => {
    const pages: Page[] = [];
    const problems: string[] = [];

    onTestFinished(async () => {
      if (task.result?.state === "fail" || problems.length > 0) await photograph(pages, task.name);
      await Promise.all(pages.map((page) => page.context().close()));
      expect(problems, "what the browser complained about").toEqual([]);
    });

    return async (options: PageOptions = {}): Promise<Page> => {
      const context = await browser.newContext({
        baseURL: inject("app").url,
        viewport: VIEWPORTS[options.viewport ?? "desktop"],
        colorScheme: options.theme ?? "light",
        reducedMotion: "reduce",
        javaScriptEnabled: options.javaScript ?? true,
        ...(options.as && { storageState: inject("sessions")[options.as] }),
      });
      const { javaScript = true, tolerate = [] } = options;
      collectProblems(context, problems, javaScript ? tolerate : [...tolerate, SCRIPT_NOT_RUN]);
      const page = await context.newPage();
      pages.push(page);
      return page;
    };
  });

function collectProblems(context: BrowserContext, problems: string[], tolerate: readonly RegExp[]): void {
  const add = (problem: string) => {
    if (!tolerate.some((pattern) => pattern.test(problem))) problems.push(problem);
  };
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      add(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  context.on("weberror", (error) => add(`exception: ${error.error().stack ?? error.error()}`));
  context.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "failed";
    // Leaving a page cancels what it was still loading.
    if (reason !== "net::ERR_ABORTED") add(`request: ${request.method()} ${request.url()} ${reason}`);
  });
}

async function photograph(pages: Page[], name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  const slug = name.replace(/[^a-z0-9]+/gi, "-").slice(0, 80);
  for (const [index, page] of pages.entries()) {
    if (!page.isClosed()) await page.screenshot({ path: join(OUTPUT, `${slug}-${index + 1}.png`) });
  }
}
