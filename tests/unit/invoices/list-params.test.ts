import { expect, test } from "vitest";
import { encodeCursor } from "@/lib/core/ids";
import {
  invoiceListQuery,
  nextInvoicesQuery,
  readInvoiceParams,
  toInvoiceFilters,
  viewCounts,
} from "@/lib/invoices/list-params";

const CURSOR = { at: "2026-11-21T00:00:00Z", id: "3f0c8e0e-0000-4000-8000-000000000001" };

test("without anything in the address, what is open is shown, the first due first", () => {
  const params = readInvoiceParams({});
  expect(params).toEqual({ view: "open", q: "", limit: 25, cursor: null });
  expect(toInvoiceFilters(params)).toEqual({ status: ["pending", "overdue"], sort: "due" });
  expect(invoiceListQuery(params)).toBe("");
});

test.each([
  ["pending,overdue", "open"],
  ["overdue,pending", "open"],
  [["overdue", "pending"], "open"],
  ["pending", "open"],
  ["overdue", "overdue"],
  ["paid", "paid"],
  ["cancelled", "cancelled"],
  ["paid,cancelled", "open"],
])("statuses as the API names them lead to a tab: %j", (status, view) => {
  expect(readInvoiceParams({ status }).view).toBe(view);
});

test("whatever somebody typed, an address is read", () => {
  const odd = { view: "everything", q: `a\u0000b${"x".repeat(300)}`, limit: "-5", cursor: "nonsense" };
  const params = readInvoiceParams(odd);
  expect(params).toMatchObject({ view: "open", limit: 25, cursor: null });
  expect(params.q).toHaveLength(100);
  expect(params.q.startsWith("abx")).toBe(true);
  expect(readInvoiceParams({ limit: "5000", view: ["paid", "all"] })).toMatchObject({
    limit: 100,
    view: "paid",
  });
});

test("the way on fills the page, then turns it; a change of tab begins anew", () => {
  const params = readInvoiceParams({ view: "paid", q: "fibre" });
  const next = encodeCursor(CURSOR);
  expect(nextInvoicesQuery(params, next)).toBe("?view=paid&q=fibre&limit=50");
  expect(nextInvoicesQuery({ ...params, limit: 100 }, next)).toContain(`cursor=${next}`);
  expect(nextInvoicesQuery(params, null)).toBeNull();
  expect(invoiceListQuery({ ...params, limit: 100, cursor: CURSOR }, { view: "all" })).toBe(
    "?view=all&q=fibre",
  );
});

test("tabs count what they show", () => {
  const counts = { pending: 2, overdue: 1, paid: 5, cancelled: 3 };
  const figures = { outstanding: [], overdue: [], counts, next: null, today: "2026-11-21" };
  expect(viewCounts(figures)).toEqual({ open: 3, overdue: 1, paid: 5, cancelled: 3, all: 11 });
});
