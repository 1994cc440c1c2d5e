/** What a rule can wait for; the database's list, in its order. */
export const AUTOMATION_EVENTS = [
  "ticket_created",
  "customer_replied",
  "status_changed",
  "priority_changed",
  "category_changed",
  "assigned",
  "sla_at_risk",
  "sla_breached",
  "rated_low",
] as const;
export type AutomationEvent = (typeof AUTOMATION_EVENTS)[number];

/** What a condition can look at; the database's list, in its order. */
export const CONDITION_FIELDS = [
  "category",
  "priority",
  "channel",
  "status",
  "tag",
  "team",
  "assigned",
  "subject",
  "body",
  "customer",
] as const;
export type ConditionField = (typeof CONDITION_FIELDS)[number];

/** What a rule can do; the database's list, in its order. */
export const ACTION_TYPES = [
  "assign_person",
  "assign_team",
  "set_priority",
  "add_tag",
  "send_template",
  "add_note",
  "notify_person",
  "notify_team",
] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/** One of the values is so, or none of them. */
export type Condition = { field: ConditionField; op: "is" | "is_not"; values: string[] };
/** `value` is an id, a priority or a tag, by type. */
export type Action = { type: ActionType; value: string };

export type RuleFault = { path: string; problem: string };
export const RUN_OUTCOMES = ["done", "unchanged", "failed", "stopped"] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

export type Rule = {
  id: string;
  name: string;
  isActive: boolean;
  event: AutomationEvent;
  conditions: Condition[];
  actions: Action[];
  version: number;
  /** What it names that is no longer there. */
  faults: RuleFault[];
  /** Of the teams, people, templates and customers that it means, by id. */
  names: Record<string, string>;
  lastRun: { at: string; outcome: RunOutcome; ticketId: string; number: string } | null;
  /** Within 30 days, 1,000 at most. */
  runs: number;
};

/** What an action did to a ticket, or would have done. */
export type Effect = {
  type: ActionType;
  from?: string;
  to: string;
  outcome: "done" | "unchanged" | "failed";
  problem?: string;
};

type TicketName = { id: string; number: string; subject: string };

export type Run = {
  id: string;
  at: string;
  event: AutomationEvent;
  outcome: RunOutcome;
  results: Effect[];
  ticket: TicketName;
};

export type DryRunMatch = { id: string; at: string; ticket: TicketName; effects: Effect[] };

/** A step of a dry run, from the end of the period backwards. */
export type DryRunStep = {
  matches: DryRunMatch[];
  /** How many events it looked at. */
  scanned: number;
  nextCursor: { at: string; id: string } | null;
  /** How much of the period has been looked at, from 0 to 1. */
  progress: number;
};

export const RULE_LIMITS = {
  name: 80,
  conditions: 10,
  actions: 8,
  values: 20,
  text: 200,
  days: 366,
} as const;

/** What the fields of a rule can be, beside the fixed lists. */
export type RuleChoices = Record<
  "categories" | "teams" | "people" | "templates",
  { value: string; label: string }[]
>;
