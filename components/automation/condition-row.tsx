"use client";

import { useState } from "react";
import { CustomerPicker } from "@/components/desk/customer-picker";
import { X } from "@/components/ui/control-icons";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { isTyped, typedValues } from "@/lib/automation/draft";
import { CONDITION_FIELDS, type Condition, type ConditionField } from "@/lib/automation/types";
import type { RuleTexts } from "./texts";

/** One condition: what it looks at, how, and the values of which one is enough. */
export function ConditionRow({
  number,
  condition,
  options,
  names,
  error,
  texts,
  onChange,
  onRemove,
}: {
  number: string;
  condition: Condition;
  /** Of the fields whose values are chosen. */
  options: Partial<Record<ConditionField, readonly SelectOption[]>>;
  names: Record<string, string>;
  error: string | undefined;
  texts: RuleTexts;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}) {
  const { field, op } = condition;
  const { form, op: ops } = texts;
  const isText = field === "subject" || field === "body";
  return (
    <fieldset className="relative rounded-md border p-3 pe-11" aria-describedby={error && `${number}-error`}>
      <legend className="sr-only">{form.condition.replace("{number}", number)}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field name="field" label={form.field}>
          {(control) => (
            <Select
              {...control}
              value={field}
              options={CONDITION_FIELDS.map((value) => ({ value, label: texts.field[value] }))}
              onChange={(event) =>
                onChange({ field: event.currentTarget.value as ConditionField, op, values: [] })
              }
            />
          )}
        </Field>
        <Field name="op" label={form.op}>
          {(control) => (
            <Select
              {...control}
              value={op}
              options={[
                { value: "is", label: isText ? ops.contains : ops.is },
                { value: "is_not", label: isText ? ops.contains_not : ops.is_not },
              ]}
              onChange={(event) =>
                onChange({ ...condition, op: event.currentTarget.value as Condition["op"] })
              }
            />
          )}
        </Field>
        <div className="sm:col-span-2">
          <Values
            key={field}
            condition={condition}
            options={options[field] ?? []}
            names={names}
            texts={texts}
            onChange={(values) => onChange({ ...condition, values })}
          />
        </div>
      </div>
      {error && (
        <p id={`${number}-error`} className="mt-2 text-error-text text-sm">
          {error}
        </p>
      )}
      <IconButton
        label={form.removeCondition.replace("{number}", number)}
        icon={<Trash2 aria-hidden />}
        size="sm"
        className="absolute end-1.5 top-1.5"
        onClick={onRemove}
      />
    </fieldset>
  );
}

function Values({
  condition: { field, values },
  options,
  names,
  texts,
  onChange,
}: {
  condition: Condition;
  options: readonly SelectOption[];
  names: Record<string, string>;
  texts: RuleTexts;
  onChange: (values: string[]) => void;
}) {
  const [typed, setTyped] = useState(values.join(", "));
  const [found, setFound] = useState("");
  if (isTyped(field)) {
    return (
      <Field name="values" label={texts.form.values} hint={texts.form.valuesHint}>
        {(control) => (
          <Input
            {...control}
            value={typed}
            maxLength={1000}
            autoComplete="off"
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              onChange(typedValues(field, event.currentTarget.value));
            }}
          />
        )}
      </Field>
    );
  }
  if (field === "customer") {
    const [id] = values;
    return id ? (
      <p className="flex items-center gap-2 text-sm">
        <span className="min-w-0 truncate font-medium">{found || names[id] || id}</span>
        <IconButton
          label={texts.customer.change}
          icon={<X aria-hidden />}
          size="sm"
          onClick={() => onChange([])}
        />
      </p>
    ) : (
      <Field name="customer" label={texts.field.customer}>
        {(control) => (
          <CustomerPicker
            control={control}
            texts={texts.customer}
            onChoose={(hit) => {
              setFound(hit.companyName ?? hit.fullName);
              onChange([hit.id]);
            }}
          />
        )}
      </Field>
    );
  }
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{texts.form.values}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map(({ value, label }) => (
          <label
            key={value}
            className="inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-md border border-line-strong px-2 text-sm transition-colors hover:bg-hover has-[input:checked]:border-primary has-[input:checked]:bg-primary-light has-[input:checked]:text-primary-text has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 touch:h-11"
          >
            <input
              type="checkbox"
              className="size-3.5"
              checked={values.includes(value)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked ? [...values, value] : values.filter((one) => one !== value),
                )
              }
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
