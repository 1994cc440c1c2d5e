import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { NewTicketLink } from "@/components/desk/new-ticket-link";
import { QueueDesk } from "@/components/desk/queue-desk";
import { QueueFigures } from "@/components/desk/queue-figures";
import { QueueHead } from "@/components/desk/queue-head";
import { queueRows } from "@/components/desk/queue-rows";
import { QueueSkeleton } from "@/components/desk/queue-skeleton";
import { bulkChoices, queueTexts } from "@/components/desk/queue-texts";
import { QueueToolbar } from "@/components/desk/queue-toolbar";
import { QueueViews } from "@/components/desk/queue-views";
import { ShortcutsHelp } from "@/components/desk/shortcuts-help";
import { Arrival } from "@/components/ui/arrival";
import { EmptyState } from "@/components/ui/empty-state";
import { Inbox, SearchX } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireViewer } from "@/lib/auth/viewer";
import { parseQueueAddress } from "@/lib/tickets/desk-schema";
import { type QueueAddress, queueHref, queueQuery } from "@/lib/tickets/desk-views";
import { loadQueue } from "@/lib/tickets/queue-queries";
import { readMore, readNews, readPreview } from "./queue-reads";

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
  const { tickets, counts, views, teams, customerName, similar, staff, categories } = await loadQueue(
    viewer,
    address,
  );
  const t = await getTranslations("desk");
  const { cursor: _, ...start } = address;
  const saved = views.find(({ id }) => id === address.saved);
  const clock = { locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() };
  const next = tickets.nextCursor && queueQuery({ ...address, cursor: tickets.nextCursor }).toString();
  return (
    <>
      <PageHeader
        title={saved?.name ?? t(`headings.${address.view}`)}
        actions={
          <>
            <ShortcutsHelp page="queue" />
            <NewTicketLink />
          </>
        }
      />
      <QueueDesk
        key={queueHref(address)}
        query={queueQuery(start).toString()}
        first={{ rows: await queueRows(tickets.items, address, clock), next }}
        figures={<QueueFigures counts={counts} current={queueHref(start)} />}
        views={<QueueViews counts={counts} views={views} address={start} isAdmin={viewer.role === "admin"} />}
        toolbar={
          <QueueToolbar
            address={address}
            staff={staff}
            categories={categories}
            teams={teams}
            customerName={customerName ?? undefined}
          />
        }
        notice={similar && tickets.items.length > 0 ? <Similar /> : null}
        head={<QueueHead />}
        empty={<Nothing address={address} />}
        choices={await bulkChoices(viewer.id, staff)}
        texts={await queueTexts()}
        readMore={readMore}
        readNews={readNews}
        readPreview={readPreview}
      />
      {address.cursor && (
        <Pagination
          nextHref={null}
          nextLabel={t("queue.next")}
          firstHref={queueHref(start) as Route}
          firstLabel={t("queue.first")}
        />
      )}
    </>
  );
}

/** That words were stretched until something was found. */
async function Similar() {
  const t = await getTranslations("queue");
  return (
    <p role="status" className="text-fg-muted text-sm">
      {t("similar")}
    </p>
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
