"use server";

import { refresh } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { serviceForm, stepForm } from "./desk-schema";
import { setInstallationStep, updateService } from "./service";

/** Changes a step of an installation. */
export const setStepAction = staffAction(stepForm, async ({ viewer, input }) => {
  const { serviceId, ...changes } = input;
  const changed = await setInstallationStep(viewer, serviceId, changes);
  if (changed.ok) refresh();
  return changed.ok ? ok({ version: changed.value.version }) : changed;
});

/** Changes status, package or last day of a service. */
export const updateServiceAction = staffAction(serviceForm, async ({ viewer, input }) => {
  const { serviceId, ...changes } = input;
  const changed = await updateService(viewer, serviceId, changes);
  if (changed.ok) refresh();
  return changed.ok ? ok({ version: changed.value.version }) : changed;
});
