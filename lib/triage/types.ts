import type { Citation } from "@/lib/assistant/types";
import type { Support } from "@/lib/knowledge/types";
import type { TicketPriority } from "@/lib/tickets/types";

/** How a customer sounds; `angry` is for a person. */
export const SENTIMENTS = ["positive", "neutral", "negative", "angry"] as const;
export type Sentiment = (typeof SENTIMENTS)[number];

/** Why a person should look at a ticket, as `private.insight_flags()` lists them; a test compares the two. */
export const INSIGHT_FLAGS = [
  "refund",
  "legal",
  "privacy",
  "anger",
  "safety",
  "security",
  "person",
  "injection",
  "disagreement",
  "uncertain",
  "unsupported",
] as const;
export type InsightFlag = (typeof INSIGHT_FLAGS)[number];

/** Who read the ticket: the model, the local classifier and rules, or both beside each other. */
export type TriageMethod = "claude" | "local" | "both";

export const VERDICTS = ["accepted", "edited", "rejected"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A category and how sure a reader was of it, 0 to 1. */
export type Guess = { category: string; confidence: number };

/** What stood against an automatic answer, as `private.answer_obstacle` names it. */
export const OBSTACLES = [
  "switched_off",
  "person_acts",
  "restricted",
  "person_asked",
  "answered",
  "flagged",
  "category",
  "confidence",
  "disagreement",
  "outage",
  "support",
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** What triage found in a ticket, as staff read it. */
export type TicketInsight = {
  summary: string | null;
  sentiment: Sentiment | null;
  /** ISO 639, "en". */
  language: string | null;
  suggestedCategory: string | null;
  suggestedCategoryLabel: string | null;
  categoryConfidence: number | null;
  /** Whether the confidence was fitted on labelled tickets. What a model says of itself is not. */
  isCalibrated: boolean;
  runnersUp: (Guess & { label: string })[];
  suggestedPriority: TicketPriority | null;
  suggestedReply: string | null;
  citations: Citation[];
  support: Support | null;
  /** Whether what the reply claims stands in what it cites. */
  isSupported: boolean;
  flags: InsightFlag[];
  method: TriageMethod | null;
  /** Whether both readers chose the same category; null when one read alone. */
  agreement: boolean | null;
  /** Why the model did not answer, when it was asked. */
  fallback: string | null;
  model: string | null;
  obstacle: Obstacle | null;
  state: "open" | Verdict;
  replyState: "open" | Verdict;
  version: number;
  createdAt: string;
};

/** An answer that no person wrote, and what the customer says of it; silence is null. */
export type AutomaticAnswer = {
  messageId: string;
  answerer: "claude" | "extractive";
  citations: Citation[];
  outcome: "helped" | "not_helped" | null;
  createdAt: string;
};

/** What triage reads of a ticket. */
export type TriageSubject = {
  id: string;
  number: string;
  subject: string;
  description: string;
  category: string;
  priority: TicketPriority;
  channel: string;
  /** Whether the ticket waits for this. */
  isWaiting: boolean;
  /** What the database itself sees in the words. */
  flags: InsightFlag[];
  categories: { slug: string; label: string; description: string; defaultPriority: TicketPriority }[];
};

/** What one reader makes of a ticket. */
export type Reading = {
  category: string | null;
  /** As the reader gave it: calibrated or not. */
  confidence: number | null;
  isCalibrated: boolean;
  runnersUp: Guess[];
  priority: TicketPriority;
  language: string | null;
  sentiment: Sentiment;
  summary: string;
  /** Markdown with `[1]`, or null when the sources do not answer. */
  reply: string | null;
  citations: Citation[];
  flags: InsightFlag[];
};

/** The switches of triage and assistant. */
export type AssistantSettings = {
  triage: boolean;
  automaticAnswers: boolean;
  /** From 90 to 99. */
  automaticAnswerPercent: number;
  assistantDailyTokens: number;
  /** Where answers may link to beside the portal itself. */
  linkHosts: string[];
  categories: { slug: string; label: string; allowsAutoAnswer: boolean }[];
  revision: string;
  /** What the worker reads with; null when none was there for ten minutes. */
  reader: "claude" | "local" | "none" | null;
  /** Of the latest thousand judgements of a category. */
  judged: { count: number; accepted: number };
  /** Of the latest thousand automatic answers. */
  answers: { count: number; helped: number; notHelped: number };
};
