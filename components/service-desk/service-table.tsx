import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { ServiceStatus } from "@/components/services/service-status";
import { Table } from "@/components/ui/table";
import { formatMoney } from "@/lib/core/money";
import { formatVisit } from "@/lib/services/ticket-words";
import type { ServiceSummary } from "@/lib/services/types";

/** The services of every customer, one line each. */
export async function ServiceTable({
  services,
  locale,
}: {
  services: readonly ServiceSummary[];
  locale: string;
}) {
  const [t, words] = await Promise.all([getTranslations("service-desk"), getTranslations("services")]);
  const next = ({ nextStep, openRequests, customer }: ServiceSummary) => {
    if (openRequests[0]) return t("asked", { kind: openRequests[0] });
    if (!nextStep) return "";
    const stage = words(`installation.stage.${nextStep.stage}`);
    return nextStep.windowStart && nextStep.windowEnd
      ? `${stage}, ${formatVisit(nextStep.windowStart, nextStep.windowEnd, locale, customer?.timeZone ?? "UTC")}`
      : stage;
  };
  return (
    <Table
      caption={t("title")}
      dense
      rows={services}
      rowKey={({ id }) => id}
      href={({ id }) => `/admin/services/${id}` as Route}
      columns={[
        { key: "service", header: t("columns.service"), primary: true, cell: ({ name }) => name },
        { key: "customer", header: t("columns.customer"), cell: ({ customer }) => customer?.name },
        {
          key: "status",
          header: t("columns.status"),
          cell: ({ status }) => <ServiceStatus status={status} label={words(`status.${status}`)} />,
        },
        { key: "next", header: t("columns.next"), cell: next },
        {
          key: "price",
          header: t("columns.price"),
          align: "end",
          className: "tabular-nums",
          cell: ({ price }) => formatMoney(price, locale),
        },
      ]}
    />
  );
}
