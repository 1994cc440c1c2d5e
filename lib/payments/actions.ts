"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { customerAction } from "@/lib/auth/action";
import { checkoutForm } from "./schema";
import { startCheckout } from "./service";

/** Leads the customer to the payment page of an invoice. */
export const payInvoiceAction = customerAction(checkoutForm, async ({ viewer, input }) => {
  const started = await startCheckout(viewer, input.invoiceId);
  if (!started.ok) return started;
  redirect(started.value.url as Route);
});
