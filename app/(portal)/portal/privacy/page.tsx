import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ConsentList } from "@/components/privacy/consent-list";
import { DeletionBanner, RestrictionBanner } from "@/components/privacy/deletion-banner";
import { Holdings } from "@/components/privacy/holdings";
import { PrivacyTabs } from "@/components/privacy/privacy-tabs";
import { RequestList } from "@/components/privacy/request-list";
import { Rights } from "@/components/privacy/rights";
import { PrivacySkeleton } from "@/components/privacy/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { Pagination } from "@/components/ui/pagination";
import { requireViewer } from "@/lib/auth/viewer";
import { loadPrivacyOverview, loadPrivacyRequests } from "@/lib/privacy/queries";
import { CORRECTION_FIELDS } from "@/lib/privacy/types";

type Props = PageProps<"/portal/privacy">;

const LIST = "/portal/privacy";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy.tabs");
  return { title: t("overviewTitle") };
}

/** The privacy centre: what there is, what can be done about it, what was asked for, what is agreed to. */
export default function PrivacyPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<PrivacySkeleton />}>
      <Privacy searchParams={searchParams} />
    </Arrival>
  );
}

async function Privacy({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer");
  const { cursor, correct } = await searchParams;
  const [t, overview, requests] = await Promise.all([
    getTranslations("privacy.overview"),
    loadPrivacyOverview(viewer),
    loadPrivacyRequests(viewer, cursor),
  ]);
  return (
    <>
      <LiveRefresh topics={[`user:${viewer.id}`]} />
      <PrivacyTabs active="overview" />
      <div className="flex flex-col gap-5">
        {overview.deletion && <DeletionBanner request={overview.deletion} reader={viewer} />}
        {overview.restriction && <RestrictionBanner since={overview.restriction.since} reader={viewer} />}
        <p className="max-w-reading text-fg-secondary text-sm">{t("intro", { days: overview.answerDays })}</p>
        <Rights
          overview={overview}
          reader={viewer}
          correct={CORRECTION_FIELDS.find((field) => field === correct)}
        />
        <div>
          <RequestList requests={requests.items} reader={viewer} now={new Date()} />
          <Pagination
            nextHref={requests.nextCursor ? (`${LIST}?cursor=${requests.nextCursor}` as Route) : null}
            nextLabel={t("older")}
            firstHref={cursor ? (LIST as Route) : null}
            firstLabel={t("first")}
          />
        </div>
        <Holdings holdings={overview.holdings} modules={viewer.modules} locale={viewer.locale} />
        <ConsentList consents={overview.consents} reader={viewer} />
      </div>
    </>
  );
}
