import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { TicketListSkeleton } from "@/components/tickets/list-skeleton";
import { TicketFigures } from "@/components/tickets/ticket-figures";
import { TicketFilters } from "@/components/tickets/ticket-filters";
import { TicketList } from "@/components/tickets/ticket-list";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { MessagesSquare, Plus, SearchX } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { readAsViewer, type Viewer } from "@/lib/auth/viewer";
import {
  isFiltered,
  type ListParams,
  listQuery,
  nextListQuery,
  readListParams,
  viewCounts,
} from "@/lib/tickets/list-params";
import { loadTicketFigures, loadTicketList } from "@/lib/tickets/portal-queries";
import { TICKET_VIEWS } from "@/lib/tickets/status";

type Props = PageProps<"/portal/tickets">;

const LIST = "/portal/tickets";
const NEW = "/portal/tickets/new" as Route;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tickets.list");
  return { title: t("title") };
}

/** The customer's tickets. */
export default function TicketsPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<TicketListSkeleton />}>
      <Tickets searchParams={searchParams} />
    </Arrival>
  );
}

async function Tickets({ searchParams }: Pick<Props, "searchParams">) {
  const params = readListParams(await searchParams);
  const [t, [viewer, { tickets, stats, categories }]] = await Promise.all([
    getTranslations("tickets.list"),
    readAsViewer("customer", (reader) => loadTicketList(reader, params)),
  ]);
  const counts = viewCounts(stats);
  const more = nextListQuery(params, tickets.nextCursor);
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`, `user:${viewer.id}`]} />
      <PageHeader
        title={t("title")}
        className="mb-4"
        actions={
          <LinkButton href={NEW} variant="primary" icon={<Plus aria-hidden />}>
            {t("new")}
          </LinkButton>
        }
      />
      {stats.total === 0 && !params.isMine ? (
        <NothingYet />
      ) : (
        <>
          <Tabs
            label={t("views")}
            tabs={TICKET_VIEWS.map((view) => ({
              href: `${LIST}${listQuery(params, { view, status: [] })}` as Route,
              label: t(`view.${view}`),
              count: counts[view],
              active: params.view === view,
            }))}
          />
          <div className="py-4">
            <TicketFilters params={params} categories={categories} company={stats.company} />
          </div>
          {tickets.items.length === 0 ? (
            <NoMatch params={params} />
          ) : (
            <Card flush>
              <TicketList tickets={tickets.items} viewer={viewer} label={t(`view.${params.view}`)} />
              {(more || params.cursor) && (
                <div className="flex min-h-12 items-center justify-between gap-3 border-t px-4 py-2 text-fg-muted text-sm">
                  {t("shown", { count: tickets.items.length })}
                  <span className="flex gap-2">
                    {params.cursor && (
                      <LinkButton href={`${LIST}${listQuery(params)}` as Route} size="sm" variant="ghost">
                        {t("first")}
                      </LinkButton>
                    )}
                    {more && (
                      <LinkButton href={`${LIST}${more}` as Route} size="sm" scroll={params.limit === 100}>
                        {t("more")}
                      </LinkButton>
                    )}
                  </span>
                </div>
              )}
            </Card>
          )}
          <Suspense>
            <Figures viewer={viewer} isMine={params.isMine} />
          </Suspense>
        </>
      )}
    </>
  );
}

/** Read by itself: the list does not wait for it. */
async function Figures({ viewer, isMine }: { viewer: Viewer; isMine: boolean }) {
  const { history, categories } = await loadTicketFigures(viewer, isMine);
  return <TicketFigures history={history} categories={categories} locale={viewer.locale} />;
}

async function NothingYet() {
  const t = await getTranslations("tickets.list");
  return (
    <EmptyState
      icon={<MessagesSquare aria-hidden />}
      title={t("nothing.title")}
      actions={
        <LinkButton href={NEW} variant="primary">
          {t("new")}
        </LinkButton>
      }
    >
      {t("nothing.body")}
    </EmptyState>
  );
}

async function NoMatch({ params }: { params: ListParams }) {
  const t = await getTranslations("tickets.list");
  if (!isFiltered(params)) {
    return (
      <EmptyState icon={<MessagesSquare aria-hidden />} title={t(`none.${params.view}`)}>
        {t("none.body")}
      </EmptyState>
    );
  }
  const everywhere = listQuery(
    { ...params, status: [], category: [], priority: [] },
    { view: "all", q: params.q },
  );
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t("noMatch.title")}
      actions={
        <>
          {params.q && params.view !== "all" && (
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
