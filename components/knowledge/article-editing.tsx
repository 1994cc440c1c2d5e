import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { newId } from "@/lib/core/ids";
import { inTreeOrder } from "@/lib/knowledge/category-order";
import type { DeskCategory } from "@/lib/knowledge/desk-types";
import { ArticleEditor, type EditedText } from "./article-editor";
import { editorTexts } from "./editor-texts";

/** Languages that are offered; an article in another one keeps it. */
const LOCALES = ["en", "af", "zu", "xh", "st", "tn", "fr", "pt", "de", "es", "nl", "it", "sw", "ar"];

/** The editor with all that it needs from the server. */
export async function ArticleEditing({
  article,
  categories,
  viewer,
  edition = "",
  renderPreview,
}: {
  article: EditedText;
  categories: readonly DeskCategory[];
  viewer: { id: string; locale: string };
  /** Another one begins anew with the text of the article: pages that were left keep what was typed in them. */
  edition?: string;
  renderPreview: (markdown: string) => Promise<ReactNode>;
}) {
  const [texts, t] = await Promise.all([editorTexts(article.id === ""), getTranslations("knowledge")]);
  const names = new Intl.DisplayNames(viewer.locale, { type: "language", fallback: "code" });
  const locales = LOCALES.includes(article.locale) ? LOCALES : [article.locale, ...LOCALES];
  return (
    <ArticleEditor
      key={`${article.id} ${edition}`}
      article={article}
      formKey={newId()}
      draftScope={`${viewer.id}:article:${article.id || `new:${article.gapId}`}`}
      categories={inTreeOrder(categories).map(({ id, name, depth, visibility }) => ({
        value: id,
        label: `${"\u2003".repeat(depth)}${name}${visibility === "customers" ? ` (${t("customersOnly")})` : ""}`,
      }))}
      locales={locales.map((one) => ({ value: one, label: names.of(one) ?? one }))}
      texts={texts}
      renderPreview={renderPreview}
    />
  );
}
