import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { DetailLayout } from "@/components/ui/detail";
import { FactsSkeleton } from "@/components/ui/facts-skeleton";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";
import { PrivacyDeskTabs } from "./privacy-desk-tabs";
import { PrivacyTabs } from "./privacy-tabs";

const RIGHTS = ["w-3/5", "w-1/2", "w-2/5", "w-2/3"];

/** The privacy centre while it loads: head, tabs, an intro, and its cards. */
export async function PrivacySkeleton() {
  const t = await getTranslations("privacy.overview");
  return (
    <div>
      <PrivacyTabs active="overview" />
      <Skeleton className="mb-5 h-10 w-full max-w-reading" />
      <div className="flex flex-col gap-5">
        <Card>
          <div role="status" aria-label={t("loading")} className="flex flex-col gap-8 py-2">
            {RIGHTS.map((width) => (
              <div key={width} className="flex gap-3.5">
                <Skeleton className="size-5" />
                <div className="flex flex-1 flex-col gap-2.5">
                  <Skeleton className="h-3 w-32" />
                  <Skeleton className={`h-2.5 ${width}`} />
                  <Skeleton className="h-2.5 w-24" />
                </div>
              </div>
            ))}
          </div>
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
      <PrivacyDeskTabs active="requests" />
      <Skeleton className="mb-4 h-7 w-36 rounded-md touch:h-9" />
      <Card flush>
        <ListSkeleton rows={8} label={t("loading")} />
      </Card>
    </div>
  );
}
