import { getTranslations } from "next-intl/server";
import { QueueSkeleton } from "@/components/desk/queue-skeleton";

/** The queue while it is on its way. */
export default async function Loading() {
  const t = await getTranslations("desk.queue");
  return <QueueSkeleton label={t("loading")} />;
}
