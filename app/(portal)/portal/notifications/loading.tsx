import { getTranslations } from "next-intl/server";
import { NotificationListSkeleton } from "@/components/notifications/notification-list-skeleton";

export default async function Loading() {
  const t = await getTranslations("notifications");
  return <NotificationListSkeleton label={t("loading")} />;
}
