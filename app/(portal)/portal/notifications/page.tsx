import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { NotificationList } from "@/components/notifications/notification-list";
import { requireViewer } from "@/lib/auth/viewer";
import { loadNotifications } from "@/lib/notifications/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notifications");
  return { title: t("title") };
}

/** Everything that a customer was told. */
export default async function NotificationsPage({ searchParams }: PageProps<"/portal/notifications">) {
  const viewer = await requireViewer("customer");
  const list = await loadNotifications(viewer, await searchParams);
  return (
    <>
      <LiveRefresh topics={[`user:${viewer.id}`]} />
      <NotificationList {...list} audience="customer" locale={viewer.locale} timeZone={viewer.timeZone} />
    </>
  );
}
