import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PrivacyDeskTabs } from "@/components/privacy/privacy-desk-tabs";
import { PolicyCard } from "@/components/retention/policy-card";
import { RetentionSkeleton } from "@/components/retention/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { requireViewer } from "@/lib/auth/viewer";
import { loadRetention } from "@/lib/retention/queries";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy.deskTabs");
  return { title: t("retentionTitle") };
}

/** How long each kind of data stays, and what would go now. */
export default function RetentionPage() {
  return (
    <Arrival skeleton={<RetentionSkeleton active="retention" />}>
      <Policies />
    </Arrival>
  );
}

async function Policies() {
  const viewer = await requireViewer("staff");
  const [t, { policies, holds, canEdit }] = await Promise.all([
    getTranslations("retention"),
    loadRetention(viewer),
  ]);
  const { locale, timeZone } = viewer;
  return (
    <>
      <PrivacyDeskTabs active="retention" />
      <p className="mb-4 max-w-[72ch] text-fg-secondary text-sm">{t("intro")}</p>
      <Card flush className="mb-6">
        <ul className="divide-y">
          {policies.map((policy) => (
            <PolicyCard key={policy.key} policy={policy} canEdit={canEdit} reader={{ locale, timeZone }} />
          ))}
        </ul>
      </Card>
      <Card title={t("holds.title")}>
        <p className="mb-3 text-fg-muted text-sm">{t("holds.intro")}</p>
        <dl className="flex flex-col gap-3 text-sm">
          {holds.map(({ rule, law, years }) => (
            <div key={rule}>
              <dt className="flex flex-wrap justify-between gap-x-4 font-medium">
                {t.has(`holds.${rule}` as "holds.accounting")
                  ? t(`holds.${rule}` as "holds.accounting")
                  : rule}
                <span className="font-normal text-fg-secondary tabular-nums">
                  {t("holds.years", { count: years })}
                </span>
              </dt>
              <dd className="text-fg-muted">{law}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </>
  );
}
