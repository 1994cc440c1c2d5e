"use client";

import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { choicesOf } from "@/lib/automation/draft";
import { ACTION_TYPES, type Action, type ActionType } from "@/lib/automation/types";
import type { RuleTexts } from "./texts";

export type ActionChoices = Record<"people" | "teams" | "templates" | "priorities", readonly SelectOption[]>;

/** One thing to do, and with what. */
export function ActionRow({
  number,
  action,
  choices,
  error,
  texts,
  onChange,
  onRemove,
}: {
  number: string;
  action: Action;
  choices: ActionChoices;
  error: string | undefined;
  texts: RuleTexts;
  onChange: (action: Action) => void;
  /** Absent for the only one. */
  onRemove: (() => void) | undefined;
}) {
  const { form } = texts;
  const kind = choicesOf(action.type);
  const options = kind ? choices[kind] : [];
  // What is gone stands in no list, and must not look like the first of it.
  const isListed = options.some(({ value }) => value === action.value);
  return (
    <fieldset className="relative rounded-md border p-3 pe-11">
      <legend className="sr-only">{form.action.replace("{number}", number)}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field name="type" label={form.type}>
          {(control) => (
            <Select
              {...control}
              value={action.type}
              options={ACTION_TYPES.map((value) => ({ value, label: texts.action[value] }))}
              onChange={(event) => {
                const type = event.currentTarget.value as ActionType;
                onChange({ type, value: choicesOf(type) === kind ? action.value : "" });
              }}
            />
          )}
        </Field>
        {kind ? (
          <Field name="value" label={form.value} error={error}>
            {(control) => (
              <Select
                {...control}
                value={isListed ? action.value : ""}
                placeholder={form.choose}
                options={options}
                onChange={(event) => onChange({ ...action, value: event.currentTarget.value })}
              />
            )}
          </Field>
        ) : (
          <Field name="value" label={form.tag} hint={form.tagHint} error={error}>
            {(control) => (
              <Input
                {...control}
                value={action.value}
                maxLength={40}
                autoComplete="off"
                onChange={(event) =>
                  onChange({
                    ...action,
                    value: event.currentTarget.value.toLowerCase().replace(/[^a-z0-9-]+/g, "-"),
                  })
                }
              />
            )}
          </Field>
        )}
      </div>
      {onRemove && (
        <IconButton
          label={form.removeAction.replace("{number}", number)}
          icon={<Trash2 aria-hidden />}
          size="sm"
          className="absolute end-1.5 top-1.5"
          onClick={onRemove}
        />
      )}
    </fieldset>
  );
}
