import { describe, expect, test } from "vitest";
import { choicesOf, effectWords, isComplete, typedValues } from "@/lib/automation/draft";
import { dryRunForm, ruleForm } from "@/lib/automation/schema";
import { ACTION_TYPES } from "@/lib/automation/types";
import texts from "@/messages/en/automation.json";

const RULE = {
  name: "Noise",
  isActive: false,
  event: "ticket_created",
  conditions: [],
  actions: [{ type: "add_tag", value: "noise" }],
};
const form = (rule: unknown) => ruleForm.safeParse({ ruleId: "", key: "k", rule: JSON.stringify(rule) });
const faults = (rule: unknown) => form(rule).error?.issues.map(({ path }) => path.join("."));

describe("what is typed as values", () => {
  test.each([
    ["subject", " refund , money back,, refund", ["refund", "money back"]],
    ["tag", "VIP, Very important!", ["vip", "very-important"]],
    ["body", " , ", []],
  ] as const)("%s: %j", (field, typed, values) => expect(typedValues(field, typed)).toEqual(values));
});

describe("a rule from the form", () => {
  test("is read", () => expect(form(RULE).data).toMatchObject({ ruleId: null, key: "k", name: "Noise" }));
  test.each([
    [{ name: " " }, ["name"]],
    [{ event: "full_moon" }, ["event"]],
    [{ actions: [] }, ["actions"]],
    [{ actions: [{ type: "add_tag", value: " " }] }, ["actions.0.value"]],
    [{ conditions: [{ field: "tag", op: "is", values: [] }] }, ["conditions.0.values"]],
    [
      { conditions: Array.from({ length: 11 }, () => ({ field: "tag", op: "is", values: ["a"] })) },
      ["conditions"],
    ],
  ])("with a fault: %j", (change, fields) => expect(faults({ ...RULE, ...change })).toEqual(fields));
  test("is no JSON at all", () => {
    expect(ruleForm.safeParse({ rule: "{" }).success).toBe(false);
    expect(dryRunForm.safeParse({ rule: "[]", from: "yesterday", until: "now" }).success).toBe(false);
  });
  test("can be tried once everything has a value", () => {
    expect(isComplete({ conditions: [], actions: [{ type: "add_tag", value: "" }] })).toBe(false);
    expect(isComplete({ conditions: [], actions: [{ type: "add_tag", value: "a" }] })).toBe(true);
  });
});

describe("an effect in words", () => {
  const words = { ...texts, priority: { low: "Low", high: "High" } };
  test.each([
    [{ type: "set_priority", from: "low", to: "high", outcome: "done" }, "Set the priority: Low → High"],
    [{ type: "add_tag", to: "high", outcome: "unchanged" }, "Add a tag: high. Nothing to do."],
    [
      { type: "assign_team", to: "Lines", outcome: "failed", problem: "team_gone" },
      "Hand to a team: Lines. This team has ended.",
    ],
    [
      { type: "assign_team", to: "Lines", outcome: "failed", problem: "unheard_of" },
      "Hand to a team: Lines. It could not be done.",
    ],
  ] as const)("%j", (effect, sentence) => expect(effectWords(effect, words)).toBe(sentence));
  test("every action is known by its choices", () =>
    expect(ACTION_TYPES.filter((type) => choicesOf(type) === null)).toEqual(["add_tag"]));
});
