import { getTranslations } from "next-intl/server";
import { CATEGORY_GRID } from "@/components/tickets/category-cards";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default async function Loading() {
  const t = await getTranslations("tickets");
  return (
    <>
      <PageHeader title={t("new.title")} className="mb-6 pt-7" />
      <div role="status" aria-label={t("loading")} className={CATEGORY_GRID}>
        {Array.from({ length: 12 }, (_, card) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the cards are identical and never move
          <div key={card} className="rounded-lg border px-4 py-3">
            <Skeleton className="my-[0.34rem] h-2.5 w-32" />
            <Skeleton className="my-[0.3rem] h-2.5 w-48" />
          </div>
        ))}
      </div>
    </>
  );
}
