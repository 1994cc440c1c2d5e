import type { Route } from "next";
import Link from "next/link";
import { ChevronRight } from "@/components/ui/icons";

/** Articles with what they are about, as rows. */
export function ArticleList({
  articles,
}: {
  articles: readonly { slug: string; title: string; summary: string; locale?: string }[];
}) {
  return (
    <ul className="divide-y border-y">
      {articles.map(({ slug, title, summary, locale }) => (
        <li key={slug} lang={locale && locale !== "en" ? locale : undefined}>
          <Link
            href={`/help/${slug}` as Route}
            prefetch={false}
            className="group -mx-3 flex items-center gap-4 rounded-md px-3 py-3.5 transition-colors hover:bg-hover"
          >
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{title}</span>
              <span className="mt-0.5 block text-base text-fg-muted">{summary}</span>
            </span>
            <ChevronRight aria-hidden className="shrink-0 text-fg-muted" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
