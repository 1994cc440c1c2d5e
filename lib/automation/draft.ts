import {
  type Action,
  type ActionType,
  type Condition,
  type ConditionField,
  type Effect,
  RULE_LIMITS,
} from "./types.ts";

/** Fields whose values are typed, several with commas. */
const TYPED: readonly ConditionField[] = ["tag", "subject", "body"];

/** Whether the values of a field are typed and not chosen. */
export function isTyped(field: ConditionField): boolean {
  return TYPED.includes(field);
}

/** What was typed as values: without blanks and doubles, tags in small letters. */
export function typedValues(field: ConditionField, text: string): string[] {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => (field === "tag" ? toTag(part) : part));
  return [...new Set(parts)].slice(0, RULE_LIMITS.values);
}

/** The nearest tag: small letters, digits and hyphens. */
function toTag(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);
}

/** Whether everything has a value, so that it is worth asking the database. */
export function isComplete({ conditions, actions }: { conditions: Condition[]; actions: Action[] }): boolean {
  return (
    actions.length > 0 &&
    conditions.every(({ values }) => values.length > 0) &&
    actions.every(({ value }) => value !== "")
  );
}

/** Which choices an action has: people, teams, templates, priorities; a tag is typed. */
export function choicesOf(type: ActionType): "people" | "teams" | "templates" | "priorities" | null {
  if (type === "assign_person" || type === "notify_person") return "people";
  if (type === "assign_team" || type === "notify_team") return "teams";
  if (type === "send_template" || type === "add_note") return "templates";
  return type === "set_priority" ? "priorities" : null;
}

/** An effect in words: "Set the priority: Low → High". Priorities have names of their own. */
export function effectWords(
  { type, from, to, outcome, problem }: Effect,
  texts: {
    action: Record<ActionType, string>;
    priority: Record<string, string>;
    problem: Record<string, string>;
    outcome: { unchanged: string };
  },
): string {
  const name = (value: string) => (type === "set_priority" ? (texts.priority[value] ?? value) : value);
  const change = outcome === "done" && from ? `${name(from)} → ${name(to)}` : name(to);
  const words = `${texts.action[type]}: ${change}`;
  if (outcome === "unchanged") return `${words}. ${texts.outcome.unchanged}.`;
  return outcome === "failed"
    ? `${words}. ${texts.problem[problem ?? ""] ?? texts.problem.other ?? ""}`
    : words;
}
