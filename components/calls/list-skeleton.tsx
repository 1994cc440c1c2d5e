import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ROW_GRID } from "./call-list";

const WIDTHS = ["w-3/5", "w-2/5", "w-1/2", "w-2/3"];

/** The list while it loads, in its own geometry. */
export async function CallListSkeleton() {
  const t = await getTranslations("call-pages");
  return (
    <div role="status" aria-label={t("loading")}>
      <PageHeader
        title={t("list.title")}
        className="mb-4"
        actions={<Skeleton className="h-8 w-32 rounded-md touch:h-11" />}
      />
      <div className="flex h-10 items-center gap-6 border-b px-2.5 touch:h-11">
        <Skeleton className="h-3 w-20" />
        <Skeleton className="h-3 w-12" />
      </div>
      <div className="mt-4 divide-y overflow-hidden rounded-lg border">
        {Array.from({ length: 4 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
          <div key={row} className={ROW_GRID}>
            <Skeleton className="h-14 rounded-md" />
            <div>
              <Skeleton className={`my-[0.34rem] h-2.5 ${WIDTHS[row % WIDTHS.length]}`} />
              <Skeleton className="my-[0.3rem] h-2.5 w-1/3" />
            </div>
            <Skeleton className="h-2.5 w-24 max-sm:hidden" />
            <Skeleton className="ms-auto h-2.5 w-20 max-sm:hidden" />
          </div>
        ))}
      </div>
    </div>
  );
}
