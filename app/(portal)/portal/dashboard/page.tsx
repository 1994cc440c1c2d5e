import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DashboardView } from "@/components/dashboard/dashboard-view";
import { LiveRefresh } from "@/components/live/live-refresh";
import { requireViewer } from "@/lib/auth/viewer";
import { loadDashboard } from "@/lib/dashboard/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard");
  return { title: t("title") };
}

/** What is going on with this customer, what happens next, and what can be done. */
export default async function DashboardPage() {
  const viewer = await requireViewer("customer");
  const dashboard = await loadDashboard(viewer);
  const { fullName, locale, timeZone } = viewer;
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`, `user:${viewer.id}`]} />
      <DashboardView dashboard={dashboard} reader={{ fullName, locale, timeZone, now: new Date() }} />
    </>
  );
}
