"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { moveForm, staffMessageForm, staffTicketForm, ticketChangesForm } from "./desk-schema";
import { decideRefund, moveTicket, replyAsStaff, resolveTicket, updateTicket } from "./desk-service";
import { decideRefundForm, resolveForm } from "./resolve-schema";
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

/** Resolves a ticket, with money back where it is due. */
export const resolveTicketAction = staffAction(resolveForm, async ({ viewer, input }) => {
  const { ticketId, ...resolution } = input;
  const resolved = await resolveTicket(viewer, ticketId, resolution);
  if (resolved.ok) refresh();
  return resolved.ok ? ok({ status: resolved.value.status }) : resolved;
});

/** Approves or refuses a refund. Also after a refusal the page shows how things are now. */
export const decideRefundAction = staffAction(decideRefundForm, async ({ viewer, input }) => {
  const decided = await decideRefund(viewer, input);
  refresh();
  return decided.ok ? ok({ status: decided.value.status }) : decided;
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
