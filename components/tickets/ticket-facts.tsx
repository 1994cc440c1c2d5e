import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type Fact, Facts } from "@/components/ui/detail";
import { FileText } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { orderPath } from "@/lib/orders/path";
import { privacyAction } from "@/lib/tickets/actions";
import type { TicketRecord, TicketRef } from "@/lib/tickets/types";
import { AttachmentList } from "./attachment-list";
import { PriorityBadge } from "./priority-badge";
import { PrivacyToggle } from "./privacy-toggle";
import type { Reader } from "./ticket-thread";

/** More parts than this nobody prints; the API has them all. */
const MOST_LINKS = 20;

/** What the customer should know about the ticket, beside its thread. */
export async function TicketFacts({
  ticket,
  reader,
  actions,
}: {
  ticket: TicketRecord;
  reader: Reader;
  /** What can be done besides the page's own action. */
  actions?: ReactNode;
}) {
  const t = await getTranslations("tickets");
  return (
    <div className="flex flex-col gap-6 lg:sticky lg:top-20">
      <Section title={t("facts.title")}>
        <Facts facts={await facts(ticket, reader)} />
      </Section>
      {ticket.affectedItems.length > 0 && (
        <Section title={t("facts.items")}>
          <ul className="flex flex-col gap-1.5 text-sm">
            {ticket.affectedItems.map((item) => (
              <li key={item.orderItemId} className="flex gap-2">
                <span className="shrink-0 text-fg-muted">{item.quantity} ×</span>
                <span className="min-w-0">
                  {item.name}
                  {item.note && <span className="block text-fg-muted">{item.note}</span>}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {ticket.attachments.length > 0 && (
        <Section title={t("attachments.files")}>
          <AttachmentList attachments={ticket.attachments} locale={reader.locale} compact />
        </Section>
      )}
      <Downloads ticket={ticket} />
      {actions && (
        <div className="flex flex-wrap gap-2 border-t pt-4 empty:hidden [&>form>button]:-ms-2">{actions}</div>
      )}
    </div>
  );
}

/** The whole conversation to keep: one document, or the parts of a long one. */
async function Downloads({ ticket: { number, conversationParts } }: { ticket: TicketRecord }) {
  const t = await getTranslations("tickets.facts");
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {Array.from({ length: Math.min(conversationParts, MOST_LINKS) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are numbered
        <li key={index}>
          <a
            href={`/api/portal/tickets/${number}/pdf${index > 0 ? `?part=${index + 1}` : ""}`}
            download
            className="hit-44 inline-flex items-center gap-2 text-primary-text hover:underline"
          >
            <FileText aria-hidden className="size-4 text-fg-muted" />
            {conversationParts > 1
              ? t("downloadPart", { part: index + 1, parts: conversationParts })
              : t("download")}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2.5 font-semibold text-sm">{title}</h2>
      {children}
    </section>
  );
}

async function facts(ticket: TicketRecord, reader: Reader): Promise<Fact[]> {
  const t = await getTranslations("tickets");
  const r = await getTranslations("relations.facts");
  const when = (at: string) => <RelativeTime at={at} locale={reader.locale} timeZone={reader.timeZone} />;
  const link = (one: { number: string }) => (
    <Link
      key={one.number}
      href={`/portal/tickets/${one.number}` as Route}
      className="hit-44 text-primary-text hover:underline"
    >
      {one.number}
    </Link>
  );
  const links = (tickets: readonly TicketRef[]) => (
    <span className="flex flex-wrap gap-x-2">{tickets.map(link)}</span>
  );
  const all: [string, ReactNode][] = [
    [t("facts.assignee"), ticket.assigneeName],
    [
      t("facts.priority"),
      <PriorityBadge key="priority" priority={ticket.priority} label={t(`priority.${ticket.priority}`)} />,
    ],
    [t("facts.category"), ticket.categoryLabel],
    [t("facts.issueType"), ticket.issueType && sentenceCase(ticket.issueType)],
    [
      t("facts.order"),
      ticket.order && (
        <Link
          key="order"
          href={orderPath(ticket.order) as Route}
          prefetch={false}
          className="hit-44 text-primary-text hover:underline"
        >
          {ticket.order.number}
        </Link>
      ),
    ],
    [t("facts.service"), ticket.service?.name],
    [t("facts.domain"), ticket.domain?.hostname],
    [t("facts.opened"), when(ticket.createdAt)],
    [t("facts.requester"), ticket.requesterName],
    [t("facts.answered"), ticket.sla.firstRespondedAt && when(ticket.sla.firstRespondedAt)],
    [t("facts.resolved"), ticket.resolvedAt && when(ticket.resolvedAt)],
    [t("facts.visibility"), await visibility(ticket)],
    [r("mergedFrom"), ticket.mergedFrom.length > 0 && links(ticket.mergedFrom)],
    [r("splitFrom"), ticket.splitFrom && link(ticket.splitFrom)],
    [r("splitInto"), ticket.splitInto.length > 0 && links(ticket.splitInto)],
    [t("facts.followUpOf"), ticket.followUpOf && link(ticket.followUpOf)],
    [t("facts.followUps"), ticket.followUps.length > 0 && links(ticket.followUps)],
    [t("facts.rating"), ticket.rating && t("facts.rated", { rating: ticket.rating })],
  ];
  return all.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** Who sees it, and for whom it is to decide the way to change that. */
async function visibility(ticket: TicketRecord): Promise<ReactNode> {
  const t = await getTranslations("tickets");
  if (!ticket.company && !ticket.isPrivate) return null;
  return (
    <>
      {ticket.isPrivate ? t("facts.private") : t("facts.shared", { company: ticket.company ?? "" })}
      {ticket.isOwn && (
        <PrivacyToggle
          action={privacyAction}
          ticketId={ticket.id}
          version={ticket.version}
          isPrivate={ticket.isPrivate}
          label={t(ticket.isPrivate ? "facts.share" : "facts.hide")}
          signIn={t("composer.signIn")}
        />
      )}
    </>
  );
}

/** "damaged_product" → "Damaged product" */
function sentenceCase(slug: string): string {
  const words = slug.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
