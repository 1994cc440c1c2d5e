"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { customerAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { privacyForm, ratingForm, replyForm, skipRatingForm, statusForm, ticketForm } from "./form-schema";
import { changeStatus, openTicket, rateTicket, replyToTicket, setPrivacy, skipRating } from "./service";

/** Opens a ticket. With script the answer names it, so that the draft can go first; without, it leads there. */
export const openTicketAction = customerAction(ticketForm, async ({ viewer, input }) => {
  const { key, hasScript, ...ticket } = input;
  const opened = await openTicket(viewer, ticket, key);
  if (!opened.ok) return opened;
  const path = `/portal/tickets/${opened.value.number}`;
  if (!hasScript) redirect(path as Route);
  return ok({ path });
});

/** Sends a message. */
export const replyAction = customerAction(replyForm, async ({ viewer, input }) => {
  const { key, ticketId, ...message } = input;
  const sent = await replyToTicket(viewer, ticketId, message, key);
  refresh();
  return sent.ok ? ok({ id: sent.value.id }) : sent;
});

/** Resolves, closes, cancels or reopens. Also after a refusal the page shows how things are now. */
export const changeStatusAction = customerAction(statusForm, async ({ viewer, input }) => {
  const { ticketId, ...change } = input;
  const changed = await changeStatus(viewer, ticketId, change);
  refresh();
  return changed.ok ? ok({ status: changed.value.status }) : changed;
});

/** Rates the help. */
export const rateAction = customerAction(ratingForm, async ({ viewer, input }) => {
  const { ticketId, ...rating } = input;
  const rated = await rateTicket(viewer, ticketId, rating);
  refresh();
  return rated.ok ? ok({ rating: rated.value.rating }) : rated;
});

/** Not now: nobody is asked again until the next resolution. */
export const skipRatingAction = customerAction(skipRatingForm, async ({ viewer, input }) => {
  const skipped = await skipRating(viewer, input.ticketId);
  refresh();
  return skipped;
});

/** Hides a ticket from colleagues, or shows it to them. Also after a refusal the page shows how things are now. */
export const privacyAction = customerAction(privacyForm, async ({ viewer, input }) => {
  const { ticketId, ...privacy } = input;
  const changed = await setPrivacy(viewer, ticketId, privacy);
  refresh();
  return changed.ok ? ok({ isPrivate: changed.value.isPrivate }) : changed;
});
