import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { cx } from "@/components/ui/cx";
import { ExternalLink } from "@/components/ui/icons";
import { daysBetween, formatDate, formatDateTime } from "@/lib/core/dates";
import { dayWords } from "@/lib/dashboard/day";
import type { Shipment, ShipmentState } from "@/lib/orders/types";
import { ParcelStatus } from "./order-status";
import type { Reader } from "./reader";

/** So many events are in sight, the others one press away: what has arrived or was called back is history. */
const IN_SIGHT: Record<ShipmentState, number> = { preparing: 3, underway: 3, delivered: 1, cancelled: 1 };

/** The parcels of an order: who brings them, how to follow them, what was heard of them. */
export async function Shipments({
  shipments,
  reader,
  askHref,
}: {
  shipments: readonly Shipment[];
  reader: Reader;
  /** Where to write to us about a parcel. */
  askHref: Route;
}) {
  const t = await getTranslations("orders.shipments");
  return (
    <Card title={t("title")} flush>
      <ul className="divide-y">
        {shipments.map((shipment, index) => (
          <li key={shipment.id} className="flex flex-col gap-3 px-4 py-3.5">
            {shipments.length > 1 && (
              <h3 className="font-medium text-fg-muted text-sm">
                {t("parcel", { nth: shipments.length - index, count: shipments.length })}
              </h3>
            )}
            <Parcel shipment={shipment} reader={reader} askHref={askHref} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

async function Parcel({ shipment, reader, askHref }: { shipment: Shipment; reader: Reader; askHref: Route }) {
  const t = await getTranslations("orders.shipments");
  const { carrier, trackingNumber, trackingUrl, lastEventAt } = shipment;
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
            <span className="font-medium">{carrier ?? t("unknownCarrier")}</span>
            <ParcelStatus state={shipment.state} label={t(`state.${shipment.state}`)} />
            <Arrival shipment={shipment} reader={reader} />
          </p>
          {trackingNumber && (
            <p className="mt-0.5 flex items-center gap-0.5 text-fg-muted text-sm">
              <span className="sr-only">{t("tracking")}</span>
              <span className="break-all font-mono text-xs">{trackingNumber}</span>
              <CopyButton
                text={trackingNumber}
                label={t("copy")}
                copiedLabel={t("copied")}
                className="-my-1 shrink-0"
              />
            </p>
          )}
        </div>
        {trackingUrl && shipment.state !== "cancelled" && (
          <a
            href={trackingUrl}
            target="_blank"
            rel="noopener noreferrer"
            className={buttonStyle({ variant: "secondary", size: "md" })}
          >
            {carrier ? t("track", { carrier }) : t("trackAnywhere")}
            <ExternalLink aria-hidden className="size-3.5" />
          </a>
        )}
      </div>
      {shipment.isStale && lastEventAt && (
        <Banner
          tone="warning"
          title={t("stale.title", { days: daysBetween(lastEventAt, reader.now, reader.timeZone) })}
        >
          {t("stale.body", { day: formatDate(lastEventAt, reader.locale, reader.timeZone) })}{" "}
          <Link href={askHref} prefetch={false} className="hit-44 font-medium underline underline-offset-2">
            {t("stale.action")}
          </Link>
        </Banner>
      )}
      <Timeline shipment={shipment} reader={reader} />
    </>
  );
}

async function Arrival({ shipment, reader }: { shipment: Shipment; reader: Reader }) {
  const t = await getTranslations("orders.shipments");
  const { locale, timeZone, now } = reader;
  const { state, deliveredAt, expectedAt } = shipment;
  const words =
    state === "delivered" && deliveredAt
      ? formatDate(deliveredAt, locale, timeZone)
      : state === "underway" && expectedAt
        ? t("expected", dayWords(expectedAt, now, locale, timeZone))
        : "";
  return words ? <span className="text-fg-muted text-sm">{words}</span> : null;
}

async function Timeline({ shipment, reader }: { shipment: Shipment; reader: Reader }) {
  const t = await getTranslations("orders.shipments");
  const { events } = shipment;
  if (events.length === 0) {
    if (shipment.state !== "underway") return null;
    return <p className="text-fg-muted text-sm">{t("noEvents")}</p>;
  }
  const inSight = IN_SIGHT[shipment.state];
  const earlier = events.slice(inSight);
  return (
    <div>
      <Events events={events.slice(0, inSight)} reader={reader} label={t("timeline")} isLatest />
      {earlier.length > 0 && (
        <details className="group">
          <summary className="hit-44 w-fit list-none text-primary-text text-sm hover:underline hover:underline-offset-2 group-open:mb-3 [&::-webkit-details-marker]:hidden">
            {t("earlier", { count: earlier.length })}
          </summary>
          <Events events={earlier} reader={reader} label={t("earlier", { count: earlier.length })} />
        </details>
      )}
    </div>
  );
}

function Events({
  events,
  reader,
  label,
  isLatest = false,
}: {
  events: Shipment["events"];
  reader: Reader;
  label: string;
  isLatest?: boolean;
}) {
  return (
    <ol aria-label={label}>
      {events.map((event, index) => (
        <li
          key={event.id}
          className="relative flex gap-3 pb-3 text-sm [&:not(:last-child)]:before:absolute [&:not(:last-child)]:before:start-[0.21875rem] [&:not(:last-child)]:before:top-4 [&:not(:last-child)]:before:bottom-0 [&:not(:last-child)]:before:w-px [&:not(:last-child)]:before:bg-line-strong"
        >
          <span
            aria-hidden
            className={cx(
              "mt-1.5 size-2 shrink-0 rounded-full",
              isLatest && index === 0 ? "bg-primary" : "bg-line-strong",
            )}
          />
          <span className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-4">
            <span className={isLatest && index === 0 ? "font-medium" : ""}>
              {event.description}
              {event.location && <span className="font-normal text-fg-muted"> · {event.location}</span>}
            </span>
            <time dateTime={event.at} className="text-fg-muted">
              {formatDateTime(event.at, reader.locale, reader.timeZone)}
            </time>
          </span>
        </li>
      ))}
    </ol>
  );
}
