import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { PrivacyEvent } from "@/lib/privacy/types";
import type { Reader } from "./reader";

/** What happened to a request, the latest last. */
export async function History({ events, reader }: { events: readonly PrivacyEvent[]; reader: Reader }) {
  const t = await getTranslations("privacy");
  return (
    <Card title={t("request.history")}>
      <ol className="flex flex-col">
        {events.map((event) => (
          <li
            key={event.id}
            className="relative border-s ps-4 pb-4 text-sm last:border-transparent last:pb-0"
          >
            <span
              aria-hidden
              className="absolute start-0 top-1.5 size-2 -translate-x-[4.5px] rounded-full bg-primary rtl:translate-x-[4.5px]"
            />
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium">{t(`events.${event.type}`, { note: event.note ?? "none" })}</span>
              {event.isInternal && <Badge tone="warning">{t("desk.internal")}</Badge>}
            </p>
            {event.note && event.type !== "assigned" && (
              <p className="mt-0.5 max-w-reading whitespace-pre-line text-fg-secondary">{event.note}</p>
            )}
            <p className="mt-0.5 text-fg-muted text-xs">
              {t("request.by", { name: event.actorName ?? t("request.portal") })} ·{" "}
              <RelativeTime at={event.createdAt} locale={reader.locale} timeZone={reader.timeZone} />
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
