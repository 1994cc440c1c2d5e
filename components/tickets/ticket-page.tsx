import type { Route } from "next";
import dynamic from "next/dynamic";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CircleCheck } from "@/components/ui/control-icons";
import { CopyButton } from "@/components/ui/copy-button";
import { DetailLayout } from "@/components/ui/detail";
import { RotateCcw } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { changeStatusAction, rateAction, replyAction, skipRatingAction } from "@/lib/tickets/actions";
import type { TicketAction } from "@/lib/tickets/status";
import type { TicketEvent, TicketMessage, TicketRecord } from "@/lib/tickets/types";
import { AutomaticAnswerQuestion } from "./automatic-answer";
import { Composer } from "./composer";
import { Lightbox } from "./lightbox";
import { isLowRated, NextStep } from "./next-step";
import { ResolutionPanel } from "./resolution-panel";
import { customerStatus, StatusBadge } from "./status-badge";
import { StatusButton } from "./status-button";
import { composerTexts, confirmTexts, lightboxTexts, ratingTexts } from "./texts";
import { ThreadFollow } from "./thread-follow";
import { TicketFacts } from "./ticket-facts";
import { type Reader, TicketThread } from "./ticket-thread";

/** A part of its own, for most visits do not ask. */
const RatingForm = dynamic(() => import("./rating-form").then((module) => module.RatingForm));

type Detail = TicketRecord & { allowedActions: TicketAction[] };

/** A ticket as its customer sees it. */
export async function TicketPage({
  ticket,
  reader,
  formKey,
  page,
}: {
  ticket: Detail;
  reader: Reader;
  /** Makes the next message idempotent. */
  formKey: string;
  /** An earlier part of a long thread instead of the latest one. */
  page: {
    messages: readonly TicketMessage[];
    events: readonly TicketEvent[];
    earlier: ReactNode;
    isLatest: boolean;
  };
}) {
  const t = await getTranslations("tickets");
  const can = new Set(ticket.allowedActions);
  const last = page.messages.at(-1);
  return (
    <>
      <PageHeader
        back={{ href: "/portal/tickets" as Route, label: t("list.title") }}
        title={ticket.subject}
        className="mb-5"
        meta={
          <>
            <span className="flex items-center gap-0.5 font-mono text-xs">
              {ticket.number}
              <CopyButton
                text={ticket.number}
                label={t("detail.copyNumber")}
                copiedLabel={t("detail.copied")}
                className="-my-1"
              />
            </span>
            <StatusBadge
              status={customerStatus(ticket.status)}
              label={t(`status.customer.${ticket.status}`)}
            />
          </>
        }
        actions={!isLowRated(ticket) && <MainAction ticket={ticket} />}
      />
      <DetailLayout
        asideLabel={t("facts.title")}
        aside={<TicketFacts ticket={ticket} reader={reader} actions={<OtherActions ticket={ticket} />} />}
      >
        <NextStep
          ticket={ticket}
          reader={reader}
          // Whoever is not content finds the way on beside what we say to it.
          action={isLowRated(ticket) && <MainAction ticket={ticket} />}
        />
        {(ticket.resolution || ticket.refunds.length > 0) && (
          <div className="mb-3 rounded-md border px-3.5 py-3">
            <ResolutionPanel ticket={ticket} audience="customer" locale={reader.locale} />
          </div>
        )}
        <TicketThread
          messages={page.messages}
          attachments={ticket.attachments}
          events={page.events}
          reader={reader}
          earlier={page.earlier}
        />
        {page.isLatest && (
          <>
            <ThreadFollow
              lastMessageId={last?.id ?? null}
              isOwn={last?.authorId === reader.id}
              announcement={t("thread.arrived", { name: last?.authorName ?? "" })}
              jumpLabel={t("thread.jump")}
            />
            <AutomaticAnswerQuestion ticket={ticket} />
            {ticket.ratingAsked && (
              <div className="py-3">
                <RatingForm
                  action={rateAction}
                  skip={skipRatingAction}
                  ticketId={ticket.id}
                  texts={await ratingTexts()}
                />
              </div>
            )}
            {can.has("reply") && (
              <Composer
                className="sticky bottom-[var(--tab-bar,0px)] z-10 bg-paper pt-2 pb-3"
                action={replyAction}
                ticketId={ticket.id}
                authorId={reader.id}
                formKey={formKey}
                knownIds={page.messages.slice(-10).map(({ id }) => id)}
                texts={await composerTexts(reader.locale)}
              />
            )}
          </>
        )}
      </DetailLayout>
      <Lightbox texts={await lightboxTexts()} />
    </>
  );
}

async function MainAction({ ticket }: { ticket: Detail }) {
  const t = await getTranslations("tickets");
  const can = new Set(ticket.allowedActions);
  const common = {
    action: changeStatusAction,
    ticketId: ticket.id,
    version: ticket.version,
    signIn: t("composer.signIn"),
  };
  if (can.has("resolve")) {
    return (
      <StatusButton {...common} status="resolved" icon={<CircleCheck aria-hidden />}>
        {t("actions.resolve")}
      </StatusButton>
    );
  }
  if (can.has("reopen")) {
    return (
      <StatusButton {...common} status="reopened" icon={<RotateCcw aria-hidden />}>
        {t("actions.reopen")}
      </StatusButton>
    );
  }
  if (!can.has("follow_up")) return null;
  const href = `/portal/tickets/new?category=${ticket.category}&followUpOf=${ticket.number}` as Route;
  return <LinkButton href={href}>{t("actions.followUp")}</LinkButton>;
}

async function OtherActions({ ticket }: { ticket: Detail }) {
  const t = await getTranslations("tickets");
  const can = new Set(ticket.allowedActions);
  const common = {
    action: changeStatusAction,
    ticketId: ticket.id,
    version: ticket.version,
    variant: "ghost",
    size: "sm",
    signIn: t("composer.signIn"),
  } as const;
  if (can.has("cancel")) {
    return (
      <StatusButton {...common} status="cancelled" confirm={await confirmTexts("cancel")}>
        {t("actions.cancel")}
      </StatusButton>
    );
  }
  if (!can.has("close")) return null;
  return (
    <StatusButton {...common} status="closed" confirm={await confirmTexts("close")}>
      {t("actions.close")}
    </StatusButton>
  );
}
