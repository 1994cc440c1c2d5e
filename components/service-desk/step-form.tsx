"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { fieldError } from "@/lib/core/action-state";
import { setStepAction } from "@/lib/services/desk-actions";
import type { InstallationStage } from "@/lib/services/types";
import { SaveForm, type SaveTexts } from "./save-form";

export type StepTexts = SaveTexts &
  Record<"windowStart" | "windowEnd" | "technician" | "preparation" | "done" | "doneHint", string>;

/** A step as the form holds it: times as the customer's clock shows them. */
export type StepValues = {
  stage: InstallationStage;
  windowStart: string;
  windowEnd: string;
  technician: string;
  preparation: string;
  isDone: boolean;
  version: number | null;
};

/** Changes one step of an installation. */
export function StepForm({
  serviceId,
  timeZone,
  step,
  texts,
}: {
  serviceId: string;
  timeZone: string;
  step: StepValues;
  texts: StepTexts;
}) {
  return (
    <SaveForm action={setStepAction} texts={texts}>
      {(state) => (
        <>
          <input type="hidden" name="serviceId" value={serviceId} />
          <input type="hidden" name="stage" value={step.stage} />
          <input type="hidden" name="timeZone" value={timeZone} />
          <input type="hidden" name="wasDone" value={String(step.isDone)} />
          <input type="hidden" name="expectedVersion" value={step.version ?? ""} />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field name="windowStart" label={texts.windowStart} error={fieldError(state, "windowStart")}>
              {(control) => <Input {...control} type="datetime-local" defaultValue={step.windowStart} />}
            </Field>
            <Field name="windowEnd" label={texts.windowEnd} error={fieldError(state, "windowEnd")}>
              {(control) => <Input {...control} type="datetime-local" defaultValue={step.windowEnd} />}
            </Field>
          </div>
          <Field name="technician" label={texts.technician} error={fieldError(state, "technician")}>
            {(control) => <Input {...control} maxLength={120} defaultValue={step.technician} />}
          </Field>
          <Field name="preparation" label={texts.preparation} error={fieldError(state, "preparation")}>
            {(control) => <Textarea {...control} rows={2} maxLength={1000} defaultValue={step.preparation} />}
          </Field>
          <Checkbox name="isDone" label={texts.done} hint={texts.doneHint} defaultChecked={step.isDone} />
        </>
      )}
    </SaveForm>
  );
}
