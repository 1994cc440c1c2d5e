import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { ArticleEditing } from "@/components/knowledge/article-editing";
import { EditorSkeleton } from "@/components/knowledge/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { findGap, loadHelpCategories } from "@/lib/knowledge/desk-queries";
import { idParams, LIMITS } from "@/lib/knowledge/schema";
import { renderPreview } from "../preview";

type Props = PageProps<"/admin/knowledge/new">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("knowledge.editor");
  return { title: t("new") };
}

/** A new article, empty or for a question that nothing answered. */
export default function NewArticlePage(props: Props) {
  return (
    <Arrival skeleton={<EditorSkeleton />}>
      <NewArticle {...props} />
    </Arrival>
  );
}

async function NewArticle({ searchParams }: Props) {
  const viewer = await requireViewer("staff", "knowledge");
  const wanted = idParams.safeParse({ id: (await searchParams).gap });
  const [t, categories, gap] = await Promise.all([
    getTranslations("knowledge"),
    loadHelpCategories(viewer),
    wanted.success ? findGap(viewer, wanted.data.id) : null,
  ]);
  const title = gap ? gap.label.charAt(0).toUpperCase() + gap.label.slice(1) : "";
  return (
    <>
      <PageHeader
        title={t("editor.new")}
        back={
          gap
            ? { href: "/admin/knowledge/gaps" as Route, label: t("gaps.title") }
            : { href: "/admin/knowledge" as Route, label: t("list.title") }
        }
        meta={gap && <span>{t("gaps.draftFor", { label: gap.label })}</span>}
        className="mb-5"
      />
      <ArticleEditing
        viewer={viewer}
        categories={categories}
        renderPreview={renderPreview}
        article={{
          id: "",
          version: 0,
          title: title.slice(0, LIMITS.title),
          summary: "",
          body: "",
          slug: "",
          categoryId: "",
          locale: "en",
          // The words that people used are those by which they will find it.
          keywords: (gap?.examples ?? []).map((words) => words.replaceAll(",", " ")).join(", "),
          related: "",
          isPopular: false,
          isPublished: false,
          hasChanges: false,
          gapId: gap?.id ?? "",
        }}
      />
    </>
  );
}
