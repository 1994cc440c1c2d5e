import { type BrowserContext, chromium } from "playwright-core";
import { findChromium } from "../scripts/lib/chromium.ts";
import { UserError } from "../scripts/lib/steps.ts";
import { PAGES } from "../tests/e2e/pages.ts";
import type { App, Sessions } from "../tests/helpers/app.ts";
import type { Floor } from "./floor.ts";
import type { Finding } from "./main.ts";

/** Kilobytes (1000 bytes) of JavaScript on a first visit. */
const BUDGET = { signedIn: 180, signedOut: 155 };

/** The JavaScript that a first visit of each page transfers, compressed as the server sends it. */
export async function measureJavaScript(app: App, sessions: Sessions, floor: Floor): Promise<Finding> {
  const executablePath = findChromium();
  if (!executablePath) throw new UserError("No Chromium found: `npm test` installs it, or set CHROME_PATH.");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const finding: Finding = { rows: [], faults: [] };
  try {
    const bare = await browser.newContext();
    finding.rows.push({
      page: "(a bare Next page)",
      "JavaScript kB": await transferredBy(bare, floor.pageOfSize(10_000)),
      "budget kB": "",
    });
    for (const { route, as, address } of PAGES) {
      const [user] = as;
      if (user === undefined) continue;
      const context = await browser.newContext({
        baseURL: app.url,
        ...(user && { storageState: sessions[user] }),
      });
      const page = await context.newPage();
      const path = address ? await address(page) : route;
      const kilobytes = await transferredBy(context, path);
      await context.close();
      const budget = user ? BUDGET.signedIn : BUDGET.signedOut;
      finding.rows.push({ page: route, "JavaScript kB": kilobytes, "budget kB": budget });
      if (kilobytes > budget)
        finding.faults.push(`${route}: ${kilobytes} kB of JavaScript, more than ${budget} kB`);
    }
  } finally {
    await browser.close();
  }
  return finding;
}

async function transferredBy(context: BrowserContext, path: string): Promise<number> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on("Network.responseReceived", ({ requestId, response }) => {
    if (response.mimeType.includes("javascript")) scripts.add(requestId);
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(path, { waitUntil: "networkidle" });
  return Math.round(bytes / 100) / 10;
}
