import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { type FieldSpec, FieldsForm } from "@/components/ui/fields-form";
import { RelativeTime } from "@/components/ui/relative-time";
import { calendarDay } from "@/lib/core/dates";
import { fromLocal } from "@/lib/core/zoned";
import { saveAutoCloseAction, saveHoursAction, savePoliciesAction } from "@/lib/sla/actions";
import { AUTO_CLOSE } from "@/lib/sla/schema";
import type { SlaSettings } from "@/lib/sla/types";
import { Holidays } from "./holidays";
import { HoursEditor } from "./hours-editor";
import { PolicyEditor } from "./policy-editor";
import { Recomputing } from "./recomputation";
import { editorTexts, hoursTexts, policyTexts } from "./texts";

export type SettingsReader = { locale: string; timeZone: string; now: Date; canChange: boolean };

/** Promised times, opening hours, holidays and closing: each saved for itself. */
export async function SlaSettingsView({
  settings,
  reader,
}: {
  settings: SlaSettings;
  reader: SettingsReader;
}) {
  const t = await getTranslations("sla");
  const { timeZone, hours, holidays, policies, categories, revisions, autoClose } = settings;
  const { canChange, locale, now } = reader;
  const [editor, policy, hour] = await Promise.all([
    editorTexts(settings.openTickets),
    policyTexts(),
    hoursTexts(),
  ]);
  const calendar = { timeZone, windows: hours, holidays: holidays.map(({ day }) => day) };
  return (
    <div className="flex flex-col gap-4">
      <Recomputation settings={settings} reader={reader} />
      <Card title={t("policies.title")}>
        <PolicyEditor
          action={savePoliciesAction}
          policies={policies}
          categories={categories.map(({ slug, label }) => ({ value: slug, label }))}
          revision={revisions.policies}
          canChange={canChange}
          texts={policy}
          editor={editor}
        />
      </Card>
      <Card title={t("hours.title")}>
        <p className="mb-3 max-w-[72ch] text-fg-muted text-sm">
          {t("hours.hint", { zone: timeZone.replaceAll("_", " ") })}{" "}
          {canChange && (
            <Link href="/admin/settings" className="text-primary-text underline">
              {t("hours.zone")}
            </Link>
          )}
        </p>
        <HoursEditor
          action={saveHoursAction}
          calendar={calendar}
          example={nextFriday(now, timeZone)}
          locale={locale}
          revision={revisions.hours}
          canChange={canChange}
          texts={hour}
          editor={editor}
        />
      </Card>
      <Holidays settings={settings} reader={reader} editor={editor} />
      <Card title={t("autoClose.title")}>
        <FieldsForm
          action={saveAutoCloseAction}
          hidden={{ expectedRevision: revisions.autoClose }}
          canChange={canChange}
          texts={{ save: t("save"), saved: t("saved"), failed: t("failed") }}
          fields={(["days", "reminderDays"] as const).map(
            (name): FieldSpec => ({
              name,
              label: t(`autoClose.${name}`),
              hint: t(`autoClose.${name}Hint`),
              type: "number",
              value: String(autoClose[name]),
              required: true,
              suffix: t("autoClose.unit"),
              ...AUTO_CLOSE[name],
            }),
          )}
        />
      </Card>
    </div>
  );
}

async function Recomputation({ settings, reader }: { settings: SlaSettings; reader: SettingsReader }) {
  const t = await getTranslations("sla.recomputation");
  const { recomputation: run } = settings;
  if (!run) return null;
  if (run.finishedAt === null) {
    const value = run.total === 0 ? 1 : Math.min(run.done / run.total, 1);
    return <Recomputing label={t("running", { done: run.done, total: run.total })} value={value} />;
  }
  const { finishedAt, startedBy, total } = run;
  return (
    <p className="text-fg-muted text-sm">
      {t.rich("done", {
        total,
        name: startedBy,
        when: () => <RelativeTime at={finishedAt} locale={reader.locale} timeZone={reader.timeZone} />,
      })}
    </p>
  );
}

/** The next Friday, at 16:00 on the desk's clock: an example that a weekend follows. */
function nextFriday(now: Date, timeZone: string): number {
  const today = calendarDay(now, timeZone);
  const weekday = new Date(today).getUTCDay();
  const friday = new Date(Date.parse(today) + ((5 - weekday + 7) % 7) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  return (fromLocal(`${friday}T16:00`, timeZone) ?? now).getTime();
}
