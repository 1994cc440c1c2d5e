import { getTranslations } from "next-intl/server";
import { DetailLayout } from "@/components/ui/detail";
import { FactsSkeleton } from "@/components/ui/facts-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** A quote while it loads, in its own geometry: header, progress, next step, document, facts. */
export async function QuoteSkeleton() {
  const t = await getTranslations("quote-pages");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mt-1 mb-2.5 h-3 w-14" />
      <Skeleton className="my-1 h-5 w-3/5" />
      <Skeleton className="mt-2.5 mb-6 h-3 w-2/5" />
      <DetailLayout asideLabel="" aside={<FactsSkeleton facts={["w-24", "w-16", "w-20", "w-28", "w-24"]} />}>
        <div className="mb-5 flex gap-4">
          {["a", "b", "c", "d", "e"].map((step) => (
            <Skeleton key={step} className="h-14 flex-1 rounded-md" />
          ))}
        </div>
        <Skeleton className="mb-5 h-10 rounded-md" />
        <div className="rounded-lg border p-4">
          <Skeleton className="mb-5 h-4 w-32" />
          {["w-3/5", "w-2/5", "w-1/2"].map((width) => (
            <div key={width} className="flex justify-between gap-8 border-t py-3.5">
              <Skeleton className={`h-3 ${width}`} />
              <Skeleton className="h-3 w-20" />
            </div>
          ))}
          <Skeleton className="ms-auto mt-4 h-16 w-56" />
        </div>
      </DetailLayout>
    </div>
  );
}
