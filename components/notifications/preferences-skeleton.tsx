import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** The page of preferences while it is on its way, below its own head. */
export async function PreferencesSkeleton({ children }: { children: ReactNode }) {
  const t = await getTranslations("preferences");
  return (
    <div>
      {children}
      <div className="flex max-w-3xl flex-col gap-4">
        <Card title={t("ways.title")} flush>
          <ListSkeleton rows={2} label={t("loading")} />
        </Card>
        <Card title={t("events.title")}>
          <Skeleton className="h-[36rem]" />
        </Card>
      </div>
    </div>
  );
}
