import type { Cast, SignInName } from "./cast.ts";
import { type Clock, DAY, HOUR } from "./clock.ts";
import { idOf } from "./random.ts";

type Happening = {
  type: string;
  /** Days before now. */
  ago: number;
  /** Whoever did it; the portal itself without one. */
  by?: SignInName;
  note?: string;
  isInternal?: boolean;
};

type Story = {
  key: string;
  who: SignInName;
  kind: "export" | "deletion" | "correction" | "restriction";
  status: string;
  scope?: "person";
  /** Days before now; the first happening. */
  ago: number;
  details?: Record<string, string>;
  extended?: { ago: number; days: number; reason: string };
  effectiveIn?: number;
  assignee?: SignInName;
  decision?: { by: SignInName; reason: string };
  happenings: Happening[];
};

const STAFF: readonly SignInName[] = ["thabo", "amahle", "chantal", "sipho"];

/** One request in each state that is worth seeing: settled, waiting, decided, late, within its grace. */
const STORIES: readonly Story[] = [
  {
    key: "naledi export",
    who: "naledi",
    kind: "export",
    status: "expired",
    ago: 41,
    happenings: [
      { type: "received", ago: 41, by: "naledi" },
      { type: "started", ago: 40.999 },
      { type: "ready", ago: 40.998 },
      { type: "downloaded", ago: 40.5, by: "naledi" },
      { type: "expired", ago: 33.9 },
    ],
  },
  {
    key: "naledi restriction",
    who: "naledi",
    kind: "restriction",
    status: "lifted",
    ago: 60,
    details: { reason: "I want to see first what the assistant does with my orders." },
    happenings: [
      {
        type: "restricted",
        ago: 60,
        by: "naledi",
        note: "I want to see first what the assistant does with my orders.",
      },
      { type: "lifted", ago: 52, by: "naledi" },
    ],
  },
  {
    key: "naledi correction",
    who: "naledi",
    kind: "correction",
    status: "in_progress",
    ago: 26,
    details: {
      field: "billingAddress",
      proposed: "Flat 12, 8 Kloof Street, Gardens, Cape Town 8001",
      reason: "I moved in October; the invoices still name the old flat.",
    },
    assignee: "chantal",
    happenings: [
      { type: "received", ago: 26, by: "naledi" },
      { type: "assigned", ago: 25, by: "amahle", note: "Chantal Jacobs", isInternal: true },
      { type: "reminded", ago: 3, isInternal: true },
    ],
  },
  {
    key: "johan refused",
    who: "johan",
    kind: "correction",
    status: "refused",
    ago: 48,
    details: {
      field: "price",
      current: "R 1 299.00",
      proposed: "R 999.00",
      reason: "A neighbour pays less.",
    },
    decision: {
      by: "thabo",
      reason:
        "The price is that of your package since March and is right as it stands. The smaller package costs R 999; you can ask for it on the page of the service.",
    },
    happenings: [
      { type: "received", ago: 48, by: "johan" },
      {
        type: "refused",
        ago: 46,
        by: "thabo",
        note: "The price is that of your package since March and is right as it stands. The smaller package costs R 999; you can ask for it on the page of the service.",
      },
    ],
  },
  {
    key: "johan correction",
    who: "johan",
    kind: "correction",
    status: "received",
    ago: 34,
    details: { field: "companyName", current: "Blouberg Guesthouse", proposed: "Blouberg Guest House" },
    happenings: [
      { type: "received", ago: 34, by: "johan" },
      { type: "reminded", ago: 11, isInternal: true },
    ],
  },
  {
    key: "ayanda correction",
    who: "ayanda",
    kind: "correction",
    status: "in_progress",
    ago: 22,
    details: { field: "other", proposed: "The studio moved to Beaufort West in 2025, not in 2024." },
    extended: { ago: 4, days: 30, reason: "We wait for papers from the registrar of companies." },
    assignee: "sipho",
    happenings: [
      { type: "received", ago: 22, by: "ayanda" },
      { type: "assigned", ago: 21, by: "sipho", note: "Sipho Mahlangu", isInternal: true },
      { type: "extended", ago: 4, by: "sipho", note: "We wait for papers from the registrar of companies." },
    ],
  },
  {
    key: "riaan deletion",
    who: "riaan",
    kind: "deletion",
    status: "scheduled",
    scope: "person",
    ago: 5,
    details: { reason: "I no longer work at the studio." },
    effectiveIn: 25,
    happenings: [{ type: "scheduled", ago: 5, by: "riaan", note: "I no longer work at the studio." }],
  },
];

/** The demo's requests about data, as `import_privacy_requests` takes them. */
export function privacyRequests(cast: Cast, clock: Clock) {
  const at = (ago: number) => clock.ago(ago * DAY).toISOString();
  return STORIES.map(({ key, who, ago, extended, effectiveIn, assignee, decision, happenings, ...story }) => {
    const isSettled = !["received", "in_progress", "scheduled", "active"].includes(story.status);
    return {
      ...story,
      id: idOf("privacy_request", key),
      userId: cast[who].id,
      createdAt: at(ago),
      dueAt: clock
        .ago((ago - 30 - (extended?.days ?? 0)) * DAY - (effectiveIn ? DAY + HOUR : 0))
        .toISOString(),
      ...(extended && { extendedAt: at(extended.ago), extensionReason: extended.reason }),
      ...(effectiveIn && { effectiveAt: clock.ago(-effectiveIn * DAY).toISOString() }),
      ...(assignee && { assigneeId: cast[assignee].id }),
      ...(decision && { decidedBy: cast[decision.by].id, decisionReason: decision.reason }),
      ...(happenings.some(({ type }) => type === "reminded") && { remindedAt: at(3) }),
      ...(isSettled && { settledAt: at(happenings.at(-1)?.ago ?? ago) }),
      events: happenings.map(({ by, ago: when, ...happening }) => ({
        ...happening,
        at: at(when),
        actorType: by === undefined ? "system" : STAFF.includes(by) ? "staff" : "customer",
        ...(by && { actorId: cast[by].id, actorName: cast[by].name }),
      })),
    };
  });
}

/** What the demo's customers agreed to, as `import_consents` takes it. */
export function consentDecisions(cast: Cast, clock: Clock) {
  const decisions = [
    ["naledi", "marketing", true, 400],
    ["naledi", "marketing", false, 190],
    ["naledi", "marketing", true, 20],
    ["naledi", "ai_assistance", true, 52],
    ["johan", "analytics", false, 75],
  ] as const;
  return decisions.map(([who, purpose, isGiven, ago]) => ({
    id: idOf("consent", `${who} ${purpose} ${ago}`),
    userId: cast[who].id,
    purpose,
    version: 1,
    isGiven,
    at: clock.ago(ago * DAY).toISOString(),
  }));
}
