import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DashboardSkeleton } from "@/components/dashboard/dashboard-skeleton";
import { DashboardView } from "@/components/dashboard/dashboard-view";
import { LiveRefresh } from "@/components/live/live-refresh";
import { GraceNotice } from "@/components/privacy/grace-notice";
import { Arrival } from "@/components/ui/arrival";
import { readAsViewer } from "@/lib/auth/viewer";
import { loadDashboard } from "@/lib/dashboard/queries";
import { findScheduledDeletion } from "@/lib/privacy/queries";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard");
  return { title: t("title") };
}

/** What is going on with this customer, what happens next, and what can be done. */
export default function DashboardPage() {
  return (
    <Arrival skeleton={<DashboardSkeleton />}>
      <Overview />
    </Arrival>
  );
}

async function Overview() {
  const [viewer, [dashboard, deletion]] = await readAsViewer("customer", (reader) =>
    Promise.all([loadDashboard(reader), findScheduledDeletion(reader)]),
  );
  const { fullName, locale, timeZone } = viewer;
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`, `user:${viewer.id}`]} />
      {deletion && <GraceNotice effectiveAt={deletion.effectiveAt} reader={viewer} />}
      <DashboardView dashboard={dashboard} reader={{ fullName, locale, timeZone, now: new Date() }} />
    </>
  );
}
