import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { LiveBell } from "./live-bell";

/** The bell of a frame's top bar, with its words. `viewer` is whom it rings for. */
export async function Bell({
  viewer,
  href,
}: {
  viewer: { id: string; unreadNotifications: number; locale: string; timeZone: string };
  href: Route;
}) {
  const t = await getTranslations("notifications");
  return (
    <LiveBell
      userId={viewer.id}
      unread={viewer.unreadNotifications}
      href={href}
      locale={viewer.locale}
      timeZone={viewer.timeZone}
      labels={{
        title: t("title"),
        unread: t("unread"),
        seeAll: t("panel.seeAll"),
        unreadDot: t("unreadDot"),
        markAllRead: t("markAllRead"),
        empty: t("panel.empty"),
        failed: t("panel.failed"),
        retry: t("panel.retry"),
        loading: t("loading"),
      }}
    />
  );
}
