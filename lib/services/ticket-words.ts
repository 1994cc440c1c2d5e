import { createTranslator } from "next-intl";
import { dateTimeFormat, formatDate } from "@/lib/core/dates";
import { formatMoney, type Money } from "@/lib/core/money";
import texts from "@/messages/en/services.json";
import { plannedVisit } from "./installation";
import type { ServiceRequestInput } from "./schema";
import type { ServiceDetail } from "./types";

const t = createTranslator({ locale: "en", messages: texts, namespace: "ticket" });

/** How the ticket of a request reads: what is asked, with what staff need to act on it without looking it up. */
export function ticketWords(
  service: ServiceDetail,
  request: ServiceRequestInput,
  reader: { locale: string; timeZone: string },
): { subject: string; description: string } {
  const lines = linesOf(service, request, reader);
  const description = [...lines, ...(request.note ? ["", request.note] : [])].join("\n");
  return { subject: subjectOf(service, request), description };
}

function subjectOf(service: ServiceDetail, request: ServiceRequestInput): string {
  const subject = t(`${request.kind}.subject`, {
    service: service.name,
    package: packageOf(service, request)?.name ?? service.package,
  });
  return Array.from(subject).slice(0, 200).join("");
}

function packageOf(service: ServiceDetail, request: ServiceRequestInput) {
  return request.kind === "upgrade"
    ? service.packages.find(({ slug }) => slug === request.package)
    : undefined;
}

function linesOf(
  service: ServiceDetail,
  request: ServiceRequestInput,
  { locale, timeZone }: { locale: string; timeZone: string },
): string[] {
  const day = (date: string) => formatDate(date, locale, "UTC");
  const perMonth = (price: Money) => formatMoney(price, locale);
  switch (request.kind) {
    case "upgrade": {
      const wanted = packageOf(service, request);
      return [
        t("upgrade.from", { package: service.package, price: perMonth(service.price) }),
        t("upgrade.to", {
          package: wanted?.name ?? request.package,
          price: wanted ? perMonth(wanted.price) : "–",
        }),
      ];
    }
    case "termination":
      return [
        t("termination.wished", { date: day(request.wishedOn) }),
        t("termination.earliest", { date: day(service.earliestEndOn), days: service.noticeDays }),
        t("termination.reason", { reason: t(`termination.reasons.${request.reason}`) }),
      ];
    case "reschedule": {
      const visit = plannedVisit(service.steps);
      return [
        ...(visit
          ? [
              t("reschedule.planned", {
                time: formatVisit(visit.windowStart, visit.windowEnd, locale, timeZone),
              }),
            ]
          : []),
        t("reschedule.wished"),
        ...request.preferences.map(
          ({ date, part }) => `- ${t("reschedule.wish", { date: longDay(date, locale), part })}`,
        ),
      ];
    }
  }
}

/** "Tue, 24 Nov 2026, 09:00–12:00" */
export function formatVisit(start: string, end: string, locale: string, timeZone: string): string {
  return dateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).formatRange(new Date(start), new Date(end));
}

/** "Tue, 24 Nov 2026" */
export function longDay(date: string, locale: string): string {
  return dateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(date));
}
