"use server";

import { refresh } from "next/cache";
import { customerAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { requestForm } from "./form-schema";
import { requestChange } from "./service";

/** Asks for another package, the end or another time. Also after a refusal the page shows how things are now. */
export const requestChangeAction = customerAction(requestForm, async ({ viewer, input }) => {
  const { serviceId, key, ...request } = input;
  const asked = await requestChange(viewer, serviceId, request, key);
  refresh();
  return asked.ok ? ok({ number: asked.value.ticket.number }) : asked;
});
