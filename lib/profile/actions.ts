"use server";

import { refresh } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { changePassword } from "@/lib/auth/password-service";
import { changePasswordInput, endSessionsForm } from "./schema";
import { endSessions } from "./sessions-service";

/** Signs out one device, or all others. */
export const endSessionsAction = memberAction(endSessionsForm, async ({ viewer, input }) => {
  const ended = await endSessions(viewer, input.id || undefined);
  refresh();
  return ended;
});

/** Sets a new password. */
export const changePasswordAction = memberAction(changePasswordInput, async ({ viewer, input }) => {
  const changed = await changePassword(viewer, input);
  if (changed.ok) refresh();
  return changed;
});
