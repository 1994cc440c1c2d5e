import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import type { CallEvent } from "@/lib/calls/types";
import { formatDateTime } from "@/lib/core/dates";
import type { Reader } from "./reader";

/** What happened to a call, the latest first. */
export async function CallHistory({ events, reader }: { events: readonly CallEvent[]; reader: Reader }) {
  const t = await getTranslations("call-pages.history");
  if (events.length === 0) return null;
  const { locale, timeZone } = reader;
  return (
    <Card title={t("title")}>
      <ol className="flex flex-col gap-3 text-sm">
        {events.toReversed().map((event) => (
          <li key={event.id}>
            <p className="text-fg">
              {t(event.type, {
                actor: event.actorName,
                time: event.newStartsAt ? formatDateTime(event.newStartsAt, locale, timeZone) : "",
              })}
            </p>
            {event.note && <p className="break-words text-fg-secondary">{event.note}</p>}
            <p className="text-fg-muted text-xs">
              <time dateTime={event.createdAt}>{formatDateTime(event.createdAt, locale, timeZone)}</time>
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
