import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { concernsOfToday, sentenceOf } from "@/lib/dashboard/today";
import type { Dashboard, UpNext } from "@/lib/dashboard/types";
import messages from "@/messages/en/dashboard.json";

const t = createTranslator({ locale: "en", messages });

/** A Saturday morning in Johannesburg. */
const NOW = new Date("2026-11-21T06:00:00Z");
const READER = { now: NOW, locale: "en", timeZone: "Africa/Johannesburg" };
const HOUR = 3_600_000;

function dashboard(changes: Partial<Dashboard> = {}): Dashboard {
  return {
    modules: [],
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
    ...changes,
  };
}

const coming = (kind: UpNext["kind"], hours: number): UpNext => ({
  kind,
  at: new Date(NOW.getTime() + hours * HOUR).toISOString(),
  resourceId: `${kind} ${hours}`,
  number: null,
  title: "",
});
const say = (changes: Partial<Dashboard>) => sentenceOf(concernsOfToday(dashboard(changes), READER), t);
const keys = (changes: Partial<Dashboard>) =>
  concernsOfToday(dashboard(changes), READER).map(({ key }) => key);

describe("what matters today", () => {
  test("nothing, when nothing is open", () => {
    expect(concernsOfToday(dashboard(), READER)).toEqual([{ key: "nothing", values: {} }]);
  });

  test("that work goes on, when tickets are open and none waits", () => {
    expect(concernsOfToday(dashboard({ openTickets: 3 }), READER)).toEqual([
      { key: "working", values: { count: 3 } },
    ]);
  });

  test("what is asked of the customer comes before what comes to them", () => {
    const upNext = [coming("call", 2), coming("delivery", 3), coming("invoice_due", 24)];
    expect(keys({ waitingForYou: 1, overdueInvoices: 2, upNext })).toEqual(["waiting", "overdue"]);
    expect(keys({ waitingForYou: 1, upNext })).toEqual(["waiting", "call"]);
    expect(keys({ overdueInvoices: 2, upNext })).toEqual(["overdue", "call"]);
    expect(keys({ upNext })).toEqual(["call", "delivery"]);
  });

  test.each([
    ["call", 24, "call"],
    ["delivery", 24, "delivery"],
    ["installation", 72, "installation"],
    ["invoice_due", 144, "due"],
  ] as const)("%s is told up to %i hours ahead and not a day earlier", (kind, hours, key) => {
    expect(keys({ upNext: [coming(kind, hours)] })).toEqual([key]);
    expect(keys({ upNext: [coming(kind, hours + 24)] })).toEqual(["nothing"]);
  });

  test("a delivery that should have come before is not announced", () => {
    expect(keys({ upNext: [coming("delivery", -20)] })).toEqual(["nothing"]);
  });

  test("every combination gives one or two different concerns, and never more", () => {
    const kinds = ["call", "delivery", "invoice_due", "installation"] as const;
    for (let bits = 0; bits < 2 ** 7; bits += 1) {
      const on = (bit: number) => (bits >> bit) % 2;
      const found = keys({
        waitingForYou: on(0),
        overdueInvoices: on(1),
        openTickets: on(2),
        upNext: kinds.filter((_, index) => on(index + 3)).map((kind) => coming(kind, 5)),
      });
      expect([1, 2]).toContain(found.length);
      expect(new Set(found).size).toBe(found.length);
      expect(found.includes("nothing")).toBe(bits === 0);
      if (found.includes("working") || found.includes("nothing")) expect(found).toHaveLength(1);
    }
  });

  test("one or two concerns make one sentence", () => {
    expect(say({})).toBe("Nothing needs your attention today.");
    expect(say({ openTickets: 1 })).toBe("We are working on your ticket; nothing waits for you.");
    expect(say({ openTickets: 4 })).toBe("We are working on your 4 tickets; nothing waits for you.");
    expect(say({ waitingForYou: 1 })).toBe("One ticket waits for your answer.");
    expect(say({ waitingForYou: 3, overdueInvoices: 1 })).toBe(
      "3 tickets wait for your answer, and an invoice is overdue.",
    );
    expect(say({ waitingForYou: 1, upNext: [coming("invoice_due", 144)] })).toBe(
      "One ticket waits for your answer, and an invoice is due on Friday.",
    );
    expect(say({ upNext: [coming("call", 2), coming("delivery", 24)] })).toBe(
      "We call you today at 10:00 AM, and a delivery arrives tomorrow.",
    );
    expect(say({ overdueInvoices: 2, upNext: [coming("installation", 48)] })).toBe(
      "2 invoices are overdue, and your installation is on Monday at 8:00 AM.",
    );
  });

  test("days are those of the customer's calendar", () => {
    // 23:30 on Saturday in Johannesburg is still today there, and Sunday in Auckland.
    const upNext = [coming("call", 15.5)];
    expect(concernsOfToday(dashboard({ upNext }), READER)[0]?.values).toMatchObject({
      when: "today",
      time: "11:30 PM",
    });
    const auckland = { ...READER, timeZone: "Pacific/Auckland" };
    expect(concernsOfToday(dashboard({ upNext }), auckland)[0]?.values).toMatchObject({ when: "tomorrow" });
  });
});
