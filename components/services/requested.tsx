import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { longDay } from "@/lib/services/ticket-words";
import type { ServiceRequest } from "@/lib/services/types";
import type { Reader } from "./reader";

/** What was asked and is being looked at, with the way to its ticket. */
export async function Requested({ request, reader }: { request: ServiceRequest; reader: Reader }) {
  const t = await getTranslations("services.request");
  const { title, body } = await words(request, reader);
  return (
    <div className="rounded-md border border-info-border bg-info-soft px-3.5 py-3 text-info-text text-sm">
      <p className="font-semibold">{title}</p>
      <p className="mt-0.5">{body}</p>
      <p className="mt-1.5 flex flex-wrap gap-x-3">
        {request.ticket && (
          <Link
            href={`/portal/tickets/${request.ticket.number}` as Route}
            prefetch={false}
            className="hit-44 font-medium underline underline-offset-2"
          >
            {t("ticket", { number: request.ticket.number })}
          </Link>
        )}
        <span>
          {request.requestedBy && `${request.requestedBy}, `}
          <RelativeTime at={request.createdAt} locale={reader.locale} timeZone={reader.timeZone} />
        </span>
      </p>
    </div>
  );
}

async function words(request: ServiceRequest, { locale }: Reader): Promise<{ title: string; body: string }> {
  const t = await getTranslations("services");
  switch (request.kind) {
    case "upgrade": {
      const { to, newPrice, oldPrice } = request.details;
      return {
        title: t("upgrade.asked", { package: to }),
        body: t("upgrade.askedBody", {
          price: formatMoney(newPrice, locale),
          oldPrice: formatMoney(oldPrice, locale),
        }),
      };
    }
    case "termination":
      return {
        title: t("termination.asked", { date: formatDate(request.details.wishedOn, locale, "UTC") }),
        body: t("termination.askedBody"),
      };
    case "reschedule":
      return {
        title: t("installation.asked"),
        body: t("installation.askedBody", {
          days: new Intl.ListFormat(locale, { type: "disjunction" }).format(
            request.details.preferences.map(({ date, part }) =>
              t("installation.wish", { date: longDay(date, locale), part }),
            ),
          ),
        }),
      };
  }
}
