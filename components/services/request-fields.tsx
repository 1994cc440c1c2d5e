"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, fieldError, typed } from "@/lib/core/action-state";

type State = ActionState<{ number: string }>;

const NOTE_MAX = 2_000;

export type NoteTexts = { note: string; optional: string };

export type UpgradeTexts = NoteTexts & {
  legend: string;
  options: readonly { slug: string; name: string; detail: string; price: string; difference: string }[];
};

/** The packages to choose from, each with what it costs and how much that is more or less. */
export function UpgradeFields({ state, texts }: { state: State; texts: UpgradeTexts }) {
  const chosen = typed(state, "package");
  const error = fieldError(state, "package");
  return (
    <>
      <fieldset aria-describedby={error ? "package-error" : undefined}>
        <legend className="sr-only">{texts.legend}</legend>
        <div className="divide-y overflow-hidden rounded-md border">
          {texts.options.map(({ slug, name, detail, price, difference }) => (
            <label
              key={slug}
              className="flex cursor-pointer items-start gap-3 px-3.5 py-3 transition-colors hover:bg-hover has-checked:bg-primary-light"
            >
              <input
                type="radio"
                name="package"
                value={slug}
                required
                defaultChecked={chosen === slug}
                aria-invalid={error ? true : undefined}
                className="mt-1 size-4 shrink-0"
              />
              <span className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-4 gap-y-1">
                <span className="min-w-0">
                  <span className="block font-medium text-base">{name}</span>
                  {detail && <span className="block text-fg-muted text-sm">{detail}</span>}
                </span>
                <span className="text-sm tabular-nums sm:text-end">
                  <span className="font-medium text-base sm:block">{price}</span>
                  <span className="text-fg-muted max-sm:ms-2">{difference}</span>
                </span>
              </span>
            </label>
          ))}
        </div>
        {error && (
          <p id="package-error" className="mt-1.5 text-error-text text-sm">
            {error}
          </p>
        )}
      </fieldset>
      <Note state={state} texts={texts} />
    </>
  );
}

export type TerminationTexts = NoteTexts & {
  reason: string;
  reasonPlaceholder: string;
  reasons: readonly SelectOption[];
  wishedOn: string;
  wishedOnHint: string;
  earliest: string;
  latest: string;
};

/** Why, and until when. */
export function TerminationFields({ state, texts }: { state: State; texts: TerminationTexts }) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="reason" label={texts.reason} required error={fieldError(state, "reason")}>
          {(control) => (
            <Select
              {...control}
              placeholder={texts.reasonPlaceholder}
              options={texts.reasons}
              defaultValue={typed(state, "reason")}
            />
          )}
        </Field>
        <Field
          name="wishedOn"
          label={texts.wishedOn}
          hint={texts.wishedOnHint}
          required
          error={fieldError(state, "wishedOn")}
        >
          {(control) => (
            <Input
              {...control}
              type="date"
              min={texts.earliest}
              max={texts.latest}
              defaultValue={typed(state, "wishedOn") ?? texts.earliest}
            />
          )}
        </Field>
      </div>
      <Note state={state} texts={texts} />
    </>
  );
}

export type RescheduleTexts = NoteTexts & {
  hint: string;
  days: readonly string[];
  part: string;
  parts: readonly SelectOption[];
  earliest: string;
  latest: string;
};

/** Up to three days, each with its time of day. */
export function RescheduleFields({ state, texts }: { state: State; texts: RescheduleTexts }) {
  const error =
    state.status === "error"
      ? Object.entries(state.error.fields ?? {}).find(([name]) => name.startsWith("preferences"))?.[1]
      : undefined;
  return (
    <>
      <p className="text-fg-muted text-sm">{texts.hint}</p>
      {texts.days.map((day, index) => (
        <div key={day} className="grid gap-3 sm:grid-cols-2">
          <Field
            name={`date.${index}`}
            label={day}
            required={index === 0}
            error={index === 0 ? error : undefined}
            {...(index > 0 && { optionalLabel: texts.optional })}
          >
            {(control) => (
              <Input
                {...control}
                type="date"
                min={texts.earliest}
                max={texts.latest}
                defaultValue={typed(state, `date.${index}`)}
              />
            )}
          </Field>
          <Field name={`part.${index}`} label={texts.part}>
            {(control) => (
              <Select {...control} options={texts.parts} defaultValue={typed(state, `part.${index}`)} />
            )}
          </Field>
        </div>
      ))}
      <Note state={state} texts={texts} />
    </>
  );
}

function Note({ state, texts }: { state: State; texts: NoteTexts }) {
  return (
    <Field name="note" label={texts.note} optionalLabel={texts.optional} error={fieldError(state, "note")}>
      {(control) => (
        <Textarea {...control} rows={2} maxLength={NOTE_MAX} defaultValue={typed(state, "note")} />
      )}
    </Field>
  );
}
