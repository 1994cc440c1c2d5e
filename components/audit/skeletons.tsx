import { getTranslations } from "next-intl/server";
import { PrivacyTabs } from "@/components/privacy/privacy-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** "Who accessed my data" while it loads: header, chart, filters, rows. */
export async function AccessSkeleton() {
  const t = await getTranslations("audit.access");
  return (
    <div role="status" aria-label={t("loading")}>
      <PrivacyTabs active="access" />
      <Skeleton className="mb-4 h-40 rounded-lg" />
      <Skeleton className="mb-5 h-9 w-24 rounded-md touch:h-11" />
      <Rows height="h-[2.65625rem]" />
    </div>
  );
}

/** The audit log while it loads. */
export async function AuditSkeleton() {
  const t = await getTranslations("audit.desk");
  return (
    <div role="status" aria-label={t("loading")}>
      <PageHeader title={t("title")} className="mb-3" />
      <Skeleton className="mb-3 h-9 rounded-md touch:h-11" />
      <Rows height="h-5" />
    </div>
  );
}

function Rows({ height }: { height: string }) {
  return (
    <div className="divide-y overflow-hidden rounded-lg border">
      {Array.from({ length: 8 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
        <div key={row} className="flex items-center gap-3 px-4 py-3">
          <Skeleton className="size-8 shrink-0 rounded-full" />
          <div className={`flex flex-1 flex-col justify-center gap-2 ${height}`}>
            <Skeleton className="h-2.5 w-1/3" />
          </div>
          <Skeleton className="h-2.5 w-10" />
        </div>
      ))}
    </div>
  );
}
