import "server-only";
import { getTranslations } from "next-intl/server";
import { composerTexts } from "@/components/tickets/texts";
import type { SelectOption } from "@/components/ui/select";
import { REPLY_STATUSES } from "@/lib/tickets/desk-schema";
import type { DeskTicket } from "@/lib/tickets/desk-types";
import type { TicketStatus } from "@/lib/tickets/types";
import type { DeskComposerTexts } from "./desk-composer";
import type { NewDeskTicketTexts } from "./new-ticket-form";
import type { StatusActionsTexts } from "./status-actions";

/** The words of the client components, looked up here because the browser carries no message catalogue. */

/** Who a reply goes to: whoever opened the ticket, else the customer of record. */
function addressee(ticket: DeskTicket): string {
  return ticket.requesterName ?? ticket.customer.fullName;
}

/** Words of `DeskComposer`: who reads what, by name. */
export async function deskComposerTexts(ticket: DeskTicket, locale: string): Promise<DeskComposerTexts> {
  const [t, common] = await Promise.all([getTranslations("desk.composer"), composerTexts("staff", locale)]);
  const name = addressee(ticket);
  return {
    reply: {
      ...common,
      label: t("replyField", { name }),
      placeholder: t("replyPlaceholder", { name }),
      send: t("send"),
    },
    note: { ...common, label: t("noteField"), placeholder: t("notePlaceholder"), send: t("save") },
    tabs: { reply: t("reply"), note: t("note") },
    audience: {
      // Without anybody who signs in there is nobody that the e-mail goes to.
      reply: t(ticket.requesterName ? "replyTo" : "replyToNobody", { name }),
      note: t("noteFor"),
    },
    kind: t("mode"),
    after: t("after"),
    newer: t("newer"),
    show: t("show"),
  };
}

/** Where a reply may leave the ticket: a settled one stays so unless somebody chooses otherwise. */
export async function afterReply(status: TicketStatus): Promise<SelectOption[]> {
  const t = await getTranslations("desk.composer");
  const moves = REPLY_STATUSES.map((value) => ({ value, label: t(`afterStatus.${value}`) }));
  return status === "resolved" ? [{ value: "", label: t("afterStatus.resolved") }, ...moves] : moves;
}

/** Words of `StatusActions`. */
export async function statusActionsTexts(ticket: DeskTicket): Promise<StatusActionsTexts> {
  const [t, facts] = await Promise.all([getTranslations("desk.actions"), getTranslations("desk.facts")]);
  const confirm = (move: "resolve" | "cancel") => ({
    title: t(`dialogTitle.${move}`),
    description: t("dialogBody", { name: addressee(ticket) }),
    reason: t(`reason.${move}`),
    confirm: t(move),
    cancel: t("back"),
    close: t("dismiss"),
  });
  return {
    moves: {
      start: t("start"),
      wait: t("wait"),
      hold: t("hold"),
      resolve: t("resolve"),
      close: t("close"),
      cancel: t("cancel"),
      reopen: t("reopen"),
    },
    more: t("more"),
    confirm: { resolve: confirm("resolve"), cancel: confirm("cancel") },
    conflictTitle: facts("conflictTitle"),
    failedTitle: facts("failedTitle"),
    load: facts("load"),
  };
}

/** Words of `NewDeskTicketForm`. */
export async function newDeskTicketTexts(): Promise<NewDeskTicketTexts> {
  const t = await getTranslations("desk.new");
  return {
    customer: t("customer"),
    customerHint: t("customerHint"),
    channel: t("channel"),
    category: t("category"),
    categoryPlaceholder: t("categoryPlaceholder"),
    issueType: t("issueType"),
    issueTypePlaceholder: t("issueTypePlaceholder"),
    priority: t("priority"),
    priorityByCategory: t("priorityByCategory"),
    subject: t("subject"),
    description: t("description"),
    descriptionHint: t("descriptionHint"),
    submit: t("submit"),
    failed: t("failed"),
    picker: {
      placeholder: t("customerPlaceholder"),
      none: t("customerNone"),
      failed: t("customerFailed"),
      change: t("customerChange"),
    },
  };
}
