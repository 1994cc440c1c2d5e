import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { GitCompare } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { countChanges, shownLines } from "@/lib/quotes/compared-lines";
import { type QuoteView, quoteQuery } from "@/lib/quotes/quote-address";
import type { QuoteVersion } from "@/lib/quotes/types";

/** The versions to choose from, the latest first, and what tells the shown one from the one before. */
export async function QuoteVersions({
  versions,
  view,
  path,
}: {
  versions: readonly QuoteVersion[];
  view: QuoteView;
  /** Of the quote's page. */
  path: string;
}) {
  const { shown, compared } = view;
  if (!shown || versions.length < 2) return null;
  const t = await getTranslations("quote-pages.versions");
  const newestFirst = versions.toSorted((a, b) => b.version - a.version);
  const latest = newestFirst[0]?.version;
  const earlier = newestFirst.find(({ version }) => version < shown.version);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <nav aria-label={t("label")}>
        <ul className="flex flex-wrap gap-1">
          {newestFirst.map(({ version }) => (
            <li key={version}>
              <Link
                href={`${path}${version === latest ? "" : `?version=${version}`}` as Route}
                prefetch={false}
                scroll={false}
                aria-current={version === shown.version ? "page" : undefined}
                className="hit-44 flex h-7 items-center rounded-md px-2.5 font-medium text-fg-muted text-sm transition-colors hover:bg-hover hover:text-fg aria-[current]:bg-active aria-[current]:text-fg touch:h-9"
              >
                {t(version === latest ? "latest" : "version", { version })}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {compared ? (
        <LinkButton
          href={`${path}${quoteQuery(view, { compare: null })}` as Route}
          size="sm"
          variant="ghost"
          scroll={false}
        >
          {t("hide")}
        </LinkButton>
      ) : (
        earlier && (
          <span className="flex flex-wrap items-center gap-2 text-fg-muted text-sm">
            <span className="max-sm:hidden">
              {summary(await getTranslations("quote-pages.versions"), shown, earlier)}
            </span>
            <LinkButton
              href={`${path}${quoteQuery(view, { compare: earlier.version })}` as Route}
              size="sm"
              icon={<GitCompare aria-hidden />}
              scroll={false}
            >
              {t("compare", { version: earlier.version })}
            </LinkButton>
          </span>
        )
      )}
    </div>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"quote-pages.versions">>>;

/** "1 line added, 2 changed" */
function summary(t: Words, shown: QuoteVersion, earlier: QuoteVersion): string {
  const counts = countChanges(shownLines(shown, earlier));
  const parts = (["added", "removed", "changed"] as const).flatMap((kind) =>
    counts[kind] > 0 ? t(`count.${kind}`, { count: counts[kind] }) : [],
  );
  return parts.length > 0 ? parts.join(", ") : t("count.none");
}
