"use client";

import { startTransition, useActionState, useEffect, useRef } from "react";
import { keepTyped } from "@/components/auth/keep-typed";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { saveCategoryAction } from "@/lib/categories/actions";
import { LIMITS } from "@/lib/categories/types";
import { fieldError, idle, typed } from "@/lib/core/action-state";
import { type IssueTypeRow, IssueTypes, type IssueTypeTexts } from "./issue-types";

export type CategoryFormTexts = IssueTypeTexts &
  Record<
    | "label"
    | "description"
    | "descriptionHint"
    | "slug"
    | "slugHint"
    | "needs"
    | "defaultPriority"
    | "isActive"
    | "isActiveHint"
    | "save"
    | "saved"
    | "failed",
    string
  >;

export type EditedCategory = {
  slug: string;
  label: string;
  description: string;
  needs: string;
  defaultPriority: string;
  isActive: boolean;
  version: number;
  issueTypes: readonly IssueTypeRow[];
};

/** Names a category, says what it asks for, and lists its issue types. What agents cannot change they can read. */
export function CategoryForm({
  category,
  isNew,
  formKey,
  needs,
  priorities,
  canChange,
  texts,
}: {
  category: EditedCategory;
  isNew: boolean;
  /** Makes sending a new category twice harmless. */
  formKey: string;
  needs: readonly SelectOption[];
  priorities: readonly SelectOption[];
  canChange: boolean;
  texts: CategoryFormTexts;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, save, isPending] = useActionState(saveCategoryAction, idle);
  const version = state.status === "ok" ? state.data.version : category.version;

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
      <input type="hidden" name="isNew" value={String(isNew)} />
      <input type="hidden" name="key" value={formKey} />
      {!isNew && <input type="hidden" name="slug" value={category.slug} />}
      {!isNew && <input type="hidden" name="expectedVersion" value={version} />}
      {state.status === "error" && (
        <Banner tone="error" title={texts.failed} className="mb-4">
          {state.error.message}
        </Banner>
      )}
      <fieldset disabled={!canChange} className="grid gap-4 sm:grid-cols-2">
        <Field name="label" label={texts.label} error={fieldError(state, "label")} required>
          {(control) => (
            <Input
              {...control}
              maxLength={LIMITS.label}
              defaultValue={typed(state, "label") ?? category.label}
            />
          )}
        </Field>
        {isNew && (
          <Field name="slug" label={texts.slug} hint={texts.slugHint} error={fieldError(state, "slug")}>
            {(control) => (
              <Input
                {...control}
                maxLength={LIMITS.slug}
                spellCheck={false}
                autoCapitalize="none"
                defaultValue={typed(state, "slug")}
                className="font-mono"
              />
            )}
          </Field>
        )}
        <Field
          name="description"
          label={texts.description}
          hint={texts.descriptionHint}
          error={fieldError(state, "description")}
          className="sm:col-span-2"
        >
          {(control) => (
            <Input
              {...control}
              maxLength={LIMITS.description}
              defaultValue={typed(state, "description") ?? category.description}
            />
          )}
        </Field>
        <Field name="needs" label={texts.needs} error={fieldError(state, "needs")}>
          {(control) => (
            <Select {...control} options={needs} defaultValue={typed(state, "needs") ?? category.needs} />
          )}
        </Field>
        <Field
          name="defaultPriority"
          label={texts.defaultPriority}
          error={fieldError(state, "defaultPriority")}
        >
          {(control) => (
            <Select
              {...control}
              options={priorities}
              defaultValue={typed(state, "defaultPriority") ?? category.defaultPriority}
            />
          )}
        </Field>
        <Checkbox
          name="isActive"
          label={texts.isActive}
          hint={texts.isActiveHint}
          defaultChecked={category.isActive}
          className="sm:col-span-2"
        />
        <div className="border-t pt-4 sm:col-span-2">
          <IssueTypes
            // From here on it follows what was saved: new types have their slugs by then.
            key={category.version}
            name="issueTypes"
            types={category.issueTypes}
            error={fieldError(state, "issueTypes")}
            max={LIMITS.issueTypes}
            texts={texts}
          />
        </div>
      </fieldset>
      {canChange && (
        <Button type="submit" variant="primary" pending={isPending} className="mt-5">
          {texts.save}
        </Button>
      )}
    </form>
  );
}
