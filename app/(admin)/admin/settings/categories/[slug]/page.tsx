import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { CategoryEditing } from "@/components/categories/category-editing";
import { DeleteCategory } from "@/components/categories/delete-category";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { loadAllCategories } from "@/lib/categories/queries";

type Props = PageProps<"/admin/settings/categories/[slug]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readCategory = cache(async (slug: string) => {
  const categories = await loadAllCategories(await requireViewer("staff"));
  return categories.find((category) => category.slug === slug) ?? null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [category, t] = await Promise.all([readCategory((await params).slug), getTranslations("categories")]);
  return { title: category?.label ?? t("missing") };
}

/** A category with its issue types. */
export default function CategoryPage({ params }: Props) {
  return (
    <Arrival skeleton={<SettingsSkeleton />}>
      <Category params={params} />
    </Arrival>
  );
}

async function Category({ params }: Pick<Props, "params">) {
  const [viewer, { slug }, t] = await Promise.all([
    requireViewer("staff"),
    params,
    getTranslations("categories"),
  ]);
  const category = await readCategory(slug);
  if (!category) notFound();
  const canChange = viewer.role === "admin";
  return (
    <>
      <PageHeader
        title={category.label}
        back={{ href: "/admin/settings/categories" as Route, label: t("title") }}
        meta={
          <span>
            {t.rich("form.slugFixed", {
              slug: category.slug,
              code: (text) => <code className="font-mono">{text}</code>,
            })}
            {!canChange && ` ${t("readOnly")}.`}
          </span>
        }
        actions={
          canChange &&
          category.tickets === 0 && (
            <DeleteCategory
              slug={slug}
              texts={{
                delete: t("form.delete"),
                title: t("form.confirm.title"),
                description: t("form.confirm.description"),
                confirm: t("form.confirm.confirm"),
                cancel: t("form.confirm.cancel"),
                close: t("form.confirm.close"),
              }}
            />
          )
        }
        className="mb-4"
      />
      <CategoryEditing category={category} canChange={canChange} />
    </>
  );
}
