"use client";

import { type ReactNode, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { keepTyped } from "@/components/auth/keep-typed";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { TriangleAlert } from "@/components/ui/control-icons";
import { Field } from "@/components/ui/field";
import { Plus } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { fieldError, idle, typed } from "@/lib/core/action-state";
import { saveTemplateAction } from "@/lib/templates/actions";
import { unknownVariables } from "@/lib/templates/render";
import type { TemplateValues } from "@/lib/templates/variables";
import { type PreviewTexts, TemplatePreview } from "./template-preview";

export type VariableGroup = { label: string; variables: { name: string; label: string }[] };
export type EditorTexts = Record<
  | "name"
  | "category"
  | "everyCategory"
  | "body"
  | "bodyHint"
  | "insert"
  /** With `{names}` to fill in. */
  | "unknown"
  | "save"
  | "saved"
  | "failed"
  /** With `{name}` to fill in. */
  | "conflict"
  | "conflictHint"
  | "theirs"
  | "overwrite",
  string
> & { preview: PreviewTexts };

/** What the editor begins with; a new template has no id. */
export type EditedTemplate = { id: string; name: string; category: string; body: string; version: number };

/** Writes a template, with the variables to pick from and what becomes of them beside it. */
export function TemplateEditor({
  template,
  formKey,
  categories,
  groups,
  samples,
  texts,
  renderPreview,
}: {
  template: EditedTemplate;
  /** Makes sending a new template twice harmless. */
  formKey: string;
  categories: readonly SelectOption[];
  groups: readonly VariableGroup[];
  samples: TemplateValues;
  texts: EditorTexts;
  renderPreview: (markdown: string) => Promise<ReactNode>;
}) {
  const form = useRef<HTMLFormElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [state, save, isPending] = useActionState(saveTemplateAction, idle);
  const [isDirty, setIsDirty] = useState(false);
  const conflict = state.status === "ok" && state.data.kind === "conflict" ? state.data : null;
  const theirs = conflict?.theirs;
  // What was typed comes back after a submission without script, whatever came of it.
  const written = (field: "name" | "category" | "body") =>
    typed(state, field) ?? conflict?.mine[field] ?? template[field];
  const [body, setBody] = useState(written("body"));
  const version =
    state.status === "ok" && state.data.kind === "saved" ? state.data.version : template.version;
  const unknown = unknownVariables(body);

  useEffect(() => {
    if (state.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    if (state.status !== "ok" || state.data.kind !== "saved") return;
    setIsDirty(false);
    toast.success(texts.saved);
  }, [state, texts.saved]);
  useUnsavedWarning(isDirty && !isPending);
  // What was typed before the page came alive.
  useEffect(() => {
    if (area.current) setBody(area.current.value);
  }, []);

  function insert(name: string) {
    const field = area.current;
    if (!field) return;
    field.focus();
    field.setRangeText(`{{${name}}}`, field.selectionStart, field.selectionEnd, "end");
    setBody(field.value);
    setIsDirty(true);
  }

  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-2">
      <form
        ref={form}
        action={save}
        onSubmit={(event) => {
          event.preventDefault();
          const button = (event.nativeEvent as SubmitEvent).submitter;
          const data = new FormData(event.currentTarget, button);
          startTransition(() => save(data));
        }}
        onReset={keepTyped}
        onInput={() => setIsDirty(true)}
        className="flex min-w-0 flex-col gap-4"
      >
        <input type="hidden" name="templateId" value={template.id} />
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="expectedVersion" value={version || ""} />
        {state.status === "error" && (
          <Banner tone="error" title={texts.failed}>
            {state.error.message}
          </Banner>
        )}
        {theirs && (
          <Banner tone="warning" title={texts.conflict.replace("{name}", theirs.updatedBy ?? "–")}>
            <p>{texts.conflictHint}</p>
            <details className="my-2">
              <summary className="cursor-pointer font-medium">{texts.theirs}</summary>
              <p className="mt-1 font-medium">{theirs.name}</p>
              <p className="whitespace-pre-wrap">{theirs.body}</p>
            </details>
            <Button type="submit" size="sm" name="overVersion" value={String(theirs.version)}>
              {texts.overwrite}
            </Button>
          </Banner>
        )}
        <Field name="name" label={texts.name} error={fieldError(state, "name")} required>
          {(control) => <Input {...control} maxLength={120} defaultValue={written("name")} />}
        </Field>
        <Field name="category" label={texts.category} error={fieldError(state, "category")}>
          {(control) => (
            <Select
              {...control}
              placeholder={texts.everyCategory}
              options={categories}
              defaultValue={written("category")}
            />
          )}
        </Field>
        <Field
          name="body"
          label={texts.body}
          hint={texts.bodyHint}
          error={fieldError(state, "body")}
          required
          aside={
            <Menu
              label={texts.insert}
              items={menuItems(groups, insert)}
              icon={<Plus aria-hidden />}
              size="sm"
              variant="ghost"
            >
              {texts.insert}
            </Menu>
          }
        >
          {(control) => (
            <Textarea
              {...control}
              ref={area}
              rows={12}
              maxLength={10_000}
              defaultValue={body}
              onChange={(event) => setBody(event.currentTarget.value)}
              className="max-h-[60dvh] min-h-64"
            />
          )}
        </Field>
        <p aria-live="polite" className="-mt-2 flex gap-1.5 text-sm text-warning-text empty:hidden">
          {unknown.length > 0 && (
            <>
              <TriangleAlert aria-hidden className="mt-[0.1875rem] size-3.5" />
              <span>{texts.unknown.replace("{names}", () => unknown.join(", "))}</span>
            </>
          )}
        </p>
        <Button type="submit" variant="primary" pending={isPending} className="self-start">
          {texts.save}
        </Button>
      </form>
      <TemplatePreview
        body={body}
        samples={samples}
        labels={Object.fromEntries(
          groups.flatMap(({ variables }) => variables.map((v) => [v.name, v.label])),
        )}
        texts={texts.preview}
        renderPreview={renderPreview}
      />
    </div>
  );
}

function menuItems(groups: readonly VariableGroup[], insert: (name: string) => void): MenuItem[] {
  return groups.flatMap(({ label, variables }, group) => [
    { kind: "label", key: `group ${group}`, label } as const,
    ...variables.map((one) => ({ key: one.name, label: one.label, onSelect: () => insert(one.name) })),
  ]);
}

/** The browser asks before a tab with unsaved words is closed. */
function useUnsavedWarning(isOn: boolean) {
  useEffect(() => {
    if (!isOn) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isOn]);
}
