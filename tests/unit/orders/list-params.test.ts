import { describe, expect, test } from "vitest";
import { encodeCursor } from "@/lib/core/ids";
import {
  daysOf,
  isNarrowed,
  nextOrdersQuery,
  orderListQuery,
  readOrderParams,
  toOrderFilters,
} from "@/lib/orders/list-params";

const CURSOR = encodeCursor({
  at: "2026-11-21T06:00:00.000000Z",
  id: "7dfdbe74-14ab-43ca-b581-c44e3460f191",
});

/** Where on the list one stands included. */
function wholeQuery(typed: Record<string, string | string[]>): string {
  const params = readOrderParams(typed);
  return orderListQuery(params, { limit: params.limit, cursor: params.cursor });
}

describe("the address of the list", () => {
  test("says nothing about the plain list", () => {
    const plain = readOrderParams({});
    expect(orderListQuery(plain)).toBe("");
    expect(isNarrowed(plain)).toBe(false);
    expect(toOrderFilters(plain)).toEqual({
      status: undefined,
      q: undefined,
      from: undefined,
      to: undefined,
    });
  });

  test.each([
    "?view=active",
    "?q=usb+impala&from=2026-01-01&to=2026-03-31&status=shipped&status=delivered",
    `?view=closed&limit=50&cursor=${CURSOR}`,
  ])("%s is read and written back", (address) => {
    const params: Record<string, string | string[]> = {};
    for (const [name] of new URLSearchParams(address)) {
      const all = new URLSearchParams(address).getAll(name);
      params[name] = all.length > 1 ? all : (all[0] ?? "");
    }
    expect(wholeQuery(params)).toBe(address);
  });

  test.each([
    [{ view: "everything", status: "lost", limit: "-1", cursor: "x" }, ""],
    [{ from: "2026-02-30", to: "yesterday" }, ""],
    [{ from: "0000-01-01", to: "9999-12-31" }, ""],
    [{ q: ["\u0007 usb ", "ignored"] }, "?q=usb"],
    [{ status: "shipped,nonsense" }, "?status=shipped"],
    [{ from: "2026-03-31", to: "2026-01-01" }, "?from=2026-01-01&to=2026-03-31"],
    [{ limit: "1000" }, "?limit=100"],
  ])("%j becomes %j", (typed, address) => {
    expect(wholeQuery(typed)).toBe(address);
  });

  test("a change begins at the first page again, the way on does not", () => {
    const params = readOrderParams({ view: "active", limit: "50" });
    expect(orderListQuery(params, { view: "all" })).toBe("");
    expect(nextOrdersQuery(params, null)).toBeNull();
    expect(nextOrdersQuery(params, CURSOR)).toBe("?view=active&limit=75");
    expect(nextOrdersQuery({ ...params, limit: 100 }, CURSOR)).toBe(
      `?view=active&limit=100&cursor=${CURSOR}`,
    );
  });

  test("a tab stands for statuses, and a chosen status for itself", () => {
    expect(toOrderFilters(readOrderParams({ view: "closed" })).status).toEqual(["cancelled", "refunded"]);
    expect(toOrderFilters(readOrderParams({ view: "closed", status: "paid" })).status).toEqual(["paid"]);
  });
});

test("periods are those of the reader's calendar", () => {
  const now = new Date("2026-12-31T23:30:00Z");
  expect(daysOf("thisYear", now, "Africa/Johannesburg")).toEqual({ from: "2027-01-01", to: "" });
  expect(daysOf("thisYear", now, "America/New_York")).toEqual({ from: "2026-01-01", to: "" });
  expect(daysOf("lastYear", now, "Africa/Johannesburg")).toEqual({ from: "2026-01-01", to: "2026-12-31" });
  expect(daysOf("last30", now, "Africa/Johannesburg")).toEqual({ from: "2026-12-02", to: "" });
  expect(daysOf("last90", now, "UTC")).toEqual({ from: "2026-10-02", to: "" });
});
