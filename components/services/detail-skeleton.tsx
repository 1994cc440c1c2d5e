import { getTranslations } from "next-intl/server";
import { DetailLayout } from "@/components/ui/detail";
import { FactsSkeleton } from "@/components/ui/facts-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** A service while it loads, in its own geometry: header, chart, invoices, facts. */
export async function ServiceSkeleton() {
  const t = await getTranslations("services");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mt-1 mb-2.5 h-3 w-16" />
      <Skeleton className="my-1 h-5 w-3/5" />
      <Skeleton className="mt-2.5 mb-7 h-3 w-2/5" />
      <DetailLayout asideLabel="" aside={<FactsSkeleton />}>
        <div className="mb-6 rounded-lg border p-4">
          <Skeleton className="mb-6 h-3 w-16" />
          <Skeleton className="mb-2 h-3 w-44" />
          <Skeleton className="h-44" />
        </div>
        <div className="divide-y rounded-lg border">
          {["w-16", "w-2/5", "w-1/2", "w-2/5"].map((width, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
            <div key={row} className="px-4 py-3.5">
              <Skeleton className={`h-3 ${width}`} />
            </div>
          ))}
        </div>
      </DetailLayout>
    </div>
  );
}
