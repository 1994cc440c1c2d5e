import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ROW_GRID } from "./service-list";

/** The list while it loads, in its own geometry. */
export async function ServiceListSkeleton() {
  const t = await getTranslations("services");
  return (
    <div role="status" aria-label={t("loading")}>
      <PageHeader title={t("title")} meta={t("summary")} className="mb-5" />
      <div className="divide-y overflow-hidden rounded-lg border">
        {["w-3/5", "w-2/5", "w-1/2"].map((width) => (
          <div key={width} className={ROW_GRID}>
            <div className="max-lg:col-span-2">
              <Skeleton className={`my-[0.34rem] h-2.5 ${width}`} />
              <Skeleton className="my-[0.3rem] h-2.5 w-1/3" />
            </div>
            <Skeleton className="h-2.5 w-20" />
            <div className="max-lg:order-last max-lg:col-span-2">
              <Skeleton className="my-[0.3rem] h-2.5 w-36" />
              <Skeleton className="mt-1.5 h-1" />
            </div>
            <Skeleton className="ms-auto h-2.5 w-20" />
          </div>
        ))}
      </div>
    </div>
  );
}
