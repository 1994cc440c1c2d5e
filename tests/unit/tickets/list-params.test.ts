import { describe, expect, test } from "vitest";
import { encodeCursor } from "@/lib/core/ids";
import {
  isFiltered,
  listQuery,
  listStatuses,
  nextListQuery,
  readListParams,
  viewCounts,
} from "@/lib/tickets/list-params";

const CURSOR = { at: "2026-11-21T05:52:58.844000Z", id: "3f2b8a52-6f0e-4d7a-9c39-0a1f5f6f7a01" };

describe("an address", () => {
  test("without parameters shows what is open", () => {
    const params = readListParams({});
    expect(params).toMatchObject({ view: "open", q: "", limit: 25, cursor: null });
    expect(listQuery(params)).toBe("");
    expect(isFiltered(params)).toBe(false);
  });

  test("comes back as it was", () => {
    const query = `?view=resolved&q=left+speaker&category=billing&category=shipping&priority=high&limit=50&cursor=${encodeCursor(CURSOR)}`;
    const given = new URLSearchParams(query);
    const params = readListParams({
      view: "resolved",
      q: "left speaker",
      category: given.getAll("category"),
      priority: "high",
      limit: "50",
      cursor: given.get("cursor") ?? "",
    });
    expect(listQuery(params, { limit: params.limit })).toBe(query);
  });

  test("loses the characters that the database cannot look for", () => {
    expect(readListParams({ q: "\u0000left\ud800 speaker\u0007" }).q).toBe("left speaker");
  });

  test("that somebody made up is read as far as it makes sense", () => {
    const params = readListParams({
      view: "everything",
      who: "everybody",
      status: ["new", "open", "'; --"],
      category: "../x",
      priority: "critical,high",
      limit: "1e9",
      cursor: "nonsense",
      q: ["a", "b"],
    });
    expect(params).toEqual({
      view: "all",
      isMine: false,
      status: ["new"],
      category: [],
      priority: ["high"],
      limit: 100,
      cursor: null,
      q: "a",
    });
    expect(readListParams({ limit: "-3" }).limit).toBe(25);
    expect(Array.from(readListParams({ q: "👋".repeat(300) }).q)).toHaveLength(200);
  });
});

test("a change of what is shown begins at the first page again", () => {
  const params = readListParams({ limit: "75", cursor: encodeCursor(CURSOR), priority: "low" });
  expect(listQuery(params, { view: "all" })).toBe("?view=all&priority=low");
  expect(listQuery(params, { status: ["closed"] })).toBe("?status=closed&priority=low");
  expect(listQuery(readListParams({ who: "me" }), { view: "all" })).toBe("?view=all&who=me");
});

test("the way on adds rows until the page is full, then leads to the next one", () => {
  const next = encodeCursor(CURSOR);
  expect(nextListQuery(readListParams({}), next)).toBe("?limit=50");
  expect(nextListQuery(readListParams({ limit: "90" }), next)).toBe("?limit=100");
  expect(nextListQuery(readListParams({ limit: "100" }), next)).toBe(`?limit=100&cursor=${next}`);
  expect(nextListQuery(readListParams({}), null)).toBeNull();
});

test("a chosen status is asked for by itself, and received means in triage too", () => {
  expect(listStatuses(readListParams({ view: "waiting" }))).toEqual(["waiting_customer"]);
  expect(listStatuses(readListParams({ view: "all" }))).toBeUndefined();
  expect(listStatuses(readListParams({ view: "waiting", status: "new" }))).toEqual(["new", "waiting_ai"]);
});

test("tabs count their own", () => {
  const byStatus = { new: 2, waiting_customer: 1, resolved: 3, cancelled: 1 };
  expect(viewCounts({ company: null, total: 7, byStatus, byCategory: {} })).toEqual({
    open: 3,
    waiting: 1,
    resolved: 4,
    all: 7,
  });
});
