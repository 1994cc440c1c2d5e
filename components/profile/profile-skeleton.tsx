import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { ProfileTabs } from "./profile-tabs";

/** A page of the profile while it loads: the head, and cards of rows. */
export async function ProfileSkeleton({ active }: { active: "personal" | "security" | null }) {
  const t = await getTranslations("profile");
  return (
    <>
      {active && <ProfileTabs active={active} />}
      <div role="status" aria-label={t("loading")} className="flex max-w-3xl flex-col gap-4">
        {[3, 5, 2].map((rows) => (
          <Card key={rows}>
            <Skeleton className="my-1 mb-5 h-4 w-32" />
            {Array.from({ length: rows }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
              <div key={row} className="flex gap-8 py-3">
                <Skeleton className="h-3.5 w-28" />
                <Skeleton className="h-3.5 w-48" />
              </div>
            ))}
          </Card>
        ))}
      </div>
    </>
  );
}
