import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { DeskFigures } from "@/components/desk/desk-figures";
import { DeskList } from "@/components/desk/desk-list";
import { NewTicketLink } from "@/components/desk/new-ticket-link";
import { OverviewSkeleton } from "@/components/desk/overview-skeleton";
import { ShortcutsHelp } from "@/components/desk/shortcuts-help";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { CircleCheck } from "@/components/ui/control-icons";
import { EmptyState } from "@/components/ui/empty-state";
import { Inbox } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { loadOverview } from "@/lib/tickets/desk-queries";
import { type DeskView, queueHref } from "@/lib/tickets/desk-views";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("desk.overview");
  return { title: t("title") };
}

/** Where a member of staff begins: how the desk stands, what presses, and what is theirs. */
export default function OverviewPage() {
  return (
    <Arrival skeleton={<OverviewSkeleton />}>
      <Overview />
    </Arrival>
  );
}

async function Overview() {
  const viewer = await requireViewer("staff");
  const now = new Date();
  const { counts, attention, mine } = await loadOverview(viewer, now);
  const t = await getTranslations("desk.overview");
  const clock = { locale: viewer.locale, timeZone: viewer.timeZone, now };
  const href = (view: DeskView) => queueHref({ view, filters: {} }) as Route;
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <PageHeader
        title={t("title")}
        meta={t("summary", { breached: counts.breached, unassigned: counts.unassigned })}
        actions={
          <>
            <ShortcutsHelp page="overview" />
            <NewTicketLink />
          </>
        }
      />
      <div className="mt-4 flex flex-col gap-4 lg:gap-5">
        <DeskFigures counts={counts} />
        <div className="grid items-start gap-4 lg:gap-5 2xl:grid-cols-2">
          <Card
            flush
            title={t("attention")}
            actions={
              <LinkButton size="sm" variant="ghost" href={href(counts.breached > 0 ? "breached" : "at_risk")}>
                {t("showAll")}
              </LinkButton>
            }
          >
            {attention.length > 0 ? (
              <DeskList
                label={t("attention")}
                tickets={attention}
                from={{ view: "breached", filters: { sla: ["breached", "at_risk"] } }}
                clock={clock}
              />
            ) : (
              <EmptyState icon={<CircleCheck />} title={t("attentionEmpty")} />
            )}
          </Card>
          <Card
            flush
            title={t("mineTitle")}
            actions={
              <LinkButton size="sm" variant="ghost" href={href("mine")}>
                {t("showAll")}
              </LinkButton>
            }
          >
            {mine.length > 0 ? (
              <DeskList
                label={t("mineTitle")}
                tickets={mine}
                from={{ view: "mine", filters: {} }}
                clock={clock}
              />
            ) : (
              <EmptyState
                icon={<Inbox />}
                title={t("mineEmpty")}
                actions={<LinkButton href={href("unassigned")}>{t("takeOne")}</LinkButton>}
              />
            )}
          </Card>
        </div>
      </div>
    </>
  );
}
