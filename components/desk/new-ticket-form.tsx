"use client";

import { startTransition, useActionState, useEffect, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { fieldError, idle } from "@/lib/core/action-state";
import { openDeskTicketAction } from "@/lib/tickets/desk-actions";
import { CustomerPicker, type CustomerPickerTexts } from "./customer-picker";

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
  | "submit"
  | "failed",
  string
> & { picker: CustomerPickerTexts };

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
        const data = new FormData(event.currentTarget);
        startTransition(() => open(data));
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
      className="flex flex-col gap-5"
    >
      <input type="hidden" name="key" value={formKey} />
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
        {(control) => <CustomerPicker control={control} texts={texts.picker} />}
      </Field>
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
      <Button type="submit" variant="primary" size="lg" pending={isPending} className="self-start">
        {texts.submit}
      </Button>
    </form>
  );
}
