import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { NotificationList } from "@/components/notifications/notification-list";
import { NotificationListSkeleton } from "@/components/notifications/notification-list-skeleton";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { loadNotifications } from "@/lib/notifications/queries";

type Props = PageProps<"/admin/notifications">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notifications");
  return { title: t("title") };
}

/** Everything that a member of staff was told. */
export default function NotificationsPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<NotificationListSkeleton />}>
      <Notifications searchParams={searchParams} />
    </Arrival>
  );
}

async function Notifications({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("staff");
  const list = await loadNotifications(viewer, await searchParams);
  return (
    <>
      <LiveRefresh topics={[`user:${viewer.id}`]} />
      <NotificationList {...list} audience="staff" locale={viewer.locale} timeZone={viewer.timeZone} />
    </>
  );
}
