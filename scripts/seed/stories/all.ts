import { ACCOUNT_STORIES } from "./accounts.ts";
import { AUDIO_STORIES } from "./audio.ts";
import { FIBRE_STORIES } from "./fibre.ts";
import { ORDER_STORIES } from "./orders.ts";
import type { Story } from "./story.ts";
import { WEBSITE_STORIES } from "./websites.ts";

export const STORIES: readonly Story[] = [
  ...ORDER_STORIES,
  ...AUDIO_STORIES,
  ...FIBRE_STORIES,
  ...WEBSITE_STORIES,
  ...ACCOUNT_STORIES,
];

/** The story of that name; a wrong one is a mistake in the demo's own plan. */
export function story(key: string): Story {
  const found = STORIES.find((candidate) => candidate.key === key);
  if (!found) throw new RangeError(`No story is called ${key}.`);
  return found;
}
