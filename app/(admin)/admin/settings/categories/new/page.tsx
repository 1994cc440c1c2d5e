import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CategoryEditing } from "@/components/categories/category-editing";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("categories");
  return { title: t("new") };
}

/** A new category, for admins. */
export default function NewCategoryPage() {
  return (
    <Arrival skeleton={<SettingsSkeleton fields={4} />}>
      <NewCategory />
    </Arrival>
  );
}

async function NewCategory() {
  const [viewer, t] = await Promise.all([requireViewer("staff"), getTranslations("categories")]);
  if (viewer.role !== "admin") notFound();
  return (
    <>
      <PageHeader
        title={t("new")}
        back={{ href: "/admin/settings/categories" as Route, label: t("title") }}
        className="mb-4"
      />
      <CategoryEditing category={null} canChange />
    </>
  );
}
