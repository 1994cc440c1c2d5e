"use client";

import { type FormEvent, useActionState, useRef, useState, useTransition } from "react";
import { SignInAgain } from "@/components/tickets/sign-in-again";
import type { TrayTexts } from "@/components/tickets/upload-tray";
import { useAttachments } from "@/components/tickets/use-attachments";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FileDrop } from "@/components/ui/file-drop";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, fieldError, idle, typed } from "@/lib/core/action-state";
import { reportPaymentAction } from "@/lib/invoices/actions";
import { ACCEPT } from "@/lib/uploads/limits";

export type ReportTexts = {
  paidOn: string;
  method: string;
  reference: string;
  referenceHint: string;
  note: string;
  optional: string;
  files: string;
  filesLabel: string;
  filesHint: string;
  send: string;
  sending: string;
  signIn: string;
  network: string;
  tray: TrayTexts;
};

type Answer = ActionState<{ ticketNumber: string }>;

const nothing = () => undefined;

/** What the customer knows of their payment. Sent, the page shows its ticket in place of this form. */
export function ReportForm({
  invoiceId,
  formKey,
  today,
  methods,
  texts,
}: {
  invoiceId: string;
  formKey: string;
  today: string;
  methods: readonly SelectOption[];
  texts: ReportTexts;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [plain, plainAction] = useActionState(reportPaymentAction, idle);
  const [sent, setSent] = useState<Answer>(idle);
  const [isPending, startTransition] = useTransition();
  const attached = useAttachments(null, texts.tray, nothing);
  const state = sent.status === "idle" ? plain : sent;
  const error = state.status === "error" ? state.error : null;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (attached.isBusy || isPending) return;
    const values = new FormData(event.currentTarget);
    startTransition(async () => {
      const answer = await reportPaymentAction(idle, values).catch(
        (): Answer => ({
          status: "error",
          error: { code: "unavailable", message: texts.network },
          values: {},
        }),
      );
      startTransition(() => setSent(answer));
      if (answer.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    });
  }

  return (
    <form ref={form} action={plainAction} onSubmit={send} className="flex flex-col gap-4">
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="invoiceId" value={invoiceId} />
      {attached.files.map((file) => (
        <input key={file.id} type="hidden" name="attachmentIds" value={file.id} />
      ))}
      {error && (
        <Banner
          tone="error"
          actions={error.code === "unauthenticated" && <SignInAgain label={texts.signIn} />}
        >
          {error.message}
        </Banner>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="paidOn" label={texts.paidOn} error={fieldError(state, "paidOn")} required>
          {(control) => (
            <Input {...control} type="date" max={today} defaultValue={typed(state, "paidOn") ?? today} />
          )}
        </Field>
        <Field name="method" label={texts.method} error={fieldError(state, "method")}>
          {(control) => <Select {...control} options={methods} defaultValue={typed(state, "method")} />}
        </Field>
      </div>
      <Field
        name="reference"
        label={texts.reference}
        hint={texts.referenceHint}
        optionalLabel={texts.optional}
        error={fieldError(state, "reference")}
      >
        {(control) => <Input {...control} maxLength={100} defaultValue={typed(state, "reference")} />}
      </Field>
      <fieldset className="flex flex-col gap-2 noscript:hidden">
        <legend className="mb-1.5 font-medium text-sm">{texts.files}</legend>
        <FileDrop label={texts.filesLabel} hint={texts.filesHint} accept={ACCEPT} onFiles={attached.add} />
        {attached.tray}
        {fieldError(state, "attachmentIds") && (
          <p className="text-error-text text-sm">{fieldError(state, "attachmentIds")}</p>
        )}
      </fieldset>
      <Field name="note" label={texts.note} optionalLabel={texts.optional} error={fieldError(state, "note")}>
        {(control) => <Textarea {...control} rows={2} maxLength={2000} defaultValue={typed(state, "note")} />}
      </Field>
      <div>
        <Button
          type="submit"
          variant="primary"
          pending={isPending}
          aria-disabled={attached.isBusy || undefined}
          className="max-sm:w-full"
        >
          {isPending ? texts.sending : texts.send}
        </Button>
      </div>
    </form>
  );
}
