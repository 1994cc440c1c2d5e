import { expect, test } from "vitest";
import { quoteProgress } from "@/lib/quotes/progress";
import type { QuoteEventType, QuoteStatus } from "@/lib/quotes/types";

const event = (type: QuoteEventType, hour: number) => ({ type, createdAt: `2026-11-21T0${hour}:00:00.000Z` });

function statesOf(status: QuoteStatus, order: unknown = null) {
  const progress = quoteProgress({ status, order, createdAt: "2026-11-21T08:00:00.000Z", events: [] });
  return progress.map(({ state }) => state).join(" ");
}

test.each([
  ["requested", "done current upcoming upcoming upcoming"],
  ["in_review", "done current upcoming upcoming upcoming"],
  ["changes_requested", "done current upcoming upcoming upcoming"],
  ["sent", "done done done current upcoming"],
  ["declined", "done done done stopped upcoming"],
  ["expired", "done done done stopped upcoming"],
  ["accepted", "done done done done current"],
] as const)("a quote that is %s stands at: %s", (status, states) => {
  expect(statesOf(status)).toBe(states);
});

test("with its order every step is done", () => {
  expect(statesOf("accepted", { id: "1" })).toBe("done done done done done");
});

test("a step names the latest time that it was reached", () => {
  const events = [event("sent", 1), event("changes_requested", 2), event("sent", 3), event("accepted", 4)];
  const progress = quoteProgress({
    status: "accepted",
    order: null,
    createdAt: "2026-11-20T08:00:00.000Z",
    events,
  });
  expect(progress.map(({ at }) => at?.slice(11, 13) ?? null)).toEqual(["08", null, "03", "04", null]);
});
