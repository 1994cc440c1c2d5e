"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { deviceLabel } from "./device-label";
import { channelForm, deviceForm, preferencesForm, subscriptionForm } from "./preferences-schema";
import { addDevice, reactivateEmail, removeDevice, savePreferences, sendTest } from "./preferences-service";

/** The whole form of the page. */
export const savePreferencesAction = memberAction(preferencesForm, async ({ viewer, input }) => {
  const saved = await savePreferences(viewer, input);
  if (saved.ok) refresh();
  return saved;
});

export const sendTestAction = memberAction(channelForm, ({ viewer, input }) =>
  sendTest(viewer, input.channel),
);

export const reactivateEmailAction = memberAction(z.object({}), async ({ viewer }) => {
  const done = await reactivateEmail(viewer);
  if (done.ok) refresh();
  return done;
});

/** Called by the browser that its person allowed to show notifications. */
export const addDeviceAction = memberAction(subscriptionForm, async ({ viewer, input }) => {
  const added = await addDevice(viewer, input, deviceLabel((await headers()).get("user-agent") ?? ""));
  if (added.ok) refresh();
  return added;
});

export const removeDeviceAction = memberAction(deviceForm, async ({ viewer, input }) => {
  const removed = await removeDevice(viewer, input.ref);
  if (removed.ok) refresh();
  return removed;
});
