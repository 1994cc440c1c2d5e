import { getTranslations } from "next-intl/server";
import { DetailLayout } from "@/components/ui/detail";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** The staff's list while it loads. */
export async function DeskServicesSkeleton() {
  const t = await getTranslations("service-desk");
  return (
    <>
      <PageHeader title={t("title")} className="mb-3" />
      <div className="flex h-10 items-center gap-6 border-b px-2.5 touch:h-11">
        {["w-8", "w-24", "w-14", "w-20", "w-14"].map((width, tab) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tabs never move
          <Skeleton key={tab} className={`h-3 ${width}`} />
        ))}
      </div>
      <Skeleton className="my-3 h-9 rounded-md sm:max-w-96 touch:h-11" />
      <div className="overflow-hidden rounded-lg border">
        <ListSkeleton rows={10} label={t("loading")} />
      </div>
    </>
  );
}

/** A service of the desk while it loads. */
export async function DeskServiceSkeleton() {
  const t = await getTranslations("service-desk");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mt-1 mb-2.5 h-3 w-16" />
      <Skeleton className="my-1 h-5 w-2/5" />
      <Skeleton className="mt-2.5 mb-5 h-3 w-1/4" />
      <DetailLayout asideLabel="" aside={<Skeleton className="h-96 rounded-lg" />}>
        <Skeleton className="mb-5 h-24 rounded-lg" />
        <Skeleton className="h-80 rounded-lg" />
      </DetailLayout>
    </div>
  );
}
