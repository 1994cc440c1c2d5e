import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** The overview while it is on its way. */
export async function OverviewSkeleton() {
  const t = await getTranslations("desk.overview");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mt-0.5 h-5 w-28" />
      <Skeleton className="mt-2 h-4 w-72" />
      <div className="mt-4 flex flex-col gap-4 lg:gap-5">
        <div className="h-[17.5rem] rounded-lg border bg-paper sm:h-[9rem] xl:h-[4.5rem]" />
        <div className="grid items-start gap-4 lg:gap-5 2xl:grid-cols-2">
          {["attention", "mine"].map((part) => (
            <Card key={part} flush title={<Skeleton className="h-4 w-40" />}>
              <ListSkeleton rows={5} label={t("loading")} />
            </Card>
          ))}
        </div>
      </div>
    </div>
  );
}
