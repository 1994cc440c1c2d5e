import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { NewTicketLink } from "@/components/desk/new-ticket-link";
import { QueueSkeleton } from "@/components/desk/queue-skeleton";
import { QueueTable } from "@/components/desk/queue-table";
import { QueueToolbar } from "@/components/desk/queue-toolbar";
import { QueueViews } from "@/components/desk/queue-views";
import { ShortcutsHelp } from "@/components/desk/shortcuts-help";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Inbox, SearchX } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireViewer } from "@/lib/auth/viewer";
import { loadQueue } from "@/lib/tickets/desk-queries";
import { parseQueueAddress } from "@/lib/tickets/desk-schema";
import { type QueueAddress, queueHref } from "@/lib/tickets/desk-views";

type Props = PageProps<"/admin/tickets">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations("desk.headings");
  return { title: t(parseQueueAddress(await searchParams).view) };
}

/** The queue: a saved view, narrowed by what the address says. */
export default function QueuePage(props: Props) {
  return (
    <Arrival skeleton={<QueueSkeleton />}>
      <Queue {...props} />
    </Arrival>
  );
}

async function Queue({ searchParams }: Props) {
  const viewer = await requireViewer("staff");
  const address = parseQueueAddress(await searchParams);
  const { tickets, counts, staff, categories } = await loadQueue(viewer, address);
  const t = await getTranslations("desk");
  const { view, filters, cursor } = address;
  const next = tickets.nextCursor;
  const clock = { locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() };
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <PageHeader
        title={t(`headings.${view}`)}
        actions={
          <>
            <ShortcutsHelp page="queue" />
            <NewTicketLink />
          </>
        }
      />
      <div className="mt-3 grid gap-4 lg:mt-4 lg:grid-cols-[10.5rem_minmax(0,1fr)] lg:gap-4">
        <QueueViews counts={counts} active={view} />
        <div className="flex min-w-0 flex-col gap-3">
          <QueueToolbar
            address={address}
            staff={staff}
            categories={categories}
            customerName={filters.customer ? tickets.items[0]?.customerName : undefined}
          />
          {tickets.items.length === 0 ? (
            <Nothing address={address} />
          ) : (
            <Card flush className="max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
              <QueueTable tickets={tickets.items} from={address} clock={clock} />
            </Card>
          )}
          <Pagination
            nextHref={next ? (queueHref({ view, filters, cursor: next }) as Route) : null}
            nextLabel={t("queue.next")}
            firstHref={cursor ? (queueHref({ view, filters }) as Route) : null}
            firstLabel={t("queue.first")}
          />
        </div>
      </div>
    </>
  );
}

async function Nothing({ address }: { address: QueueAddress }) {
  const t = await getTranslations("desk.queue");
  const { view, filters } = address;
  if (Object.keys(filters).length > 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("empty.filteredTitle")}
        actions={
          <LinkButton href={queueHref({ view: "open", filters: {} }) as Route}>{t("clear")}</LinkButton>
        }
      >
        {t("empty.filtered")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Inbox />} title={t("empty.title")}>
      {t(`empty.${view}`)}
    </EmptyState>
  );
}
