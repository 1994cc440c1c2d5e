import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ROW_GRID } from "./quote-list";

const WIDTHS = ["w-3/5", "w-2/5", "w-1/2", "w-2/3"];

/** The list while it loads, in its own geometry: header, tabs, search and rows. */
export async function QuoteListSkeleton() {
  const t = await getTranslations("quote-pages");
  return (
    <div role="status" aria-label={t("loading")}>
      <PageHeader
        title={t("list.title")}
        className="mb-4"
        actions={<Skeleton className="h-8 w-32 rounded-md touch:h-11" />}
      />
      <div className="flex h-10 items-center gap-6 border-b px-2.5 touch:h-11">
        {["w-12", "w-24", "w-16", "w-8"].map((width) => (
          <Skeleton key={width} className={`h-3 ${width}`} />
        ))}
      </div>
      <div className="py-4">
        <Skeleton className="h-9 rounded-md sm:w-80 touch:h-11" />
      </div>
      <div className="divide-y overflow-hidden rounded-lg border">
        {Array.from({ length: 5 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
          <div key={row} className={ROW_GRID}>
            <div>
              <Skeleton className={`my-[0.34rem] h-2.5 ${WIDTHS[row % WIDTHS.length]}`} />
              <Skeleton className="my-[0.3rem] h-2.5 w-1/3" />
            </div>
            <Skeleton className="h-2.5 w-28 max-sm:order-3" />
            <Skeleton className="ms-auto h-2.5 w-20" />
          </div>
        ))}
      </div>
    </div>
  );
}
