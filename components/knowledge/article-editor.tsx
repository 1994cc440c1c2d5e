"use client";

import { useRouter } from "next/navigation";
import {
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";
import { keepTyped } from "@/components/auth/keep-typed";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { fieldError, idle, typed } from "@/lib/core/action-state";
import { saveArticleAction } from "@/lib/knowledge/actions";
import { ArticlePreview, type PreviewTexts } from "./article-preview";
import { ArticleSettings, type EditedSettings, type SettingsTexts } from "./article-settings";
import { SaveBar, type SaveTexts } from "./save-bar";
import { useKeptWords } from "./use-kept-words";
import { type ToolTexts, WritingTools } from "./writing-tools";

export type EditorTexts = Record<
  | "title"
  | "titleHint"
  | "summary"
  | "summaryHint"
  | "body"
  | "bodyHint"
  | "saved"
  | "savedPublic"
  | "published"
  | "failed"
  | "restored"
  | "restoredHint"
  | "discard"
  /** With `{name}` to fill in. */
  | "conflict"
  | "conflictHint"
  | "theirs"
  | "overwrite"
  | "offline",
  string
> & { tools: ToolTexts; preview: PreviewTexts; settings: SettingsTexts; save: SaveTexts };

/** What the editor begins with; a new article has no id. */
export type EditedText = EditedSettings & {
  id: string;
  version: number;
  title: string;
  summary: string;
  body: string;
  isPublished: boolean;
  hasChanges: boolean;
  /** The question that it is written for. */
  gapId: string;
};

/** Writes an article, with what becomes of it beside it. What is typed survives whatever happens to the page. */
export function ArticleEditor({
  article,
  formKey,
  draftScope,
  categories,
  locales,
  texts,
  renderPreview,
}: {
  article: EditedText;
  /** Makes sending a new article twice harmless. */
  formKey: string;
  draftScope: string;
  categories: readonly SelectOption[];
  locales: readonly SelectOption[];
  texts: EditorTexts;
  renderPreview: (markdown: string) => Promise<ReactNode>;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [state, submit, isPending] = useActionState(saveArticleAction, idle);
  const [isDirty, setIsDirty] = useState(false);
  // What this text was written over, also when the page learns of a newer one.
  const [base] = useState(article.version);
  const [shown, setShown] = useState({ title: article.title, body: article.body });
  const saved = state.status === "ok" && state.data.kind === "saved" ? state.data : null;
  const theirs = state.status === "ok" && state.data.kind === "conflict" ? state.data.theirs : null;
  const isPublished = saved ? saved.status === "published" : article.isPublished;
  const words = useKeptWords(draftScope, form, base, () => setIsDirty(true));
  const version = saved?.version ?? words.restored?.version ?? base;

  function changed() {
    const data = form.current && new FormData(form.current);
    setShown({ title: String(data?.get("title") ?? ""), body: String(data?.get("body") ?? "") });
    setIsDirty(true);
    words.keep();
  }

  const settled = useEffectEvent(() => {
    if (state.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    if (!saved) return;
    setIsDirty(false);
    words.forget();
    if (saved.status !== "published") toast.success(texts.saved);
    else toast.success(saved.hasChanges ? texts.savedPublic : texts.published);
    if (!article.id) router.replace(`/admin/knowledge/${saved.id}` as never);
  });
  useEffect(() => {
    if (state.status !== "idle") settled();
  }, [state]);

  // What was typed, or put back, before the page came alive.
  const look = useEffectEvent(() => {
    const data = form.current && new FormData(form.current);
    if (data) setShown({ title: String(data.get("title") ?? ""), body: String(data.get("body") ?? "") });
  });
  useEffect(() => look(), []);
  useEffect(() => {
    if (words.restored) look();
  }, [words.restored]);
  useUnsavedWarning(isDirty && !isPending);
  useSaveKey(form);

  return (
    <form
      ref={form}
      action={submit}
      onSubmit={(event) => {
        event.preventDefault();
        const button = (event.nativeEvent as SubmitEvent).submitter;
        const data = new FormData(event.currentTarget, button);
        startTransition(() => submit(data));
      }}
      onReset={keepTyped}
      onInput={changed}
      className="flex min-w-0 flex-col gap-6"
    >
      <input type="hidden" name="articleId" value={article.id || saved?.id || ""} />
      <input type="hidden" name="gapId" value={article.gapId} />
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="expectedVersion" value={version || ""} />
      {state.status === "error" && (
        <Banner tone="error" title={texts.failed}>
          {state.error.code === "unavailable" ? texts.offline : state.error.message}
        </Banner>
      )}
      {words.restored && (
        <Banner
          tone="info"
          title={texts.restored}
          actions={
            <Button
              size="sm"
              onClick={() => {
                words.forget();
                location.reload();
              }}
            >
              {texts.discard}
            </Button>
          }
        >
          {texts.restoredHint}
        </Banner>
      )}
      {theirs && (
        <Banner tone="warning" title={texts.conflict.replace("{name}", () => theirs.updatedBy ?? "–")}>
          <p>{texts.conflictHint}</p>
          <details className="my-2">
            <summary className="cursor-pointer font-medium">{texts.theirs}</summary>
            <p className="mt-1 font-medium">{theirs.title}</p>
            <p>{theirs.summary}</p>
            <p className="max-h-80 overflow-y-auto whitespace-pre-wrap">{theirs.body}</p>
          </details>
          <Button type="submit" size="sm" name="overVersion" value={String(theirs.version)}>
            {texts.overwrite}
          </Button>
        </Banner>
      )}
      <div className="grid items-start gap-x-8 gap-y-6 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <Field
            name="title"
            label={texts.title}
            hint={texts.titleHint}
            error={fieldError(state, "title")}
            required
          >
            {(control) => (
              <Input {...control} maxLength={160} defaultValue={typed(state, "title") ?? article.title} />
            )}
          </Field>
          <Field
            name="summary"
            label={texts.summary}
            hint={texts.summaryHint}
            error={fieldError(state, "summary")}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                maxLength={500}
                defaultValue={typed(state, "summary") ?? article.summary}
                className="min-h-16"
              />
            )}
          </Field>
          <Field name="body" label={texts.body} hint={texts.bodyHint} error={fieldError(state, "body")}>
            {(control) => (
              <>
                <WritingTools area={area} onChange={changed} onFailure={toast.error} texts={texts.tools} />
                <Textarea
                  {...control}
                  ref={area}
                  rows={18}
                  maxLength={60_000}
                  defaultValue={typed(state, "body") ?? article.body}
                  className="max-h-[70dvh] min-h-96 font-mono"
                />
              </>
            )}
          </Field>
        </div>
        <ArticlePreview
          title={shown.title}
          body={shown.body}
          texts={texts.preview}
          renderPreview={renderPreview}
        />
      </div>
      <ArticleSettings
        settings={article}
        state={state}
        categories={categories}
        locales={locales}
        texts={texts.settings}
      />
      <SaveBar
        body={shown.body}
        isPending={isPending}
        isDirty={isDirty}
        isKept={words.isKept}
        isPublished={isPublished}
        texts={texts.save}
      />
    </form>
  );
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

/** Ctrl+S saves the article, not the page. */
function useSaveKey(form: React.RefObject<HTMLFormElement | null>) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      const button = form.current?.querySelector<HTMLButtonElement>("button[name=intent][value=save]");
      if (button && !event.repeat) form.current?.requestSubmit(button);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [form]);
}
