import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Bell, BellOff, Settings2 } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { List } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import type { Page } from "@/lib/core/page";
import { byDay, dayName } from "@/lib/notifications/days";
import type { Notification, NotificationGroup, NotificationView } from "@/lib/notifications/types";
import { PREFERENCES_PAGE } from "@/lib/notifications/words";
import type { Audience } from "@/lib/tickets/types";
import { MarkAllRead } from "./mark-all-read";
import { MarkOne } from "./mark-one";
import { NotificationRow } from "./notification-row";

/** The page of somebody's notifications, in the portal and at the desk. */
export async function NotificationList({
  notifications,
  view,
  group,
  groups,
  isFirstPage,
  unread,
  audience,
  locale,
  timeZone,
}: {
  notifications: Page<Notification>;
  view: NotificationView;
  /** Only notifications of this kind. */
  group: NotificationGroup | null;
  /** The kinds that this person gets. */
  groups: readonly NotificationGroup[];
  isFirstPage: boolean;
  /** How many are unread, a hundred at most. */
  unread: number;
  audience: Audience;
  locale: string;
  timeZone: string;
}) {
  const t = await getTranslations("notifications");
  const base = audience === "staff" ? "/admin/notifications" : "/portal/notifications";
  const address = (of: NotificationView, cursor?: string, kind: NotificationGroup | null = group) => {
    const query = new URLSearchParams({
      ...(of === "unread" && { view: of }),
      ...(kind && { group: kind }),
      ...(cursor && { cursor }),
    });
    return (query.size > 0 ? `${base}?${query}` : base) as Route;
  };
  const { items, nextCursor } = notifications;
  const hasAny = items.length > 0 || view === "unread" || group !== null || !isFirstPage;
  const days = byDay(items, timeZone);
  return (
    <div>
      <PageHeader
        title={t("title")}
        {...(hasAny && { meta: t("summary", { count: unread }) })}
        actions={
          <>
            <LinkButton
              href={PREFERENCES_PAGE[audience] as Route}
              variant="ghost"
              icon={<Settings2 aria-hidden />}
            >
              {t("preferences")}
            </LinkButton>
            {hasAny && (
              <MarkAllRead
                labels={{ submit: t("markAllRead"), pending: t("markingAllRead") }}
                disabled={unread === 0}
              />
            )}
          </>
        }
      />
      <Tabs
        className="mt-4"
        label={t("views.label")}
        tabs={[
          { href: address("all"), label: t("views.all"), active: view === "all" },
          {
            href: address("unread"),
            label: t("views.unread"),
            count: unread || undefined,
            active: view === "unread",
          },
        ]}
      />
      {hasAny && groups.length > 1 && (
        <nav aria-label={t("kinds")} className="scrollbar-none mt-3 overflow-x-auto">
          <ul className="flex min-w-max gap-1.5">
            {[null, ...groups].map((kind) => (
              <li key={kind ?? "all"}>
                <Link
                  href={address(view, undefined, kind)}
                  prefetch={false}
                  aria-current={kind === group ? "true" : undefined}
                  className="flex h-7 items-center rounded-md border px-2.5 text-fg-muted text-sm transition-colors hover:bg-hover hover:text-fg aria-[current]:bg-active aria-[current]:text-fg touch:h-11"
                >
                  {kind === null ? t("allKinds") : t(`group.${kind}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {items.length === 0 && group !== null ? (
        <EmptyState
          icon={<BellOff />}
          title={t("empty.kind.title")}
          actions={<LinkButton href={address(view, undefined, null)}>{t("empty.kind.action")}</LinkButton>}
        >
          {t("empty.kind.body")}
        </EmptyState>
      ) : items.length === 0 ? (
        <Nothing view={view} audience={audience} showAll={address("all")} />
      ) : (
        days.map(({ day, items: ofDay }) => (
          <section key={day} aria-labelledby={`day-${day}`} className="mt-4">
            <h2 id={`day-${day}`} className="mb-2 font-medium text-fg-muted text-sm">
              {dayName(day, locale, timeZone, { today: t("today"), yesterday: t("yesterday") })}
            </h2>
            <Card flush>
              <List>
                {ofDay.map((notification) => (
                  <NotificationRow
                    key={notification.id}
                    notification={notification}
                    unreadLabel={t("unreadDot")}
                    locale={locale}
                    timeZone={timeZone}
                    aside={
                      <MarkOne
                        id={notification.id}
                        isRead={notification.readAt !== null}
                        label={t(notification.readAt ? "markUnread" : "markRead", {
                          title: notification.title,
                        })}
                      />
                    }
                  />
                ))}
              </List>
            </Card>
          </section>
        ))
      )}
      <Pagination
        nextHref={nextCursor ? address(view, nextCursor) : null}
        nextLabel={t("next")}
        firstHref={isFirstPage ? null : address(view)}
        firstLabel={t("first")}
      />
    </div>
  );
}

async function Nothing({
  view,
  audience,
  showAll,
}: {
  view: NotificationView;
  audience: Audience;
  showAll: Route;
}) {
  const t = await getTranslations("notifications.empty");
  if (view === "unread") {
    return (
      <EmptyState
        icon={<BellOff />}
        title={t("unread.title")}
        actions={<LinkButton href={showAll}>{t("unread.action")}</LinkButton>}
      >
        {t("unread.body")}
      </EmptyState>
    );
  }
  const start = (audience === "staff" ? "/admin/tickets" : "/portal/tickets/new") as Route;
  return (
    <EmptyState
      icon={<Bell />}
      title={t("all.title")}
      actions={
        <LinkButton href={start} prefetch={false} variant="primary">
          {t(`all.action.${audience}`)}
        </LinkButton>
      }
    >
      {t(`all.${audience}`)}
    </EmptyState>
  );
}
