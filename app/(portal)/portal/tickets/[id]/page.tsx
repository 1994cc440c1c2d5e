import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { TicketSkeleton } from "@/components/tickets/detail-skeleton";
import { EarlierMessages } from "@/components/tickets/earlier-messages";
import { MergedSignpost } from "@/components/tickets/merged-signpost";
import { TicketPage } from "@/components/tickets/ticket-page";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { findTicket, loadThreadPage } from "@/lib/tickets/queries";
import { ticketParams } from "@/lib/tickets/schema";

type Props = PageProps<"/portal/tickets/[id]">;

/**
 * Once per request, for the page and its title. The visitor is known first: reading marks as read, and staff who
 * follow a customer's link have not read it for anybody.
 */
const readTicket = cache(async (ref: string) => {
  const viewer = await requireViewer("customer");
  const params = ticketParams.safeParse({ id: ref });
  const ticket = params.success ? await findTicket(viewer, params.data.id, { markRead: true }) : null;
  return [viewer, ticket] as const;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [, ticket] = await readTicket((await params).id);
  const t = await getTranslations("tickets.detail");
  return { title: ticket ? t("tab", { number: ticket.number, subject: ticket.subject }) : t("missing") };
}

/** A ticket of the customer. */
export default function Page(props: Props) {
  return (
    <Arrival skeleton={<TicketSkeleton />}>
      <Ticket {...props} />
    </Arrival>
  );
}

async function Ticket({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const [viewer, ticket] = await readTicket(id);
  if (!ticket) notFound();
  const reader = {
    id: viewer.id,
    audience: "customer",
    locale: viewer.locale,
    timeZone: viewer.timeZone,
    now: new Date(),
  } as const;
  if (ticket.mergedInto) return <MergedSignpost ticket={ticket} into={ticket.mergedInto} reader={reader} />;
  const { earlier, ...page } = await loadThreadPage(viewer, ticket, query.before);
  return (
    <>
      <LiveRefresh topics={[`ticket:${ticket.id}`]} />
      <TicketPage
        ticket={ticket}
        reader={reader}
        formKey={newId()}
        page={{
          ...page,
          earlier: (earlier || !page.isLatest) && (
            <EarlierMessages
              earlier={earlier}
              isLatest={page.isLatest}
              href={(before) =>
                `/portal/tickets/${ticket.number}${before ? `?before=${before}` : ""}` as Route
              }
            />
          ),
        }}
      />
    </>
  );
}
