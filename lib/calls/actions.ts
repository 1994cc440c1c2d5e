"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { customerAction, memberAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { actionForm, bookForm, cancelForm, decideForm, moveForm, undoForm, waitForm } from "./form-schema";
import { decideAction, proposeAction } from "./record-service";
import { bookCall, cancelCall, moveCall, restoreCall, waitForEarlier } from "./service";

/** Books a slot, and goes on to the call. */
export const bookCallAction = customerAction(bookForm, async ({ viewer, input }) => {
  const { key, ...call } = input;
  const booked = await bookCall(viewer, call, key);
  if (!booked.ok) return booked;
  redirect(`/portal/calls/${booked.value.id}?done=booked` as Route);
});

/** Moves a call to another slot, and goes back to it. */
export const moveCallAction = customerAction(moveForm, async ({ viewer, input }) => {
  const { id, startsAt, version } = input;
  const moved = await moveCall(viewer, id, { startsAt, version });
  if (!moved.ok) return moved;
  redirect(`/portal/calls/${id}?done=moved` as Route);
});

/** Cancels a call, and goes back to it, where it can be booked again. */
export const cancelCallAction = customerAction(cancelForm, async ({ viewer, input }) => {
  const { id, ...decision } = input;
  const cancelled = await cancelCall(viewer, id, decision);
  if (!cancelled.ok) return cancelled;
  redirect(`/portal/calls/${id}?done=cancelled` as Route);
});

/** Takes a cancellation back: either side its own. Also after a refusal the page shows how things are now. */
export const undoCancelAction = memberAction(undoForm, async ({ viewer, input }) => {
  const restored = await restoreCall(viewer, input.id);
  refresh();
  return restored.ok ? ok() : restored;
});

/** Waits for an earlier slot, or does so no longer. */
export const waitAction = customerAction(waitForm, async ({ viewer, input }) => {
  const changed = await waitForEarlier(viewer, input.id, input.waits === "true");
  refresh();
  return changed.ok ? ok({ waits: changed.value.waitsForEarlier }) : changed;
});

/** Says what a call led to: either side. */
export const proposeActionAction = memberAction(actionForm, async ({ viewer, input }) => {
  const { id, key, ...action } = input;
  const proposed = await proposeAction(viewer, id, action, key);
  if (proposed.ok) refresh();
  return proposed;
});

/** Confirms or declines what a call led to: either side. Also after a refusal the page shows how things are now. */
export const decideActionAction = memberAction(decideForm, async ({ viewer, input }) => {
  const decided = await decideAction(viewer, input.id, input.decision);
  refresh();
  return decided;
});
