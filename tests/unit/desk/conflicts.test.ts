import { expect, test } from "vitest";
import { describeChanges } from "@/lib/tickets/desk-conflicts";

const CATEGORIES = [{ slug: "order_issue", label: "Problem with an order" }];
const sipho = { actorId: "a", actorName: "Sipho Dlamini" };

test("a lost race says who did what, in words", () => {
  const told = describeChanges(
    [
      { ...sipho, type: "priority_changed", newValue: "urgent" },
      { ...sipho, type: "status_changed", newValue: "on_hold" },
      { ...sipho, type: "category_changed", newValue: "order_issue" },
      { ...sipho, type: "assigned", newValue: "Lerato Mokoena" },
      { ...sipho, type: "assigned", newValue: null },
    ],
    "b",
    CATEGORIES,
  );
  expect(told).toBe(
    "Sipho Dlamini set the priority to Urgent. Sipho Dlamini set the status to On hold. " +
      "Sipho Dlamini moved the ticket to Problem with an order. Sipho Dlamini assigned the ticket to Lerato Mokoena. " +
      "Sipho Dlamini took the ticket from its assignee. Your change was not saved.",
  );
});

test("what one did oneself, in another tab, is not blamed on anybody else", () => {
  expect(describeChanges([{ ...sipho, type: "tagged", newValue: "vip" }], "a", [])).toBe(
    "You set the tags vip. Your change was not saved.",
  );
});

test("a name is never taken for a placeholder", () => {
  const named = { ...sipho, actorName: "{value}", type: "tagged" as const, newValue: "vip" };
  expect(describeChanges([named], "b", [])).toMatch(/^\{value\} set the tags vip\./);
});
