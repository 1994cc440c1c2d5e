import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { MessagesSquare, Plus } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { partOfDay } from "@/lib/dashboard/day";
import { concernsOfToday, sentenceOf } from "@/lib/dashboard/today";
import { type Dashboard, isEmpty } from "@/lib/dashboard/types";
import { Figures } from "./figures";
import { QuickActions } from "./quick-actions";
import type { Reader } from "./reader";
import { RecentActivity } from "./recent-activity";
import { RecentTickets } from "./recent-tickets";
import { UpNext } from "./up-next";

/** Not fetched ahead: the form with its composer is more script than the dashboard itself. */
const NEW_TICKET = "/portal/tickets/new" as Route;

/** The customer's start: what matters today, how things stand, what comes next, what was last. */
export async function DashboardView({ dashboard, reader }: { dashboard: Dashboard; reader: Reader }) {
  const t = await getTranslations("dashboard");
  const name = reader.fullName.split(" ")[0] ?? "";
  if (isEmpty(dashboard)) return <FirstSteps name={name} />;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={t(`greeting.${partOfDay(reader.now, reader.timeZone)}`, { name })}
        meta={sentenceOf(concernsOfToday(dashboard, reader), t)}
        actions={
          <LinkButton href={NEW_TICKET} prefetch={false} variant="primary" icon={<Plus aria-hidden />}>
            {t("newTicket")}
          </LinkButton>
        }
      />
      <Figures dashboard={dashboard} reader={reader} />
      {/* On a phone what comes next stands above what was; on a desk both are in sight. */}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid items-start gap-6 md:max-lg:grid-cols-2 lg:col-start-2">
          <UpNext dashboard={dashboard} reader={reader} />
          <QuickActions modules={dashboard.modules} />
        </div>
        <div className="grid min-w-0 gap-6 lg:col-start-1 lg:row-start-1">
          <RecentTickets tickets={dashboard.recentTickets} reader={reader} />
          <RecentActivity activities={dashboard.recentActivity} reader={reader} />
        </div>
      </div>
    </div>
  );
}

async function FirstSteps({ name }: { name: string }) {
  const t = await getTranslations("dashboard.empty");
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t("greeting", { name })} />
      <Card>
        <EmptyState
          icon={<MessagesSquare />}
          title={t("title")}
          actions={
            <LinkButton href={NEW_TICKET} prefetch={false} variant="primary" icon={<Plus aria-hidden />}>
              {t("action")}
            </LinkButton>
          }
        >
          {t("body")}
        </EmptyState>
      </Card>
    </div>
  );
}
