import "server-only";
import { getTranslations } from "next-intl/server";
import { trayTexts } from "@/components/tickets/texts";
import type { SelectOption } from "@/components/ui/select";
import { decimalText, formatMoney, type Money } from "@/lib/core/money";
import { TEMPLATE_VARIABLES } from "@/lib/templates/variables";
import { REPLY_STATUSES } from "@/lib/tickets/desk-schema";
import type { DeskTicket } from "@/lib/tickets/desk-types";
import { REFUND_TYPES, RESOLUTION_TYPES, type TicketStatus } from "@/lib/tickets/types";
import type { AssistTool } from "@/lib/triage/assist";
import { MAX_FILE_BYTES, MAX_FILES } from "@/lib/uploads/limits";
import { assistTexts } from "./assist-texts";
import type { DeskComposerTexts } from "./desk-composer";
import type { DeskPresenceTexts } from "./desk-presence";
import type { DeskWritingTexts } from "./desk-writing";
import type { NewDeskTicketTexts } from "./new-ticket-form";
import type { RefundOffer } from "./resolve-dialog";
import type { StatusActionsTexts } from "./status-actions";

/** The words of the client components, looked up here because the browser carries no message catalogue. */

/** Who a reply goes to: whoever opened the ticket, else the customer of record. */
function addressee(ticket: DeskTicket): string {
  return ticket.requesterName ?? ticket.customer.fullName;
}

/** Words of `DeskComposer`: who reads what, by name. */
export async function deskComposerTexts(
  ticket: DeskTicket,
  categories: readonly SelectOption[],
  locale: string,
  tools: readonly AssistTool[],
): Promise<DeskComposerTexts> {
  const [t, common, tray, writing, assist] = await Promise.all([
    getTranslations("desk.composer"),
    getTranslations("tickets.composer"),
    trayTexts(locale),
    writingTexts(categories),
    assistTexts(tools),
  ]);
  const name = addressee(ticket);
  const shared = {
    attach: common("attach"),
    photo: common("photo"),
    drop: common("drop"),
    shortcut: common("shortcut"),
    saved: writing.saved,
    after: t("after"),
    templates: t("templates"),
    assist,
    tray,
  };
  return {
    reply: {
      ...shared,
      label: t("replyField", { name }),
      placeholder: t("replyPlaceholder", { name }),
      send: t("send"),
      writing,
    },
    note: {
      ...shared,
      label: t("noteField"),
      placeholder: t("notePlaceholder"),
      send: t("save"),
      writing,
    },
    tabs: { reply: t("reply"), note: t("note") },
    audience: {
      reply: t(audienceOf(ticket), { name }),
      note: t("noteFor"),
    },
    begun: t("begun"),
    kind: t("mode"),
    newer: t("newer"),
    show: t("show"),
  };
}

/** Who reads an answer: somebody in the portal, somebody by e-mail alone, or nobody. */
function audienceOf({ requesterName, customer, channel }: DeskTicket) {
  if (requesterName) return "replyTo";
  return customer.email || channel === "email" ? "replyByEmail" : "replyToNobody";
}

/** Words of what keeps, sends and takes back a message. `raw` keeps what is filled in the browser. */
async function writingTexts(categories: readonly SelectOption[]): Promise<DeskWritingTexts> {
  const [t, variables] = await Promise.all([
    getTranslations("workspace"),
    getTranslations("templates.variables"),
  ]);
  return {
    saved: t("draft.saved"),
    kept: t("draft.kept"),
    conflict: t("draft.conflict"),
    gone: t("draft.gone"),
    keepMine: t("draft.keepMine"),
    useTheirs: t("draft.useTheirs"),
    discard: t("draft.discard"),
    returned: t("draft.returned"),
    outgoing: t("sending.outgoing"),
    sending: t("sending.sending"),
    waiting: t.raw("sending.waiting") as string,
    canUndo: t("sending.canUndo"),
    undo: t("sending.undo"),
    sendNow: t("sending.sendNow"),
    failed: t("sending.failed"),
    failedHint: t("sending.failedHint"),
    retry: t("sending.retry"),
    sendAnyway: t("sending.sendAnyway"),
    twice: t("sending.twice"),
    twiceHint: t("sending.twiceHint"),
    late: t("sending.late"),
    signIn: t("sending.signIn"),
    dismiss: t("sending.dismiss"),
    variables: t("templates.faults"),
    variablesHint: t("templates.faultsHint"),
    picker: {
      title: t("templates.title"),
      close: t("templates.close"),
      search: t("templates.search"),
      category: t("templates.category"),
      anyCategory: t("templates.anyCategory"),
      categories,
      none: t("templates.none"),
      failed: t("templates.failed"),
      everyCategory: t("templates.everyCategory"),
      preview: t("templates.preview"),
      missing: t("templates.missing"),
      insert: t("templates.insert"),
      variables: Object.fromEntries(
        TEMPLATE_VARIABLES.map((name) => [name, variables(name.replace(".", "_") as "order_number")]),
      ),
    },
  };
}

/** Words of `DeskPresence`, with names to fill in. */
export async function presenceTexts(): Promise<DeskPresenceTexts> {
  const t = await getTranslations("workspace.presence");
  return {
    label: t("label"),
    here: t.raw("here") as string,
    reply: t.raw("reply") as string,
    note: t.raw("note") as string,
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
    cancel: {
      title: t("dialogTitle.cancel"),
      description: t("dialogBody", { name: addressee(ticket) }),
      reason: t("reason.cancel"),
      confirm: t("cancel"),
      cancel: t("back"),
      close: t("dismiss"),
    },
    conflictTitle: facts("conflictTitle"),
    failedTitle: facts("failedTitle"),
    load: facts("load"),
  };
}

/** What `ResolveDialog` offers for a ticket: how it can end, and how much can go back. */
export async function resolveChoices(ticket: DeskTicket, locale: string) {
  const t = await getTranslations("resolution");
  const { refundable, refundLimit } = ticket;
  const canRefund = refundable !== null && refundable.amount > 0;
  const scope = ticket.affectedItems.length > 0 ? "items" : "order";
  const reason = refundable === null ? "no_order" : "nothing_left";
  return {
    types: RESOLUTION_TYPES.map((value) => ({
      value,
      label: t(`type.${value}`),
      disabled: !canRefund && value.endsWith("_refund"),
    })),
    refundTypes: REFUND_TYPES,
    offer: canRefund ? await refundOffer(refundable, refundLimit, scope, locale) : null,
    typeHint: canRefund ? undefined : t(`dialog.noRefund.${reason}`),
    texts: {
      title: t("dialog.title"),
      body: t("dialog.body", { name: addressee(ticket) }),
      type: t("dialog.type"),
      choose: t("dialog.choose"),
      optional: t("dialog.optional"),
      notes: t("dialog.notes"),
      notesHint: t("dialog.notesHint"),
      resolve: t("dialog.resolve"),
      back: t("dialog.back"),
      dismiss: t("dialog.dismiss"),
      conflictTitle: t("dialog.conflictTitle"),
      failedTitle: t("dialog.failedTitle"),
      load: t("dialog.load"),
    },
  };
}

async function refundOffer(
  most: Money,
  limit: number | null,
  scope: "items" | "order",
  locale: string,
): Promise<RefundOffer> {
  const t = await getTranslations("resolution.dialog");
  const { currency } = most;
  const approval =
    limit === 0
      ? t("approvalAlways")
      : limit !== null && t("limit", { limit: formatMoney({ amount: limit, currency }, locale) });
  return {
    currency,
    most: decimalText(most),
    label: t("amount", { currency }),
    hint: [t("most", { most: formatMoney(most, locale), scope }), approval].filter(Boolean).join(" "),
  };
}

/** Words of `NewDeskTicketForm`. */
export async function newDeskTicketTexts(locale: string): Promise<NewDeskTicketTexts> {
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
    requester: t("requester"),
    order: t("order"),
    noOrder: t("noOrder"),
    service: t("service"),
    noService: t("noService"),
    domain: t("domain"),
    noDomain: t("noDomain"),
    private: t("private"),
    privateHint: t("privateHint"),
    files: t("files"),
    filesLabel: t("filesLabel"),
    filesHint: t("filesHint", { count: MAX_FILES, megabytes: MAX_FILE_BYTES / 2 ** 20 }),
    filesFirst: t("filesFirst"),
    tray: await trayTexts(locale),
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
