import { toString as textOf } from "mdast-util-to-string";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ArticleList } from "@/components/knowledge/article-list";
import { CategoryCards } from "@/components/knowledge/category-cards";
import { ContactPanel } from "@/components/knowledge/contact-panel";
import { HelpSearch } from "@/components/knowledge/help-search";
import { JsonLd } from "@/components/knowledge/json-ld";
import { Questions } from "@/components/knowledge/questions";
import { helpSearchTexts } from "@/components/knowledge/search-texts";
import { EmptyState } from "@/components/ui/empty-state";
import { LifeBuoy } from "@/components/ui/icons";
import { getBranding } from "@/lib/branding/queries";
import { categoryTree } from "@/lib/knowledge/category-tree";
import { parseArticle } from "@/lib/knowledge/headings";
import { loadHelpHome } from "@/lib/knowledge/help-queries";
import { questionsData } from "@/lib/knowledge/structured-data";
import { getEnv } from "@/lib/platform/env";
import { visitHelp } from "./reader";

const POPULAR = 6;

export async function generateMetadata(): Promise<Metadata> {
  const [t, { name }] = await Promise.all([getTranslations("help"), getBranding(), visitHelp()]);
  return {
    title: t("title"),
    description: t("description", { name }),
    alternates: { canonical: `${getEnv().siteUrl}/help` },
  };
}

/** The front of the help centre. */
export default async function HelpPage() {
  const { viewer, desk, locale } = await visitHelp();
  const [t, texts, home] = await Promise.all([
    getTranslations("help"),
    helpSearchTexts(),
    loadHelpHome(viewer, locale),
  ]);
  const branches = categoryTree(home.categories).filter(({ slug, total }) => total > 0 && slug !== "faq");
  const questions = home.questions.map(({ title, body }) => ({ title, text: textOf(parseArticle(body)) }));
  return (
    <>
      <section className="border-b bg-canvas">
        <div className="mx-auto max-w-form px-4 py-14 text-center sm:px-6 sm:py-20">
          <h1 className="font-semibold text-3xl">{t("headline")}</h1>
          <HelpSearch texts={texts} isLarge className="mt-7" />
        </div>
      </section>
      {branches.length === 0 ? (
        <EmptyState icon={<LifeBuoy aria-hidden />} title={t("home.empty.title")}>
          {t("home.empty.body")}
        </EmptyState>
      ) : (
        <div className="mx-auto w-full max-w-wide px-4 py-12 sm:px-6 lg:py-16">
          <h2 className="mb-5 font-semibold text-xl">{t("home.categories")}</h2>
          <CategoryCards branches={branches} />
          <h2 className="mt-14 mb-3 font-semibold text-xl">{t("home.popular")}</h2>
          <ArticleList articles={home.popular.slice(0, POPULAR)} />
        </div>
      )}
      {home.questions.length > 0 && (
        <>
          <Questions questions={home.questions} />
          <JsonLd data={questionsData(questions)} />
        </>
      )}
      <ContactPanel viewer={viewer} desk={desk} locale={locale} />
    </>
  );
}
