"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useActionState, useEffect, useRef, useState, useTransition } from "react";
import { SignInAgain } from "@/components/tickets/sign-in-again";
import type { UploadedFile } from "@/components/tickets/upload-request";
import type { TrayTexts } from "@/components/tickets/upload-tray";
import { useAttachments } from "@/components/tickets/use-attachments";
import { newDraftKey, useDraft } from "@/components/tickets/use-draft";
import { useFilePicker } from "@/components/tickets/use-file-picker";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FileDrop } from "@/components/ui/file-drop";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, fieldError, idle } from "@/lib/core/action-state";
import { ACCEPT } from "@/lib/uploads/limits";
import { PlainLines } from "./plain-lines";
import { RequestLines, type RequestLinesTexts } from "./request-lines";
import { blankRequestRow, isFilled, MAX_REQUEST_ROWS, rowsOfDraft, rowsOfForm } from "./request-rows";
import { newRowKey, useRows } from "./use-rows";

type Requested = { path: string };
export type RequestAction = (
  previous: ActionState<Requested>,
  form: FormData,
) => Promise<ActionState<Requested>>;

export type RequestFormTexts = Record<
  | "name"
  | "nameHint"
  | "optional"
  | "message"
  | "messageHint"
  | "files"
  | "filesLabel"
  | "filesHint"
  | "submit"
  | "saved"
  | "signIn"
  | "network"
  | "alreadySent",
  string
> & { lines: RequestLinesTexts; tray: TrayTexts };

/**
 * Asks for a price: products of the catalogue, words, files. Kept as a draft until it is sent. Without
 * script it is a plain form with a few lines, and without files.
 */
export function RequestForm({
  action,
  initial,
  scope,
  formKey,
  locale,
  texts,
  catalogue,
}: {
  action: RequestAction;
  /** What the form answered without script. */
  initial: ActionState<Requested>;
  /** Names the draft. */
  scope: string;
  formKey: string;
  locale: string;
  texts: RequestFormTexts;
  /** What a browser without script suggests: a `datalist` with id `catalogue`. */
  catalogue: ReactNode;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [plainState, plainAction] = useActionState(action, initial);
  const [sent, setSent] = useState<ActionState<Requested>>(idle);
  const [key, setKey] = useState(formKey);
  const state = sent.status === "idle" ? plainState : sent;
  const values = state.status === "error" ? state.values : {};
  const [title, setTitle] = useState(values.title ?? "");
  const [message, setMessage] = useState(values.message ?? "");
  const [isPending, startTransition] = useTransition();
  const lines = useRows(
    form,
    () => rowsOfForm(values),
    () => blankRequestRow(newRowKey()),
  );
  const attached = useAttachments(null, texts.tray, (files) => keep(files));
  const picker = useFilePicker(attached.add);
  const draft = useDraft(scope, (kept) => {
    setKey(kept.key);
    setTitle((now) => now || (kept.values.title ?? ""));
    setMessage((now) => now || (kept.values.message ?? ""));
    const rows = rowsOfDraft(kept.values.lines);
    if (rows.length > 0) lines.setRows((now) => (now.some(isFilled) ? now : rows));
    attached.restore(kept.files);
  });

  const filled = lines.rows.filter(isFilled);
  const content = JSON.stringify([title, message, filled]);
  const first = useRef(content);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it keeps what these stand for
  useEffect(() => {
    if (content === first.current) return;
    first.current = content;
    keep();
  }, [content]);

  function keep(files: readonly UploadedFile[] = attached.files) {
    const written = filled.length > 0 ? JSON.stringify(filled) : "";
    draft.save({ key, values: { title, message, lines: written }, files });
  }

  useEffect(() => {
    if (sent.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [sent]);

  function submit() {
    if (!form.current || attached.isBusy) return;
    const data = new FormData(form.current);
    data.set("hasScript", "true");
    draft.flush();
    startTransition(async () => {
      const answer = await action(idle, data).catch(() => null);
      if (answer?.status === "ok") {
        draft.clear(key);
        router.push(answer.data.path as Route);
        return;
      }
      startTransition(() => {
        // Faults are counted along the lines that say something.
        if (filled.length > 0) lines.setRows(filled);
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
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
      {...picker.dropZone}
      className="flex flex-col gap-6"
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
      <RequestLines
        lines={lines}
        errors={(name) => fieldError(state, name)}
        max={MAX_REQUEST_ROWS}
        locale={locale}
        texts={texts.lines}
      />
      <PlainLines from={lines.rows.length} catalogue={catalogue} texts={texts.lines} />
      <Field
        name="message"
        label={texts.message}
        hint={texts.messageHint}
        optionalLabel={texts.optional}
        error={fieldError(state, "message")}
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={5000}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field
        name="title"
        label={texts.name}
        hint={texts.nameHint}
        optionalLabel={texts.optional}
        error={fieldError(state, "title")}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            onKeyDown={(event) => {
              // Enter in one line of many is no "send".
              if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
            }}
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

function failure(message: string): ActionState<Requested> {
  return { status: "error", error: { code: "unavailable", message }, values: {} };
}
