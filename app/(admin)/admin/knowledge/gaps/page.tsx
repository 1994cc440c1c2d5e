import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { GapList } from "@/components/knowledge/gap-list";
import { ListPageSkeleton } from "@/components/knowledge/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchX } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import { loadGaps } from "@/lib/knowledge/desk-queries";
import { GAP_STATUSES, type GapStatus } from "@/lib/knowledge/desk-types";
import { gapStatus } from "@/lib/knowledge/schema";

type Props = PageProps<"/admin/knowledge/gaps">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("knowledge.gaps");
  return { title: t("title") };
}

/** What people look for and do not find. */
export default function GapsPage(props: Props) {
  return (
    <Arrival skeleton={<ListPageSkeleton page="gaps" />}>
      <Gaps {...props} />
    </Arrival>
  );
}

const hrefOf = (status: GapStatus, cursor = "") => {
  const query = new URLSearchParams({ ...(status !== "open" && { status }), ...(cursor && { cursor }) });
  return `/admin/knowledge/gaps${query.size > 0 ? `?${query}` : ""}` as Route;
};

async function Gaps({ searchParams }: Props) {
  const viewer = await requireViewer("staff", "knowledge");
  const params = await searchParams;
  const status = gapStatus.catch("open").parse([params.status].flat()[0]);
  const cursor = [params.cursor].flat()[0] ?? "";
  const [t, words, { items, nextCursor, counts }] = await Promise.all([
    getTranslations("knowledge.gaps"),
    getTranslations("knowledge.list"),
    loadGaps(viewer, status, { cursor: decodeCursor(cursor), limit: 30 }),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        back={{ href: "/admin/knowledge" as Route, label: words("title") }}
        className="mb-1"
      />
      <p className="mb-3 max-w-[72ch] text-fg-muted text-sm">{t("lead")}</p>
      <Tabs
        label={t("views")}
        tabs={GAP_STATUSES.map((one) => ({
          href: hrefOf(one),
          label: t(`status.${one}`),
          count: counts[one],
          active: one === status,
        }))}
        className="mb-3"
      />
      {items.length === 0 ? (
        <EmptyState icon={<SearchX aria-hidden />} title={t(`empty.${status}`)}>
          {t(`empty.${status}Hint`)}
        </EmptyState>
      ) : (
        <GapList gaps={items} reader={viewer} />
      )}
      <Pagination
        nextHref={nextCursor ? hrefOf(status, nextCursor) : null}
        nextLabel={t("next")}
        firstHref={cursor ? hrefOf(status) : null}
        firstLabel={t("first")}
      />
    </>
  );
}
