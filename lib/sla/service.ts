import "server-only";
import { createTranslator } from "next-intl";
import type { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/sla.json";
import { type Holiday, MAX_CALENDAR_BYTES, readHolidays } from "./ics";
import type { autoCloseForm, holidaysForm, hoursForm, policiesForm } from "./schema";
import type { SlaSettings } from "./types";

/**
 * Replaces the policies. Like every change here: `forbidden` for all but admins, `validation_failed`, and
 * `conflict` with reason `settings_changed` when somebody else changed them since `expectedRevision`.
 */
export async function setPolicies(
  viewer: Viewer,
  { policies, expectedRevision, apply }: z.infer<typeof policiesForm>,
) {
  return toSettings(
    unwrap(
      await viewer.db.rpc("set_sla_policies", {
        p_policies: policies,
        p_expected: expectedRevision,
        p_apply: apply,
      }),
    ),
  );
}

/** Replaces the hours of the week; none at all means always open. */
export async function setHours(
  viewer: Viewer,
  { hours, expectedRevision, apply }: z.infer<typeof hoursForm>,
) {
  return toSettings(
    unwrap(
      await viewer.db.rpc("set_business_hours", {
        p_hours: hours,
        p_expected: expectedRevision,
        p_apply: apply,
      }),
    ),
  );
}

/** Adds holidays; a day that is there already gets the new name. */
export async function addHolidays(viewer: Viewer, { days, apply }: z.infer<typeof holidaysForm>) {
  return toSettings(unwrap(await viewer.db.rpc("add_holidays", { p_holidays: days, p_apply: apply })));
}

/** Takes a holiday away. Harmless when it is gone already. */
export async function removeHoliday(viewer: Viewer, day: string) {
  return toSettings(unwrap(await viewer.db.rpc("remove_holidays", { p_days: [day] })));
}

/** When resolved tickets close by themselves, and how long before people are reminded. */
export async function setAutoClose(
  viewer: Viewer,
  { expectedRevision, ...input }: z.infer<typeof autoCloseForm>,
) {
  return toSettings(
    unwrap(await viewer.db.rpc("set_auto_close", { p_input: input, p_expected: expectedRevision })),
  );
}

function toSettings(answer: Result<unknown>): Result<SlaSettings> {
  return answer.ok ? ok(answer.value as SlaSettings) : answer;
}

const t = createTranslator({ locale: "en", messages: texts, namespace: "import" });

/** The holidays of an iCalendar file, from the beginning of this year to the end of the year after the next. Nothing is kept. */
export async function previewCalendar(
  file: unknown,
  now: Date,
): Promise<Result<{ days: Holiday[]; skipped: number }>> {
  const fail = (fault: keyof typeof texts.import.faults) =>
    err(appError("validation_failed", t(`faults.${fault}`), { fields: { file: [t(`faults.${fault}`)] } }));
  if (!(file instanceof File) || file.size === 0) return fail("missing");
  if (file.size > MAX_CALENDAR_BYTES) return fail("too_large");
  const year = now.getUTCFullYear();
  const read = readHolidays(await file.text(), `${year}-01-01`, `${year + 2}-12-31`);
  return "fault" in read ? fail(read.fault) : ok(read);
}
