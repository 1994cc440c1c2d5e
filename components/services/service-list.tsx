import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { formatVisit } from "@/lib/services/ticket-words";
import type { ServiceSummary } from "@/lib/services/types";
import { formatBandwidth } from "@/lib/services/usage";
import type { Reader } from "./reader";
import { ServiceStatus } from "./service-status";
import { UsageBar } from "./usage-bar";

/** The columns of a row, and of its skeleton. */
export const ROW_GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 gap-y-2.5 px-4 py-3.5 " +
  "lg:grid-cols-[minmax(0,1fr)_7.75rem_minmax(0,12.5rem)_6.5rem]";

/** The customer's services, one link each; on a phone usage has a line of its own. */
export async function ServiceList({
  services,
  reader,
  label,
}: {
  services: readonly ServiceSummary[];
  reader: Reader;
  label: string;
}) {
  return (
    <ul aria-label={label} className="divide-y">
      {services.map((service) => (
        <ServiceRow key={service.id} service={service} reader={reader} />
      ))}
    </ul>
  );
}

async function ServiceRow({ service, reader }: { service: ServiceSummary; reader: Reader }) {
  const t = await getTranslations("services");
  const { bandwidthMbps, status } = service;
  return (
    <li>
      <Link
        href={`/portal/services/${service.id}` as Route}
        prefetch={false}
        className={`${ROW_GRID} transition-colors hover:bg-hover focus-visible:-outline-offset-2`}
      >
        <span className="min-w-0 max-lg:col-span-2">
          <span className="block truncate font-medium text-base text-fg max-lg:line-clamp-2 max-lg:whitespace-normal">
            {service.name}
          </span>
          <span className="block truncate text-fg-muted text-sm">
            {service.package}
            {bandwidthMbps !== null && ` · ${formatBandwidth(bandwidthMbps, reader.locale)}`}
          </span>
          {service.openRequests.map((kind) => (
            <span key={kind} className="block text-info-text text-sm">
              {t("row.asked", { kind })}
            </span>
          ))}
        </span>
        <ServiceStatus status={status} label={t(`status.${status}`)} />
        <span className="min-w-0 max-lg:order-last max-lg:col-span-2 max-lg:empty:hidden">
          <Now service={service} reader={reader} />
        </span>
        <span className="whitespace-nowrap text-end text-sm tabular-nums">
          <span className="font-medium text-base text-fg lg:block">
            {formatMoney(service.price, reader.locale)}
          </span>{" "}
          <span className="text-fg-muted lg:block">{t("row.perMonth")}</span>
        </span>
      </Link>
    </li>
  );
}

/** What matters of a service at this moment: the visit, the end, or how much is used. */
async function Now({ service, reader }: { service: ServiceSummary; reader: Reader }) {
  const t = await getTranslations("services");
  const { status, nextStep, endsOn } = service;
  const line = (text: string) => <span className="block text-fg-secondary text-sm">{text}</span>;
  if (status === "installing" && nextStep) {
    const stage = t(`installation.stage.${nextStep.stage}`);
    if (!nextStep.windowStart || !nextStep.windowEnd) return line(t("row.waiting", { stage }));
    const time = formatVisit(nextStep.windowStart, nextStep.windowEnd, reader.locale, reader.timeZone);
    return line(t("row.visit", { stage, time }));
  }
  if (status === "terminated")
    return endsOn ? line(t("row.ended", { date: formatDate(endsOn, reader.locale, "UTC") })) : null;
  if (status === "suspended" && service.statusNote)
    return <span className="line-clamp-2 text-fg-secondary text-sm">{service.statusNote}</span>;
  if (endsOn) return line(t("row.ends", { date: formatDate(endsOn, reader.locale, "UTC") }));
  // A website has no traffic that anybody counts.
  if (service.bandwidthMbps === null && service.usageThisMonth === null) return null;
  return (
    <UsageBar usage={service.usageThisMonth} allowanceBytes={service.allowanceBytes} locale={reader.locale} />
  );
}
