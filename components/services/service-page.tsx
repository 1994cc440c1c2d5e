import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { DetailLayout } from "@/components/ui/detail";
import { PageHeader } from "@/components/ui/page-header";
import { plannedVisit } from "@/lib/services/installation";
import type { ServiceDetail } from "@/lib/services/types";
import { formatBandwidth } from "@/lib/services/usage";
import { InvoicesCard } from "./invoices-card";
import type { Reader } from "./reader";
import { RescheduleRequest, TerminationCard, UpgradeCard } from "./requests";
import { ServiceFacts } from "./service-facts";
import { ServiceStatus } from "./service-status";
import { StateBanner } from "./state-banner";
import { Stepper } from "./stepper";
import { UsageCard } from "./usage-card";

/** A service as its customer sees it. */
export async function ServicePage({
  service,
  reader,
  formKey,
}: {
  service: ServiceDetail;
  reader: Reader;
  /** Makes the next request idempotent. */
  formKey: string;
}) {
  const t = await getTranslations("services");
  const { bandwidthMbps, status } = service;
  const isInstalling = status === "installing";
  const props = { service, reader, formKey };
  return (
    <>
      <PageHeader
        back={{ href: "/portal/services" as Route, label: t("title") }}
        title={service.name}
        className="mb-6"
        meta={
          <>
            <ServiceStatus status={status} label={t(`status.${status}`)} />
            <span>
              {service.package}
              {bandwidthMbps !== null && ` · ${formatBandwidth(bandwidthMbps, reader.locale)}`}
            </span>
          </>
        }
      />
      <DetailLayout
        asideLabel={t("detail.facts")}
        aside={<ServiceFacts service={service} locale={reader.locale} />}
      >
        <div className="flex flex-col gap-6">
          <StateBanner service={service} locale={reader.locale} />
          {isInstalling && (
            <Stepper
              steps={service.steps}
              reader={reader}
              actions={plannedVisit(service.steps) && <RescheduleRequest {...props} />}
            />
          )}
          {!isInstalling && (bandwidthMbps !== null || service.usage.length > 0) && (
            <UsageCard service={service} locale={reader.locale} />
          )}
          <InvoicesCard invoices={service.invoices} locale={reader.locale} />
          <UpgradeCard {...props} />
          <TerminationCard {...props} />
        </div>
      </DetailLayout>
    </>
  );
}
