import { getTranslations } from "next-intl/server";
import { DetailLayout } from "@/components/ui/detail";
import { Skeleton } from "@/components/ui/skeleton";

/** An invoice while it loads, in its own geometry: header, what is to pay, items, facts. */
export async function InvoiceSkeleton() {
  const t = await getTranslations("invoices");
  return (
    <div role="status" aria-label={t("detail.loading")}>
      <div className="mb-5 flex items-start justify-between gap-4">
        <div className="flex-1">
          <Skeleton className="mb-2.5 h-3 w-16" />
          <Skeleton className="h-5 w-56 max-w-full" />
          <Skeleton className="mt-2.5 h-3 w-28" />
        </div>
        <Skeleton className="h-8 w-20 rounded-md touch:h-11" />
      </div>
      <DetailLayout
        asideLabel={t("detail.facts")}
        aside={
          <div className="flex flex-col gap-3.5">
            {["w-16", "w-48", "w-40", "w-44", "w-52"].map((width) => (
              <Skeleton key={width} className={`h-3 ${width}`} />
            ))}
          </div>
        }
      >
        <div className="flex flex-col gap-5">
          <div>
            <Skeleton className="mb-2 h-3 w-20" />
            <Skeleton className="h-6 w-36" />
          </div>
          <Skeleton className="h-11 rounded-lg" />
          <div className="overflow-hidden rounded-lg border">
            <div className="flex h-11 items-center border-b px-4">
              <Skeleton className="h-3 w-14" />
            </div>
            {["w-1/2", "w-2/5", "w-3/5"].map((width) => (
              <div key={width} className="flex h-11 items-center justify-between gap-6 border-b px-4">
                <Skeleton className={`h-3 ${width}`} />
                <Skeleton className="h-3 w-20" />
              </div>
            ))}
            <div className="flex h-24 flex-col items-end justify-center gap-3 px-4">
              <Skeleton className="h-3 w-48" />
              <Skeleton className="h-4 w-56" />
            </div>
          </div>
        </div>
      </DetailLayout>
    </div>
  );
}
