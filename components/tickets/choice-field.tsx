"use client";

import { Field } from "@/components/ui/field";
import { Select, type SelectOption } from "@/components/ui/select";

/** One of several, or none. Its ids are made in the browser, for those of server components repeat. */
export function ChoiceField({
  name,
  label,
  placeholder,
  options,
  defaultValue,
}: {
  name: string;
  label: string;
  placeholder: string;
  options: readonly SelectOption[];
  defaultValue?: string | undefined;
}) {
  return (
    <Field name={name} label={label}>
      {(control) => (
        <Select {...control} placeholder={placeholder} options={options} defaultValue={defaultValue} />
      )}
    </Field>
  );
}
