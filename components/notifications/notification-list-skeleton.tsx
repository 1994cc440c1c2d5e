import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

const KINDS = ["w-16", "w-16", "w-36", "w-40", "w-16"];

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
      <div className="mt-3 flex gap-1.5 overflow-hidden">
        {KINDS.map((width, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move
          <Skeleton key={at} className={`h-7 shrink-0 rounded-md touch:h-11 ${width}`} />
        ))}
      </div>
      <Skeleton className="mt-[1.25rem] mb-[0.75rem] h-3 w-16" />
      <Card flush>
        <ListSkeleton rows={8} label={t("loading")} />
      </Card>
    </div>
  );
}
