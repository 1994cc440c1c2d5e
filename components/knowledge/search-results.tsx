import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { articleHref } from "@/lib/knowledge/article-href";
import type { ArticleHit } from "@/lib/knowledge/help-types";
import { Marked } from "./marked";

/** Articles that were found, each at its best passage, with the words that were looked for marked. */
export async function SearchResults({
  hits,
  query,
  isWeak,
}: {
  hits: readonly ArticleHit[];
  query: string;
  /** Nothing answers it well. */
  isWeak: boolean;
}) {
  const [t, search] = await Promise.all([getTranslations("help.results"), getTranslations("help.search")]);
  return (
    <>
      <p role="status" className="mt-6 text-base text-fg-muted">
        {isWeak ? t("weak") : search("found", { count: hits.length })}
      </p>
      <ol className="mt-2 divide-y border-y">
        {hits.map((hit) => (
          <li key={hit.slug} lang={hit.locale === "en" ? undefined : hit.locale} className="py-5">
            <p className="text-fg-muted text-sm">{hit.breadcrumb.join(" › ")}</p>
            <h2 className="mt-0.5 font-semibold text-lg">
              <Link
                href={articleHref(hit) as Route}
                prefetch={false}
                className="hit-44 rounded-sm text-primary-text underline decoration-transparent underline-offset-2 transition-colors hover:decoration-current"
              >
                <Marked query={query}>{hit.title}</Marked>
              </Link>
            </h2>
            <p className="mt-1 wrap-anywhere text-base text-fg-secondary">
              <Marked query={query}>{hit.excerpt}</Marked>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
