import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ROW_GRID } from "./invoice-list";

const WIDTHS = ["w-2/5", "w-1/3", "w-1/2", "w-2/5"];

/** The list while it loads, in its own geometry: header, sum, tabs, search and rows. */
export async function InvoiceListSkeleton() {
  const t = await getTranslations("invoices.list");
  return (
    <div role="status" aria-label={t("loading")}>
      <PageHeader
        title={t("title")}
        className="mb-4"
        actions={<Skeleton className="h-8 w-28 rounded-md touch:h-11" />}
      />
      <div className="rounded-lg border px-4 py-3.5">
        <Skeleton className="my-1 h-3 w-20" />
        <Skeleton className="my-2 h-6 w-40" />
        <Skeleton className="my-1 h-3 w-56" />
      </div>
      <div className="mt-2 flex h-10 items-center gap-6 border-b px-2.5 touch:h-11">
        {["w-14", "w-16", "w-10", "w-16", "w-6"].map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move
          <Skeleton key={index} className={`h-3 ${width}`} />
        ))}
      </div>
      <div className="py-4">
        <Skeleton className="h-9 rounded-md sm:max-w-80 touch:h-11" />
      </div>
      <div className="divide-y overflow-hidden rounded-lg border">
        {Array.from({ length: 8 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
          <div key={row} className="flex items-center pe-13">
            <div className={ROW_GRID}>
              <div>
                <Skeleton className={`my-[0.34rem] h-2.5 ${WIDTHS[row % WIDTHS.length]}`} />
                <Skeleton className="my-[0.3rem] h-2.5 w-3/5" />
              </div>
              <Skeleton className="my-1 h-2.5 w-24 max-sm:order-3" />
              <Skeleton className="ms-auto h-2.5 w-16" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
