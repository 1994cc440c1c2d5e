import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The page while it loads, in its own geometry: header, form, rows. */
export async function DomainsSkeleton() {
  const t = await getTranslations("domains");
  return (
    <div role="status" aria-label={t("loading")}>
      <PageHeader title={t("title")} meta={t("meta")} className="mb-4" />
      <div className="rounded-lg border bg-paper p-4">
        <Skeleton className="mb-2.5 h-3 w-24" />
        <Skeleton className="h-8 w-full rounded-md touch:h-11" />
        <Skeleton className="mt-3 mb-1 h-3 w-3/5" />
      </div>
      <div className="mt-4 flex flex-col gap-3">
        {["w-48", "w-36", "w-56"].map((width) => (
          <div key={width} className="flex min-h-14 items-center gap-4 rounded-lg border bg-paper px-4">
            <Skeleton className={`h-3 ${width}`} />
            <Skeleton className="ms-auto h-3 w-24" />
          </div>
        ))}
      </div>
    </div>
  );
}
