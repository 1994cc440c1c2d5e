import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type Fact, Facts } from "@/components/ui/detail";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DeskTicket, StaffMember } from "@/lib/tickets/desk-types";
import { TICKET_PRIORITIES, type TicketCategory } from "@/lib/tickets/types";
import type { Clock } from "./clock";
import { CustomerPanel, Section } from "./customer-panel";
import { DeskFacts, type DeskFactsTexts } from "./desk-facts";
import { EventLog } from "./event-log";
import { FileGrid } from "./file-grid";
import { InsightsCard } from "./insights-card";
import { RefundSection } from "./refund-section";
import { RelationFacts } from "./relation-facts";
import { SlaClocks } from "./sla-due";

/** Beside the thread: what staff change, what was promised, what it is about, and whose it is. */
export async function TicketSide({
  ticket,
  viewer,
  staff,
  categories,
  teams,
  clock,
}: {
  ticket: DeskTicket;
  viewer: { id: string; isAdmin: boolean };
  staff: readonly StaffMember[];
  categories: readonly TicketCategory[];
  /** None where the business has no teams. */
  teams: readonly { id: string; name: string }[];
  clock: Clock;
}) {
  const t = await getTranslations("desk");
  const words = await getTranslations("tickets");
  const facts = await otherFacts(ticket, categories, clock);
  return (
    <div className="flex flex-col gap-4">
      <RefundSection ticket={ticket} viewer={viewer} locale={clock.locale} />
      <InsightsCard ticket={ticket} categories={categories} locale={clock.locale} />
      <section aria-label={t("facts.title")}>
        <DeskFacts
          ticketId={ticket.id}
          version={ticket.version}
          viewerId={viewer.id}
          facts={{
            teamId: ticket.teamId ?? "",
            assigneeId: ticket.assigneeId ?? "",
            priority: ticket.priority,
            category: ticket.category,
            tags: ticket.tags,
          }}
          teams={choosable(teams, ticket)}
          staff={people(staff, ticket)}
          priorities={TICKET_PRIORITIES.map((value) => ({ value, label: words(`priority.${value}`) }))}
          categories={subjects(categories, ticket)}
          texts={await factsTexts()}
        />
        <Facts facts={facts} className="mt-3" />
      </section>
      <RelationFacts ticket={ticket} clock={clock} />
      {ticket.affectedItems.length > 0 && (
        <Section title={t("facts.items")}>
          <ul className="flex flex-col gap-1 text-sm">
            {ticket.affectedItems.map((item) => (
              <li key={item.orderItemId}>
                {t("facts.itemQuantity", { quantity: item.quantity, name: item.name })}
                {item.note && <span className="block text-fg-muted">{item.note}</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {ticket.attachments.length > 0 && (
        <Section title={t("facts.files")}>
          <FileGrid files={ticket.attachments} notes={notesOf(ticket)} clock={clock} />
        </Section>
      )}
      <div className="flex flex-col gap-4 border-t pt-4">
        <CustomerPanel customer={ticket.customer} clock={clock} />
      </div>
      <EventLog events={ticket.timeline} clock={clock} />
    </div>
  );
}

function notesOf({ messages }: DeskTicket): ReadonlySet<string> {
  return new Set(messages.filter(({ internal }) => internal).map(({ id }) => id));
}

/** The members of staff to choose from; whoever has the ticket is among them even when they have left. */
function people(staff: readonly StaffMember[], { assigneeId, assigneeName }: DeskTicket) {
  const options = staff.map(({ id, fullName }) => ({ value: id, label: fullName }));
  const isListed = assigneeId === null || staff.some(({ id }) => id === assigneeId);
  return isListed ? options : [{ value: assigneeId, label: assigneeName ?? "" }, ...options];
}

/** The teams, and the ticket's own even when it has ended. */
function choosable(teams: readonly { id: string; name: string }[], { teamId, teamName }: DeskTicket) {
  const options = teams.map(({ id, name }) => ({ value: id, label: name }));
  const isListed = teamId === null || teams.some(({ id }) => id === teamId);
  return isListed ? options : [{ value: teamId, label: teamName ?? "" }, ...options];
}

/** The active categories, and the ticket's own even when it is retired. */
function subjects(categories: readonly TicketCategory[], { category, categoryLabel }: DeskTicket) {
  const options = categories.map(({ slug, label }) => ({ value: slug, label }));
  const isListed = categories.some(({ slug }) => slug === category);
  return isListed ? options : [{ value: category, label: categoryLabel }, ...options];
}

async function factsTexts(): Promise<DeskFactsTexts> {
  const t = await getTranslations("desk.facts");
  return {
    team: t("team"),
    noTeam: t("noTeam"),
    assignee: t("assignee"),
    unassigned: t("unassigned"),
    assignToMe: t("assignToMe"),
    priority: t("priority"),
    category: t("category"),
    tags: t("tags"),
    addTag: t("addTag"),
    removeTag: t.raw("removeTag") as string,
    conflictTitle: t("conflictTitle"),
    failedTitle: t("failedTitle"),
    load: t("load"),
  };
}

async function otherFacts(
  ticket: DeskTicket,
  categories: readonly TicketCategory[],
  clock: Clock,
): Promise<Fact[]> {
  const t = await getTranslations("desk.facts");
  const { sla, issueType, order, service, domain, followUpOf, followUps, rating } = ticket;
  const issue = categories
    .find(({ slug }) => slug === ticket.category)
    ?.issueTypes.find(({ slug }) => slug === issueType);
  const facts: [string, ReactNode][] = [
    [t("issueType"), issue?.label],
    [t("promise"), <SlaClocks key="promise" ticket={ticket} clock={clock} />],
    [
      t("firstResponse"),
      sla.firstRespondedAt &&
        t.rich("answered", {
          when: () => (
            <RelativeTime at={sla.firstRespondedAt ?? ""} locale={clock.locale} timeZone={clock.timeZone} />
          ),
        }),
    ],
    [t("order"), order && <span className="font-mono text-xs">{order.number}</span>],
    [t("service"), service?.name],
    [t("domain"), domain?.hostname],
    [t("followUpOf"), followUpOf && <TicketLink number={followUpOf.number} />],
    [
      t("followUps"),
      followUps.length > 0 && (
        <span className="flex flex-col">
          {followUps.map(({ id, number }) => (
            <TicketLink key={id} number={number} />
          ))}
        </span>
      ),
    ],
    [
      t("conversation"),
      <span key="pdf" className="flex flex-wrap gap-x-3 text-primary-text [&_a:hover]:underline">
        <a href={`/api/admin/tickets/${ticket.id}/pdf`} download>
          {t("pdf")}
        </a>
        <a href={`/api/admin/tickets/${ticket.id}/pdf?notes=true`} download>
          {t("pdfWithNotes")}
        </a>
      </span>,
    ],
    [
      t("rating"),
      rating && (
        <>
          {t("ratingValue", { rating })}
          {ticket.ratingComment && <span className="block text-fg-muted">{ticket.ratingComment}</span>}
        </>
      ),
    ],
  ];
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function TicketLink({ number }: { number: string }) {
  return (
    <Link
      href={`/admin/tickets/${number}` as Route}
      className="font-mono text-primary-text text-xs hover:underline"
    >
      {number}
    </Link>
  );
}
