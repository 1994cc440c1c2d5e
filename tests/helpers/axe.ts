import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/**
 * Fails when axe finds a breach of WCAG 2.2 AA on the page as it is now; with `rules`, a breach of those. Most
 * of them do not depend on colours or sizes.
 */
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  // A page that is read again on the spot is without a title for a moment.
  await page.waitForFunction(() => document.title !== "");
  await page.evaluate(settled);
  // Only what is wrong is read: to say of all that is right where it stands takes axe as long as finding out.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"], selectors: false });
  if (rules) axe.withRules([...rules]);
  // The title is there, as just seen; it may be away for a moment again while axe looks.
  else axe.withTags(STANDARDS).disableRules("document-title");
  // Otherwise each look opens a page of its own to put together what frames found, and there are none.
  axe.setLegacyMode(true);
  const { violations } = await axe.analyze();
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes
      .filter(isThere)
      .map((node) => `${id}: ${help}\n  ${node.html}\n  ${node.failureSummary?.replaceAll("\n", "\n  ")}`),
  );
  expect(findings, `axe on ${page.url()}`).toEqual([]);
}

/** What is half scrolled under a bar is as large as ever once somebody scrolls on. */
function isThere({ failureSummary }: { failureSummary?: string }): boolean {
  return !failureSummary?.includes("partially obscured");
}

/** Resolves when nothing fades from one colour to another any more: half-way it has too little contrast. */
async function settled(): Promise<void> {
  // What a change sets off begins with the frame after it.
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  const passing = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(passing.map((one) => one.finished));
}
