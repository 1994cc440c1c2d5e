import { describe, expect, test } from "vitest";
import { readChatParams } from "@/lib/assistant/chat-params";
import { subjectOf, suggestAbout, suggestFirst } from "@/lib/assistant/suggestions";
import { MODULES } from "@/lib/core/modules";
import { openingWords } from "@/lib/core/opening";
import type { Dashboard } from "@/lib/dashboard/types";

const NOTHING: Dashboard = {
  modules: [...MODULES],
  openTickets: 0,
  waitingForYou: 0,
  resolvedTickets: 0,
  activeOrders: 0,
  pendingInvoices: 0,
  overdueInvoices: 0,
  outstanding: { amount: 0, currency: "ZAR" },
  openQuotes: 0,
  upcomingCalls: 0,
  recentTickets: [],
  recentActivity: [],
  upNext: [],
};

const next = (kind: Dashboard["upNext"][number]["kind"], number: string | null) => ({
  kind,
  number,
  at: "2026-11-24T10:00:00Z",
  resourceId: "r",
  title: "",
});

describe("first questions", () => {
  test("come from the customer's own situation, what is late first", () => {
    const dashboard = {
      ...NOTHING,
      activeOrders: 2,
      pendingInvoices: 1,
      upNext: [next("delivery", "UA-10026"), next("invoice_overdue", "INV-7")],
    };
    expect(suggestFirst(dashboard).slice(0, 2)).toEqual([
      { key: "invoiceOverdue", number: "INV-7" },
      { key: "order", number: "UA-10026" },
    ]);
    expect(suggestFirst(dashboard)).toHaveLength(4);
  });

  test("name no record that has no number", () => {
    const dashboard = { ...NOTHING, activeOrders: 1, upNext: [next("delivery", null)] };
    expect(suggestFirst(dashboard)[0]).toEqual({ key: "anyOrder" });
  });

  test("are those of everybody for who has nothing yet, and nothing about goods where none are sold", () => {
    expect(suggestFirst(NOTHING)).toEqual(
      ["returns", "delivery", "warranty", "person"].map((key) => ({ key })),
    );
    expect(suggestFirst({ ...NOTHING, modules: [] })).toEqual([{ key: "person" }]);
  });

  test("are about the record of the page", () => {
    expect(suggestAbout({ kind: "invoice", number: "INV-7" })).toEqual([
      { key: "invoiceDue", number: "INV-7" },
      { key: "invoicePay", number: "INV-7" },
    ]);
  });
});

test.each([
  ["/portal/orders/UA-10024", { kind: "order", number: "UA-10024" }],
  ["/portal/tickets/TKT-2026-00012", { kind: "ticket", number: "TKT-2026-00012" }],
  ["/portal/tickets/new", null],
  ["/portal/orders", null],
  ["/portal/orders/7dfdbe74-14ab-43ca-b581-c44e3460f191", null],
  ["/portal/services/SV-1", null],
  [
    "/portal/services/7DFDBE74-14ab-43ca-b581-c44e3460f191",
    { kind: "service", number: "7dfdbe74-14ab-43ca-b581-c44e3460f191" },
  ],
  ["/portal/services", null],
  ["/portal/domains", { kind: "domain", number: "" }],
  ["/portal/orders/UA-1/../../x", null],
  ["/portal/orders/<img src=x>", null],
  ["https://evil.example/portal/orders/UA-1", null],
])("the page %s is about %j", (path, subject) => {
  expect(subjectOf(path)).toEqual(subject);
});

test("an address that makes no sense is as if it said nothing", () => {
  expect(
    readChatParams({ session: "x", q: ["  a\u0000b ", "c"], cursor: "nonsense", about: "/etc/passwd" }),
  ).toEqual({ sessionId: null, q: "ab", cursor: null, about: null, told: null });
});

test("what became of a form is told of a conversation, and by a word that is known", () => {
  const of = "00000000-0000-4000-8000-000000000001";
  expect(readChatParams({ notice: "rename_failed", of, typed: ` My\u0000${"x".repeat(200)}` }).told).toEqual({
    notice: "rename_failed",
    id: of,
    typed: `My${"x".repeat(118)}`,
  });
  expect(readChatParams({ notice: "hacked", of }).told).toBeNull();
  expect(readChatParams({ notice: "deleted", of: "x" }).told).toBeNull();
});

test.each([
  ["2026-11-21T14:00:00Z", "16:00"],
  ["2026-11-23T06:00:00Z", "Monday 08:00"],
  ["2027-01-04T06:00:00Z", "Mon 4 Jan, 08:00"],
])("somebody who is back at %s is back %s", (opensAt, words) => {
  expect(openingWords(opensAt, new Date("2026-11-21T10:00:00Z"), "en-GB", "Africa/Johannesburg")).toBe(words);
});
