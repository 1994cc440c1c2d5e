import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Lock } from "@/components/ui/icons";
import { formatDate } from "@/lib/core/dates";
import { articleOutline } from "@/lib/knowledge/headings";
import type { HelpArticle } from "@/lib/knowledge/help-types";
import { ArticleBody } from "./article-body";
import { Breadcrumb } from "./breadcrumb";
import { Contents } from "./contents";

const WORDS_A_MINUTE = 220;
/** Fewer headings are seen at a glance. */
const LEAST_HEADINGS = 2;
const DEEPEST = 3;

/** An article with the way to it, its contents beside it, the vote below it, and what to read next. */
export async function ArticlePage({
  article,
  locale,
  timeZone,
  source,
  vote,
}: {
  article: HelpArticle;
  locale: string;
  timeZone: string;
  /** What a printed page says about where it comes from. */
  source: { name: string; address: string };
  vote: ReactNode;
}) {
  const t = await getTranslations("help.article");
  const headings = articleOutline(article.body).filter(({ depth }) => depth <= DEEPEST);
  const hasContents = headings.length >= LEAST_HEADINGS;
  const minutes = Math.max(1, Math.round(article.body.split(/\s+/).length / WORDS_A_MINUTE));
  return (
    <div className="mx-auto grid w-full max-w-wide gap-x-16 px-4 pt-8 pb-14 sm:px-6 lg:grid-cols-[minmax(0,1fr)_15rem] lg:pt-12 lg:pb-20">
      <article className="min-w-0 max-w-reading">
        <Breadcrumb path={article.path} />
        <div lang={article.locale}>
          <h1 className="mt-4 font-semibold text-3xl">{article.title}</h1>
          <p className="mt-3 text-fg-secondary text-lg">{article.summary}</p>
        </div>
        <p className="mt-4 flex flex-wrap items-center gap-x-3 text-fg-muted text-sm">
          <time dateTime={article.updatedAt}>
            {t("updated", { date: formatDate(article.updatedAt, locale, timeZone) })}
          </time>
          <span aria-hidden>·</span>
          {t("minutes", { count: minutes })}
          {article.isPrivate && (
            <span className="flex items-center gap-1.5">
              <Lock aria-hidden className="size-3.5" />
              {t("privateNote")}
            </span>
          )}
        </p>
        {hasContents && <Contents headings={headings} placement="above" />}
        <div lang={article.locale} className="mt-8">
          <ArticleBody>{article.body}</ArticleBody>
        </div>
        <p className="mt-8 hidden text-sm print:block">{t("print", source)}</p>
        <section className="mt-12 border-t pt-6 print:hidden">{vote}</section>
        {article.related.length > 0 && (
          <section aria-labelledby="help-related" className="mt-10 print:hidden">
            <h2 id="help-related" className="font-semibold text-lg">
              {t("related")}
            </h2>
            <ul className="mt-3 grid gap-3 sm:grid-cols-2">
              {article.related.map(({ slug, title, summary }) => (
                <li
                  key={slug}
                  className="relative rounded-lg border px-4 py-3.5 transition-colors focus-within:border-line-hover hover:border-line-hover"
                >
                  <Link
                    href={`/help/${slug}` as Route}
                    prefetch={false}
                    className="rounded-sm font-medium text-base after:absolute after:inset-0 after:rounded-lg"
                  >
                    {title}
                  </Link>
                  <p className="mt-1 line-clamp-2 text-fg-muted text-sm">{summary}</p>
                </li>
              ))}
            </ul>
          </section>
        )}
      </article>
      {hasContents && (
        <aside className="max-lg:hidden print:hidden">
          <Contents headings={headings} placement="beside" />
        </aside>
      )}
    </div>
  );
}
