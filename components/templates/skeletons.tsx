import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** The list while it loads. */
export async function TemplatesSkeleton() {
  const t = await getTranslations("templates");
  return (
    <>
      <PageHeader
        title={t("list.title")}
        actions={<Skeleton className="h-9 w-32 rounded-md touch:h-11" />}
        className="mb-3"
      />
      <div className="flex h-10 items-center gap-6 border-b touch:h-11">
        <Skeleton className="h-3 w-16" />
        <Skeleton className="h-3 w-20" />
      </div>
      <Skeleton className="my-3 h-9 rounded-md sm:max-w-96 touch:h-11" />
      <div className="overflow-hidden rounded-lg border">
        <ListSkeleton rows={8} label={t("loading")} />
      </div>
    </>
  );
}

/** The editor while it loads. */
export async function EditorSkeleton() {
  const t = await getTranslations("templates");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mt-1 mb-2.5 h-3 w-20" />
      <Skeleton className="mt-1 mb-6 h-5 w-2/5" />
      <div className="grid gap-6 lg:grid-cols-2">
        <div className="flex flex-col gap-4">
          <Skeleton className="h-9 rounded-md touch:h-11" />
          <Skeleton className="h-9 rounded-md touch:h-11" />
          <Skeleton className="h-56 rounded-md" />
        </div>
        <Skeleton className="h-80 rounded-lg" />
      </div>
    </div>
  );
}
