"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import {
  convertForm,
  newQuoteForm,
  quoteForm,
  saveDraftForm,
  sendQuoteForm,
  withdrawForm,
} from "./desk-form-schema";
import {
  convertQuote,
  createQuote,
  declineQuote,
  saveQuoteDraft,
  sendQuote,
  startQuoteReview,
} from "./service";

/** Begins a quote for a customer, and goes to it. */
export const createQuoteAction = staffAction(newQuoteForm, async ({ viewer, input }) => {
  const { key, ...quote } = input;
  const created = await createQuote(viewer, quote, key);
  if (!created.ok) return created;
  redirect(`/admin/quotes/${created.value.number}` as Route);
});

/** Takes a request. Also after a refusal the page shows how things are now. */
export const startReviewAction = staffAction(quoteForm, async ({ viewer, input }) => {
  const taken = await startQuoteReview(viewer, input.quoteId);
  refresh();
  return taken.ok ? ok({ status: taken.value.status as string }) : taken;
});

/** Keeps a draft while it is written; the page around it stays as it is. */
export const saveDraftAction = staffAction(saveDraftForm, async ({ viewer, input }) => {
  const saved = await saveQuoteDraft(viewer, input.quoteId, input.expectedRevision, input.draft);
  return saved.ok ? ok({ revision: saved.value.revision }) : saved;
});

/** Sends the draft as the next version. */
export const sendQuoteAction = staffAction(sendQuoteForm, async ({ viewer, input }) => {
  const sent = await sendQuote(viewer, input.quoteId, input.expectedRevision);
  refresh();
  return sent.ok ? ok({ revision: sent.value.revision }) : sent;
});

/** Withdraws a quote, or turns a request down, with a reason that the customer reads. */
export const withdrawQuoteAction = staffAction(withdrawForm, async ({ viewer, input }) => {
  const { quoteId, ...decision } = input;
  const declined = await declineQuote(viewer, quoteId, decision);
  refresh();
  return declined.ok ? ok({ status: declined.value.status as string }) : declined;
});

/** Makes the order of an accepted quote; pressed twice it is one order. */
export const convertQuoteAction = staffAction(convertForm, async ({ viewer, input }) => {
  const converted = await convertQuote(viewer, input.quoteId, input.key);
  refresh();
  return converted.ok ? ok({ status: converted.value.order.number }) : converted;
});
