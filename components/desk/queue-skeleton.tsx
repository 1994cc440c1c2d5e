import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { Skeleton } from "@/components/ui/skeleton";
import { DESK_VIEWS } from "@/lib/tickets/desk-views";

const ROWS = 12;

/** The geometry of the queue: views, search, lines of 40 px. */
export async function QueueSkeleton() {
  const t = await getTranslations("desk.queue");
  return (
    <div role="status" aria-label={t("loading")}>
      <div className="flex h-8 items-center justify-between touch:h-11">
        <Skeleton className="h-5 w-36" />
        <Skeleton className="h-8 w-28 touch:h-11" />
      </div>
      <div className="mt-3 grid grid-cols-3 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-6">
        {["open", "progress", "resolved", "urgent", "late", "risk"].map((figure) => (
          <div key={figure} className="flex h-[3.8125rem] flex-col justify-center gap-2 bg-paper px-4">
            <Skeleton className="h-4 w-6" />
            <Skeleton className="h-3 w-16" />
          </div>
        ))}
      </div>
      <div className="mt-4 grid gap-4 lg:grid-cols-[10.5rem_minmax(0,1fr)]">
        <div className="flex gap-6 border-b max-lg:h-[2.8125rem] max-lg:items-center max-lg:overflow-hidden lg:flex-col lg:gap-px lg:border-b-0">
          {DESK_VIEWS.map((view) => (
            <span key={view} className="flex h-8 shrink-0 items-center px-2">
              <Skeleton className="h-3.5 w-20" />
            </span>
          ))}
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <div className="flex gap-2">
            <Skeleton className="h-9 flex-1 touch:h-11 sm:max-w-96" />
            <Skeleton className="h-9 w-24 touch:h-11" />
          </div>
          <Card flush className="max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
            <div className="h-9 border-b max-sm:hidden" />
            <div className="divide-y">
              {Array.from({ length: ROWS }, (_, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
                <div key={row} className="flex h-[2.5625rem] items-center gap-6 px-4 max-sm:h-24">
                  <Skeleton className={cx("h-3", ["w-2/5", "w-1/4", "w-1/3"][row % 3])} />
                  <Skeleton className="ms-auto h-3 w-24" />
                  <Skeleton className="h-3 w-20 max-sm:hidden" />
                  <Skeleton className="h-3 w-20 max-lg:hidden" />
                </div>
              ))}
            </div>
          </Card>
        </div>
      </div>
    </div>
  );
}
