"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { fieldError } from "@/lib/core/action-state";
import { updateServiceAction } from "@/lib/services/desk-actions";
import { SaveForm, type SaveTexts } from "./save-form";

export type ServiceFormTexts = SaveTexts &
  Record<"status" | "note" | "noteHint" | "package" | "keep" | "endsOn" | "endsOnHint", string>;

/** Changes status, package and last day of a service. */
export function ServiceForm({
  service,
  statuses,
  packages,
  texts,
}: {
  service: { id: string; version: number; status: string; statusNote: string; endsOn: string; today: string };
  statuses: readonly SelectOption[];
  packages: readonly SelectOption[];
  texts: ServiceFormTexts;
}) {
  return (
    <SaveForm action={updateServiceAction} texts={texts}>
      {(state) => (
        <>
          <input type="hidden" name="serviceId" value={service.id} />
          <input type="hidden" name="expectedVersion" value={service.version} />
          <input type="hidden" name="endedOn" value={service.endsOn} />
          <Field name="status" label={texts.status} error={fieldError(state, "status")}>
            {(control) => <Select {...control} options={statuses} defaultValue={service.status} />}
          </Field>
          <Field
            name="statusNote"
            label={texts.note}
            hint={texts.noteHint}
            error={fieldError(state, "statusNote")}
          >
            {(control) => (
              <Textarea {...control} rows={2} maxLength={500} defaultValue={service.statusNote} />
            )}
          </Field>
          {packages.length > 0 && (
            <Field name="package" label={texts.package} error={fieldError(state, "package")}>
              {(control) => <Select {...control} placeholder={texts.keep} options={packages} />}
            </Field>
          )}
          <Field
            name="endsOn"
            label={texts.endsOn}
            hint={texts.endsOnHint}
            error={fieldError(state, "endsOn")}
          >
            {(control) => <Input {...control} type="date" defaultValue={service.endsOn} />}
          </Field>
        </>
      )}
    </SaveForm>
  );
}
