import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { type Fact, Facts } from "@/components/ui/detail";
import { LifeBuoy } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import type { ServiceDetail } from "@/lib/services/types";
import { formatBandwidth, formatBytes } from "@/lib/services/usage";

/** The lines of an address as they are written, with what stands together on one. */
const ADDRESS = [["line1"], ["line2"], ["suburb"], ["city", "province"], ["postalCode", "country"]];

/** What was agreed about a service. */
export async function ServiceFacts({ service, locale }: { service: ServiceDetail; locale: string }) {
  const t = await getTranslations("services.detail");
  return (
    <div className="flex flex-col gap-5 lg:sticky lg:top-20">
      <section>
        <h2 className="mb-2.5 font-semibold text-sm">{t("facts")}</h2>
        <Facts facts={await factsOf(service, locale)} />
      </section>
      {service.status !== "terminated" && (
        <div className="border-t pt-4">
          <LinkButton
            href={`/portal/tickets/new?category=technical&serviceId=${service.id}` as Route}
            icon={<LifeBuoy aria-hidden />}
            size="sm"
          >
            {t("problem")}
          </LinkButton>
        </div>
      )}
    </div>
  );
}

async function factsOf(service: ServiceDetail, locale: string): Promise<Fact[]> {
  const t = await getTranslations("services.detail");
  const day = (date: string) => formatDate(date, locale, "UTC");
  const { allowanceBytes, bandwidthMbps, contractEndsOn, endsOn, startedOn, status } = service;
  const facts: (Fact | null)[] = [
    { label: t("package"), value: service.package },
    bandwidthMbps === null ? null : { label: t("speed"), value: formatBandwidth(bandwidthMbps, locale) },
    { label: t("price"), value: t("priceValue", { price: formatMoney(service.price, locale) }) },
    bandwidthMbps === null && allowanceBytes === null
      ? null
      : {
          label: t("allowance"),
          value:
            allowanceBytes === null
              ? t("unlimited")
              : t("allowanceValue", { amount: formatBytes(allowanceBytes, locale) }),
        },
    startedOn === null ? null : { label: t("started"), value: day(startedOn) },
    endsOn === null ? null : { label: t("ends"), value: day(endsOn) },
    status === "terminated"
      ? null
      : {
          label: t("contract"),
          value: contractEndsOn ? t("contractValue", { date: day(contractEndsOn) }) : t("monthToMonth"),
        },
    status === "terminated"
      ? null
      : { label: t("notice"), value: t("noticeValue", { days: service.noticeDays }) },
    addressFact(service, t("address")),
  ];
  return facts.filter((fact) => fact !== null);
}

function addressFact({ address }: ServiceDetail, label: string): Fact | null {
  const lines = ADDRESS.map((names) => names.flatMap((name) => address[name] || []).join(", ")).filter(
    Boolean,
  );
  if (lines.length === 0) return null;
  return { label, value: <span className="whitespace-pre-line">{lines.join("\n")}</span> };
}
