import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { buttonStyle } from "@/components/ui/button-style";
import { DetailLayout } from "@/components/ui/detail";
import { ExternalLink, FileText, MessageSquareText } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatDate } from "@/lib/core/dates";
import { type BuyAgain, buyAgainLinks } from "@/lib/orders/buy-again";
import type { OrderDetail } from "@/lib/orders/types";
import { OrderFacts } from "./order-facts";
import { OrderItems } from "./order-items";
import { OrderProgress } from "./order-progress";
import { OrderStatusBadge } from "./order-status";
import type { Reader } from "./reader";
import { Shipments } from "./shipments";

/** An order as its customer sees it. */
export async function OrderPage({
  order,
  reader,
  buyAgainUrl,
}: {
  order: OrderDetail;
  reader: Reader;
  /** The shop's template, see `buyAgainLinks`. */
  buyAgainUrl: string | null;
}) {
  const t = await getTranslations("orders");
  const buyAgain = buyAgainLinks(buyAgainUrl, order);
  return (
    <>
      <PageHeader
        back={{ href: "/portal/orders" as Route, label: t("list.title") }}
        title={t("detail.title", { number: order.number })}
        className="mb-5"
        meta={
          <>
            <OrderStatusBadge status={order.status} label={t(`status.${order.status}`)} />
            {t("detail.placed", { day: formatDate(order.placedAt, reader.locale, reader.timeZone) })}
          </>
        }
        actions={<Actions order={order} buyAgain={buyAgain} />}
      />
      <DetailLayout asideLabel={t("detail.facts")} aside={<OrderFacts order={order} reader={reader} />}>
        <div className="flex flex-col gap-6">
          <OrderProgress order={order} reader={reader} />
          {order.shipments.length > 0 && (
            <Shipments
              shipments={order.shipments}
              reader={reader}
              askHref={`/portal/tickets/new?category=shipping&order=${order.id}` as Route}
            />
          )}
          <OrderItems order={order} reader={reader} links={buyAgain.items} />
        </div>
      </DetailLayout>
    </>
  );
}

async function Actions({ order, buyAgain }: { order: OrderDetail; buyAgain: BuyAgain }) {
  const t = await getTranslations("orders.detail");
  const can = new Set(order.allowedActions);
  return (
    <>
      {can.has("download_invoice") && (
        <a href={`/api/portal/orders/${order.id}/invoice`} className={buttonStyle({})}>
          <FileText aria-hidden />
          {t("invoice")}
        </a>
      )}
      {buyAgain.order && (
        <a href={buyAgain.order} target="_blank" rel="noopener noreferrer" className={buttonStyle({})}>
          {t("buyAgain")}
          <ExternalLink aria-hidden className="size-3.5" />
        </a>
      )}
      {can.has("report_issue") && (
        <LinkButton
          href={`/portal/tickets/new?order=${order.id}` as Route}
          icon={<MessageSquareText aria-hidden />}
        >
          {t("report")}
        </LinkButton>
      )}
    </>
  );
}
