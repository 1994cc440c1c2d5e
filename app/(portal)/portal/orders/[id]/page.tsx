import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { OrderSkeleton } from "@/components/orders/detail-skeleton";
import { OrderPage } from "@/components/orders/order-page";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { getBranding } from "@/lib/branding/queries";
import { findOrder } from "@/lib/orders/queries";
import { orderParams } from "@/lib/orders/schema";
import type { OrderDetail } from "@/lib/orders/types";

type Props = PageProps<"/portal/orders/[id]">;

/** Once per request, for the page and its title. */
const readOrder = cache(async (ref: string): Promise<OrderDetail | null> => {
  const viewer = await requireViewer("customer", "orders");
  const params = orderParams.safeParse({ id: ref });
  return params.success ? findOrder(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const order = await readOrder((await params).id);
  const t = await getTranslations("orders.detail");
  return { title: order ? t("title", { number: order.number }) : t("missing") };
}

/** An order of the customer. */
export default function Page(props: Props) {
  return (
    <Arrival skeleton={<OrderSkeleton />}>
      <Order {...props} />
    </Arrival>
  );
}

async function Order({ params }: Props) {
  const [viewer, { id }] = await Promise.all([requireViewer("customer", "orders"), params]);
  const [order, { buyAgainUrl }] = await Promise.all([readOrder(id), getBranding()]);
  if (!order) notFound();
  const reader = { locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() };
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} />
      <OrderPage order={order} reader={reader} buyAgainUrl={buyAgainUrl} />
    </>
  );
}
