"use server";

import { refresh } from "next/cache";
import { publicAction } from "@/lib/auth/action";
import { unsubscribeForm } from "./unsubscribe-schema";
import { unsubscribe } from "./unsubscribe-service";

/** The page that an e-mail's link leads to. It needs nobody signed in: the token says whose e-mails end. */
export const unsubscribeAction = publicAction(unsubscribeForm, async ({ input }) => {
  const ended = await unsubscribe(input.token, input.scope);
  if (ended.ok) refresh();
  return ended;
});
