import "server-only";
import { getTranslations } from "next-intl/server";
import type { DeskTicket } from "@/lib/tickets/desk-types";
import { SNOOZE_PRESETS } from "@/lib/tickets/snooze";
import { isOpen } from "@/lib/tickets/status";
import { LINK_KINDS } from "@/lib/tickets/types";
import type { MoreTask, MoreTexts, MoreTicket } from "./more-actions";

/** What can be done with a ticket beside moving it, as the menu lists it. */
export async function moreTasks(ticket: DeskTicket): Promise<{ key: MoreTask; label: string }[]> {
  const t = await getTranslations("relations.more.tasks");
  const tasks: MoreTask[] = ["merge", "split", "link", "follow_up"];
  if (ticket.status === "cancelled") tasks.splice(0, 1);
  if (isOpen(ticket.status)) tasks.push("snooze");
  if (ticket.snooze) tasks.push("wake");
  return tasks.map((key) => ({ key, label: t(key) }));
}

/** What the dialogs need to know of a ticket. */
export function moreTicket(ticket: DeskTicket): MoreTicket {
  const { id, number, customerId, messageCount } = ticket;
  return { id, number, customerId, messageCount };
}

/** Words of `MoreActions`. */
export async function moreTexts(ticket: DeskTicket, timeZone: string): Promise<MoreTexts> {
  const t = await getTranslations("relations.more");
  const name = ticket.requesterName ?? ticket.customer.fullName;
  const { number, subject, messageCount: messages } = ticket;
  return {
    shell: {
      back: t("back"),
      dismiss: t("dismiss"),
      conflictTitle: t("conflictTitle"),
      failedTitle: t("failedTitle"),
      unreachable: t("unreachable"),
      open: t.raw("open") as string,
    },
    picker: {
      placeholder: t("picker.placeholder"),
      none: t("picker.none"),
      failed: t("picker.failed"),
      change: t("picker.change"),
    },
    merge: {
      title: t("merge.title", { number }),
      body: t("merge.body"),
      into: t("merge.into"),
      hint: t("merge.hint"),
      preview: t("merge.preview"),
      // The other number is filled in when it is chosen.
      steps: [
        t("merge.moves", { number, messages, into: "{into}" }),
        t("merge.closes", { number, into: "{into}" }),
        t("merge.told", { name }),
        t("merge.final"),
      ],
      submit: t("merge.submit"),
    },
    split: {
      title: t("split.title"),
      body: t("split.body"),
      subject: t("split.subject"),
      messages: t("split.messages"),
      first: t("split.first"),
      note: t("split.note"),
      loading: t("split.loading"),
      failed: t("split.failed"),
      latest: t("split.latest"),
      told: t("split.told", { name }),
      submit: t("split.submit"),
      done: t.raw("split.done") as string,
    },
    link: {
      title: t("link.title", { number }),
      body: t("link.body"),
      other: t("link.other"),
      kind: t("link.kind"),
      kinds: LINK_KINDS.map((value) => ({ value, label: t(`link.kinds.${value}`) })),
      submit: t("link.submit"),
      done: t.raw("link.done") as string,
    },
    followUp: {
      title: t("follow_up.title", { number }),
      body: t("follow_up.body", { name }),
      subject: t("follow_up.subject"),
      start: t("follow_up.start", { subject }).slice(0, 200),
      description: t("follow_up.description", { name }),
      submit: t("follow_up.submit"),
      done: t.raw("follow_up.done") as string,
    },
    snooze: {
      title: t("snooze.title", { number }),
      body: t("snooze.body"),
      until: t("snooze.until"),
      presets: Object.fromEntries(SNOOZE_PRESETS.map((preset) => [preset, t(`snooze.${preset}`)])),
      pick: t("snooze.pick"),
      at: t("snooze.at"),
      zone: t("snooze.zone", { zone: timeZone }),
      submit: t("snooze.submit"),
      done: t.raw("snooze.done") as string,
      woken: t("snooze.woken"),
    },
  };
}
