import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { AccessChart } from "@/components/audit/access-chart";
import { AccessList } from "@/components/audit/access-list";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AccessSkeleton } from "@/components/audit/skeletons";
import { PrivacyTabs } from "@/components/privacy/privacy-tabs";
import { Arrival } from "@/components/ui/arrival";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Eye, FileDown, SearchX } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import {
  type AuditListParams,
  auditFileQuery,
  auditQuery,
  filtersOn,
  readAuditParams,
  toAuditFilters,
} from "@/lib/audit/list-params";
import { loadAccesses } from "@/lib/audit/queries";
import { requireViewer } from "@/lib/auth/viewer";
import { decodeCursor } from "@/lib/core/ids";

type Props = PageProps<"/portal/privacy/access">;

const LIST = "/portal/privacy/access";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit.access");
  return { title: t("title") };
}

/** Who accessed the customer's data, what, why and when. */
export default function AccessPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<AccessSkeleton />}>
      <Accesses searchParams={searchParams} />
    </Arrival>
  );
}

async function Accesses({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer");
  const params = readAuditParams(await searchParams);
  const { role, kind, act, from, to } = toAuditFilters(params);
  const [t, { accesses, weeks }] = await Promise.all([
    getTranslations("audit"),
    loadAccesses(
      viewer,
      { role, kind, act, from, to, who: params.own || params.role === "customer" ? "all" : "others" },
      { cursor: params.cursor, limit: 50 },
    ),
  ]);
  const { locale, timeZone, modules } = viewer;
  return (
    <>
      <PrivacyTabs
        active="access"
        actions={
          <a
            href={`/api/portal/privacy/audit/csv${auditFileQuery(params)}`}
            className={buttonStyle({ variant: "secondary" })}
          >
            <FileDown aria-hidden />
            {t("access.csv")}
          </a>
        }
      />
      <Card title={t("access.chartTitle")} className="mb-4">
        <AccessChart weeks={weeks} locale={locale} />
      </Card>
      <div className="mb-5">
        <AuditFilters list={LIST} params={params} locale={locale} />
      </div>
      {accesses.items.length === 0 ? (
        <Nothing params={params} />
      ) : (
        <AccessList accesses={accesses.items} reader={{ locale, timeZone, modules }} />
      )}
      <Pagination
        nextHref={
          accesses.nextCursor
            ? (`${LIST}${auditQuery(params, { cursor: decodeCursor(accesses.nextCursor) })}` as Route)
            : null
        }
        nextLabel={t("pages.older")}
        firstHref={params.cursor ? (`${LIST}${auditQuery(params)}` as Route) : null}
        firstLabel={t("pages.first")}
      />
    </>
  );
}

async function Nothing({ params }: { params: AuditListParams }) {
  const t = await getTranslations("audit");
  if (filtersOn(params).length === 0 && !params.cursor) {
    return (
      <EmptyState icon={<Eye aria-hidden />} title={t("access.empty.title")}>
        {t("access.empty.body")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t("access.noMatch.title")}
      actions={<LinkButton href={LIST as Route}>{t("filter.clear")}</LinkButton>}
    >
      {t("access.noMatch.body")}
    </EmptyState>
  );
}
