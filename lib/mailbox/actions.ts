"use server";

import { refresh } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import { decisionForm } from "./decision-schema";
import { decideMail } from "./decision-service";

/** Decides about an e-mail. Also after a refusal the page shows how things are now. */
export const decideMailAction = staffAction(decisionForm, async ({ viewer, input }) => {
  const decided = await decideMail(viewer, input);
  refresh();
  return decided;
});
