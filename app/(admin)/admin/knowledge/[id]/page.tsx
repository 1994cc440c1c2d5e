import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { ArticleActions } from "@/components/knowledge/article-actions";
import { ArticleEditing } from "@/components/knowledge/article-editing";
import { ArticleFeedback } from "@/components/knowledge/article-feedback";
import { ArticleStatusBadge } from "@/components/knowledge/article-status";
import { EditorSkeleton } from "@/components/knowledge/skeletons";
import { VersionList } from "@/components/knowledge/version-list";
import { Arrival } from "@/components/ui/arrival";
import { ExternalLink } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { requireViewer } from "@/lib/auth/viewer";
import { findArticle, loadHelpCategories } from "@/lib/knowledge/desk-queries";
import { idParams } from "@/lib/knowledge/schema";
import { renderPreview } from "../preview";

type Props = PageProps<"/admin/knowledge/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readArticle = cache(async (id: string) => {
  const viewer = await requireViewer("staff", "knowledge");
  const params = idParams.safeParse({ id });
  return params.success ? findArticle(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [article, t] = await Promise.all([
    readArticle((await params).id),
    getTranslations("knowledge.editor"),
  ]);
  return { title: article?.title ?? t("missing") };
}

/** One article in the editor, with its versions and what readers say of it. */
export default function ArticlePage(props: Props) {
  return (
    <Arrival skeleton={<EditorSkeleton />}>
      <Article {...props} />
    </Arrival>
  );
}

async function Article({ params, searchParams }: Props) {
  const [viewer, { id }, { edition }, t] = await Promise.all([
    requireViewer("staff", "knowledge"),
    params,
    searchParams,
    getTranslations("knowledge"),
  ]);
  const [article, categories] = await Promise.all([readArticle(id), loadHelpCategories(viewer)]);
  if (!article) notFound();
  const { title, summary, body, version, status, slug, hasChanges } = article;
  return (
    <>
      <PageHeader
        title={title}
        back={{ href: "/admin/knowledge" as Route, label: t("list.title") }}
        meta={
          <>
            <ArticleStatusBadge article={article} />
            <span>
              {article.updatedBy ? t("editor.changedBy", { name: article.updatedBy }) : t("editor.changedAt")}{" "}
              <RelativeTime at={article.updatedAt} locale={viewer.locale} timeZone={viewer.timeZone} />
            </span>
          </>
        }
        actions={
          <>
            {status === "published" && (
              <LinkButton href={`/help/${slug}` as Route} prefetch={false}>
                <ExternalLink aria-hidden />
                {t("editor.view")}
              </LinkButton>
            )}
            <ArticleActions
              id={article.id}
              status={status}
              texts={{
                unpublish: t("editor.unpublish"),
                unpublished: t("editor.unpublished"),
                archive: t("editor.archive"),
                archived: t("editor.archived"),
                reopen: t("editor.reopen"),
                reopened: t("editor.reopened"),
                published: t("editor.published"),
                undo: t("editor.undo"),
                more: t("editor.more"),
              }}
            />
          </>
        }
        className="mb-5"
      />
      <ArticleEditing
        viewer={viewer}
        categories={categories}
        renderPreview={renderPreview}
        edition={[edition].flat()[0] ?? ""}
        article={{
          id: article.id,
          version,
          title,
          summary,
          body,
          slug,
          categoryId: article.categoryId,
          locale: article.locale,
          keywords: article.keywords.join(", "),
          related: article.related.map((one) => one.slug).join(", "),
          isPopular: article.isPopular,
          isPublished: status === "published",
          hasChanges,
          gapId: "",
        }}
      />
      <div className="mt-8 grid items-start gap-x-8 gap-y-6 lg:grid-cols-2">
        <ArticleFeedback article={article} reader={viewer} />
        <VersionList article={article} reader={viewer} />
      </div>
    </>
  );
}
