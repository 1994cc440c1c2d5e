import "server-only";
import { getTranslations } from "next-intl/server";
import type { EditorTexts } from "./article-editor";

/** The words of the editor, which runs in the browser and has no message catalogue. */
export async function editorTexts(isNew: boolean): Promise<EditorTexts> {
  const t = await getTranslations("knowledge.editor");
  const raw = (key: Parameters<typeof t>[0]) => t.raw(key) as string;
  return {
    title: t("title"),
    titleHint: t("titleHint"),
    summary: t("summary"),
    summaryHint: t("summaryHint"),
    body: t("body"),
    bodyHint: t("bodyHint"),
    saved: t("saved"),
    savedPublic: t("savedPublic"),
    published: t("published"),
    failed: t("failed"),
    restored: t("restored"),
    restoredHint: t("restoredHint"),
    discard: t("discard"),
    conflict: raw("conflict"),
    conflictHint: t("conflictHint"),
    theirs: t("theirs"),
    overwrite: t("overwrite"),
    offline: t("offline"),
    tools: {
      tools: t("tools"),
      uploading: t("uploading"),
      imageFailed: t("imageFailed"),
      heading: t("tool.heading"),
      subheading: t("tool.subheading"),
      bold: t("tool.bold"),
      italic: t("tool.italic"),
      list: t("tool.list"),
      numbers: t("tool.numbers"),
      quote: t("tool.quote"),
      link: t("tool.link"),
      table: t("tool.table"),
      image: t("tool.image"),
      sample: {
        heading: t("sample.heading"),
        text: t("sample.text"),
        link: t("sample.link"),
        item: t("sample.item"),
        column: t("sample.column"),
        image: t("sample.image"),
      },
    },
    preview: {
      title: t("preview"),
      hint: t("previewHint"),
      empty: t("previewEmpty"),
      failed: t("previewFailed"),
    },
    settings: {
      title: t("settings"),
      slug: t("slug"),
      slugHint: isNew ? t("slugNew") : t("slugHint"),
      category: t("category"),
      chooseCategory: t("chooseCategory"),
      locale: t("locale"),
      keywords: t("keywords"),
      keywordsHint: t("keywordsHint"),
      related: t("related"),
      relatedHint: t("relatedHint"),
      isPopular: t("isPopular"),
    },
    save: {
      save: t("save"),
      publish: t("publish"),
      publishChanges: t("publishChanges"),
      saveKey: t("saveKey"),
      unsaved: t("unsaved"),
      kept: t("kept"),
      allSaved: t("allSaved"),
      wordsOne: raw("wordsOne"),
      wordsMany: raw("wordsMany"),
      minutes: raw("minutes"),
    },
  };
}
