import type { PrivacyKind, PrivacyRequest, PrivacyStatus } from "./types";

/** Who moves a request, as the status machine names them. */
export const PRIVACY_ACTORS = ["customer", "staff", "system"] as const;
export type PrivacyActor = (typeof PRIVACY_ACTORS)[number];

export const PRIVACY_MOVES = ["start", "finish", "expire", "assign", "accept", "refuse", "cancel"] as const;
export type PrivacyMove = (typeof PRIVACY_MOVES)[number];

export type PrivacyTransition = {
  kind: PrivacyKind;
  from: PrivacyStatus;
  action: PrivacyMove;
  actor: PrivacyActor;
  to: PrivacyStatus;
};

/** One line per kind, action and actor: from any of these, to that. */
const RULES: [PrivacyKind, PrivacyMove, PrivacyActor, PrivacyStatus, readonly PrivacyStatus[]][] = [
  ["export", "start", "system", "in_progress", ["received"]],
  ["export", "finish", "system", "completed", ["in_progress"]],
  ["export", "expire", "system", "expired", ["completed"]],
  ["export", "cancel", "customer", "cancelled", ["received", "in_progress"]],
  ["export", "refuse", "staff", "refused", ["received", "in_progress"]],
  ["deletion", "cancel", "customer", "cancelled", ["scheduled"]],
  ["deletion", "refuse", "staff", "refused", ["scheduled"]],
  ["deletion", "start", "system", "in_progress", ["scheduled"]],
  ["deletion", "finish", "system", "completed", ["in_progress"]],
  ["correction", "assign", "staff", "in_progress", ["received"]],
  ["correction", "accept", "staff", "completed", ["received", "in_progress"]],
  ["correction", "refuse", "staff", "refused", ["received", "in_progress"]],
  ["correction", "cancel", "customer", "cancelled", ["received", "in_progress"]],
  ["restriction", "cancel", "customer", "lifted", ["active"]],
];

/** The status machine, row by row equal to `private.privacy_transitions`, which decides; a test compares them. */
export const PRIVACY_TRANSITIONS: readonly PrivacyTransition[] = RULES.flatMap(
  ([kind, action, actor, to, froms]) => froms.map((from) => ({ kind, from, action, actor, to })),
);

/** Statuses under which the clock of the law runs. */
const OPEN_STATUSES = ["received", "in_progress", "scheduled"] as const;

/** Whether the clock of the law still runs for this request. */
export function isOpen({ status }: Pick<PrivacyRequest, "status">): boolean {
  return (OPEN_STATUSES as readonly PrivacyStatus[]).includes(status);
}

/** Whether an open request is past its day. */
export function isOverdue(request: Pick<PrivacyRequest, "status" | "dueAt">, now: Date): boolean {
  return isOpen(request) && Date.parse(request.dueAt) < now.getTime();
}

/** What this kind of person may do with a request now. */
export function allowedPrivacyMoves(
  { kind, status }: Pick<PrivacyRequest, "kind" | "status">,
  actor: PrivacyActor,
): PrivacyMove[] {
  return PRIVACY_TRANSITIONS.filter(
    (row) => row.kind === kind && row.from === status && row.actor === actor,
  ).map(({ action }) => action);
}
