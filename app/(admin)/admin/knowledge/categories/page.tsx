import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { HelpCategoryList } from "@/components/knowledge/category-list";
import { ListPageSkeleton } from "@/components/knowledge/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { EmptyState } from "@/components/ui/empty-state";
import { FolderTree, Plus } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { loadHelpCategories } from "@/lib/knowledge/desk-queries";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("knowledge.categories");
  return { title: t("title") };
}

/** How the help centre is sorted. */
export default function HelpCategoriesPage() {
  return (
    <Arrival skeleton={<ListPageSkeleton page="categories" />}>
      <HelpCategories />
    </Arrival>
  );
}

async function HelpCategories() {
  const viewer = await requireViewer("staff", "knowledge");
  const [t, words, categories] = await Promise.all([
    getTranslations("knowledge.categories"),
    getTranslations("knowledge.list"),
    loadHelpCategories(viewer),
  ]);
  const add = (
    <LinkButton href={"/admin/knowledge/categories/new" as Route} variant="primary">
      <Plus aria-hidden />
      {t("new")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        back={{ href: "/admin/knowledge" as Route, label: words("title") }}
        actions={add}
        className="mb-4"
      />
      {categories.length === 0 ? (
        <EmptyState icon={<FolderTree aria-hidden />} title={t("empty")}>
          {t("emptyHint")}
        </EmptyState>
      ) : (
        <HelpCategoryList categories={categories} />
      )}
    </>
  );
}
