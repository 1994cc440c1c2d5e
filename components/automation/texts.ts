import { getTranslations } from "next-intl/server";
import { TICKET_PRIORITIES, TICKET_STATUSES } from "@/lib/tickets/types";
import type automation from "@/messages/en/automation.json";

type Catalogue = typeof automation;

/** The words that the editor needs in the browser. What has a figure in it is filled in there. */
export type RuleTexts = Pick<
  Catalogue,
  | "event"
  | "field"
  | "op"
  | "action"
  | "channel"
  | "assigned"
  | "form"
  | "try"
  | "problem"
  | "outcome"
  | "customer"
> & { noTeam: string; readOnly: string; status: Record<string, string>; priority: Record<string, string> };

/** Collects them. */
export async function ruleTexts(): Promise<RuleTexts> {
  const [t, tickets] = await Promise.all([getTranslations("automation"), getTranslations("tickets")]);
  const part = <K extends keyof Catalogue>(key: K) => t.raw(key) as Catalogue[K];
  return {
    event: part("event"),
    field: part("field"),
    op: part("op"),
    action: part("action"),
    channel: part("channel"),
    assigned: part("assigned"),
    form: part("form"),
    try: part("try"),
    problem: part("problem"),
    outcome: part("outcome"),
    customer: part("customer"),
    noTeam: t("noTeam"),
    readOnly: t("readOnly"),
    status: Object.fromEntries(TICKET_STATUSES.map((one) => [one, tickets(`status.staff.${one}`)])),
    priority: Object.fromEntries(TICKET_PRIORITIES.map((one) => [one, tickets(`priority.${one}`)])),
  };
}
