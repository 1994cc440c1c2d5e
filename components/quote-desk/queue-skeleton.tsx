import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The queue of quotes while it loads: header, tabs, search and lines. */
export async function DeskQuotesSkeleton() {
  const t = await getTranslations("quote-desk");
  return (
    <div role="status" aria-label={t("loading")}>
      <PageHeader
        title={t("list.title")}
        className="mb-3"
        actions={<Skeleton className="h-8 w-28 rounded-md touch:h-11" />}
      />
      <div className="flex h-10 items-center gap-6 border-b px-2.5 touch:h-11">
        {["w-12", "w-20", "w-10", "w-16", "w-12", "w-8"].map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tabs never move
          <Skeleton key={index} className={`h-3 ${width}`} />
        ))}
      </div>
      <Skeleton className="mt-3 mb-3 h-9 rounded-md sm:w-96 touch:h-11" />
      <div className="divide-y overflow-hidden rounded-lg border">
        {Array.from({ length: 8 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
          <div key={row} className="flex h-10 items-center gap-6 px-4 touch:h-16">
            <Skeleton className={`h-3 ${["w-2/5", "w-1/4", "w-1/3"][row % 3]}`} />
            <Skeleton className="ms-auto h-3 w-24" />
            <Skeleton className="h-3 w-16 max-sm:hidden" />
          </div>
        ))}
      </div>
    </div>
  );
}

/** A quote on the desk while it loads: header, builder and what stands beside it. */
export async function DeskQuoteSkeleton() {
  const t = await getTranslations("quote-desk");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mt-1 mb-2.5 h-3 w-14" />
      <Skeleton className="my-1 h-5 w-2/5" />
      <Skeleton className="mt-2.5 mb-6 h-3 w-1/3" />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="rounded-lg border p-4">
          <Skeleton className="mb-5 h-8 rounded-md" />
          {["a", "b", "c", "d"].map((row) => (
            <Skeleton key={row} className="mb-3 h-8 rounded-md" />
          ))}
          <Skeleton className="ms-auto mt-6 h-24 w-64 rounded-md" />
        </div>
        <div className="flex flex-col gap-3.5">
          <Skeleton className="mb-1 h-3 w-16" />
          {["w-4/5", "w-3/5", "w-2/3", "w-1/2", "w-3/4"].map((width) => (
            <Skeleton key={width} className={`h-3 ${width}`} />
          ))}
        </div>
      </div>
    </div>
  );
}
