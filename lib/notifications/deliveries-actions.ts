"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { staffAction } from "@/lib/auth/action";
import { isUuid } from "@/lib/core/ids";
import { resendDeliveries } from "./deliveries-service";

const resendForm = z.object({ id: z.string().refine(isUuid).optional() });

/** Lets one delivery begin again, or all that were given up. Also after a refusal the page shows how things are. */
export const resendAction = staffAction(resendForm, async ({ viewer, input }) => {
  const resent = await resendDeliveries(viewer, input.id ?? null);
  refresh();
  return resent;
});
