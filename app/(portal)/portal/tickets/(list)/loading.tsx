import { getTranslations } from "next-intl/server";
import { TicketListSkeleton } from "@/components/tickets/list-skeleton";
import { PageHeader } from "@/components/ui/page-header";

export default async function Loading() {
  const [t, common] = await Promise.all([getTranslations("tickets.list"), getTranslations("common")]);
  return (
    <>
      <PageHeader title={t("title")} className="mb-4" />
      <TicketListSkeleton label={common("loading")} />
    </>
  );
}
