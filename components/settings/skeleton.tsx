import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

/** A page of the settings while it loads: its title, and a card of fields in two columns. */
export async function SettingsSkeleton({ fields = 6 }: { fields?: number }) {
  const t = await getTranslations("settings");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mb-5 h-6 w-40" />
      <Card>
        <Skeleton className="my-1 mb-5 h-4 w-28" />
        <div className="grid gap-4 sm:grid-cols-2">
          {Array.from({ length: fields }, (_, field) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the fields are identical and never move
            <div key={field} className="flex flex-col gap-2">
              <Skeleton className="h-3.5 w-28" />
              <Skeleton className="h-9 w-full touch:h-11" />
            </div>
          ))}
        </div>
      </Card>
    </div>
  );
}
