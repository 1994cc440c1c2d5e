"use server";

import { refresh } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { defaultMessage } from "@/lib/platform/error-messages";
import {
  autoCloseForm,
  calendarForm,
  holidayForm,
  holidaysForm,
  hoursForm,
  policiesForm,
  removalForm,
} from "./schema";
import { addHolidays, previewCalendar, removeHoliday, setAutoClose, setHours, setPolicies } from "./service";
import type { SlaSettings } from "./types";

/** The promised times, all together. */
export const savePoliciesAction = staffAction(policiesForm, async ({ viewer, input }) =>
  saved(await setPolicies(viewer, input), "policies"),
);

/** The hours of the week, all together. */
export const saveHoursAction = staffAction(hoursForm, async ({ viewer, input }) =>
  saved(await setHours(viewer, input), "hours"),
);

/** When resolved tickets close by themselves. */
export const saveAutoCloseAction = staffAction(autoCloseForm, async ({ viewer, input }) =>
  saved(await setAutoClose(viewer, input), "autoClose"),
);

/** One holiday. */
export const addHolidayAction = staffAction(holidayForm, async ({ viewer, input: { apply, ...day } }) => {
  const added = await addHolidays(viewer, { days: [day], apply });
  if (!added.ok) return added;
  refresh();
  return ok({ added: 1 });
});

/** Reads a calendar and shows what is in it; nothing is kept. */
export const previewCalendarAction = staffAction(calendarForm, async ({ viewer, formData }) =>
  viewer.role === "admin"
    ? previewCalendar(formData.get("file"), new Date())
    : err(appError("forbidden", defaultMessage("forbidden"))),
);

/** The days of a calendar that were looked at. */
export const addHolidaysAction = staffAction(holidaysForm, async ({ viewer, input }) => {
  const added = await addHolidays(viewer, input);
  if (!added.ok) return added;
  refresh();
  return ok({ added: input.days.length });
});

/** Takes a holiday away. */
export const removeHolidayAction = staffAction(removalForm, async ({ viewer, input }) => {
  const removed = await removeHoliday(viewer, input.day);
  if (!removed.ok) return removed;
  refresh();
  return ok({ day: input.day });
});

function saved(
  answer: Result<SlaSettings>,
  part: keyof SlaSettings["revisions"],
): Result<{ revision: string }> {
  if (!answer.ok) return answer;
  refresh();
  return ok({ revision: answer.value.revisions[part] });
}
