import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Pagination } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import { thingOf, verbOf } from "@/lib/audit/words";
import type { Page } from "@/lib/core/page";
import type { Activity } from "@/lib/profile/types";
import type { Reader } from "./reader";

/** What somebody has done here, latest first. */
export async function ActivityCard({
  activity,
  isFirstPage,
  path,
  reader,
}: {
  activity: Page<Activity>;
  isFirstPage: boolean;
  /** The page that shows it. */
  path: string;
  reader: Reader;
}) {
  const t = await getTranslations("profile.activity");
  return (
    <Card title={t("title")} flush>
      {activity.items.length === 0 ? (
        <p className="px-4 py-3 text-fg-muted text-sm">{t("empty")}</p>
      ) : (
        <ol aria-label={t("title")} className="divide-y">
          {activity.items.map((entry) => (
            <li
              key={entry.id}
              className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-2.5 text-sm"
            >
              <span className="min-w-0 break-words">{sentence(entry)}</span>
              <RelativeTime at={entry.at} {...reader} className="text-fg-muted tabular-nums" />
            </li>
          ))}
        </ol>
      )}
      <Pagination
        nextHref={activity.nextCursor ? (`${path}?cursor=${activity.nextCursor}` as Route) : null}
        nextLabel={t("older")}
        firstHref={isFirstPage ? null : (path as Route)}
        firstLabel={t("first")}
      />
    </Card>
  );
}

/** "Replied to ticket TKT-2026-00012" */
function sentence({ action, resourceType, resource }: Activity): string {
  const name = resource?.ref && !/^[0-9a-f]{8}-/.test(resource.ref) ? resource.ref : resource?.name;
  return [verbOf({ action, isRead: false }), thingOf({ resourceType }), name].filter(Boolean).join(" ");
}
