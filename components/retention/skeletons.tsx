import { getTranslations } from "next-intl/server";
import { PrivacyDeskTabs } from "@/components/privacy/privacy-desk-tabs";
import { Skeleton } from "@/components/ui/skeleton";

/** The pages of retention and of the register while they load. */
export async function RetentionSkeleton({ active }: { active: "retention" | "register" }) {
  const t = await getTranslations("retention");
  return (
    <div role="status" aria-label={active === "register" ? t("register.loading") : t("loading")}>
      <PrivacyDeskTabs active={active} />
      <div className="divide-y overflow-hidden rounded-lg border">
        {Array.from({ length: 6 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
          <div key={row} className="flex flex-col gap-3 px-4 py-4">
            <Skeleton className="h-3 w-1/3" />
            <Skeleton className="h-2.5 w-2/3" />
            <Skeleton className="h-2.5 w-1/2" />
          </div>
        ))}
      </div>
    </div>
  );
}
