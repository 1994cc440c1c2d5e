import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { ACTIVITY_KINDS, activityWords, worthTelling } from "@/lib/dashboard/activity";
import { type Activity, UP_NEXT_KINDS } from "@/lib/dashboard/types";
import { TICKET_STATUSES } from "@/lib/tickets/types";
import messages from "@/messages/en/dashboard.json";

const t = createTranslator({ locale: "en", messages });

function activity(changes: Partial<Activity> = {}): Activity {
  return {
    kind: "ticket_message",
    at: "2026-11-21T06:00:00Z",
    actorName: "Lerato Molefe",
    actorType: "staff",
    resourceType: "ticket",
    resourceId: "1",
    number: "TKT-2026-00001",
    title: "Left channel crackles",
    oldValue: null,
    newValue: null,
    ...changes,
  };
}

function sentence(of: Activity): string {
  const { key, values } = activityWords(of, "Thandi Nkosi");
  return t(`activity.${key}`, values);
}

describe("recent activity", () => {
  test.each(ACTIVITY_KINDS)("%s has a sentence", (kind) => {
    const resourceType = kind.startsWith("order") ? "order" : "ticket";
    expect(sentence(activity({ kind, resourceType }))).toMatch(/Lerato Molefe|TKT-2026-00001/);
  });

  test("every status that a ticket can get has one of its own", () => {
    const said = TICKET_STATUSES.map((newValue) =>
      sentence(activity({ kind: "ticket_status_changed", newValue })),
    );
    expect(new Set(said).size).toBe(TICKET_STATUSES.length);
  });

  test("what this version does not know is still told", () => {
    expect(sentence(activity({ kind: "ticket_sung_about" }))).toBe("Lerato Molefe changed a ticket");
    const order = activity({ kind: "order_lost", resourceType: "order", number: "SO-1" });
    expect(sentence(order)).toBe("Order SO-1 was updated");
  });

  test("the reader is 'you', a colleague has a name, and the portal is 'us'", () => {
    const actor = (changes: Partial<Activity>) =>
      activityWords(activity(changes), "Thandi Nkosi").values.actor;
    expect(actor({ actorName: "Thandi Nkosi", actorType: "customer" })).toBe("you");
    expect(actor({ actorName: "Pieter Botha", actorType: "customer" })).toBe("Pieter Botha");
    expect(actor({ actorName: "Thandi Nkosi", actorType: "staff" })).toBe("Thandi Nkosi");
    expect(actor({ actorName: "Portico", actorType: "system" })).toBe("us");
    expect(actor({ actorName: null })).toBe("us");
  });

  test("opening a settled ticket again is called so", () => {
    const moved = (oldValue: string, newValue: string) =>
      sentence(activity({ kind: "ticket_status_changed", oldValue, newValue }));
    expect(moved("resolved", "in_progress")).toBe("Lerato Molefe reopened a ticket");
    expect(moved("closed", "new")).toBe("Lerato Molefe reopened a ticket");
    expect(moved("on_hold", "in_progress")).toBe("Lerato Molefe started working on a ticket");
  });

  test("a change of status that comes with an answer is not told beside it", () => {
    const answer = activity();
    const change = activity({ kind: "ticket_status_changed", newValue: "waiting_customer" });
    expect(worthTelling([change, answer])).toEqual([answer]);
    const others = [
      { ...change, at: "2026-11-21T06:00:03Z" },
      { ...change, actorName: "Sam Jacobs" },
      { ...change, resourceId: "2" },
      activity({ kind: "ticket_priority_changed" }),
    ];
    expect(worthTelling([...others, answer])).toEqual([...others, answer]);
    expect(worthTelling([change])).toEqual([change]);
  });
});

test.each(UP_NEXT_KINDS)("what happens next knows %s", (kind) => {
  expect(t(`upNext.${kind}`, { number: "INV-1" })).toMatch(/^[A-Z]/);
});

describe("the line under each figure", () => {
  const day = (when: string) => ({ when, day: "Friday", time: "10:00", count: 1 });

  test.each([
    [{ waiting: 0, open: 0, resolved: 0 }, "None so far"],
    [{ waiting: 0, open: 0, resolved: 2 }, "2 resolved"],
    [{ waiting: 0, open: 3, resolved: 2 }, "With our team"],
    [{ waiting: 1, open: 3, resolved: 2 }, "1 waits for you"],
    [{ waiting: 2, open: 3, resolved: 2 }, "2 wait for you"],
  ])("tickets %j: %s", (values, expected) => {
    expect(t("figures.openTicketsNote", values)).toBe(expected);
  });

  test.each([
    [{ ...day("none"), count: 0 }, "Nothing on its way"],
    [day("none"), "Being prepared"],
    [day("past"), "Delivery is late"],
    [day("today"), "Next arrives today"],
    [day("tomorrow"), "Next arrives tomorrow"],
    [day("weekday"), "Next arrives Friday"],
  ])("orders %j: %s", (values, expected) => {
    expect(t("figures.activeOrdersNote", values)).toBe(expected);
  });

  test.each([
    [{ overdue: 0, pending: 0 }, "All paid"],
    [{ overdue: 0, pending: 1 }, "1 invoice to pay"],
    [{ overdue: 2, pending: 3 }, "2 invoices overdue"],
  ])("invoices %j: %s", (values, expected) => {
    expect(t("figures.outstandingNote", values)).toBe(expected);
  });

  test.each([
    [{ ...day("none"), count: 0 }, "None scheduled"],
    [day("none"), "Scheduled"],
    [day("today"), "Today at 10:00"],
    [day("date"), "Friday at 10:00"],
  ])("calls %j: %s", (values, expected) => {
    expect(t("figures.upcomingCallsNote", values)).toBe(expected);
  });
});
