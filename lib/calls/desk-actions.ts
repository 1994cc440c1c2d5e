"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/auth/action";
import { idle } from "@/lib/core/action-state";
import { err, ok, type Result } from "@/lib/core/result";
import {
  addTimeOff,
  removeException,
  removeTimeOff,
  removeWeek,
  setCallSettings,
  setException,
  setProfile,
  setWeek,
} from "./availability-service";
import {
  cancelForm,
  exceptionForm,
  exceptionRemovalForm,
  moveForm,
  noteForm,
  outcomeForm,
  profileForm,
  settingsForm,
  staffBookForm,
  summaryForm,
  timeOffForm,
  timeOffRemovalForm,
  transcriptForm,
  weekForm,
  weekRemovalForm,
} from "./form-schema";
import { previewSlots } from "./preview";
import { getAgentCalendar } from "./queries";
import { saveSummary, saveTranscript } from "./record-service";
import { addCallNote, bookCall, cancelCall, moveCall, recordOutcome } from "./service";

/** Books a slot for a customer, and goes on to the call. */
export const bookForCustomerAction = staffAction(staffBookForm, async ({ viewer, input }) => {
  const { key, ...call } = input;
  const booked = await bookCall(viewer, call, key);
  if (!booked.ok) return booked;
  redirect(`/admin/calls/${booked.value.id}` as Route);
});

/** Moves a call, to another agent too, and goes back to it. */
export const moveAsStaffAction = staffAction(moveForm, async ({ viewer, input }) => {
  const { id, ...slot } = input;
  const moved = await moveCall(viewer, id, slot);
  if (!moved.ok) return moved;
  redirect(`/admin/calls/${id}` as Route);
});

/** Cancels a call. */
export const cancelAsStaffAction = staffAction(cancelForm, async ({ viewer, input }) => {
  const { id, ...decision } = input;
  return shown(await cancelCall(viewer, id, decision));
});

/** What became of a call. */
export const outcomeAction = staffAction(outcomeForm, async ({ viewer, input }) =>
  shown(await recordOutcome(viewer, input.id, input.outcome)),
);

/** A note for each other. */
export const noteAction = staffAction(noteForm, async ({ viewer, input }) =>
  shown(await addCallNote(viewer, input.id, input.body, input.key)),
);

/** What was said, as a file or as text. */
export const transcriptAction = staffAction(transcriptForm, async ({ viewer, input, formData }) => {
  const file = formData.get("file");
  const isFile = file instanceof File && file.size > 0;
  const bytes = isFile ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(input.pasted);
  return shown(await saveTranscript(viewer, input.id, { bytes, fileName: isFile ? file.name : null }));
});

/** The summary in somebody's own words. */
export const summaryAction = staffAction(summaryForm, async ({ viewer, input }) =>
  shown(await saveSummary(viewer, input.id, input.summary)),
);

/** The week of an agent. */
export const weekAction = staffAction(weekForm, async ({ viewer, input }) =>
  shown(await setWeek(viewer, input)),
);

/** What a week would make, before it is saved. */
export const previewWeekAction = staffAction(weekForm, async ({ viewer, input }) => {
  const calendar = await getAgentCalendar(viewer, input.agentId);
  if (!calendar.ok) return err(calendar.error);
  const { validFrom, timeZone, windows } = input;
  const draft = { validFrom, timeZone, windows };
  const shown = await previewSlots(calendar.value, draft, { locale: viewer.locale, now: new Date() });
  return ok({ ...shown, draft });
});

/** The same for a button of the form, without script; the page reads what came of it. */
export async function previewWeek(data: FormData): Promise<void> {
  await previewWeekAction(idle, data);
}

export const removeWeekAction = staffAction(weekRemovalForm, async ({ viewer, input }) =>
  shown(await removeWeek(viewer, input.agentId, input.validFrom)),
);

/** Another day than the week says. */
export const exceptionAction = staffAction(exceptionForm, async ({ viewer, input }) =>
  shown(await setException(viewer, input)),
);

export const removeExceptionAction = staffAction(exceptionRemovalForm, async ({ viewer, input }) =>
  shown(await removeException(viewer, input.agentId, input.day)),
);

/** Time off, with how many calls lie in it. */
export const timeOffAction = staffAction(timeOffForm, async ({ viewer, input }) => {
  const added = await addTimeOff(viewer, input);
  if (!added.ok) return added;
  refresh();
  return ok({ booked: added.value.booked });
});

export const removeTimeOffAction = staffAction(timeOffRemovalForm, async ({ viewer, input }) =>
  shown(await removeTimeOff(viewer, input.agentId, input.id)),
);

/** Where and about what an agent is called. */
export const profileAction = staffAction(profileForm, async ({ viewer, input }) =>
  shown(await setProfile(viewer, input)),
);

/** How calls are booked. */
export const callSettingsAction = staffAction(settingsForm, async ({ viewer, input }) =>
  shown(await setCallSettings(viewer, input)),
);

/** Also after a refusal the page shows how things are now. */
function shown(outcome: Result<unknown>): Result<undefined> {
  refresh();
  return outcome.ok ? ok() : outcome;
}
