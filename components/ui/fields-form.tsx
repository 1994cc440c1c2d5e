"use client";
"use no memo";

import { startTransition, useActionState, useEffect, useRef } from "react";
import { type ActionState, fieldError, idle, typed } from "@/lib/core/action-state";
import { Banner } from "./banner";
import { Button } from "./button";
import { Checkbox } from "./checkbox";
import { Field } from "./field";
import { Input } from "./input";
import { Select, type SelectOption } from "./select";
import { toast } from "./toast";

export type FieldSpec = {
  name: string;
  label: string;
  hint?: string;
  /** Between `min` and `max` whole numbers are typed, `options` are chosen, `boxes` are checked. */
  type: "text" | "email" | "number" | "select" | "boxes";
  value: string;
  required?: boolean;
  min?: number;
  max?: number;
  maxLength?: number;
  suffix?: string;
  options?: readonly SelectOption[];
  boxes?: readonly { value: string; label: string; isOn: boolean }[];
};

/** `saved` is said when it was, `failed` stands above what went wrong. */
export type FieldsFormTexts = Record<"save" | "saved" | "failed", string>;

/**
 * Fields that are saved together, drawn from what is known about each. Only what was touched is sent, so that two
 * people who change different fields do not undo each other; what others save meanwhile shows in the fields that
 * were not touched. Who cannot change them can read them. Without script all are sent.
 */
export function FieldsForm<T>({
  action,
  submitted = idle,
  hidden,
  fields,
  canChange,
  texts,
}: {
  action: (previous: ActionState<T>, data: FormData) => Promise<ActionState<T>>;
  /** The outcome that this page answers when there is no JavaScript. */
  submitted?: ActionState<T>;
  /** What goes along: which thing it is, and the version that was looked at. */
  hidden: Record<string, string | number>;
  fields: readonly FieldSpec[];
  canChange: boolean;
  texts: FieldsFormTexts;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, save, isPending] = useActionState<ActionState<T>, FormData>(action, submitted);
  const error = state.status === "error" ? state.error : null;
  // Said in the page where there is no script to say it in passing.
  const isAnswer = state === submitted;

  useEffect(() => {
    if (state.status === "ok" && !isAnswer) {
      toast.success(texts.saved);
      // From here on the fields follow what others save.
      form.current?.reset();
    }
    if (error) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state, isAnswer, error, texts.saved]);

  return (
    <form
      ref={form}
      action={save}
      onSubmit={(event) => {
        // Without React's reset after it: what was typed stays, whatever the answer.
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        // What this person did not touch is not theirs to overwrite.
        for (const { name, value, boxes } of fields) {
          if (!boxes && data.get(name) === value) data.delete(name);
        }
        startTransition(() => save(data));
      }}
      className="flex flex-col gap-4"
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {error && (
        <Banner tone="error" title={texts.failed}>
          {error.message}
        </Banner>
      )}
      {isAnswer && state.status === "ok" && <Banner tone="success">{texts.saved}</Banner>}
      <fieldset disabled={!canChange} className="grid gap-4 sm:grid-cols-2">
        {fields.map((field) =>
          field.boxes ? (
            <fieldset key={field.name} className="sm:col-span-2">
              <legend className="sr-only">{field.label}</legend>
              <div className="grid gap-2 sm:grid-cols-2">
                {field.boxes.map(({ value, label, isOn }) => (
                  <Checkbox key={value} name={field.name} value={value} defaultChecked={isOn} label={label} />
                ))}
              </div>
            </fieldset>
          ) : (
            <Field
              key={field.name}
              name={field.name}
              label={field.label}
              hint={field.hint}
              required={field.required ?? false}
              error={fieldError(state, field.name)}
            >
              {(control) => {
                const value = typed(submitted, field.name) ?? field.value;
                return field.options ? (
                  <Select key={field.value} {...control} defaultValue={value} options={field.options} />
                ) : (
                  <Input
                    {...control}
                    type={field.type}
                    defaultValue={value}
                    min={field.min}
                    max={field.max}
                    step={field.type === "number" ? 1 : undefined}
                    maxLength={field.maxLength}
                    suffix={
                      field.suffix && <span className="pe-1.5 text-fg-muted text-sm">{field.suffix}</span>
                    }
                  />
                );
              }}
            </Field>
          ),
        )}
      </fieldset>
      {canChange && (
        <Button type="submit" variant="primary" pending={isPending} className="self-start">
          {texts.save}
        </Button>
      )}
    </form>
  );
}
