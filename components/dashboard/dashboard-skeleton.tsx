import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** The dashboard while it is on its way: each part where it will be, in its size. */
export async function DashboardSkeleton() {
  const t = await getTranslations("dashboard");
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="flex-1 basis-72">
          <Skeleton className="my-0.5 h-5 w-56" />
          <Skeleton className="mt-2.5 h-3.5 w-80 max-w-full" />
        </div>
        <Skeleton className="h-8 w-28 touch:h-11" />
      </div>
      <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line md:grid-cols-4">
        {["tickets", "orders", "outstanding", "calls"].map((figure) => (
          <div key={figure} className="flex h-[6.25rem] flex-col justify-center gap-2.5 bg-paper px-4">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="h-5 w-12" />
            <Skeleton className="h-3 w-24" />
          </div>
        ))}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card className="lg:col-start-2">
          <Skeleton className="mb-5 h-3.5 w-32" />
          <div className="flex flex-col gap-4">
            {["first", "second", "third", "fourth"].map((step) => (
              <div key={step} className="flex gap-3">
                <Skeleton className="size-[1.6875rem] rounded-full" />
                <div className="flex-1 pt-1">
                  <Skeleton className="h-3 w-2/3" />
                  <Skeleton className="mt-2 h-3 w-1/3" />
                </div>
              </div>
            ))}
          </div>
        </Card>
        <Card flush className="lg:col-start-1 lg:row-start-1">
          <div className="flex h-[2.8125rem] items-center border-b px-4">
            <Skeleton className="h-3.5 w-28" />
          </div>
          <ListSkeleton rows={5} label={t("loading")} />
        </Card>
      </div>
    </div>
  );
}
