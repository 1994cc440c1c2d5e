import { getTranslations } from "next-intl/server";
import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import {
  CalendarX,
  CircleX,
  FilePen,
  MessageCircleQuestion,
  PackageCheck,
  Plus,
  ScanSearch,
  Send,
} from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import type { QuoteEvent, QuoteEventType } from "@/lib/quotes/types";
import type { Reader } from "./reader";

const ICONS: Record<QuoteEventType, IconComponent> = {
  requested: Plus,
  created: Plus,
  review_started: ScanSearch,
  draft_saved: FilePen,
  sent: Send,
  revised: FilePen,
  changes_requested: MessageCircleQuestion,
  accepted: CircleCheck,
  declined: CircleX,
  expired: CalendarX,
  converted: PackageCheck,
};

/** What happened to a quote, the latest first. Staff also see from where the customer decided. */
export async function QuoteHistory({
  events,
  reader,
  audience,
}: {
  events: readonly QuoteEvent[];
  reader: Reader;
  audience: "customer" | "staff";
}) {
  const t = await getTranslations("quote-pages.history");
  return (
    <ol className="flex flex-col gap-3.5">
      {events.toReversed().map((event) => {
        const Icon = ICONS[event.type];
        return (
          <li key={event.id} className="flex gap-2.5 text-sm">
            <Icon aria-hidden className="mt-0.5 size-3.5 text-fg-muted" />
            <span className="min-w-0">
              <span className="text-fg">
                {t(`events.${event.type}`, { name: event.actorName, version: event.version ?? 0 })}
              </span>
              {event.note && (
                <span className="mt-0.5 line-clamp-6 whitespace-pre-line text-fg-secondary">
                  {event.note}
                </span>
              )}
              <span className="block text-fg-muted text-xs">
                <RelativeTime at={event.createdAt} locale={reader.locale} timeZone={reader.timeZone} />
                {audience === "staff" && event.ip && (
                  <span title={event.userAgent ?? undefined}>{` · ${t("from", { ip: event.ip })}`}</span>
                )}
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
