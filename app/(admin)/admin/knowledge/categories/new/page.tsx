import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { HelpCategoryEditing } from "@/components/knowledge/category-editing";
import { ListPageSkeleton } from "@/components/knowledge/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { loadHelpCategories } from "@/lib/knowledge/desk-queries";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("knowledge.categories");
  return { title: t("new") };
}

/** A new category of the help centre. */
export default function NewHelpCategoryPage() {
  return (
    <Arrival skeleton={<ListPageSkeleton page="categories" />}>
      <NewHelpCategory />
    </Arrival>
  );
}

async function NewHelpCategory() {
  const viewer = await requireViewer("staff", "knowledge");
  const [t, categories] = await Promise.all([
    getTranslations("knowledge.categories"),
    loadHelpCategories(viewer),
  ]);
  return (
    <>
      <PageHeader
        title={t("new")}
        back={{ href: "/admin/knowledge/categories" as Route, label: t("title") }}
        className="mb-5"
      />
      <HelpCategoryEditing category={null} categories={categories} />
    </>
  );
}
