import texts from "@/messages/en/audit.json";
import type { ActorRole } from "./types";

type Words = Record<string, string | undefined>;

/** "Read", "Replied to": what was done. An action without words of its own is a look or a change. */
export function verbOf({ action, isRead }: { action: string; isRead: boolean }): string {
  const verbs: Words = texts.verb;
  return (
    verbs[action] ??
    verbs[action.slice(action.lastIndexOf(".") + 1)] ??
    (isRead ? texts.verb.read : texts.verb.change)
  );
}

/** "ticket", "profile": what it was done to. */
export function thingOf({ resourceType }: { resourceType: string }): string {
  const things: Words = texts.thing;
  return things[resourceType] ?? resourceType.replaceAll("_", " ");
}

/** Why, in words. A purpose without words of its own is shown as it was written down. */
export function purposeOf({ purpose }: { purpose: string | null }): string {
  if (purpose === null) return texts.purpose.none;
  const purposes: Words = texts.purpose;
  return purposes[purpose] ?? purpose;
}

/** "Support agent", "AI assistant": who, by role. */
export function roleOf({ actorRole }: { actorRole: ActorRole }): string {
  return texts.role[actorRole];
}

/**
 * Who by name: null for a machine that is no more than its role, words for one that runs here, and the name of the
 * language model for the others.
 */
export function nameOf({
  actorRole,
  actorName,
}: {
  actorRole: ActorRole;
  actorName: string | null;
}): string | null {
  if (actorRole !== "ai" || actorName === null) return actorName;
  const machines: Words = texts.machine;
  return actorName === "assistant" ? null : (machines[actorName] ?? actorName);
}
