import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** The page of notifications while it is on its way. */
export async function NotificationListSkeleton() {
  const t = await getTranslations("notifications");
  return (
    <div>
      <PageHeader
        title={t("title")}
        meta={<Skeleton className="my-1 h-3 w-16" />}
        actions={<Skeleton className="h-8 w-40 rounded-md touch:h-11" />}
      />
      <div className="mt-4 flex h-[2.5625rem] items-center gap-6 border-b px-2.5 touch:h-[2.8125rem]">
        <Skeleton className="h-3 w-6" />
        <Skeleton className="h-3 w-14" />
      </div>
      <Card flush className="mt-4">
        <ListSkeleton rows={8} label={t("loading")} />
      </Card>
    </div>
  );
}
