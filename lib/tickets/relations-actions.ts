"use server";

import { refresh } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import { idle } from "@/lib/core/action-state";
import { appError } from "@/lib/core/errors";
import { err, ok } from "@/lib/core/result";
import { fromLocal } from "@/lib/core/zoned";
import { fieldMessage } from "./field-messages";
import { followUpForm, linkForm, mergeForm, snoozeForm, splitForm } from "./relations-schema";
import {
  linkTicket,
  mergeInto,
  openFollowUp,
  snoozeTicket,
  splitOff,
  unlinkTicket,
  unsnoozeTicket,
} from "./relations-service";

/** Makes a ticket part of another one. The key makes sending twice harmless. */
export const mergeTicketAction = staffAction(mergeForm, async ({ viewer, input }) => {
  const { ticketId, key, ...merge } = input;
  const merged = await mergeInto(viewer, ticketId, merge, key);
  refresh();
  return merged.ok ? ok({ number: merged.value.number }) : merged;
});

/** Makes a new ticket out of chosen messages. */
export const splitTicketAction = staffAction(splitForm, async ({ viewer, input }) => {
  const { ticketId, key, ...split } = input;
  const made = await splitOff(viewer, ticketId, split, key);
  refresh();
  return made.ok ? ok({ number: made.value.number }) : made;
});

/** Opens a ticket that follows another one, for the same person. */
export const followUpAction = staffAction(followUpForm, async ({ viewer, input }) => {
  const { ticketId, key, ...words } = input;
  const opened = await openFollowUp(viewer, ticketId, words, key);
  refresh();
  return opened.ok ? ok({ number: opened.value.number }) : opened;
});

/** Connects two tickets, or takes their connection away. */
export const linkTicketAction = staffAction(linkForm, async ({ viewer, input }) => {
  const { ticketId, otherId, kind } = input;
  const changed =
    kind === "none"
      ? await unlinkTicket(viewer, ticketId, otherId)
      : await linkTicket(viewer, ticketId, { ticketId: otherId, kind });
  refresh();
  return changed.ok ? ok({ count: changed.value.links.length }) : changed;
});

/** Puts a ticket aside, until a moment or a time on the viewer's clock, or brings it back. */
export const snoozeTicketAction = staffAction(snoozeForm, async ({ viewer, input }) => {
  const { ticketId, until, local } = input;
  const chosen = local ? fromLocal(local, viewer.timeZone)?.toISOString() : until;
  if (chosen === undefined) {
    const message = fieldMessage("until", "required");
    return err(appError("validation_failed", message, { fields: { until: [message] } }));
  }
  const changed =
    chosen === "" ? await unsnoozeTicket(viewer, ticketId) : await snoozeTicket(viewer, ticketId, chosen);
  refresh();
  return changed.ok ? ok({ until: changed.value.snooze?.until ?? null }) : changed;
});

/** Takes a connection away, from a plain form: what fails leaves it where it is. */
export async function removeLinkAction(form: FormData): Promise<void> {
  form.set("kind", "none");
  await linkTicketAction(idle, form);
}
