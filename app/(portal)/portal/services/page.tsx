import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ServiceListSkeleton } from "@/components/services/list-skeleton";
import { ServiceList } from "@/components/services/service-list";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Router } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import { loadServices } from "@/lib/services/queries";

type Props = PageProps<"/portal/services">;

const LIST = "/portal/services" as Route;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("services");
  return { title: t("title") };
}

/** What the customer subscribes to. */
export default function ServicesPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<ServiceListSkeleton />}>
      <Services searchParams={searchParams} />
    </Arrival>
  );
}

async function Services({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer", "services");
  const after = [(await searchParams).cursor].flat()[0];
  const cursor = after ? decodeCursor(after) : null;
  const [t, { items, nextCursor }] = await Promise.all([
    getTranslations("services"),
    loadServices(viewer, {}, { cursor, limit: 50 }),
  ]);
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} />
      <PageHeader title={t("title")} meta={t("summary")} className="mb-5" />
      {items.length === 0 ? (
        <EmptyState
          icon={<Router aria-hidden />}
          title={t("empty.title")}
          actions={
            <LinkButton href={"/portal/tickets/new?category=question" as Route} variant="primary">
              {t("empty.action")}
            </LinkButton>
          }
        >
          {t("empty.body")}
        </EmptyState>
      ) : (
        <Card flush>
          <ServiceList services={items} reader={viewer} label={t("list")} />
          <Pagination
            nextHref={nextCursor ? (`${LIST}?cursor=${nextCursor}` as Route) : null}
            nextLabel={t("more")}
            firstHref={cursor ? LIST : null}
            firstLabel={t("first")}
          />
        </Card>
      )}
    </>
  );
}
