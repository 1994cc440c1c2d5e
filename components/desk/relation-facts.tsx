import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { X } from "@/components/ui/control-icons";
import { type Fact, Facts } from "@/components/ui/detail";
import { IconButton } from "@/components/ui/icon-button";
import { formatDateTime } from "@/lib/core/dates";
import type { DeskTicket } from "@/lib/tickets/desk-types";
import { removeLinkAction } from "@/lib/tickets/relations-actions";
import type { TicketLink, TicketRef } from "@/lib/tickets/types";
import type { Clock } from "./clock";
import { Section } from "./customer-panel";

/** What a ticket came from, became, and belongs to; until when it is put aside. Nothing where there is nothing. */
export async function RelationFacts({ ticket, clock }: { ticket: DeskTicket; clock: Clock }) {
  const t = await getTranslations("relations.facts");
  const { mergedFrom, splitFrom, splitInto, links, snooze } = ticket;
  const facts: Fact[] = [];
  if (snooze) {
    const until = formatDateTime(snooze.until, clock.locale, clock.timeZone);
    facts.push({
      label: t("snoozed"),
      value: t("snoozedUntil", { until, name: snooze.by ?? t("somebody") }),
    });
  }
  if (mergedFrom.length > 0) facts.push({ label: t("mergedFrom"), value: <Refs tickets={mergedFrom} /> });
  if (splitFrom) facts.push({ label: t("splitFrom"), value: <Refs tickets={[splitFrom]} /> });
  if (splitInto.length > 0) facts.push({ label: t("splitInto"), value: <Refs tickets={splitInto} /> });
  if (facts.length === 0 && links.length === 0) return null;
  return (
    <Section title={t("title")}>
      {facts.length > 0 && <Facts facts={facts} />}
      {links.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1.5 text-sm">
          {links.map((link) => (
            <li key={link.id} className="flex items-start gap-2">
              <LinkedTicket link={link} kind={t(`kind.${link.kind}`)} />
              <form action={removeLinkAction} className="ms-auto">
                <input type="hidden" name="ticketId" value={ticket.id} />
                <input type="hidden" name="otherId" value={link.id} />
                <IconButton
                  type="submit"
                  size="sm"
                  label={t("remove", { number: link.number })}
                  icon={<X aria-hidden />}
                />
              </form>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function LinkedTicket({ link, kind }: { link: TicketLink; kind: string }) {
  return (
    <span className="min-w-0">
      <span className="text-fg-muted">{kind}</span> <Refs tickets={[link]} />
      <span className="block truncate text-fg-muted">{link.subject}</span>
    </span>
  );
}

function Refs({ tickets }: { tickets: readonly TicketRef[] }) {
  return (
    <span className="inline-flex flex-wrap gap-x-2">
      {tickets.map(({ id, number }) => (
        <Link
          key={id}
          href={`/admin/tickets/${number}` as Route}
          prefetch={false}
          className="font-mono text-primary-text text-xs hover:underline"
        >
          {number}
        </Link>
      ))}
    </span>
  );
}
