import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { CategoryList } from "@/components/categories/category-list";
import { SettingsListSkeleton } from "@/components/settings/list-skeleton";
import { Arrival } from "@/components/ui/arrival";
import { Plus } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { readAsViewer } from "@/lib/auth/viewer";
import { loadAllCategories } from "@/lib/categories/queries";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("categories");
  return { title: t("title") };
}

/** What tickets can be about. */
export default async function CategoriesPage() {
  const t = await getTranslations("categories");
  return (
    <Arrival skeleton={<SettingsListSkeleton title={t("title")} label={t("loading")} />}>
      <Categories />
    </Arrival>
  );
}

async function Categories() {
  const t = await getTranslations("categories");
  const [viewer, categories] = await readAsViewer("staff", loadAllCategories);
  const canChange = viewer.role === "admin";
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={canChange ? undefined : t("readOnly")}
        actions={
          canChange && (
            <LinkButton href={"/admin/settings/categories/new" as Route} variant="primary">
              <Plus aria-hidden />
              {t("new")}
            </LinkButton>
          )
        }
        className="mb-2"
      />
      <p className="mb-4 text-fg-muted text-sm">{t("intro")}</p>
      <CategoryList categories={categories} canChange={canChange} />
    </>
  );
}
