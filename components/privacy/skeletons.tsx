import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { DetailLayout } from "@/components/ui/detail";
import { FactsSkeleton } from "@/components/ui/facts-skeleton";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** The privacy centre while it loads: head, tabs, an intro, and its cards. */
export async function PrivacySkeleton() {
  const t = await getTranslations("privacy.overview");
  return (
    <div>
      <Skeleton className="mb-2 h-6 w-28" />
      <Skeleton className="mb-3 h-4 w-72 max-w-full" />
      <Skeleton className="mb-6 h-10 w-full" />
      <Skeleton className="mb-5 h-10 w-full max-w-reading" />
      <div className="flex flex-col gap-5">
        <Card flush>
          <ListSkeleton rows={4} label={t("loading")} />
        </Card>
        <Skeleton className="h-64 w-full rounded-lg" />
      </div>
    </div>
  );
}

/** One request, or what a deletion would do, while it loads. */
export async function PrivacyDetailSkeleton() {
  const t = await getTranslations("privacy.request");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mb-3 h-4 w-20" />
      <Skeleton className="mb-2 h-6 w-56" />
      <Skeleton className="mb-5 h-4 w-32" />
      <DetailLayout asideLabel={t("facts")} aside={<FactsSkeleton />}>
        <Skeleton className="mb-4 h-32 w-full rounded-lg" />
        <Skeleton className="h-64 w-full rounded-lg" />
      </DetailLayout>
    </div>
  );
}

/** The desk's list while it loads. */
export async function PrivacyDeskSkeleton() {
  const t = await getTranslations("privacy.desk");
  return (
    <div>
      <Skeleton className="mb-2 h-6 w-40" />
      <Skeleton className="mb-3 h-4 w-72 max-w-full" />
      <Skeleton className="mb-6 h-10 w-full" />
      <Card flush>
        <ListSkeleton rows={8} label={t("loading")} />
      </Card>
    </div>
  );
}
