import type { Metadata, Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { ArticleTable } from "@/components/knowledge/article-table";
import { SearchReadiness } from "@/components/knowledge/search-readiness";
import { ListPageSkeleton } from "@/components/knowledge/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FileText, FolderTree, Plus, Search, SearchX } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Select } from "@/components/ui/select";
import { Tabs } from "@/components/ui/tabs";
import { Toolbar } from "@/components/ui/toolbar";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import { inTreeOrder } from "@/lib/knowledge/category-order";
import {
  loadArticleCounts,
  loadArticles,
  loadEmbeddingProgress,
  loadHelpCategories,
} from "@/lib/knowledge/desk-queries";
import { ARTICLE_SORTS, ARTICLE_VIEWS } from "@/lib/knowledge/desk-types";
import { articlesHref, readArticlesAddress } from "@/lib/knowledge/list-address";

type Props = PageProps<"/admin/knowledge">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("knowledge.list");
  return { title: t("title") };
}

/** The articles of the help centre, as those who write them see them. */
export default function KnowledgePage(props: Props) {
  return (
    <Arrival skeleton={<ListPageSkeleton />}>
      <Knowledge {...props} />
    </Arrival>
  );
}

async function Knowledge({ searchParams }: Props) {
  const viewer = await requireViewer("staff", "knowledge");
  const address = readArticlesAddress(await searchParams);
  const { view, q, category, sort, cursor } = address;
  const filters = {
    status: view === "all" ? undefined : view,
    q: q || undefined,
    categoryId: category || undefined,
    sort,
  };
  const [t, { items, nextCursor }, counts, categories, progress] = await Promise.all([
    getTranslations("knowledge.list"),
    loadArticles(viewer, filters, { cursor: decodeCursor(cursor), limit: 50 }),
    loadArticleCounts(viewer),
    loadHelpCategories(viewer),
    loadEmbeddingProgress(viewer),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("gapsCount", { count: counts.gaps })}
        actions={
          <>
            <LinkButton href={"/admin/knowledge/gaps" as Route}>
              <SearchX aria-hidden />
              {t("gaps")}
            </LinkButton>
            <LinkButton href={"/admin/knowledge/categories" as Route}>
              <FolderTree aria-hidden />
              {t("categories")}
            </LinkButton>
            <LinkButton href={"/admin/knowledge/new" as Route} variant="primary">
              <Plus aria-hidden />
              {t("new")}
            </LinkButton>
          </>
        }
        className="mb-3"
      />
      <Tabs
        label={t("views")}
        tabs={ARTICLE_VIEWS.map((one) => ({
          href: articlesHref({ ...address, view: one, cursor: "" }) as Route,
          label: t(`view.${one}`),
          count: counts[one],
          active: one === view,
        }))}
      />
      <div className="flex flex-col gap-3 pt-3">
        <Toolbar label={t("search")}>
          <Form action="/admin/knowledge" scroll={false} className="flex min-w-0 flex-1 flex-wrap gap-2">
            {view !== "all" && <input type="hidden" name="view" value={view} />}
            <Input
              key={`search ${q}`}
              type="search"
              controlSize="sm"
              name="q"
              defaultValue={q}
              maxLength={200}
              aria-label={t("search")}
              placeholder={t("searchPlaceholder")}
              icon={<Search aria-hidden />}
              className="min-w-0 flex-1 basis-56 sm:max-w-96"
            />
            <Select
              key={`category ${category}`}
              name="category"
              controlSize="sm"
              aria-label={t("category")}
              defaultValue={category}
              placeholder={t("allCategories")}
              options={inTreeOrder(categories).map(({ id, name, depth }) => ({
                value: id,
                label: `${"\u2003".repeat(depth)}${name}`,
              }))}
              className="min-w-0 flex-1 basis-40 sm:max-w-60"
            />
            <Select
              key={`sort ${sort}`}
              name="sort"
              controlSize="sm"
              aria-label={t("sort")}
              defaultValue={sort}
              options={ARTICLE_SORTS.map((one) => ({ value: one, label: t(`sorts.${one}`) }))}
              className="min-w-0 flex-1 basis-36 sm:max-w-48"
            />
            <Button type="submit">{t("show")}</Button>
          </Form>
        </Toolbar>
        {items.length === 0 ? (
          <Nothing isNarrowed={q !== "" || category !== "" || view !== "all"} />
        ) : (
          <Card flush>
            <ArticleTable articles={items} reader={viewer} />
          </Card>
        )}
        <Pagination
          nextHref={nextCursor ? (articlesHref({ ...address, cursor: nextCursor }) as Route) : null}
          nextLabel={t("next")}
          firstHref={cursor ? (articlesHref({ ...address, cursor: "" }) as Route) : null}
          firstLabel={t("first")}
        />
        <SearchReadiness progress={progress} reader={viewer} />
      </div>
    </>
  );
}

async function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  const t = await getTranslations("knowledge.list");
  return isNarrowed ? (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t("noMatch.title")}
      actions={<LinkButton href={"/admin/knowledge" as Route}>{t("noMatch.clear")}</LinkButton>}
    >
      {t("noMatch.body")}
    </EmptyState>
  ) : (
    <EmptyState
      icon={<FileText aria-hidden />}
      title={t("empty.title")}
      actions={
        <LinkButton href={"/admin/knowledge/categories" as Route} variant="primary">
          {t("categories")}
        </LinkButton>
      }
    >
      {t("empty.body")}
    </EmptyState>
  );
}
