import { getTranslations } from "next-intl/server";
import { Skeleton } from "@/components/ui/skeleton";

/** The form of a request while it loads. */
export async function NewQuoteSkeleton() {
  const t = await getTranslations("quote-pages");
  return (
    <div role="status" aria-label={t("loading")} className="max-w-form">
      <Skeleton className="mt-1 mb-2.5 h-3 w-14" />
      <Skeleton className="my-1 h-5 w-48" />
      <Skeleton className="mt-2.5 mb-7 h-3 w-4/5" />
      <Skeleton className="mb-3 h-3 w-28" />
      <Skeleton className="h-9 rounded-md touch:h-11" />
      <Skeleton className="mt-8 mb-3 h-3 w-40" />
      <Skeleton className="h-20 rounded-md" />
      <Skeleton className="mt-8 mb-3 h-3 w-20" />
      <Skeleton className="h-9 rounded-md touch:h-11" />
      <Skeleton className="mt-8 h-16 rounded-md" />
    </div>
  );
}
