import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { TriangleAlert } from "@/components/ui/control-icons";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { dayWords } from "@/lib/dashboard/day";
import { orderPath } from "@/lib/orders/path";
import type { OrderSummary } from "@/lib/orders/types";
import { OrderStatusBadge } from "./order-status";
import type { Reader } from "./reader";

/** The columns of a row, and of its skeleton. */
export const ROW_GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-3 sm:min-h-16 sm:py-2.5 " +
  "sm:grid-cols-[minmax(0,1fr)_12.5rem_6.5rem] lg:grid-cols-[minmax(0,1fr)_13rem_8rem_8rem]";

/** The customer's orders, one link each; on a phone the status moves below. */
export async function OrderList({
  orders,
  reader,
  label,
}: {
  orders: readonly OrderSummary[];
  reader: Reader;
  label: string;
}) {
  return (
    <ul aria-label={label} className="divide-y">
      {orders.map((order) => (
        <OrderRow key={order.id} order={order} reader={reader} />
      ))}
    </ul>
  );
}

async function OrderRow({ order, reader }: { order: OrderSummary; reader: Reader }) {
  const t = await getTranslations("orders");
  const { locale, timeZone } = reader;
  const [name = order.number, ...others] = order.itemNames;
  const placed = formatDate(order.placedAt, locale, timeZone);
  return (
    <li>
      <Link
        href={orderPath(order) as Route}
        prefetch={false}
        className={`${ROW_GRID} transition-colors hover:bg-hover focus-visible:-outline-offset-2`}
      >
        <span className="min-w-0">
          <span className="block truncate font-medium text-base text-fg max-sm:line-clamp-2 max-sm:whitespace-normal">
            {[name, ...others].join(", ")}
          </span>
          <span className="block truncate text-fg-muted text-sm">
            <span className="font-mono text-xs">{order.number}</span>
            {` · ${t("list.pieces", { count: order.itemCount })}`}
            <span className="max-sm:hidden lg:hidden"> · {placed}</span>
          </span>
        </span>
        <span className="min-w-0 max-sm:order-3">
          <OrderStatusBadge status={order.status} label={t(`status.${order.status}`)} />
          <Forecast order={order} reader={reader} />
        </span>
        <span className="text-fg-muted text-sm max-lg:hidden">{placed}</span>
        <span className="text-end font-medium text-fg max-sm:self-start">
          {formatMoney(order.total, locale)}
        </span>
        <span className="order-4 self-end text-end text-fg-muted text-sm sm:hidden">{placed}</span>
      </Link>
    </li>
  );
}

/** What a customer would ask about an order that has not arrived yet. */
async function Forecast({ order, reader }: { order: OrderSummary; reader: Reader }) {
  const t = await getTranslations("orders.list");
  if (order.isStale) {
    return (
      <span className="flex items-center gap-1.5 text-sm text-warning-text">
        <TriangleAlert aria-hidden className="size-3.5" />
        {t("stale")}
      </span>
    );
  }
  const isUnderway = order.status === "processing" || order.status === "shipped";
  if (!isUnderway || !order.expectedDeliveryAt) return null;
  const words = dayWords(order.expectedDeliveryAt, reader.now, reader.locale, reader.timeZone);
  return <span className="block text-fg-muted text-sm sm:ps-5.5">{t("expected", words)}</span>;
}
