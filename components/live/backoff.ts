const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before try number `attempt` (from 0), in milliseconds: doubling up to half a minute,
 * with up to half of it left to chance, so that browsers cut off together do not return together.
 */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
  return longest / 2 + (random() * longest) / 2;
}
