import { getTranslations } from "next-intl/server";
import { ChevronRight, Lock } from "@/components/ui/icons";
import { formatDateTime } from "@/lib/core/dates";
import { eventWords } from "@/lib/tickets/event-words";
import { TICKET_STATUSES, type TicketEvent } from "@/lib/tickets/types";
import type { Clock } from "./clock";

/** Every change of the ticket, latest first: who, when, from what to what; also what the thread leaves out. */
export async function EventLog({ events, clock }: { events: readonly TicketEvent[]; clock: Clock }) {
  const t = await getTranslations("workspace.log");
  return (
    <details className="group border-t pt-4 text-sm">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-sm font-semibold">
        <ChevronRight aria-hidden className="size-3.5 text-fg-muted group-open:rotate-90" />
        <h2>{t("title")}</h2>
        <span className="font-normal text-fg-muted tabular-nums">{events.length}</span>
      </summary>
      <ol className="mt-3 flex flex-col gap-3">
        {events.toReversed().map((event) => (
          <Entry key={event.id} event={event} clock={clock} />
        ))}
      </ol>
    </details>
  );
}

async function Entry({ event, clock }: { event: TicketEvent; clock: Clock }) {
  const [t, words] = await Promise.all([getTranslations("workspace.log"), getTranslations("tickets")]);
  const told = eventWords(event, { audience: "staff", ...clock }, (priority) =>
    words(`priority.${priority}`),
  );
  const label = (value: string | null, said: string) => {
    const isStatus = event.type === "status_changed" || event.type === "created";
    const status = isStatus && TICKET_STATUSES.find((one) => one === value);
    return status ? words(`status.staff.${status}`) : value === null ? t("nothing") : said;
  };
  const isChange = event.oldValue !== null || event.newValue !== null;
  return (
    <li>
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{t(`type.${event.type}`)}</span>
        <time dateTime={event.createdAt} className="shrink-0 text-fg-muted text-xs">
          {formatDateTime(event.createdAt, clock.locale, clock.timeZone)}
        </time>
      </p>
      {isChange && (
        <p className="break-words text-fg-secondary">
          {event.oldValue !== null && <>{label(event.oldValue, told.old)} → </>}
          {label(event.newValue, told.new)}
        </p>
      )}
      {event.note && <p className="border-s-2 ps-2.5 text-fg-secondary">{event.note}</p>}
      <p className="flex items-center gap-1.5 text-fg-muted text-xs">
        {event.actorName}
        {event.internal && (
          <>
            <Lock aria-hidden className="size-3" />
            {t("internal")}
          </>
        )}
      </p>
    </li>
  );
}
