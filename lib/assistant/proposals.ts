import type { Money } from "@/lib/core/money";
import { TICKET_PRIORITIES } from "@/lib/tickets/types";
import { words, writingFor } from "./tools/words";
import type { ProposedAction } from "./types";

/** A line of a card as the database keeps it: words, an amount or a moment. */
type StoredFact = { key: string } & ({ value: string } | { money: Money } | { at: string });

/** A proposal as the database answers it. */
export type StoredAction = Omit<ProposedAction, "facts"> & {
  facts: StoredFact[];
  /** Why it could not be done: what the command said. */
  failure: { code: string; reason: string; message: string } | null;
};

/** A proposal as its card shows it to one person: in their money, their time, their words. */
export function toProposedAction(
  { id, kind, status, facts, expiresAt, href }: StoredAction,
  reader: { locale: string; timeZone: string },
): ProposedAction {
  const write = writingFor(reader);
  return {
    id,
    kind,
    status,
    expiresAt,
    href,
    facts: facts.map((fact) => {
      if ("money" in fact) return { key: fact.key, value: write.money(fact.money) };
      if ("at" in fact) return { key: fact.key, value: write.time(fact.at) };
      return { key: fact.key, value: fact.key === "priority" ? priority(fact.value) : fact.value };
    }),
  };
}

function priority(value: string): string {
  const known = TICKET_PRIORITIES.find((one) => one === value);
  return known ? words(`tickets.priority.${known}`) : value;
}

/** Messages as the database answers them, with their proposals as this person is shown them. */
export function withProposals<M extends { actions: ProposedAction[] }>(
  messages: readonly M[],
  reader: { locale: string; timeZone: string },
): M[] {
  return messages.map((message) =>
    message.actions.length === 0
      ? message
      : {
          ...message,
          actions: (message.actions as unknown as StoredAction[]).map((one) => toProposedAction(one, reader)),
        },
  );
}
