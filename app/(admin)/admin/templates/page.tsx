import type { Metadata, Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { TemplatesSkeleton } from "@/components/templates/skeletons";
import { TemplateTable } from "@/components/templates/template-table";
import { Arrival } from "@/components/ui/arrival";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { MessageSquareText, Plus, Search, SearchX } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Select } from "@/components/ui/select";
import { Tabs } from "@/components/ui/tabs";
import { Toolbar } from "@/components/ui/toolbar";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import { readTemplateAddress, templatesHref } from "@/lib/templates/list-address";
import { loadTemplateCounts, loadTemplates } from "@/lib/templates/queries";
import { TEMPLATE_STATES } from "@/lib/templates/types";
import { listCategories } from "@/lib/tickets/queries";

type Props = PageProps<"/admin/templates">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("templates.list");
  return { title: t("title") };
}

/** The prepared answers of the desk. */
export default function TemplatesPage(props: Props) {
  return (
    <Arrival skeleton={<TemplatesSkeleton />}>
      <Templates {...props} />
    </Arrival>
  );
}

async function Templates({ searchParams }: Props) {
  const viewer = await requireViewer("staff");
  const address = readTemplateAddress(await searchParams);
  const { state, q, category, cursor } = address;
  const filters = { state, q: q || undefined, category: category || undefined };
  const [t, { items, nextCursor }, counts, categories] = await Promise.all([
    getTranslations("templates.list"),
    loadTemplates(viewer, filters, { cursor: decodeCursor(cursor), limit: 50 }),
    loadTemplateCounts(viewer),
    listCategories(viewer),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <LinkButton href={"/admin/templates/new" as Route} variant="primary">
            <Plus aria-hidden />
            {t("new")}
          </LinkButton>
        }
        className="mb-3"
      />
      <Tabs
        label={t("views")}
        tabs={TEMPLATE_STATES.map((one) => ({
          href: templatesHref({ ...address, state: one, cursor: "" }) as Route,
          label: t(`view.${one}`),
          count: counts[one],
          active: one === state,
        }))}
      />
      <div className="flex flex-col gap-3 pt-3">
        <Toolbar label={t("search")}>
          <Form action="/admin/templates" scroll={false} className="flex min-w-0 flex-1 flex-wrap gap-2">
            {state !== "active" && <input type="hidden" name="view" value={state} />}
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
              options={[
                { value: "none", label: withCount(t("everyCategory"), counts.byCategory.none) },
                ...(categories.ok ? categories.value : []).map(({ slug, label }) => ({
                  value: slug,
                  label: withCount(label, counts.byCategory[slug]),
                })),
              ]}
              className="min-w-0 flex-1 basis-40 sm:max-w-60"
            />
            <Button type="submit">{t("show")}</Button>
          </Form>
        </Toolbar>
        {items.length === 0 ? (
          <Nothing isNarrowed={q !== "" || category !== "" || state !== "active"} />
        ) : (
          <Card flush>
            <TemplateTable templates={items} reader={viewer} />
          </Card>
        )}
        <Pagination
          nextHref={nextCursor ? (templatesHref({ ...address, cursor: nextCursor }) as Route) : null}
          nextLabel={t("next")}
          firstHref={cursor ? (templatesHref({ ...address, cursor: "" }) as Route) : null}
          firstLabel={t("first")}
        />
      </div>
    </>
  );
}

function withCount(label: string, count = 0): string {
  return count > 0 ? `${label} (${count})` : label;
}

async function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  const t = await getTranslations("templates.list");
  return isNarrowed ? (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t("noMatch.title")}
      actions={<LinkButton href={"/admin/templates" as Route}>{t("noMatch.clear")}</LinkButton>}
    >
      {t("noMatch.body")}
    </EmptyState>
  ) : (
    <EmptyState
      icon={<MessageSquareText aria-hidden />}
      title={t("empty.title")}
      actions={
        <LinkButton href={"/admin/templates/new" as Route} variant="primary">
          {t("new")}
        </LinkButton>
      }
    >
      {t("empty.body")}
    </EmptyState>
  );
}
