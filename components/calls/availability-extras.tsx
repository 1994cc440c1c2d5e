import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { TriangleAlert } from "@/components/ui/control-icons";
import {
  exceptionAction,
  profileAction,
  removeExceptionAction,
  removeTimeOffAction,
  timeOffAction,
} from "@/lib/calls/desk-actions";
import type { AgentCalendar, CallDesk } from "@/lib/calls/types";
import { calendarDay, formatDate, formatDateTime } from "@/lib/core/dates";
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
  const [remove, added] = [await submitted(removeExceptionAction), await submitted(exceptionAction)];
  const texts = await commandTexts(t("remove"), t("failed"));
  return (
    <Differences
      texts={{ title: t("title"), none: t("none"), add: t("add") }}
      isOpen={added.status === "error"}
      rows={calendar.exceptions.map((one) => ({
        key: one.day,
        says: (
          <>
            <span className="font-medium">{formatDate(`${one.day}T12:00:00Z`, reader.locale, "UTC")}</span>{" "}
            <span className="tabular-nums">
              {one.windows.length === 0
                ? t("closed")
                : one.windows.map(({ opens, closes }) => `${opens}–${closes}`).join(", ")}
            </span>
          </>
        ),
        note: one.note,
        remove: canChange && (
          <CommandForm
            action={removeExceptionAction}
            initial={remove}
            hidden={{ agentId, day: one.day }}
            variant="ghost"
            size="sm"
            texts={texts}
          />
        ),
      }))}
    >
      {canChange && (
        <CommandForm
          action={exceptionAction}
          initial={added}
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
              typed={added.status === "error" ? added.values : undefined}
              texts={{ from: t("from"), to: t("to") }}
            />
          </fieldset>
        </CommandForm>
      )}
    </Differences>
  );
}

async function TimeOff({ calendar, canChange, reader, submitted }: Props) {
  const t = await getTranslations("call-desk.timeOff");
  const { agentId, timeZone } = calendar;
  const [remove, added] = [await submitted(removeTimeOffAction), await submitted(timeOffAction)];
  const texts = await commandTexts(t("remove"), t("failed"));
  const shown = (at: string) => formatDateTime(at, reader.locale, timeZone);
  return (
    <Differences
      texts={{ title: t("title"), none: t("none"), add: t("add") }}
      isOpen={added.status !== "idle"}
      rows={calendar.timeOff.map((one) => ({
        key: one.id,
        says: (
          <>
            {shown(one.startsAt)} – {shown(one.endsAt)}
            {one.calls > 0 && (
              <Link
                href={weekHref(one.startsAt, agentId, reader)}
                prefetch={false}
                className="ms-2 inline-flex items-center gap-1 text-warning-text underline underline-offset-2"
              >
                <TriangleAlert aria-hidden className="size-3.5" />
                {t("calls", { count: one.calls })}
              </Link>
            )}
          </>
        ),
        note: one.note,
        remove: canChange && (
          <CommandForm
            action={removeTimeOffAction}
            initial={remove}
            hidden={{ agentId, id: one.id }}
            variant="ghost"
            size="sm"
            texts={texts}
          />
        ),
      }))}
    >
      {canChange && (
        <CommandForm
          action={timeOffAction}
          initial={added}
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
      )}
    </Differences>
  );
}

/** The calls of the week in which time off begins, or of this one when it has begun. */
function weekHref(startsAt: string, agentId: string, { now, timeZone }: Reader): Route {
  const from = new Date(Math.max(Date.parse(startsAt), now.getTime()));
  return `/admin/calls?week=${calendarDay(from, timeZone)}&agent=${agentId}` as Route;
}

/** What differs from the week, each with the way to take it back, and the form for another. */
function Differences({
  texts,
  rows,
  isOpen,
  children,
}: {
  texts: Record<"title" | "none" | "add", string>;
  rows: readonly { key: string; says: ReactNode; note: string | null; remove: ReactNode }[];
  /** Without script the page answers the form, whose answer must be seen. */
  isOpen: boolean;
  children: ReactNode;
}) {
  return (
    <Card title={texts.title}>
      {rows.length === 0 && <p className="text-fg-muted text-sm">{texts.none}</p>}
      <ul className="divide-y">
        {rows.map(({ key, says, note, remove }) => (
          <li key={key} className="flex flex-wrap items-center justify-between gap-2 py-2.5 text-sm">
            <span className="min-w-0 break-words">
              {says}
              {note && <span className="text-fg-muted"> · {note}</span>}
            </span>
            {remove}
          </li>
        ))}
      </ul>
      {children && (
        <details className="mt-3" open={isOpen}>
          <summary className="hit-44 cursor-pointer font-medium text-primary-text text-sm">
            {texts.add}
          </summary>
          <div className="mt-3 max-w-form">{children}</div>
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
