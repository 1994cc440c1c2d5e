import type { Metadata, Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { SettingsListSkeleton } from "@/components/settings/list-skeleton";
import { TagList } from "@/components/tags/tag-list";
import { Arrival } from "@/components/ui/arrival";
import { EmptyState } from "@/components/ui/empty-state";
import { Search, SearchX, Tags as TagsIcon } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Toolbar } from "@/components/ui/toolbar";
import { requireViewer } from "@/lib/auth/viewer";
import { loadTags } from "@/lib/tags/queries";
import { readTagAddress } from "@/lib/tags/schema";

type Props = PageProps<"/admin/settings/tags">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

const PATH = "/admin/settings/tags";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tags");
  return { title: t("title") };
}

/** The tags of all tickets, kept in order. */
export default async function TagsPage(props: Props) {
  const t = await getTranslations("tags");
  return (
    <Arrival skeleton={<SettingsListSkeleton title={t("title")} label={t("loading")} />}>
      <Tags {...props} />
    </Arrival>
  );
}

async function Tags({ searchParams }: Props) {
  const [viewer, t, params] = await Promise.all([
    requireViewer("staff"),
    getTranslations("tags"),
    searchParams,
  ]);
  const { q, after } = readTagAddress(params);
  const { items, nextAfter } = await loadTags(viewer, { q, after });
  const canChange = viewer.role === "admin";
  const href = (next: string | undefined) => {
    const query = new URLSearchParams({ ...(q && { q }), ...(next && { after: next }) });
    return `${PATH}${query.size > 0 ? `?${query}` : ""}` as Route;
  };
  return (
    <>
      <LiveRefresh topics={["staff"]} recordId="tags" />
      <PageHeader title={t("title")} meta={canChange ? undefined : t("readOnly")} className="mb-2" />
      <p className="mb-4 max-w-[72ch] text-fg-muted text-sm">{t("intro")}</p>
      <div className="flex flex-col gap-3">
        <Toolbar label={t("search")}>
          <Form action={PATH} scroll={false} className="min-w-0 flex-1 sm:max-w-96">
            <Input
              key={q}
              type="search"
              name="q"
              controlSize="sm"
              defaultValue={q}
              maxLength={40}
              aria-label={t("search")}
              placeholder={t("searchPlaceholder")}
              icon={<Search aria-hidden />}
            />
          </Form>
        </Toolbar>
        {items.length > 0 ? (
          <TagList tags={items} canChange={canChange} />
        ) : q || after ? (
          <EmptyState
            icon={<SearchX aria-hidden />}
            title={t("noMatch.title")}
            actions={<LinkButton href={PATH as Route}>{t("noMatch.clear")}</LinkButton>}
          />
        ) : (
          <EmptyState icon={<TagsIcon aria-hidden />} title={t("empty.title")}>
            {t("empty.body")}
          </EmptyState>
        )}
        <Pagination
          nextHref={nextAfter ? href(nextAfter) : null}
          nextLabel={t("next")}
          firstHref={after ? href(undefined) : null}
          firstLabel={t("first")}
        />
      </div>
    </>
  );
}
