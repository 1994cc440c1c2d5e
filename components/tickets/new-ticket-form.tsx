"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useActionState, useEffect, useRef, useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FileDrop } from "@/components/ui/file-drop";
import { Input } from "@/components/ui/input";
import { type ActionState, fieldError, idle, typed } from "@/lib/core/action-state";
import { ACCEPT } from "@/lib/uploads/limits";
import { MarkdownField, type MarkdownTexts } from "./markdown-field";
import { SignInAgain } from "./sign-in-again";
import type { UploadedFile } from "./upload-request";
import type { TrayTexts } from "./upload-tray";
import { useAttachments } from "./use-attachments";
import { type Draft, newDraftKey, useDraft } from "./use-draft";
import { useFilePicker } from "./use-file-picker";

type Opened = { path: string };
export type OpenAction = (previous: ActionState<Opened>, form: FormData) => Promise<ActionState<Opened>>;

export type NewTicketTexts = {
  subject: string;
  subjectHint: string;
  description: string;
  files: string;
  filesLabel: string;
  filesHint: string;
  submit: string;
  saved: string;
  signIn: string;
  network: string;
  alreadySent: string;
  markdown: MarkdownTexts;
  tray: TrayTexts;
};

/** Names of fields that a draft does not keep. */
const NOT_KEPT = new Set(["key", "hasScript", "attachmentIds", "file"]);

/**
 * The form of a new ticket around the fields that its category asks for (`children`). Everything is kept
 * as a draft until the ticket is open. Without script it works as a plain form, without files.
 */
export function NewTicketForm({
  action,
  submitted,
  renderPreview,
  scope,
  formKey,
  subject,
  texts,
  children,
  footer,
}: {
  action: OpenAction;
  /** What became of the form that this page answers, without script. */
  submitted: ActionState<Opened>;
  renderPreview: (markdown: string) => Promise<ReactNode>;
  /** Names the draft. */
  scope: string;
  formKey: string;
  /** What the subject begins with, for a follow-up. */
  subject: string | undefined;
  texts: NewTicketTexts;
  children: ReactNode;
  /** Fields and links after the description. */
  footer: ReactNode;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [plainState, plainAction] = useActionState(action, submitted);
  const [sent, setSent] = useState<ActionState<Opened>>(idle);
  const [key, setKey] = useState(formKey);
  const [isPending, startTransition] = useTransition();
  const attached = useAttachments(null, texts.tray, keep);
  const picker = useFilePicker(attached.add);
  const draft = useDraft(scope, (kept) => {
    setKey(kept.key);
    fill(form.current, kept);
    // An order brings its lines with it, which are there a moment later.
    requestAnimationFrame(() => fill(form.current, kept));
    attached.restore(kept.files);
  });
  const state = sent.status === "idle" ? plainState : sent;

  function keep(files: readonly UploadedFile[] = attached.files) {
    if (form.current) draft.save({ key, values: valuesOf(form.current), files });
  }

  useEffect(() => {
    if (sent.status !== "error") return;
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [sent]);

  function submit() {
    if (!form.current || attached.isBusy) return;
    const data = new FormData(form.current);
    data.set("hasScript", "true");
    keep();
    draft.flush();
    startTransition(async () => {
      const answer = await action(idle, data).catch(() => null);
      if (answer?.status === "ok") {
        draft.clear(key);
        router.push(answer.data.path as Route);
        return;
      }
      startTransition(() => {
        if (answer?.status === "error" && answer.error.reason === "idempotency_key_reused") {
          setKey(newDraftKey());
          setSent(failure(texts.alreadySent));
        } else {
          setSent(answer ?? failure(texts.network));
        }
      });
    });
  }

  const error = state.status === "error" ? state.error : null;
  return (
    <form
      ref={form}
      action={plainAction}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onInput={() => keep()}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
      {...picker.dropZone}
      className="flex flex-col gap-5"
    >
      <input type="hidden" name="key" value={key} />
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
      {children}
      <Field
        name="subject"
        label={texts.subject}
        hint={texts.subjectHint}
        error={fieldError(state, "subject")}
        required
      >
        {(control) => (
          <Input {...control} maxLength={200} defaultValue={typed(state, "subject") ?? subject} />
        )}
      </Field>
      <Field name="description" label={texts.description} error={fieldError(state, "description")} required>
        {(control) => (
          <MarkdownField
            {...control}
            maxLength={10_000}
            defaultValue={typed(state, "description")}
            texts={texts.markdown}
            renderPreview={renderPreview}
          />
        )}
      </Field>
      <fieldset className="flex flex-col gap-2 noscript:hidden">
        <legend className="mb-1.5 font-medium text-sm">{texts.files}</legend>
        <FileDrop label={texts.filesLabel} hint={texts.filesHint} accept={ACCEPT} onFiles={attached.add} />
        {attached.tray}
        {fieldError(state, "attachmentIds") && (
          <p className="text-error-text text-sm">{fieldError(state, "attachmentIds")}</p>
        )}
      </fieldset>
      {footer}
      <div className="flex items-center gap-3">
        <Button
          type="submit"
          variant="primary"
          size="lg"
          pending={isPending}
          aria-disabled={attached.isBusy || undefined}
        >
          {texts.submit}
        </Button>
        <span role="status" className="text-fg-muted text-sm">
          {draft.isSaved ? texts.saved : ""}
        </span>
      </div>
    </form>
  );
}

function failure(message: string): ActionState<Opened> {
  return { status: "error", error: { code: "unavailable", message }, values: {} };
}

function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_KEPT.has(name) && !name.startsWith("$")) values[name] = value;
  }
  return values;
}

/** Puts a draft back into fields that nobody has touched yet, and tells those who listen. */
function fill(form: HTMLFormElement | null, { values }: Draft): void {
  for (const field of Array.from(form?.elements ?? [])) {
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
      field.checked = values[field.name] === field.value;
    } else if (isTextField(field)) {
      const kept = values[field.name];
      const isTouched = !(field instanceof HTMLSelectElement) && field.value !== field.defaultValue;
      if (kept === undefined || isTouched) continue;
      field.value = kept;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

function isTextField(field: Element): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (field instanceof HTMLInputElement) return field.type === "text" || field.type === "number";
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
}
