import type { Metadata, Route } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { ArticleList } from "@/components/knowledge/article-list";
import { Breadcrumb } from "@/components/knowledge/breadcrumb";
import { CategoryCards } from "@/components/knowledge/category-cards";
import { ContactPanel } from "@/components/knowledge/contact-panel";
import { HelpSearch } from "@/components/knowledge/help-search";
import { JsonLd } from "@/components/knowledge/json-ld";
import { helpSearchTexts } from "@/components/knowledge/search-texts";
import { EmptyState } from "@/components/ui/empty-state";
import { LifeBuoy } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { loadHelpCategory } from "@/lib/knowledge/help-queries";
import { articleParams } from "@/lib/knowledge/help-schema";
import type { HelpCategoryDetail } from "@/lib/knowledge/help-types";
import { breadcrumbData } from "@/lib/knowledge/structured-data";
import { getEnv } from "@/lib/platform/env";
import { visitHelp } from "../../reader";

type Props = PageProps<"/help/category/[slug]">;

const readCategory = cache(async (slug: string): Promise<HelpCategoryDetail> => {
  const { viewer } = await visitHelp();
  const params = articleParams.safeParse({ slug });
  if (!params.success) notFound();
  const { found, needsSignIn } = await loadHelpCategory(viewer, params.data.slug);
  if (needsSignIn)
    redirect(`/login?next=${encodeURIComponent(`/help/category/${params.data.slug}`)}` as Route);
  if (!found) notFound();
  return found;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, name, description } = await readCategory((await params).slug);
  return {
    title: name,
    description,
    alternates: { canonical: `${getEnv().siteUrl}/help/category/${slug}` },
  };
}

/** A topic of the help centre: those inside it, and its articles. */
export default async function HelpCategoryPage({ params }: Props) {
  const [{ viewer, desk, locale }, category, t, texts] = await Promise.all([
    visitHelp(),
    params.then(({ slug }) => readCategory(slug)),
    getTranslations("help"),
    helpSearchTexts(),
  ]);
  const inside = category.children
    .filter(({ articles }) => articles > 0)
    .map((child) => ({ ...child, parent: category.slug, total: child.articles, children: [] }));
  const above = category.path.slice(0, -1);
  return (
    <>
      <div className="mx-auto w-full max-w-wide px-4 pt-8 pb-14 sm:px-6 lg:pt-12 lg:pb-20">
        <Breadcrumb path={above} />
        <h1 className="mt-4 font-semibold text-3xl">{category.name}</h1>
        {category.description && (
          <p className="mt-2 max-w-reading text-fg-secondary">{category.description}</p>
        )}
        <HelpSearch texts={texts} category={category.slug} className="mt-6 max-w-form" />
        {inside.length > 0 && (
          <section aria-labelledby="help-inside" className="mt-10">
            <h2 id="help-inside" className="sr-only">
              {t("category.inside")}
            </h2>
            <CategoryCards branches={inside} />
          </section>
        )}
        {category.articles.length > 0 && (
          <section aria-labelledby="help-articles" className="mt-10 max-w-reading">
            <h2 id="help-articles" className="mb-3 font-semibold text-lg">
              {t("category.articles")}
            </h2>
            <ArticleList articles={category.articles} />
          </section>
        )}
        {inside.length === 0 && category.articles.length === 0 && (
          <EmptyState
            icon={<LifeBuoy aria-hidden />}
            title={t("category.empty.title")}
            actions={<LinkButton href={"/help" as Route}>{t("category.all")}</LinkButton>}
          >
            {t("category.empty.body")}
          </EmptyState>
        )}
      </div>
      <JsonLd data={breadcrumbData(getEnv().siteUrl, t("path.home"), category.path)} />
      <ContactPanel viewer={viewer} desk={desk} locale={locale} />
    </>
  );
}
