"use server";

import { refresh } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { trainingForm } from "./schema";
import { requestTraining } from "./service";

/** Asks for a training now. The page shows that it waits, also when somebody else asked before. */
export const trainClassifierAction = staffAction(trainingForm, async ({ viewer }) => {
  const asked = await requestTraining(viewer);
  refresh();
  return asked.ok ? ok({ isWaiting: asked.value.isWaiting }) : asked;
});
