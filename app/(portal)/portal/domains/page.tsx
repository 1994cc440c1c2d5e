import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { AddDomainForm } from "@/components/domains/add-domain-form";
import { DomainCard } from "@/components/domains/domain-card";
import { DomainsSkeleton } from "@/components/domains/domains-skeleton";
import { addDomainTexts } from "@/components/domains/texts";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Arrival } from "@/components/ui/arrival";
import { EmptyState } from "@/components/ui/empty-state";
import { Globe } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { addDomainAction } from "@/lib/domains/actions";
import { loadDomains } from "@/lib/domains/queries";

type Props = PageProps<"/portal/domains">;

const LIST = "/portal/domains";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("domains");
  return { title: t("title") };
}

/** The customer's own domains. */
export default function DomainsPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<DomainsSkeleton />}>
      <Domains searchParams={searchParams} />
    </Arrival>
  );
}

async function Domains({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer", "domains");
  const [t, { domains, isFirstPage }, submitted, texts] = await Promise.all([
    getTranslations("domains"),
    loadDomains(viewer, await searchParams),
    submittedState(addDomainAction),
    addDomainTexts(),
  ]);
  const reader = { locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() };
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} />
      <PageHeader title={t("title")} meta={t("meta")} className="mb-4" />
      <section aria-label={t("add.title")} className="rounded-lg border bg-paper p-4">
        <AddDomainForm initial={submitted} formKey={newId()} texts={texts} />
      </section>
      {domains.items.length === 0 ? (
        <EmptyState icon={<Globe aria-hidden />} title={t("empty.title")}>
          {t("empty.body")}
        </EmptyState>
      ) : (
        <ul aria-label={t("list")} className="mt-4 flex flex-col gap-3">
          {domains.items.map((domain) => (
            <DomainCard key={domain.id} domain={domain} reader={reader} />
          ))}
        </ul>
      )}
      <Pagination
        nextHref={domains.nextCursor ? (`${LIST}?cursor=${domains.nextCursor}` as Route) : null}
        nextLabel={t("older")}
        firstHref={isFirstPage ? null : (LIST as Route)}
        firstLabel={t("first")}
      />
    </>
  );
}
