"use client";

import { useEffect, useRef } from "react";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { snoozeTicketAction } from "@/lib/tickets/relations-actions";
import type { ActionDialogTexts } from "./action-dialog";
import { FollowUpDialog, type FollowUpTexts } from "./follow-up-dialog";
import { LinkDialog, type LinkTexts } from "./link-dialog";
import { MergeDialog, type MergeTexts } from "./merge-dialog";
import { SnoozeDialog, type SnoozeTexts } from "./snooze-dialog";
import { SplitDialog, type SplitTexts } from "./split-dialog";
import type { TicketPickerTexts } from "./ticket-picker";

export type MoreTask = "merge" | "split" | "link" | "follow_up" | "snooze" | "wake";

export type MoreTicket = { id: string; number: string; customerId: string; messageCount: number };

export type MoreTexts = {
  shell: ActionDialogTexts;
  picker: TicketPickerTexts;
  merge: MergeTexts;
  split: SplitTexts;
  link: LinkTexts;
  followUp: FollowUpTexts;
  snooze: SnoozeTexts;
};

/**
 * What staff do with a ticket beside moving it, each in a dialog that says what will happen. A default export, because
 * it is fetched with the first choice from the menu.
 */
export default function MoreActions({
  task,
  ticket,
  clock,
  texts,
  onClose,
}: {
  task: MoreTask;
  ticket: MoreTicket;
  clock: { locale: string; timeZone: string };
  texts: MoreTexts;
  onClose: () => void;
}) {
  const common = { ticket, shell: texts.shell, onClose };
  switch (task) {
    case "merge":
      return <MergeDialog {...common} picker={texts.picker} texts={texts.merge} />;
    case "split":
      return <SplitDialog {...common} clock={clock} texts={texts.split} />;
    case "link":
      return <LinkDialog {...common} picker={texts.picker} texts={texts.link} />;
    case "follow_up":
      return <FollowUpDialog {...common} texts={texts.followUp} />;
    case "snooze":
      return <SnoozeDialog {...common} clock={clock} texts={texts.snooze} />;
    case "wake":
      return <Wake {...common} woken={texts.snooze.woken} />;
  }
}

/** Needs no question: it takes nothing away. */
function Wake({
  ticket,
  shell,
  woken,
  onClose,
}: {
  ticket: MoreTicket;
  shell: ActionDialogTexts;
  woken: string;
  onClose: () => void;
}) {
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    const form = new FormData();
    form.set("ticketId", ticket.id);
    snoozeTicketAction(idle, form)
      .then((answer) => {
        if (answer.status === "ok") toast.success(woken);
        else if (answer.status === "error") toast.error(answer.error.message);
      })
      .catch(() => toast.error(shell.unreachable))
      .finally(onClose);
  }, [ticket.id, woken, shell, onClose]);
  return null;
}
