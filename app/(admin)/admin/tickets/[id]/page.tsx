import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Transcript } from "@/components/assistant/transcript";
import { QueueColumn } from "@/components/desk/queue-column";
import { TicketSide } from "@/components/desk/ticket-side";
import { TicketWorkspace } from "@/components/desk/ticket-workspace";
import { WORKSPACE_GRID, WorkspaceSkeleton } from "@/components/desk/workspace-skeleton";
import { LiveRefresh } from "@/components/live/live-refresh";
import { EarlierMessages } from "@/components/tickets/earlier-messages";
import { Lightbox } from "@/components/tickets/lightbox";
import { MergedSignpost } from "@/components/tickets/merged-signpost";
import { lightboxTexts } from "@/components/tickets/texts";
import { Arrival } from "@/components/ui/arrival";
import { getTicketTranscript } from "@/lib/assistant/queries";
import { can } from "@/lib/auth/permissions";
import { readAsViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { findDeskTicket, loadBesideTicket } from "@/lib/tickets/desk-queries";
import { parseQueueAddress } from "@/lib/tickets/desk-schema";
import { deskTicketHref } from "@/lib/tickets/desk-views";
import { loadDrafts } from "@/lib/tickets/draft-service";
import { loadThreadPage } from "@/lib/tickets/queries";
import { ticketParams } from "@/lib/tickets/schema";
import { assistTools } from "@/lib/triage/queries";

type Props = PageProps<"/admin/tickets/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readTicket = cache((ref: string) =>
  readAsViewer("staff", async (reader) => {
    const params = ticketParams.safeParse({ id: ref });
    return params.success ? findDeskTicket(reader, params.data.id, { markRead: true }) : null;
  }),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [, ticket] = await readTicket((await params).id);
  const t = await getTranslations("desk.ticket");
  return { title: ticket ? t("tab", { number: ticket.number, subject: ticket.subject }) : t("missing") };
}

/** A ticket on the desk. */
export default function Page(props: Props) {
  return (
    <Arrival skeleton={<WorkspaceSkeleton />}>
      <Ticket {...props} />
    </Arrival>
  );
}

async function Ticket({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const from = parseQueueAddress(query);
  const [[viewer, ticket], [, { queue, staff, categories, teams }]] = await Promise.all([
    readTicket(id),
    readAsViewer("staff", (reader) => loadBesideTicket(reader, from)),
  ]);
  if (!ticket) notFound();
  const clock = { locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() };
  if (ticket.mergedInto) {
    const reader = { id: viewer.id, audience: "staff", ...clock } as const;
    return <MergedSignpost ticket={ticket} into={ticket.mergedInto} reader={reader} />;
  }
  const [page, drafts, conversation] = await Promise.all([
    loadThreadPage(viewer, ticket, query.before),
    loadDrafts(viewer, ticket.id),
    ticket.channel === "chat" ? getTicketTranscript(viewer, ticket.id) : null,
  ]);
  const t = await getTranslations("desk.ticket");
  return (
    <div className={WORKSPACE_GRID}>
      <LiveRefresh topics={["staff", `user:${viewer.id}`]} ticketId={ticket.id} />
      <QueueColumn tickets={queue} from={from} currentId={ticket.id} clock={clock} />
      <div className="flex min-w-0 flex-col lg:min-h-[calc(100dvh-3rem)]">
        <TicketWorkspace
          key={ticket.id}
          ticket={ticket}
          queue={queue}
          from={from}
          reader={{ id: viewer.id, audience: "staff", ...clock }}
          formKeys={{ reply: newId(), note: newId() }}
          drafts={drafts}
          categories={categories}
          staff={staff}
          tools={assistTools()}
          transcript={
            conversation?.ok &&
            conversation.value && <Transcript messages={conversation.value.messages} clock={clock} />
          }
          page={{
            ...page,
            earlier: (
              <EarlierMessages
                {...page}
                href={(before) => deskTicketHref(ticket.number, from, before) as Route}
              />
            ),
          }}
        />
      </div>
      <aside
        aria-label={t("details")}
        className="min-w-0 lg:sticky lg:top-12 lg:h-[calc(100dvh-3rem)] lg:overflow-y-auto lg:border-s lg:py-4 lg:ps-5"
      >
        <TicketSide
          ticket={ticket}
          viewer={{ id: viewer.id, isAdmin: can(viewer, "administer") }}
          staff={staff}
          categories={categories}
          teams={teams}
          clock={clock}
        />
      </aside>
      <Lightbox texts={await lightboxTexts()} />
    </div>
  );
}
