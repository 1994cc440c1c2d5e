import { expect, test } from "vitest";
import { retryDelay } from "@/components/live/backoff";

const earliest = (attempt: number) => retryDelay(attempt, () => 0);
const latest = (attempt: number) => retryDelay(attempt, () => 1);

test("the first retry comes within half a second, later ones ever more slowly", () => {
  expect(latest(0)).toBe(500);
  for (let attempt = 1; attempt < 7; attempt += 1)
    expect(latest(attempt)).toBeGreaterThan(latest(attempt - 1));
});

test("the pause never grows beyond half a minute", () => {
  expect(latest(7)).toBe(30_000);
  expect(latest(2_000)).toBe(30_000);
});

test("half of each pause is left to chance", () => {
  for (const attempt of [0, 3, 50]) expect(earliest(attempt)).toBe(latest(attempt) / 2);
});
