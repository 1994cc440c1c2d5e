import { getTranslations } from "next-intl/server";
import { DetailLayout } from "@/components/ui/detail";
import { FactsSkeleton } from "@/components/ui/facts-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** An order while it loads, in its own geometry: header, progress, delivery, items, facts. */
export async function OrderSkeleton() {
  const t = await getTranslations("orders");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mt-1 mb-2.5 h-3 w-14" />
      <Skeleton className="my-1 h-5 w-44" />
      <Skeleton className="mt-2.5 mb-6 h-3 w-52" />
      <DetailLayout asideLabel="" aside={<FactsSkeleton heading="w-28" facts={["w-24", "w-20", "w-28"]} />}>
        <div className="flex flex-col gap-6">
          <div className="rounded-lg border p-4">
            <Skeleton className="mb-5 h-3 w-2/5" />
            <div className="grid grid-cols-5">
              {["pending", "paid", "processing", "shipped", "delivered"].map((step) => (
                <div key={step} className="flex flex-col items-center gap-2.5">
                  <Skeleton className="size-6 rounded-full!" />
                  <Skeleton className="h-2.5 w-12" />
                </div>
              ))}
            </div>
          </div>
          {["h-44", "h-64"].map((height) => (
            <Skeleton key={height} className={`${height} rounded-lg`} />
          ))}
        </div>
      </DetailLayout>
    </div>
  );
}
