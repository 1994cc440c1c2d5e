"use client";

import { startTransition, useActionState, useEffect, useRef } from "react";
import { CustomerPicker, type CustomerPickerTexts } from "@/components/desk/customer-picker";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { fieldError, idle } from "@/lib/core/action-state";
import { createQuoteAction } from "@/lib/quotes/desk-actions";

export type NewQuoteTexts = Record<
  | "customer"
  | "customerHint"
  | "name"
  | "nameHint"
  | "message"
  | "messageHint"
  | "optional"
  | "submit"
  | "failed",
  string
> & { picker: CustomerPickerTexts };

/** A quote for a customer who did not ask through the portal. */
export function NewQuoteForm({ formKey, texts }: { formKey: string; texts: NewQuoteTexts }) {
  const form = useRef<HTMLFormElement>(null);
  const [state, create, isPending] = useActionState(createQuoteAction, idle);
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
        startTransition(() => create(data));
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
        required
      >
        {(control) => <CustomerPicker control={control} texts={texts.picker} />}
      </Field>
      <Field
        name="title"
        label={texts.name}
        hint={texts.nameHint}
        error={fieldError(state, "title")}
        required
      >
        {(control) => <Input {...control} maxLength={200} />}
      </Field>
      <Field
        name="message"
        label={texts.message}
        hint={texts.messageHint}
        optionalLabel={texts.optional}
        error={fieldError(state, "message")}
      >
        {(control) => <Textarea {...control} rows={4} maxLength={5000} />}
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={isPending} className="self-start">
        {texts.submit}
      </Button>
    </form>
  );
}
