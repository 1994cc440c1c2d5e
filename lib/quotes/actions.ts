"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { customerAction } from "@/lib/auth/action";
import { ok, type Result } from "@/lib/core/result";
import { withProducts } from "./catalogue-queries";
import { acceptForm, changesForm, declineForm, requestForm } from "./form-schema";
import { acceptQuote, declineQuote, type QuoteChanged, requestQuote, requestQuoteChanges } from "./service";

/** Asks for a price. With script the answer names the quote, so that the draft can go first; without, it leads there. */
export const requestQuoteAction = customerAction(requestForm, async ({ viewer, input }) => {
  const { key, hasScript, ...request } = input;
  const items = hasScript ? request.items : await withProducts(viewer, request.items);
  const requested = await requestQuote(viewer, { ...request, items }, key);
  return requested.ok ? goTo(requested.value, hasScript) : requested;
});

/** Accepts a version. Also after a refusal the page shows how things are now. */
export const acceptQuoteAction = customerAction(acceptForm, async ({ viewer, input }) => {
  const { quoteId, ...decision } = input;
  const accepted = await acceptQuote(viewer, quoteId, decision);
  refresh();
  return decided(accepted);
});

/** Declines a version, with a reason. */
export const declineQuoteAction = customerAction(declineForm, async ({ viewer, input }) => {
  const { quoteId, ...decision } = input;
  const declined = await declineQuote(viewer, quoteId, decision);
  refresh();
  return decided(declined);
});

/** Asks for changes in a version, and goes back to the quote. */
export const requestChangesAction = customerAction(changesForm, async ({ viewer, input }) => {
  const { quoteId, hasScript, ...wishes } = input;
  const asked = await requestQuoteChanges(viewer, quoteId, wishes);
  return asked.ok ? goTo(asked.value, hasScript) : asked;
});

function decided(outcome: Result<QuoteChanged>): Result<{ status: string }> {
  return outcome.ok ? ok({ status: outcome.value.status }) : outcome;
}

function goTo({ number }: QuoteChanged, hasScript: boolean): Result<{ path: string }> {
  const path = `/portal/quotes/${number}`;
  if (!hasScript) redirect(path as Route);
  return ok({ path });
}
