import { getTranslations } from "next-intl/server";
import { TicketListSkeleton } from "@/components/tickets/list-skeleton";
import { PageHeader } from "@/components/ui/page-header";

export default async function Loading() {
  const t = await getTranslations("tickets");
  return (
    <>
      <PageHeader title={t("list.title")} className="mb-4" />
      <TicketListSkeleton label={t("loading")} />
    </>
  );
}
