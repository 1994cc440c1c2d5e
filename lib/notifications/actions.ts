"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { markOneForm } from "./schema";
import { markNotificationsRead, setNotificationRead } from "./service";

/** The form of "Mark all as read": the list and the bell are rendered again. */
export const markAllReadAction = memberAction(z.object({}), async ({ viewer }) => {
  const marked = await markNotificationsRead(viewer, {});
  if (marked.ok) refresh();
  return marked;
});

/** The button of one row. */
export const markOneAction = memberAction(markOneForm, async ({ viewer, input }) => {
  const marked = await setNotificationRead(viewer, input.id, input.read === "yes");
  if (marked.ok) refresh();
  return marked;
});
