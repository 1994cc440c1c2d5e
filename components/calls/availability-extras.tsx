import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import {
  exceptionAction,
  profileAction,
  removeExceptionAction,
  removeTimeOffAction,
  timeOffAction,
} from "@/lib/calls/desk-actions";
import type { AgentCalendar, CallDesk } from "@/lib/calls/types";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { CommandForm } from "./command-form";
import type { Reader, Submitted } from "./reader";
import { commandTexts } from "./texts";
import { WindowFields } from "./window-fields";

type Props = { calendar: AgentCalendar; canChange: boolean; reader: Reader; submitted: Submitted };

/** What differs from the week, and how and about what somebody is called. */
export async function AvailabilityExtras({ categories, ...props }: Props & Pick<CallDesk, "categories">) {
  return (
    <>
      <Exceptions {...props} />
      <TimeOff {...props} />
      <Profile {...props} categories={categories} />
    </>
  );
}

async function Exceptions({ calendar, canChange, reader, submitted }: Props) {
  const t = await getTranslations("call-desk.exceptions");
  const { agentId, timeZone } = calendar;
  const remove = await submitted(removeExceptionAction);
  const texts = await commandTexts(t("remove"), t("failed"));
  return (
    <Card title={t("title")}>
      {calendar.exceptions.length === 0 && <p className="text-fg-muted text-sm">{t("none")}</p>}
      <ul className="divide-y">
        {calendar.exceptions.map((one) => (
          <li key={one.day} className="flex flex-wrap items-center justify-between gap-2 py-2.5 text-sm">
            <span>
              <span className="font-medium">{formatDate(`${one.day}T12:00:00Z`, reader.locale, "UTC")}</span>{" "}
              <span className="tabular-nums">
                {one.windows.length === 0
                  ? t("closed")
                  : one.windows.map(({ opens, closes }) => `${opens}–${closes}`).join(", ")}
              </span>
              {one.note && <span className="text-fg-muted"> · {one.note}</span>}
            </span>
            {canChange && (
              <CommandForm
                action={removeExceptionAction}
                initial={remove}
                hidden={{ agentId, day: one.day }}
                variant="ghost"
                size="sm"
                texts={texts}
              />
            )}
          </li>
        ))}
      </ul>
      {canChange && (
        <details className="mt-3">
          <summary className="hit-44 cursor-pointer font-medium text-primary-text text-sm">
            {t("add")}
          </summary>
          <div className="mt-3 max-w-form">
            <CommandForm
              action={exceptionAction}
              initial={await submitted(exceptionAction)}
              hidden={{ agentId, timeZone }}
              variant="secondary"
              clearAfter
              fields={[
                { name: "day", label: t("day"), type: "date", required: true },
                { name: "note", label: t("note"), type: "text", maxLength: 200 },
              ]}
              texts={await commandTexts(t("save"), t("failed"))}
            >
              <fieldset>
                <legend className="font-medium text-sm">{t("windows")}</legend>
                <p className="mb-2 text-fg-muted text-sm">{t("windowsHint")}</p>
                <WindowFields
                  weekday={0}
                  windows={[]}
                  count={2}
                  isDisabled={false}
                  texts={{ from: t("from"), to: t("to") }}
                />
              </fieldset>
            </CommandForm>
          </div>
        </details>
      )}
    </Card>
  );
}

async function TimeOff({ calendar, canChange, reader, submitted }: Props) {
  const t = await getTranslations("call-desk.timeOff");
  const { agentId, timeZone } = calendar;
  const remove = await submitted(removeTimeOffAction);
  const texts = await commandTexts(t("remove"), t("failed"));
  return (
    <Card title={t("title")}>
      {calendar.timeOff.length === 0 && <p className="text-fg-muted text-sm">{t("none")}</p>}
      <ul className="divide-y">
        {calendar.timeOff.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-2 py-2.5 text-sm">
            <span>
              {formatDateTime(one.startsAt, reader.locale, timeZone)} –{" "}
              {formatDateTime(one.endsAt, reader.locale, timeZone)}
              {one.note && <span className="text-fg-muted"> · {one.note}</span>}
            </span>
            {canChange && (
              <CommandForm
                action={removeTimeOffAction}
                initial={remove}
                hidden={{ agentId, id: one.id }}
                variant="ghost"
                size="sm"
                texts={texts}
              />
            )}
          </li>
        ))}
      </ul>
      {canChange && (
        <details className="mt-3">
          <summary className="hit-44 cursor-pointer font-medium text-primary-text text-sm">
            {t("add")}
          </summary>
          <div className="mt-3 max-w-form">
            <CommandForm
              action={timeOffAction}
              initial={await submitted(timeOffAction)}
              hidden={{ agentId, timeZone }}
              formKey={newId()}
              variant="secondary"
              clearAfter
              fields={[
                { name: "startsAt", label: t("from"), type: "datetime-local", required: true },
                { name: "endsAt", label: t("to"), type: "datetime-local", required: true },
                { name: "note", label: t("note"), type: "text", maxLength: 200 },
              ]}
              texts={{ ...(await commandTexts(t("save"), t("failed"))), saved: t("saved") }}
            />
          </div>
        </details>
      )}
    </Card>
  );
}

async function Profile({ calendar, canChange, categories, submitted }: Props & Pick<CallDesk, "categories">) {
  const t = await getTranslations("call-desk.profile");
  return (
    <Card title={t("title")}>
      <CommandForm
        action={profileAction}
        initial={await submitted(profileAction)}
        hidden={{ agentId: calendar.agentId }}
        variant="secondary"
        readOnly={!canChange}
        fields={[
          {
            name: "videoUrl",
            label: t("videoUrl"),
            hint: t("videoUrlHint"),
            type: "url",
            value: calendar.videoUrl ?? "",
            maxLength: 500,
          },
        ]}
        texts={{ ...(await commandTexts(t("save"), t("failed"))), saved: t("saved") }}
      >
        <fieldset disabled={!canChange}>
          <legend className="font-medium text-sm">{t("categories")}</legend>
          <p className="mb-2 text-fg-muted text-sm">{t("categoriesHint")}</p>
          <div className="grid gap-2 sm:grid-cols-2">
            {categories.map(({ slug, label }) => (
              <Checkbox
                key={slug}
                name="categories"
                value={slug}
                defaultChecked={calendar.categories.includes(slug)}
                label={label}
              />
            ))}
          </div>
        </fieldset>
      </CommandForm>
    </Card>
  );
}
