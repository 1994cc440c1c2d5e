"use server";

import { refresh } from "next/cache";
import { customerAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { paymentReportForm } from "./schema";
import { reportPayment } from "./service";

/** "I have paid". Also after a refusal the page shows how things are now. */
export const reportPaymentAction = customerAction(paymentReportForm, async ({ viewer, input }) => {
  const reported = await reportPayment(viewer, input);
  refresh();
  return reported.ok ? ok({ ticketNumber: reported.value.ticketNumber }) : reported;
});
