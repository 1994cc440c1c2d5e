import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { OrderListSkeleton } from "@/components/orders/list-skeleton";
import { OrderFilters } from "@/components/orders/order-filters";
import { OrderList } from "@/components/orders/order-list";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Package, SearchX } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { requireViewer } from "@/lib/auth/viewer";
import {
  FULL_PAGE,
  isNarrowed,
  nextOrdersQuery,
  ORDER_VIEWS,
  type OrderListParams,
  orderListQuery,
  readOrderParams,
  toOrderFilters,
} from "@/lib/orders/list-params";
import { loadOrders } from "@/lib/orders/queries";

type Props = PageProps<"/portal/orders">;

const LIST = "/portal/orders";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("orders.list");
  return { title: t("title") };
}

/** The customer's orders. */
export default function OrdersPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<OrderListSkeleton />}>
      <Orders searchParams={searchParams} />
    </Arrival>
  );
}

async function Orders({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer", "orders");
  const params = readOrderParams(await searchParams);
  const [t, orders] = await Promise.all([
    getTranslations("orders.list"),
    loadOrders(viewer, toOrderFilters(params), { limit: params.limit, cursor: params.cursor ?? undefined }),
  ]);
  const reader = { locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() };
  const isPlain = params.view === "all" && !isNarrowed(params) && !params.cursor;
  const more = nextOrdersQuery(params, orders.nextCursor);
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} />
      <PageHeader title={t("title")} className="mb-2" />
      {orders.items.length === 0 && isPlain ? (
        <EmptyState icon={<Package aria-hidden />} title={t("nothing.title")}>
          {t("nothing.body")}
        </EmptyState>
      ) : (
        <>
          <Tabs
            label={t("views")}
            tabs={ORDER_VIEWS.map((view) => ({
              href: `${LIST}${orderListQuery(params, { view, status: [] })}` as Route,
              label: t(`view.${view}`),
              active: params.view === view,
            }))}
          />
          <div className="py-4">
            <OrderFilters params={params} reader={reader} />
          </div>
          {orders.items.length === 0 ? (
            <NoMatch params={params} />
          ) : (
            <Card flush>
              <OrderList orders={orders.items} reader={reader} label={t(`view.${params.view}`)} />
              {(more || params.cursor) && (
                <div className="flex min-h-12 items-center justify-between gap-3 border-t px-4 py-2 text-fg-muted text-sm">
                  {t("shown", { count: orders.items.length })}
                  <span className="flex gap-2">
                    {params.cursor && (
                      <LinkButton
                        href={`${LIST}${orderListQuery(params)}` as Route}
                        size="sm"
                        variant="ghost"
                      >
                        {t("first")}
                      </LinkButton>
                    )}
                    {more && (
                      <LinkButton
                        href={`${LIST}${more}` as Route}
                        size="sm"
                        scroll={params.limit === FULL_PAGE}
                      >
                        {t("more")}
                      </LinkButton>
                    )}
                  </span>
                </div>
              )}
            </Card>
          )}
        </>
      )}
    </>
  );
}

async function NoMatch({ params }: { params: OrderListParams }) {
  const t = await getTranslations("orders.list");
  const { view } = params;
  if (!isNarrowed(params) && view !== "all") {
    return (
      <EmptyState
        icon={<Package aria-hidden />}
        title={t(`none.${view}`)}
        actions={<LinkButton href={LIST as Route}>{t("none.all")}</LinkButton>}
      >
        {t("none.body")}
      </EmptyState>
    );
  }
  const everywhere = orderListQuery({ ...params, view: "all", status: [], from: "", to: "" });
  const isNarrowedBesides = everywhere !== orderListQuery(params);
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t("noMatch.title")}
      actions={
        <>
          {params.q && isNarrowedBesides && (
            <LinkButton href={`${LIST}${everywhere}` as Route}>{t("noMatch.everywhere")}</LinkButton>
          )}
          <LinkButton href={LIST as Route}>{t("noMatch.clear")}</LinkButton>
        </>
      }
    >
      {t("noMatch.body")}
    </EmptyState>
  );
}
