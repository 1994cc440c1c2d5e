"use client";

import { startTransition, useActionState, useEffect, useRef, useState } from "react";
import type { TrayTexts } from "@/components/tickets/upload-tray";
import { useAttachments } from "@/components/tickets/use-attachments";
import { useFilePicker } from "@/components/tickets/use-file-picker";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FileDrop } from "@/components/ui/file-drop";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { fieldError, idle } from "@/lib/core/action-state";
import { openDeskTicketAction } from "@/lib/tickets/desk-actions";
import { ACCEPT } from "@/lib/uploads/limits";
import { CustomerPicker, type CustomerPickerTexts } from "./customer-picker";
import { DeskSubjectFields } from "./desk-subject-fields";
import { useDeskSubjects } from "./use-desk-subjects";

export type NewDeskTicketTexts = Record<
  | "customer"
  | "customerHint"
  | "channel"
  | "category"
  | "categoryPlaceholder"
  | "issueType"
  | "issueTypePlaceholder"
  | "priority"
  | "priorityByCategory"
  | "subject"
  | "description"
  | "descriptionHint"
  | "requester"
  | "order"
  | "noOrder"
  | "service"
  | "noService"
  | "domain"
  | "noDomain"
  | "private"
  | "privateHint"
  | "files"
  | "filesLabel"
  | "filesHint"
  | "filesFirst"
  | "submit"
  | "failed",
  string
> & { picker: CustomerPickerTexts; tray: TrayTexts };

type Category = SelectOption & { issueTypes: readonly SelectOption[] };

/** A ticket for a customer who did not come through the portal. */
export function NewDeskTicketForm({
  formKey,
  channels,
  categories,
  priorities,
  texts,
}: {
  /** Makes opening it twice harmless. */
  formKey: string;
  channels: readonly SelectOption[];
  categories: readonly Category[];
  priorities: readonly SelectOption[];
  texts: NewDeskTicketTexts;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, open, isPending] = useActionState(openDeskTicketAction, idle);
  const [category, setCategory] = useState("");
  const [customerId, setCustomerId] = useState<string | null>(null);
  const subjects = useDeskSubjects(customerId);
  // Files belong to a customer: whoever chooses another one begins without.
  const attached = useAttachments({ customerId }, texts.tray, () => undefined);
  const picker = useFilePicker((files) => customerId && attached.add(files));
  const issueTypes = categories.find(({ value }) => value === category)?.issueTypes ?? [];
  const error = state.status === "error" ? state.error : null;

  useEffect(() => {
    if (error?.fields) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [error]);

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (attached.isBusy) return;
        const data = new FormData(event.currentTarget);
        startTransition(() => open(data));
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
      {...picker.dropZone}
      className="flex flex-col gap-5"
    >
      <input type="hidden" name="key" value={formKey} />
      {attached.files.map((file) => (
        <input key={file.id} type="hidden" name="attachmentIds" value={file.id} />
      ))}
      {error && (
        <Banner tone="error" title={texts.failed}>
          {error.message}
        </Banner>
      )}
      <Field
        name="customerId"
        label={texts.customer}
        hint={texts.customerHint}
        error={fieldError(state, "customerId")}
      >
        {(control) => (
          <CustomerPicker
            control={control}
            texts={texts.picker}
            onChoose={({ id }) => setCustomerId(id)}
            onClear={() => {
              setCustomerId(null);
              attached.clear();
            }}
          />
        )}
      </Field>
      {subjects && <DeskSubjectFields key={customerId} subjects={subjects} state={state} texts={texts} />}
      <div className="grid gap-5 sm:grid-cols-2">
        <Field name="category" label={texts.category} error={fieldError(state, "category")} required>
          {(control) => (
            <Select
              {...control}
              placeholder={texts.categoryPlaceholder}
              options={categories}
              value={category}
              onChange={(event) => setCategory(event.currentTarget.value)}
            />
          )}
        </Field>
        {issueTypes.length > 0 && (
          <Field name="issueType" label={texts.issueType} error={fieldError(state, "issueType")}>
            {(control) => (
              <Select {...control} placeholder={texts.issueTypePlaceholder} options={issueTypes} />
            )}
          </Field>
        )}
        <Field name="priority" label={texts.priority} error={fieldError(state, "priority")}>
          {(control) => <Select {...control} placeholder={texts.priorityByCategory} options={priorities} />}
        </Field>
        <Field name="channel" label={texts.channel} error={fieldError(state, "channel")}>
          {(control) => <Select {...control} options={channels} />}
        </Field>
      </div>
      <Field name="subject" label={texts.subject} error={fieldError(state, "subject")} required>
        {(control) => <Input {...control} maxLength={200} />}
      </Field>
      <Field
        name="description"
        label={texts.description}
        hint={texts.descriptionHint}
        error={fieldError(state, "description")}
        required
      >
        {(control) => <Textarea {...control} rows={6} maxLength={10_000} className="min-h-36" />}
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium text-sm">{texts.files}</legend>
        {customerId ? (
          <FileDrop label={texts.filesLabel} hint={texts.filesHint} accept={ACCEPT} onFiles={attached.add} />
        ) : (
          <p className="text-fg-muted text-sm">{texts.filesFirst}</p>
        )}
        {attached.tray}
        {fieldError(state, "attachmentIds") && (
          <p className="text-error-text text-sm">{fieldError(state, "attachmentIds")}</p>
        )}
      </fieldset>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        pending={isPending}
        aria-disabled={attached.isBusy || undefined}
        className="self-start"
      >
        {texts.submit}
      </Button>
    </form>
  );
}
