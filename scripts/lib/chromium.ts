import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ELSEWHERE = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const APT = "apt-get";
const INSTALL_MINUTES = 10;

/** The Chromium or Chrome of this machine: CHROME_PATH, one on the PATH, or Playwright's own. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return [
    process.env.CHROME_PATH,
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...ELSEWHERE,
    chromium.executablePath(),
  ].find((path) => path && existsSync(path));
}

/** Installs Debian's Chromium where that takes no more than asking; otherwise says what to run. */
export function installChromium(): { hint?: string } {
  const hasApt = spawnSync(APT, ["--version"]).status === 0;
  const command = hasApt ? `sudo ${APT} install chromium` : "npx playwright-core install chromium";
  const hint = `No Chromium found: run \`${command}\`, or set CHROME_PATH.`;
  if (!hasApt || process.getuid?.() !== 0) return { hint };
  for (const args of [["update"], ["install", "--yes", "chromium"]]) {
    const options = {
      timeout: INSTALL_MINUTES * 60_000,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    if (spawnSync(APT, args, options).status !== 0) return { hint };
  }
  return findChromium() ? {} : { hint };
}
