import { z } from "zod";
import { isUuid } from "@/lib/core/ids";

/** The button that leads to the payment page. */
export const checkoutForm = z.object({ invoiceId: z.string().refine(isUuid) });
