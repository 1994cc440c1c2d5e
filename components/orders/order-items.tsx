import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { ExternalLink } from "@/components/ui/icons";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import type { OrderDetail, OrderItem } from "@/lib/orders/types";
import type { Reader } from "./reader";

/** The lines of an order with what they cost, the totals, and until when something can be said about them. */
export async function OrderItems({
  order,
  reader,
  links,
}: {
  order: OrderDetail;
  reader: Reader;
  /** Where the shop sells a line again, by its id. */
  links: ReadonlyMap<string, string>;
}) {
  const t = await getTranslations("orders.detail");
  return (
    <Card title={t("items")} flush>
      <ul className="divide-y">
        {order.items.map((item) => (
          <Line key={item.id} item={item} reader={reader} link={links.get(item.id)} />
        ))}
      </ul>
      <Totals order={order} locale={reader.locale} />
      <ClaimNote order={order} reader={reader} />
    </Card>
  );
}

async function Line({ item, reader, link }: { item: OrderItem; reader: Reader; link: string | undefined }) {
  const t = await getTranslations("orders.detail");
  const reported = item.claimable.reason === "window_passed" ? 0 : item.quantity - item.claimable.quantity;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-3 text-sm">
      <span className="min-w-0">
        <span className="block font-medium text-base">{item.name}</span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-fg-muted">
          <span className="font-mono text-xs">{item.sku}</span>
          {reported > 0 && (
            <Badge tone="warning">{t("reported", { reported, quantity: item.quantity })}</Badge>
          )}
          {link && (
            <a
              href={link}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={t("buyAgainItem", { name: item.name })}
              className="hit-44 inline-flex items-center gap-1 text-primary-text hover:underline hover:underline-offset-2"
            >
              {t("buyAgain")}
              <ExternalLink aria-hidden className="size-3" />
            </a>
          )}
        </span>
      </span>
      <span className="text-end">
        <span className="block font-medium text-base">{formatMoney(item.total, reader.locale)}</span>
        <span className="block text-fg-muted">
          {item.quantity} × {formatMoney(item.unitPrice, reader.locale)}
        </span>
      </span>
    </li>
  );
}

async function Totals({ order: { totals }, locale }: { order: OrderDetail; locale: string }) {
  const t = await getTranslations("orders.detail.totals");
  const shipping = totals.shipping.amount === 0 ? t("free") : formatMoney(totals.shipping, locale);
  const discount = { ...totals.discount, amount: -totals.discount.amount };
  const rows = [
    [t("subtotal"), formatMoney(totals.subtotal, locale)],
    ...(totals.discount.amount > 0 ? [[t("discount"), formatMoney(discount, locale)]] : []),
    [t("shipping"), shipping],
    ...(totals.tax.amount > 0 ? [[t("tax"), formatMoney(totals.tax, locale)]] : []),
    [t("total"), formatMoney(totals.total, locale)],
  ];
  return (
    <dl className="border-t bg-canvas px-4 py-3 text-sm">
      {rows.map(([label, amount], index) => (
        <div
          key={label}
          className={cx(
            "flex justify-between gap-4 py-0.5 sm:ms-auto sm:w-72",
            index === rows.length - 1 ? "mt-1 border-t pt-2 font-semibold text-base" : "text-fg-secondary",
          )}
        >
          <dt>{label}</dt>
          <dd>{amount}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Until when an item can be reported; nothing before delivery, when there is no end yet. */
async function ClaimNote({ order, reader }: { order: OrderDetail; reader: Reader }) {
  const t = await getTranslations("orders.detail");
  const until = order.items[0]?.claimable.until;
  if (!until) return null;
  const day = formatDate(until, reader.locale, reader.timeZone);
  const isOpen = new Date(until) >= reader.now;
  return (
    <p className="border-t px-4 py-2.5 text-fg-muted text-sm">
      {isOpen ? t("claimableUntil", { day }) : t("claimsEnded", { day })}
    </p>
  );
}
