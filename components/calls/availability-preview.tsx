import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { previewWeek, previewWeekAction } from "@/lib/calls/desk-actions";
import { previewSlots } from "@/lib/calls/preview";
import type { AgentCalendar } from "@/lib/calls/types";
import { WEEK_FORM } from "./availability-week";
import { DraftPreview } from "./draft-preview";
import type { Reader, Submitted } from "./reader";
import { SlotDays } from "./slot-days";

/** What the week, exceptions and time off make of the next days, and what a week would that is being typed. */
export async function AvailabilityPreview({
  calendar,
  canChange,
  reader,
  submitted,
}: {
  calendar: AgentCalendar;
  canChange: boolean;
  reader: Reader;
  submitted: Submitted;
}) {
  const t = await getTranslations("call-desk.availability");
  const preview = await previewSlots(calendar, null, reader);
  const saved = (
    <>
      <p className="mb-3 text-fg-muted text-sm">{preview.hint}</p>
      {preview.days.length === 0 && <p className="text-sm">{preview.total}</p>}
      <SlotDays preview={preview} />
    </>
  );
  const { weeks, exceptions, timeOff, isAway, awayUntil, settings } = calendar;
  return (
    <div id="slot-preview" className="scroll-mt-20 lg:sticky lg:top-20">
      <Card title={t("preview")}>
        {canChange ? (
          <DraftPreview
            // A week that is saved is no draft any more.
            key={weeks.map(({ validFrom, version }) => `${validFrom}:${version}`).join(" ")}
            formId={WEEK_FORM}
            stamp={JSON.stringify([exceptions, timeOff, isAway, awayUntil, settings])}
            action={previewWeekAction}
            plainAction={previewWeek}
            initial={await submitted(previewWeekAction)}
            texts={{
              preview: t("previewTyped"),
              unsaved: t("unsaved"),
              failed: t("previewFailed"),
            }}
          >
            {saved}
          </DraftPreview>
        ) : (
          saved
        )}
      </Card>
    </div>
  );
}
