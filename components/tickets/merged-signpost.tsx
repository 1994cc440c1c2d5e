import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Merge } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { TicketRecord } from "@/lib/tickets/types";
import { type Reader, TicketThread } from "./ticket-thread";

/** What is left of a ticket that was merged: where it went, and how it came there. */
export async function MergedSignpost({
  ticket,
  into,
  reader,
}: {
  ticket: TicketRecord;
  into: NonNullable<TicketRecord["mergedInto"]>;
  reader: Reader;
}) {
  const t = await getTranslations("relations.signpost");
  const { audience } = reader;
  const tickets = audience === "staff" ? "/admin/tickets" : "/portal/tickets";
  return (
    <div className="max-w-[72ch]">
      <PageHeader
        back={{ href: tickets as Route, label: t("back") }}
        title={ticket.subject}
        className="mb-5"
        meta={
          <>
            <span className="font-mono text-xs">{ticket.number}</span>
            <Badge>{t("merged")}</Badge>
          </>
        }
      />
      <section className="flex gap-3 rounded-lg border px-4 py-4">
        <Merge aria-hidden className="mt-0.5 size-5 shrink-0 text-fg-muted" />
        <div className="min-w-0">
          <h2 className="font-semibold text-base">{t("title", { number: into.number })}</h2>
          <p className="mt-1 text-fg-secondary text-sm">
            {t(`body.${audience}`, { number: into.number, subject: into.subject })}
          </p>
          <LinkButton
            href={`${tickets}/${into.number}` as Route}
            variant="primary"
            prefetch={null}
            className="mt-4"
          >
            {t("go", { number: into.number })}
          </LinkButton>
        </div>
      </section>
      <TicketThread
        messages={[]}
        attachments={[]}
        events={ticket.timeline}
        reader={reader}
        className="mt-5"
      />
    </div>
  );
}
