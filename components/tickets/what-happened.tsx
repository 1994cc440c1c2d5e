"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { FileDrop } from "@/components/ui/file-drop";
import { Input } from "@/components/ui/input";
import { type ActionState, fieldError, typed } from "@/lib/core/action-state";
import { ACCEPT } from "@/lib/uploads/limits";
import { MarkdownField, type MarkdownTexts } from "./markdown-field";
import { TakePhoto } from "./take-photo";
import type { TrayTexts } from "./upload-tray";
import type { Attachments } from "./use-attachments";

export type WhatHappenedTexts = {
  subject: string;
  subjectHint: string;
  description: string;
  files: string;
  filesLabel: string;
  filesHint: string;
  photo: string;
  markdown: MarkdownTexts;
  tray: TrayTexts;
};

/** The last question of a new ticket: a subject, a description, and files or photos of it. */
export function WhatHappened({
  state,
  subject,
  texts,
  attached,
  renderPreview,
  suggestions,
}: {
  state: ActionState<unknown>;
  subject: string | undefined;
  texts: WhatHappenedTexts;
  attached: Attachments;
  renderPreview: (markdown: string) => Promise<ReactNode>;
  /** What the subject brings to light. */
  suggestions: ReactNode;
}) {
  return (
    <>
      <Field
        name="subject"
        label={texts.subject}
        hint={texts.subjectHint}
        error={fieldError(state, "subject")}
        required
      >
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            autoComplete="off"
            defaultValue={typed(state, "subject") ?? subject}
          />
        )}
      </Field>
      {suggestions}
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
        <TakePhoto label={texts.photo} onFiles={attached.add} />
        {attached.tray}
        <Fault>{fieldError(state, "attachmentIds")}</Fault>
      </fieldset>
    </>
  );
}

/** What is wrong with an answer, below it. */
export function Fault({ children }: { children: string | undefined }) {
  return children && <p className="mt-2 text-error-text text-sm">{children}</p>;
}
