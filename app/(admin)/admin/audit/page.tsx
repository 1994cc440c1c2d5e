import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditList } from "@/components/audit/audit-list";
import { AuditStateLine } from "@/components/audit/audit-state-line";
import { AuditSkeleton } from "@/components/audit/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FileDown, SearchX } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { auditFileQuery, auditQuery, readAuditParams, toAuditFilters } from "@/lib/audit/list-params";
import { loadAuditEntries, loadAuditState } from "@/lib/audit/queries";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";

type Props = PageProps<"/admin/audit">;

const LIST = "/admin/audit";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit.desk");
  return { title: t("title") };
}

/** The audit log, for admins. */
export default function AuditPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<AuditSkeleton />}>
      <Entries searchParams={searchParams} />
    </Arrival>
  );
}

async function Entries({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("admin");
  const params = readAuditParams(await searchParams);
  const [t, { items, nextCursor }, state] = await Promise.all([
    getTranslations("audit"),
    loadAuditEntries(viewer, toAuditFilters(params), { cursor: params.cursor, limit: 50 }),
    loadAuditState(viewer),
  ]);
  const { locale, timeZone, modules } = viewer;
  return (
    <>
      <PageHeader
        title={t("desk.title")}
        meta={t("desk.intro")}
        className="mb-3"
        actions={
          <a
            href={`/api/admin/audit/csv${auditFileQuery(params)}`}
            className={buttonStyle({ variant: "secondary" })}
          >
            <FileDown aria-hidden />
            {t("desk.csv")}
          </a>
        }
      />
      <AuditStateLine state={state} locale={locale} />
      <div className="mb-3">
        <AuditFilters list={LIST} params={params} locale={locale} />
      </div>
      {items.length === 0 ? (
        <Card>
          <EmptyState
            icon={<SearchX aria-hidden />}
            title={t("desk.noMatch.title")}
            actions={<LinkButton href={LIST as Route}>{t("filter.clear")}</LinkButton>}
          >
            {t("desk.noMatch.body")}
          </EmptyState>
        </Card>
      ) : (
        <AuditList entries={items} reader={{ locale, timeZone, modules }} />
      )}
      <Pagination
        nextHref={
          nextCursor ? (`${LIST}${auditQuery(params, { cursor: decodeCursor(nextCursor) })}` as Route) : null
        }
        nextLabel={t("pages.older")}
        firstHref={params.cursor ? (`${LIST}${auditQuery(params)}` as Route) : null}
        firstLabel={t("pages.first")}
      />
    </>
  );
}
