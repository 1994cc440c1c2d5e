"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { moveForm, staffMessageForm, staffTicketForm, ticketChangesForm } from "./desk-schema";
import { moveTicket, replyAsStaff, updateTicket } from "./desk-service";
import { openTicket } from "./service";

/** Changes a fact of a ticket: priority, category, assignee or tags. */
export const updateTicketAction = staffAction(ticketChangesForm, async ({ viewer, input }) => {
  const { ticketId, ...changes } = input;
  const changed = await updateTicket(viewer, ticketId, changes);
  if (changed.ok) refresh();
  return changed;
});

/** Takes an action of the state machine. */
export const moveTicketAction = staffAction(moveForm, async ({ viewer, input }) => {
  const { ticketId, ...move } = input;
  const moved = await moveTicket(viewer, ticketId, move);
  if (moved.ok) refresh();
  return moved;
});

/** Sends a reply or keeps a note. The key makes sending twice harmless. */
export const sendMessageAction = staffAction(staffMessageForm, async ({ viewer, input }) => {
  const { ticketId, key, ...message } = input;
  const sent = await replyAsStaff(viewer, ticketId, message, key);
  if (!sent.ok) return sent;
  refresh();
  return ok({ id: sent.value.id });
});

/** Opens a ticket for a customer, and goes to it. */
export const openDeskTicketAction = staffAction(staffTicketForm, async ({ viewer, input }) => {
  const { key, ...ticket } = input;
  const opened = await openTicket(viewer, ticket, key);
  if (!opened.ok) return opened;
  redirect(`/admin/tickets/${opened.value.number}` as Route);
});
