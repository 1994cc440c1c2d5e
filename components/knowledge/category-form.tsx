"use client";

import { startTransition, useActionState, useEffect, useRef } from "react";
import { keepTyped } from "@/components/auth/keep-typed";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { fieldError, idle, typed } from "@/lib/core/action-state";
import { saveHelpCategoryAction } from "@/lib/knowledge/actions";

type Texts = Record<
  | "name"
  | "slug"
  | "slugHint"
  | "description"
  | "descriptionHint"
  | "icon"
  | "noIcon"
  | "parent"
  | "parentHint"
  | "top"
  | "visibility"
  | "visibilityHint"
  | "save"
  | "saved"
  | "failed"
  | "conflict",
  string
>;
type Edited = Record<"id" | "name" | "slug" | "description" | "icon" | "parentId" | "visibility", string> & {
  version: number;
};

/** Names a category, says where it stands and who reads it. */
export function HelpCategoryForm({
  category,
  formKey,
  icons,
  parents,
  visibilities,
  texts,
}: {
  category: Edited;
  /** Makes sending a new category twice harmless. */
  formKey: string;
  icons: readonly SelectOption[];
  parents: readonly SelectOption[];
  visibilities: readonly SelectOption[];
  texts: Texts;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, save, isPending] = useActionState(saveHelpCategoryAction, idle);
  const version = state.status === "ok" ? state.data.version : category.version;
  const value = (name: keyof Omit<Edited, "version">) => typed(state, name) ?? category[name];

  useEffect(() => {
    if (state.status === "ok") toast.success(texts.saved);
    if (state.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state, texts.saved]);

  return (
    <form
      ref={form}
      action={save}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        startTransition(() => save(data));
      }}
      onReset={keepTyped}
    >
      <input type="hidden" name="id" value={category.id} />
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="expectedVersion" value={version || ""} />
      {state.status === "error" && (
        <Banner tone="error" title={texts.failed} className="mb-4">
          {state.error.reason === "kb_category_changed" ? texts.conflict : state.error.message}
        </Banner>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="name" label={texts.name} error={fieldError(state, "name")} required>
          {(control) => <Input {...control} maxLength={80} defaultValue={value("name")} />}
        </Field>
        <Field name="slug" label={texts.slug} hint={texts.slugHint} error={fieldError(state, "slug")}>
          {(control) => (
            <Input
              {...control}
              maxLength={80}
              spellCheck={false}
              autoCapitalize="none"
              defaultValue={value("slug")}
              className="font-mono"
            />
          )}
        </Field>
        <Field
          name="description"
          label={texts.description}
          hint={texts.descriptionHint}
          error={fieldError(state, "description")}
          className="sm:col-span-2"
        >
          {(control) => <Input {...control} maxLength={300} defaultValue={value("description")} />}
        </Field>
        <Field
          name="parentId"
          label={texts.parent}
          hint={texts.parentHint}
          error={fieldError(state, "parentId")}
        >
          {(control) => (
            <Select {...control} placeholder={texts.top} options={parents} defaultValue={value("parentId")} />
          )}
        </Field>
        <Field
          name="visibility"
          label={texts.visibility}
          hint={texts.visibilityHint}
          error={fieldError(state, "visibility")}
        >
          {(control) => <Select {...control} options={visibilities} defaultValue={value("visibility")} />}
        </Field>
        <Field name="icon" label={texts.icon} error={fieldError(state, "icon")}>
          {(control) => (
            <Select {...control} placeholder={texts.noIcon} options={icons} defaultValue={value("icon")} />
          )}
        </Field>
      </div>
      <Button type="submit" variant="primary" pending={isPending} className="mt-5">
        {texts.save}
      </Button>
    </form>
  );
}
