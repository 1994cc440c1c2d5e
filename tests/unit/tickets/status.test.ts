import { describe, expect, test } from "vitest";
import {
  actionBetween,
  allowedActions,
  REOPEN_DAYS,
  reopenUntil,
  TICKET_VIEWS,
  TRANSITIONS,
  VIEW_STATUSES,
} from "@/lib/tickets/status";
import { TICKET_STATUSES, type TicketStatus } from "@/lib/tickets/types";

const NOW = new Date("2026-11-21T08:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();
const ticket = (status: TicketStatus, resolvedAt: string | null = null, rating: number | null = null) => ({
  status,
  resolvedAt,
  rating,
});

describe("what a customer may do", () => {
  test.each<[TicketStatus, string[]]>([
    ["new", ["reply", "resolve", "close", "cancel"]],
    ["assigned", ["reply", "resolve", "close"]],
    ["in_progress", ["reply", "resolve", "close"]],
    ["waiting_customer", ["reply", "resolve", "close"]],
    ["on_hold", ["reply", "resolve", "close"]],
    ["cancelled", ["follow_up"]],
  ])("with a ticket that is %s", (status, actions) => {
    expect(allowedActions(ticket(status), "customer", NOW)).toEqual(actions);
  });

  test("a resolved ticket can be answered, reopened and rated for fourteen days, to the second", () => {
    const resolved = ticket("resolved", daysAgo(REOPEN_DAYS));
    expect(allowedActions(resolved, "customer", NOW)).toEqual(["reply", "close", "reopen", "rate"]);
    const later = new Date(NOW.getTime() + 1);
    expect(allowedActions(resolved, "customer", later)).toEqual(["close", "follow_up", "rate"]);
  });

  test("a closed ticket is reopened before it is answered", () => {
    expect(allowedActions(ticket("closed", daysAgo(1)), "customer", NOW)).toEqual(["reopen", "rate"]);
  });

  test("a rated ticket is not rated again", () => {
    expect(allowedActions(ticket("resolved", daysAgo(1), 5), "customer", NOW)).not.toContain("rate");
  });
});

test("staff reopen what customers no longer can, and answer nothing that is closed", () => {
  expect(allowedActions(ticket("closed", daysAgo(300)), "staff", NOW)).toEqual(["reopen"]);
  expect(allowedActions(ticket("cancelled"), "staff", NOW)).toEqual(["reopen"]);
  expect(allowedActions(ticket("resolved", daysAgo(300)), "staff", NOW)).toEqual([
    "reply",
    "close",
    "reopen",
  ]);
});

test("the way from one status to another has a name, if there is one", () => {
  expect(actionBetween("in_progress", "on_hold", "staff")).toBe("hold");
  expect(actionBetween("in_progress", "on_hold", "customer")).toBeNull();
});

test("no status leads to itself, and each one but the first can be reached", () => {
  expect(TRANSITIONS.filter(({ from, to }) => from === to)).toEqual([]);
  const reached = new Set<TicketStatus>(TRANSITIONS.map(({ to }) => to));
  expect(TICKET_STATUSES.filter((status) => !reached.has(status))).toEqual(["waiting_ai"]);
});

test("every ticket is under Open or under Resolved", () => {
  const shown = [...(VIEW_STATUSES.open ?? []), ...(VIEW_STATUSES.resolved ?? [])];
  expect(shown.toSorted()).toEqual([...TICKET_STATUSES].toSorted());
  expect(TICKET_VIEWS[0]).toBe("open");
});

test("reopening ends fourteen days after the resolution", () => {
  expect(reopenUntil("2026-11-01T10:30:00.123456Z").toISOString()).toBe("2026-11-15T10:30:00.123Z");
});

test("a signpost to another ticket is only read", () => {
  const merged = { ...ticket("closed", daysAgo(1)), mergedInto: { id: "1" } };
  for (const actor of ["customer", "staff"] as const) expect(allowedActions(merged, actor, NOW)).toEqual([]);
});
