import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** A list of the knowledge base while it loads. */
export async function ListPageSkeleton({ page = "list" }: { page?: "list" | "categories" | "gaps" }) {
  const t = await getTranslations("knowledge");
  return (
    <>
      <PageHeader
        title={t(`${page}.title`)}
        actions={<Skeleton className="h-9 w-32 rounded-md touch:h-11" />}
        className="mb-3"
      />
      {page !== "categories" && (
        <div className="mb-3 flex h-10 items-center gap-6 border-b touch:h-11">
          <Skeleton className="h-3 w-12" />
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-3 w-16" />
        </div>
      )}
      {page === "list" && (
        <div className="mb-3 flex flex-wrap gap-2">
          <Skeleton className="h-8 w-72 max-w-full rounded-md touch:h-11" />
          <Skeleton className="h-8 w-44 rounded-md touch:h-11" />
          <Skeleton className="h-8 w-36 rounded-md touch:h-11" />
        </div>
      )}
      <div className="overflow-hidden rounded-lg border">
        <ListSkeleton rows={8} label={t("loading")} />
      </div>
    </>
  );
}

/** The editor while it loads. */
export async function EditorSkeleton() {
  const t = await getTranslations("knowledge");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mt-1 mb-2.5 h-3 w-20" />
      <Skeleton className="mt-1 mb-6 h-5 w-2/5" />
      <div className="grid gap-6 xl:grid-cols-2">
        <div className="flex flex-col gap-4">
          <Skeleton className="h-9 rounded-md touch:h-11" />
          <Skeleton className="h-16 rounded-md" />
          <Skeleton className="h-96 rounded-md" />
        </div>
        <Skeleton className="h-96 rounded-lg" />
      </div>
    </div>
  );
}
