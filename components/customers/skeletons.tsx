import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { DetailLayout } from "@/components/ui/detail";
import { FactsSkeleton } from "@/components/ui/facts-skeleton";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** The list while it loads: title, search, lines. */
export async function CustomersSkeleton() {
  const t = await getTranslations("customers");
  return (
    <div>
      <div className="mb-3 flex h-8 items-center justify-between touch:h-11">
        <Skeleton className="h-6 w-32" />
        <Skeleton className="h-8 w-32 touch:h-11" />
      </div>
      <Skeleton className="mb-3 h-9 max-w-96 touch:h-11" />
      <Card flush>
        <ListSkeleton rows={12} label={t("loading")} />
      </Card>
    </div>
  );
}

/** One customer while they load. */
export async function CustomerSkeleton() {
  const t = await getTranslations("customers.detail");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mb-3 h-4 w-20" />
      <Skeleton className="mb-2 h-6 w-56" />
      <Skeleton className="mb-5 h-4 w-32" />
      <DetailLayout asideLabel={t("facts")} aside={<FactsSkeleton />}>
        <Skeleton className="mb-4 h-[4.5rem] w-full rounded-lg" />
        <Skeleton className="h-64 w-full rounded-lg" />
      </DetailLayout>
    </div>
  );
}
