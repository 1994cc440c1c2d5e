import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { DeskShortcuts } from "@/components/desk/desk-shortcuts";
import { LiveRefresh } from "@/components/live/live-refresh";
import { DeskList } from "@/components/privacy/desk-list";
import { PrivacyDeskTabs } from "@/components/privacy/privacy-desk-tabs";
import { PrivacyDeskSkeleton } from "@/components/privacy/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ShieldCheck } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";
import { loadPrivacyCounts, loadPrivacyDesk } from "@/lib/privacy/queries";

type Props = PageProps<"/admin/privacy">;

const LIST = "/admin/privacy";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy.deskTabs");
  return { title: t("requestsTitle") };
}

/** What customers ask for about their data, the most urgent first. */
export default function PrivacyDeskPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<PrivacyDeskSkeleton />}>
      <PrivacyDesk searchParams={searchParams} />
    </Arrival>
  );
}

async function PrivacyDesk({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("staff");
  const { view, cursor } = await searchParams;
  const isSettled = view === "settled";
  const at = typeof cursor === "string" ? decodeCursor(cursor) : null;
  const [t, counts, { items, nextCursor }] = await Promise.all([
    getTranslations("privacy.desk"),
    loadPrivacyCounts(viewer),
    loadPrivacyDesk(viewer, { open: !isSettled }, { cursor: at, limit: 50 }),
  ]);
  const address = isSettled ? `${LIST}?view=settled` : LIST;
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <DeskShortcuts />
      <PrivacyDeskTabs active="requests" />
      {counts.overdue > 0 && (
        <Banner tone="error" title={t("overdueBanner", { count: counts.overdue })} className="mb-4">
          {t("overdueBody")}
        </Banner>
      )}
      <nav aria-label={t("views")} className="mb-4 flex gap-2">
        <LinkButton
          href={LIST as Route}
          size="sm"
          variant={isSettled ? "ghost" : "secondary"}
          aria-current={isSettled ? undefined : "page"}
        >
          {t("open")} <span className="tabular-nums">{counts.open}</span>
        </LinkButton>
        <LinkButton
          href={`${LIST}?view=settled` as Route}
          size="sm"
          variant={isSettled ? "secondary" : "ghost"}
          aria-current={isSettled ? "page" : undefined}
        >
          {t("settled")}
        </LinkButton>
      </nav>
      {items.length === 0 ? (
        <Card>
          <EmptyState icon={<ShieldCheck aria-hidden />} title={t(isSettled ? "emptySettled" : "empty")}>
            {t("emptyBody")}
          </EmptyState>
        </Card>
      ) : (
        <Card flush className="max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
          <DeskList requests={items} reader={viewer} now={new Date()} />
        </Card>
      )}
      <Pagination
        nextHref={nextCursor ? (`${address}${isSettled ? "&" : "?"}cursor=${nextCursor}` as Route) : null}
        nextLabel={t("older")}
        firstHref={at ? (address as Route) : null}
        firstLabel={t("first")}
      />
    </>
  );
}
