import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Monitor, Phone } from "@/components/ui/icons";
import { Pagination } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Page } from "@/lib/core/page";
import type { DeviceSession } from "@/lib/profile/types";
import { EndSessionButton } from "./end-session-button";
import type { Reader } from "./reader";

/** Where somebody is signed in. Which place that is stays out: an address on the network says it wrongly as often as not. */
export async function SessionList({
  sessions,
  isFirstPage,
  path,
  reader,
}: {
  sessions: Page<DeviceSession>;
  isFirstPage: boolean;
  /** The page that shows it. */
  path: string;
  reader: Reader;
}) {
  const t = await getTranslations("profile.sessions");
  const hasOthers = sessions.items.some((session) => !session.isCurrent);
  return (
    <Card
      title={t("title")}
      flush
      actions={
        hasOthers && (
          <EndSessionButton texts={{ label: t("endOthers"), pending: t("ending"), name: t("endOthers") }} />
        )
      }
    >
      <ul aria-label={t("title")} className="divide-y">
        {sessions.items.map((session) => {
          const { browser, system, isPhone } = session.device;
          const name =
            browser && system ? t("device", { browser, system }) : (browser ?? system ?? t("unknownDevice"));
          const Icon = isPhone ? Phone : Monitor;
          return (
            <li key={session.id} className="flex min-h-14 items-center gap-3 px-4 py-2.5">
              <Icon aria-hidden className="size-5 shrink-0 text-fg-muted" />
              <div className="min-w-0 flex-1 text-sm">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                  {name}
                  {session.isCurrent && <Badge tone="success">{t("current")}</Badge>}
                </p>
                <p className="text-fg-muted">
                  {t("seen")} <RelativeTime at={session.lastSeenAt} {...reader} />
                  {" · "}
                  {t("since")} <RelativeTime at={session.createdAt} {...reader} />
                </p>
              </div>
              {!session.isCurrent && (
                <EndSessionButton
                  id={session.id}
                  texts={{ label: t("end"), pending: t("ending"), name: t("endNamed", { name }) }}
                />
              )}
            </li>
          );
        })}
      </ul>
      <div className="px-4">
        <Pagination
          nextHref={sessions.nextCursor ? (`${path}?cursor=${sessions.nextCursor}` as Route) : null}
          nextLabel={t("older")}
          firstHref={isFirstPage ? null : (path as Route)}
          firstLabel={t("first")}
        />
      </div>
    </Card>
  );
}
