import { formatDateTime } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { type Audience, TICKET_PRIORITIES, type TicketEvent, type TicketPriority } from "./types";

type Reader = { audience: Audience; locale: string; timeZone: string };

/** What fills the sentence of an event (`eventSentence`): who, from what, to what, in words of the reader. */
export function eventWords(
  event: TicketEvent,
  { audience, locale, timeZone }: Reader,
  priorityLabel: (priority: TicketPriority) => string,
) {
  const value = (text: string | null) => {
    const [, currency, amount] = /^([A-Z]{3}) (\d+)$/.exec(text ?? "") ?? [];
    if (currency) return formatMoney({ amount: Number(amount), currency }, locale);
    if (/^\d{4}-\d\d-\d\dT/.test(text ?? "")) return formatDateTime(text ?? "", locale, timeZone);
    const priority = TICKET_PRIORITIES.find((one) => one === text);
    return priority ? priorityLabel(priority) : (text ?? "").replaceAll("_", " ");
  };
  return {
    actor: event.actorName,
    audience,
    old: event.oldLabel ?? value(event.oldValue),
    // The name of a file is no word of ours.
    new: event.newLabel ?? (event.type === "file_infected" ? (event.newValue ?? "") : value(event.newValue)),
  };
}
