import { describe, expect, test } from "vitest";
import { allowedQuoteActions, currentStatus, QUOTE_VIEW_STATUSES } from "@/lib/quotes/status";
import { QUOTE_STATUSES, type QuoteStatus } from "@/lib/quotes/types";

const NOW = new Date("2026-11-21T08:00:00.000Z");
const quote = (status: QuoteStatus, validUntil: string | null = null, order: unknown = null) => ({
  status,
  validUntil,
  order,
});
const may = (status: QuoteStatus, validUntil?: string | null) =>
  allowedQuoteActions(quote(status, validUntil), "customer", NOW);

test.each<[QuoteStatus, string[]]>([
  ["requested", []],
  ["in_review", []],
  ["sent", ["accept", "decline", "request_changes"]],
  ["changes_requested", ["decline"]],
  ["accepted", []],
  ["declined", []],
  ["expired", ["request_changes"]],
])("with a quote that is %s a customer may do %j", (status, actions) => {
  expect(may(status)).toEqual(actions);
});

describe("validity", () => {
  test("counts to the last millisecond", () => {
    expect(may("sent", "2026-11-21T08:00:00.000Z")).toContain("accept");
    expect(may("sent", "2026-11-21T07:59:59.999Z")).toEqual(["request_changes"]);
  });

  test("ends nothing that was decided", () => {
    for (const status of QUOTE_STATUSES.filter((one) => one !== "sent")) {
      expect(currentStatus(quote(status, "2020-01-01T00:00:00.000Z"), NOW)).toBe(status);
    }
    expect(currentStatus(quote("sent", null), NOW)).toBe("sent");
  });
});

test("staff revise until it is accepted, and then make one order of it", () => {
  const staff = (status: QuoteStatus, order: unknown = null) =>
    allowedQuoteActions(quote(status, null, order), "staff", NOW);
  expect(staff("requested")).toEqual(["start_review", "send", "decline", "edit_draft"]);
  expect(staff("declined")).toEqual(["send", "edit_draft"]);
  expect(staff("accepted")).toEqual(["convert"]);
  expect(staff("accepted", { id: "1" })).toEqual([]);
});

test("every status is under open or under decided", () => {
  const both = [...(QUOTE_VIEW_STATUSES.open ?? []), ...(QUOTE_VIEW_STATUSES.decided ?? [])];
  expect(both.toSorted()).toEqual(QUOTE_STATUSES.toSorted());
});
