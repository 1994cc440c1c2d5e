import texts from "@/messages/en/desk.json";
import labels from "@/messages/en/tickets.json";
import type { TicketEventType } from "./types";

/** An event as a conflict tells it. */
export type RecentChange = {
  type: TicketEventType;
  actorId: string | null;
  actorName: string;
  newValue: string | null;
};

type Category = { slug: string; label: string };

const CHANGES: Record<string, string | undefined> = texts.conflict.changes;

/** Who changed what since the page was read, and that the change at hand was not saved. The API speaks English. */
export function describeChanges(
  changes: readonly RecentChange[],
  viewerId: string,
  categories: readonly Category[],
): string {
  const sentences = changes.map((change) => {
    const isRemoved = change.newValue === null;
    const template = CHANGES[isRemoved ? `${change.type}_none` : change.type] ?? texts.conflict.other;
    const actor = change.actorId === viewerId ? texts.conflict.you : change.actorName;
    return fill(template, { actor, value: valueLabel(change, categories) });
  });
  return [...sentences, texts.conflict.notSaved].join(" ");
}

function valueLabel({ type, newValue }: RecentChange, categories: readonly Category[]): string {
  const value = newValue ?? "";
  const known: Record<string, string | undefined> =
    type === "status_changed" ? labels.status.staff : type === "priority_changed" ? labels.priority : {};
  const category = type === "category_changed" ? categories.find(({ slug }) => slug === value) : undefined;
  return known[value] ?? category?.label ?? value;
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
