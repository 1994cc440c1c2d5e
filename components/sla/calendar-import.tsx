"use client";
"use no memo";

import { startTransition, useActionState, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { type ActionState, fieldError, idle } from "@/lib/core/action-state";
import { formatDate } from "@/lib/core/dates";
import { addHolidaysAction, previewCalendarAction } from "@/lib/sla/actions";

/** `found` and `skipped` by number: their plurals are the server's. */
export type ImportTexts = Record<
  | "file"
  | "hint"
  | "preview"
  | "choose"
  | "known"
  | "renamed"
  | "add"
  | "added"
  | "failed"
  | "apply"
  | "applyHint",
  string
> &
  Record<"found" | "skipped", { one: string; other: string }>;

type Holiday = { day: string; name: string };
type Preview = { days: Holiday[]; skipped: number };

/** Takes holidays from a calendar file: shows what is in it, then adds what stays checked. */
export function CalendarImport({
  known,
  locale,
  texts,
}: {
  known: readonly Holiday[];
  locale: string;
  texts: ImportTexts;
}) {
  const [preview, show, isReading] = useActionState(previewCalendarAction, idle);
  return (
    <div className="flex flex-col gap-4">
      <form
        action={show}
        onSubmit={(event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          startTransition(() => show(data));
        }}
        className="flex flex-col items-start gap-3"
      >
        <Field name="file" label={texts.file} hint={texts.hint} error={refusal(preview)} className="w-full">
          {(control) => <Input {...control} type="file" accept=".ics,text/calendar" className="py-1.5" />}
        </Field>
        <Button type="submit" pending={isReading}>
          {texts.preview}
        </Button>
      </form>
      {preview.status === "ok" && (
        <Found
          key={preview.data.days.map(({ day }) => day).join()}
          preview={preview.data}
          known={new Map(known.map(({ day, name }) => [day, name]))}
          locale={locale}
          texts={texts}
        />
      )}
    </div>
  );
}

function refusal(state: ActionState<Preview>): string | undefined {
  return fieldError(state, "file") ?? (state.status === "error" ? state.error.message : undefined);
}

function Found({
  preview: { days, skipped },
  known,
  locale,
  texts,
}: {
  preview: Preview;
  known: ReadonlyMap<string, string>;
  locale: string;
  texts: ImportTexts;
}) {
  const news = days.filter(({ day, name }) => known.get(day) !== name);
  const [chosen, setChosen] = useState(
    () => new Set(news.filter(({ day }) => !known.has(day)).map(({ day }) => day)),
  );
  const [state, add, isAdding] = useActionState(
    async (previous: ActionState<{ added: number }>, data: FormData) => {
      const next = await addHolidaysAction(previous, data);
      if (next.status === "ok") toast.success(texts.added);
      return next;
    },
    idle,
  );

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        data.set("days", JSON.stringify(days.filter(({ day }) => chosen.has(day))));
        startTransition(() => add(data));
      }}
      className="flex flex-col gap-3 border-t pt-4"
    >
      <p className="text-sm" role="status">
        {count(texts.found, days.length)} {skipped > 0 && count(texts.skipped, skipped)}
      </p>
      {state.status === "error" && (
        <Banner tone="error" title={texts.failed}>
          {state.error.message}
        </Banner>
      )}
      <fieldset className="max-h-80 overflow-y-auto rounded-md border px-3 py-1">
        <legend className="sr-only">{texts.choose}</legend>
        <ul className="divide-y">
          {days.map(({ day, name }) => {
            const before = known.get(day);
            return (
              <li key={day} className="py-1.5">
                <Checkbox
                  checked={before === name || chosen.has(day)}
                  disabled={before === name}
                  onChange={(event) => {
                    const next = new Set(chosen);
                    if (event.target.checked) next.add(day);
                    else next.delete(day);
                    setChosen(next);
                  }}
                  label={
                    <span className="flex flex-wrap gap-x-3">
                      <span className="w-28 shrink-0 text-fg-muted tabular-nums">
                        {formatDate(day, locale, "UTC")}
                      </span>
                      <span>{name}</span>
                    </span>
                  }
                  hint={
                    before === undefined
                      ? null
                      : before === name
                        ? texts.known
                        : texts.renamed.replace("{name}", before)
                  }
                />
              </li>
            );
          })}
        </ul>
      </fieldset>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <Checkbox name="apply" value="yes" label={texts.apply} hint={texts.applyHint} />
        <Button type="submit" variant="primary" pending={isAdding} disabled={chosen.size === 0}>
          {texts.add}
        </Button>
      </div>
    </form>
  );
}

function count({ one, other }: { one: string; other: string }, number: number): string {
  return number === 1 ? one : other.replace("{count}", String(number));
}
