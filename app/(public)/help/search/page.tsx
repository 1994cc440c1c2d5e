import type { Metadata, Route } from "next";
import Link from "next/link";
import { after } from "next/server";
import { getTranslations } from "next-intl/server";
import { Breadcrumb } from "@/components/knowledge/breadcrumb";
import { ContactPanel } from "@/components/knowledge/contact-panel";
import { HelpSearch } from "@/components/knowledge/help-search";
import { SearchResults } from "@/components/knowledge/search-results";
import { helpSearchTexts } from "@/components/knowledge/search-texts";
import { EmptyState } from "@/components/ui/empty-state";
import { Search, SearchX } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { loadHelpCategory, searchHelp } from "@/lib/knowledge/help-queries";
import { searchQuery } from "@/lib/knowledge/help-schema";
import { logHelpSearch } from "@/lib/knowledge/visitor-service";
import { visitHelp } from "../reader";

type Props = PageProps<"/help/search">;

const MOST = 10;

/** What is asked for. An address that somebody wrote by hand may hold anything; what does not fit asks nothing. */
async function readSearch(searchParams: Props["searchParams"]) {
  const { q, category } = await searchParams;
  const asked = searchQuery.safeParse({
    q: typeof q === "string" ? q.slice(0, 300) : "",
    category: typeof category === "string" ? category : "",
  });
  return asked.success ? asked.data : { q: "", category: undefined };
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [{ q }, t] = await Promise.all([readSearch(searchParams), getTranslations("help.results")]);
  return { title: q ? t("tab", { query: q }) : t("title"), robots: { index: false } };
}

/** What the help centre says about something. What it does not say is kept for whoever writes articles. */
export default async function HelpSearchPage({ searchParams }: Props) {
  const [{ viewer, desk, locale }, { q, category }, t, texts] = await Promise.all([
    visitHelp(),
    readSearch(searchParams),
    getTranslations("help.results"),
    helpSearchTexts(),
  ]);
  const [{ hits, support }, topic] = await Promise.all([
    q ? searchHelp(viewer, { query: q, category, limit: MOST }) : { hits: [], support: "good" as const },
    category ? loadHelpCategory(viewer, category) : null,
  ]);
  // What one topic does not say may be in another: that is no gap.
  if (q && support !== "good" && !category) {
    after(() => logHelpSearch({ query: q, results: hits.length, support, locale }));
  }
  const topicName = topic?.found?.name;
  return (
    <>
      <div className="mx-auto w-full max-w-wide px-4 pt-8 pb-14 sm:px-6 lg:pt-12 lg:pb-20">
        <div className="max-w-reading">
          <Breadcrumb path={topic?.found?.path ?? []} />
          <h1 className="mt-4 wrap-anywhere font-semibold text-2xl">
            {q ? t("for", { query: q }) : t("title")}
          </h1>
          <HelpSearch key={q} query={q} category={category} texts={texts} className="mt-5" />
          {topicName && (
            <p className="mt-3 flex flex-wrap gap-x-3 text-base text-fg-muted">
              {t("inTopic", { topic: topicName })}
              <Link
                href={`/help/search?${new URLSearchParams({ q })}` as Route}
                prefetch={false}
                className="hit-44 text-primary-text underline underline-offset-2"
              >
                {t("everywhere")}
              </Link>
            </p>
          )}
          {hits.length > 0 ? (
            <SearchResults hits={hits} query={q} isWeak={support === "weak"} />
          ) : q ? (
            <EmptyState
              icon={<SearchX aria-hidden />}
              title={t("none.title", { query: q })}
              className="wrap-anywhere"
              actions={<NextStep viewer={viewer} query={q} />}
            >
              {t("none.body")}
            </EmptyState>
          ) : (
            <EmptyState icon={<Search aria-hidden />} title={t("ask.title")}>
              {t("ask.body")}
            </EmptyState>
          )}
        </div>
      </div>
      <ContactPanel viewer={viewer} desk={desk} locale={locale} />
    </>
  );
}

/** A ticket about what was not found, its subject filled in. */
async function NextStep({ viewer, query }: { viewer: { role: string } | null; query: string }) {
  const t = await getTranslations("help.contact");
  if (viewer && viewer.role !== "customer") return null;
  return (
    <LinkButton
      href={`/portal/tickets/new?${new URLSearchParams({ subject: query.slice(0, 200) })}` as Route}
      variant="primary"
    >
      {viewer ? t("ticket") : t("signInToWrite")}
    </LinkButton>
  );
}
