import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { HelpCategoryEditing } from "@/components/knowledge/category-editing";
import { DeleteHelpCategory } from "@/components/knowledge/delete-category";
import { ListPageSkeleton } from "@/components/knowledge/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { loadHelpCategories } from "@/lib/knowledge/desk-queries";
import { articlesHref } from "@/lib/knowledge/list-address";

type Props = PageProps<"/admin/knowledge/categories/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readCategories = cache(async () => loadHelpCategories(await requireViewer("staff", "knowledge")));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id }, categories, t] = await Promise.all([
    params,
    readCategories(),
    getTranslations("knowledge.categories"),
  ]);
  return { title: categories.find((one) => one.id === id)?.name ?? t("missing") };
}

/** One category of the help centre. */
export default function HelpCategoryPage({ params }: Props) {
  return (
    <Arrival skeleton={<ListPageSkeleton page="categories" />}>
      <HelpCategory params={params} />
    </Arrival>
  );
}

async function HelpCategory({ params }: Pick<Props, "params">) {
  const [{ id }, categories, t] = await Promise.all([
    params,
    readCategories(),
    getTranslations("knowledge.categories"),
  ]);
  const category = categories.find((one) => one.id === id);
  if (!category) notFound();
  const isEmpty = category.articles === 0 && category.children === 0;
  return (
    <>
      <PageHeader
        title={category.name}
        back={{ href: "/admin/knowledge/categories" as Route, label: t("title") }}
        meta={<span>{t("articles", { count: category.articles })}</span>}
        actions={
          isEmpty ? (
            <DeleteHelpCategory id={category.id} label={t("delete")} />
          ) : (
            <LinkButton href={articlesHref({ category: category.id }) as Route}>
              {t("showArticles")}
            </LinkButton>
          )
        }
        className="mb-5"
      />
      <HelpCategoryEditing category={category} categories={categories} />
      {!isEmpty && <p className="mt-3 text-fg-muted text-sm">{t("deleteHint")}</p>}
    </>
  );
}
