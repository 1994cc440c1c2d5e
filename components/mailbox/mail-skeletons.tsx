import { getTranslations } from "next-intl/server";
import { FactsSkeleton } from "@/components/ui/facts-skeleton";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The list of e-mails while it loads. */
export async function MailListSkeleton() {
  const t = await getTranslations("mailbox.desk");
  return (
    <div role="status" aria-label={t("loading")}>
      <PageHeader title={t("title")} meta={t("intro")} className="mb-3" />
      <div className="flex h-10 items-center gap-6 border-b px-2.5 touch:h-11">
        {["w-14", "w-16", "w-6"].map((width) => (
          <Skeleton key={width} className={`h-3 ${width}`} />
        ))}
      </div>
      <div className="mt-3 divide-y overflow-hidden rounded-lg border">
        {["a", "b", "c", "d", "e", "f"].map((row) => (
          <div key={row} className="flex h-10 items-center gap-6 px-4 touch:h-16">
            <Skeleton className="h-3 w-1/3" />
            <Skeleton className="ms-auto h-3 w-24" />
            <Skeleton className="h-3 w-16 max-sm:hidden" />
          </div>
        ))}
      </div>
    </div>
  );
}

/** An e-mail while it loads: its words, and what is known about it. */
export async function MailSkeleton() {
  const t = await getTranslations("mailbox.desk");
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton className="mt-1 mb-2.5 h-3 w-14" />
      <Skeleton className="my-1 h-5 w-2/5" />
      <Skeleton className="mt-2.5 mb-6 h-3 w-1/3" />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex flex-col gap-3 rounded-lg border p-4">
          {["w-1/2", "w-4/5", "w-3/4", "w-2/5"].map((width) => (
            <Skeleton key={width} className={`h-3 ${width}`} />
          ))}
        </div>
        <FactsSkeleton />
      </div>
    </div>
  );
}
