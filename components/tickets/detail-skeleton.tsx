import { getTranslations } from "next-intl/server";
import { DetailLayout } from "@/components/ui/detail";
import { FactsSkeleton } from "@/components/ui/facts-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** A ticket while it loads, in its own geometry: header, next step, thread, composer, facts. */
export async function TicketSkeleton() {
  const t = await getTranslations("tickets");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mt-1 mb-2.5 h-3 w-14" />
      <Skeleton className="my-1 h-5 w-3/5" />
      <Skeleton className="mt-2.5 mb-6 h-3 w-2/5" />
      <DetailLayout asideLabel="" aside={<FactsSkeleton />}>
        <Skeleton className="mb-6 h-10 rounded-md" />
        {["w-4/5", "w-3/5"].map((width) => (
          <div key={width} className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 pt-3 pb-6">
            <Skeleton className="size-8 rounded-full!" />
            <div className="flex flex-col gap-3 pt-1.5">
              <Skeleton className="h-3 w-40" />
              <Skeleton className={`h-3 ${width}`} />
              <Skeleton className="h-3 w-2/3" />
              <Skeleton className="h-3 w-1/2" />
            </div>
          </div>
        ))}
        <Skeleton className="h-28 rounded-lg" />
      </DetailLayout>
    </div>
  );
}
