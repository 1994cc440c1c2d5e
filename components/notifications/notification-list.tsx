import type { Route } from "next";
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
import type { Notification, NotificationView } from "@/lib/notifications/types";
import { PREFERENCES_PAGE } from "@/lib/notifications/words";
import type { Audience } from "@/lib/tickets/types";
import { MarkAllRead } from "./mark-all-read";
import { NotificationRow } from "./notification-row";

/** The page of somebody's notifications, in the portal and at the desk. */
export async function NotificationList({
  notifications,
  view,
  isFirstPage,
  unread,
  audience,
  locale,
  timeZone,
}: {
  notifications: Page<Notification>;
  view: NotificationView;
  isFirstPage: boolean;
  /** How many are unread, a hundred at most. */
  unread: number;
  audience: Audience;
  locale: string;
  timeZone: string;
}) {
  const t = await getTranslations("notifications");
  const base = audience === "staff" ? "/admin/notifications" : "/portal/notifications";
  const address = (of: NotificationView, cursor?: string) => {
    const query = new URLSearchParams({ ...(of === "unread" && { view: of }), ...(cursor && { cursor }) });
    return (query.size > 0 ? `${base}?${query}` : base) as Route;
  };
  const { items, nextCursor } = notifications;
  const hasAny = items.length > 0 || view === "unread" || !isFirstPage;
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
      {items.length === 0 ? (
        <Nothing view={view} audience={audience} showAll={address("all")} />
      ) : (
        <Card flush className="mt-4">
          <List label={t("list")}>
            {items.map((notification) => (
              <NotificationRow
                key={notification.id}
                notification={notification}
                unreadLabel={t("unreadDot")}
                locale={locale}
                timeZone={timeZone}
              />
            ))}
          </List>
        </Card>
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
