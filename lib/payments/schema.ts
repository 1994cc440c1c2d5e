import { z } from "zod";
import { isUuid } from "@/lib/core/ids";

/** The path of an invoice: its id or its number. */
export const invoiceParams = z.object({ id: z.string().min(1).max(40) });

/** The button that leads to the payment page. */
export const checkoutForm = z.object({ invoiceId: z.string().refine(isUuid) });
