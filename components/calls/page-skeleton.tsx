import { getTranslations } from "next-intl/server";
import { Skeleton } from "@/components/ui/skeleton";

/** A page about one call, or its booking, while it loads. */
export async function CallPageSkeleton() {
  const t = await getTranslations("call-pages");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mb-2 h-3 w-16" />
      <Skeleton className="h-6 w-72 max-w-full" />
      <Skeleton className="mt-2 h-3 w-48" />
      <div className="mt-6 grid gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <Skeleton className="h-64 rounded-lg" />
        <Skeleton className="h-40 rounded-lg" />
      </div>
    </div>
  );
}
