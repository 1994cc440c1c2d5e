import { Card } from "@/components/ui/card";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** The page of notifications while it is on its way. */
export function NotificationListSkeleton({ label }: { label: string }) {
  return (
    <div>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="flex-1 basis-72">
          <Skeleton className="my-0.5 h-5 w-36" />
          <Skeleton className="mt-2 h-4 w-20" />
        </div>
        <Skeleton className="h-8 w-40 touch:h-11" />
      </div>
      <div className="mt-4 flex h-[2.5625rem] items-center gap-6 border-b px-2.5 touch:h-[2.8125rem]">
        <Skeleton className="h-3.5 w-6" />
        <Skeleton className="h-3.5 w-14" />
      </div>
      <Card flush className="mt-4">
        <ListSkeleton rows={8} label={label} />
      </Card>
    </div>
  );
}
