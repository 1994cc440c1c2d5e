"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { fieldError, type StateOf, typed } from "@/lib/core/action-state";
import type { saveArticleAction } from "@/lib/knowledge/actions";

export type SettingsTexts = Record<
  | "title"
  | "slug"
  | "slugHint"
  | "category"
  | "chooseCategory"
  | "locale"
  | "keywords"
  | "keywordsHint"
  | "related"
  | "relatedHint"
  | "isPopular",
  string
>;

export type EditedSettings = {
  slug: string;
  categoryId: string;
  locale: string;
  /** Parted by commas. */
  keywords: string;
  related: string;
  isPopular: boolean;
};

/** Where an article stands: category, address, language, keywords. */
export function ArticleSettings({
  settings,
  state,
  categories,
  locales,
  texts,
}: {
  settings: EditedSettings;
  state: StateOf<typeof saveArticleAction> | { status: "idle" };
  categories: readonly SelectOption[];
  locales: readonly SelectOption[];
  texts: SettingsTexts;
}) {
  const value = (name: keyof Omit<EditedSettings, "isPopular">) => typed(state, name) ?? settings[name];
  return (
    <fieldset className="grid gap-4 rounded-lg border bg-paper p-4 sm:grid-cols-2 xl:grid-cols-3">
      <legend className="sr-only">{texts.title}</legend>
      <Field name="categoryId" label={texts.category} error={fieldError(state, "categoryId")} required>
        {(control) => (
          <Select
            {...control}
            {...(!settings.categoryId && { placeholder: texts.chooseCategory })}
            options={categories}
            defaultValue={value("categoryId")}
          />
        )}
      </Field>
      <Field name="slug" label={texts.slug} hint={texts.slugHint} error={fieldError(state, "slug")}>
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            spellCheck={false}
            autoCapitalize="none"
            defaultValue={value("slug")}
            className="font-mono"
          />
        )}
      </Field>
      <Field name="locale" label={texts.locale} error={fieldError(state, "locale")}>
        {(control) => <Select {...control} options={locales} defaultValue={value("locale")} />}
      </Field>
      <Field
        name="keywords"
        label={texts.keywords}
        hint={texts.keywordsHint}
        error={fieldError(state, "keywords")}
      >
        {(control) => <Input {...control} maxLength={4_000} defaultValue={value("keywords")} />}
      </Field>
      <Field
        name="related"
        label={texts.related}
        hint={texts.relatedHint}
        error={fieldError(state, "related")}
      >
        {(control) => (
          <Input {...control} maxLength={1_000} spellCheck={false} defaultValue={value("related")} />
        )}
      </Field>
      <Checkbox
        name="isPopular"
        label={texts.isPopular}
        defaultChecked={settings.isPopular}
        className="self-center"
      />
    </fieldset>
  );
}
