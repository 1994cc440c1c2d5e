import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { AgentChoice } from "@/components/calls/agent-choice";
import { CallPageSkeleton } from "@/components/calls/page-skeleton";
import { WeekCalendar } from "@/components/calls/week-calendar";
import { DeskShortcuts } from "@/components/desk/desk-shortcuts";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Arrival } from "@/components/ui/arrival";
import { Banner } from "@/components/ui/banner";
import { ChevronLeft } from "@/components/ui/control-icons";
import { CalendarPlus, ChevronRight } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { addDays, mondayOf } from "@/lib/calls/month";
import { listCallAgents } from "@/lib/calls/queries";
import { placeWeek } from "@/lib/calls/week";
import { loadWeek } from "@/lib/calls/week-queries";
import { calendarDay, dateTimeFormat } from "@/lib/core/dates";
import { isUuid } from "@/lib/core/ids";

type Props = PageProps<"/admin/calls">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

const PATH = "/admin/calls";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("call-desk.week");
  return { title: t("title") };
}

/** The calls of a week, of everybody or of one colleague. */
export default function DeskCallsPage(props: Props) {
  return (
    <Arrival skeleton={<CallPageSkeleton />}>
      <Calls {...props} />
    </Arrival>
  );
}

async function Calls({ searchParams }: Props) {
  const [viewer, query] = await Promise.all([requireViewer("staff", "calls"), searchParams]);
  const now = new Date();
  const asked = [query.week].flat()[0] ?? "";
  const today = calendarDay(now, viewer.timeZone);
  const isDay = /^20\d\d-\d\d-\d\d$/.test(asked) && !Number.isNaN(Date.parse(asked));
  const monday = mondayOf(isDay ? asked : today);
  const named = [query.agent].flat()[0] ?? "";
  const agent = isUuid(named) ? named : null;
  const [t, agents, { calls, isWhole }] = await Promise.all([
    getTranslations("call-desk.week"),
    listCallAgents(viewer),
    loadWeek(viewer, monday, agent),
  ]);
  const reader = { locale: viewer.locale, timeZone: viewer.timeZone, now };
  const href = (week: string) => `${PATH}?week=${week}${agent ? `&agent=${agent}` : ""}` as Route;
  const range = dateTimeFormat(viewer.locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <DeskShortcuts />
      <PageHeader
        title={t("title")}
        meta={range.formatRange(new Date(`${monday}T12:00:00Z`), new Date(`${addDays(monday, 6)}T12:00:00Z`))}
        className="mb-4"
        actions={
          <>
            <LinkButton href={"/admin/calls/availability" as Route}>{t("availability")}</LinkButton>
            <LinkButton
              href={"/admin/calls/new" as Route}
              variant="primary"
              icon={<CalendarPlus aria-hidden />}
            >
              {t("book")}
            </LinkButton>
          </>
        }
      />
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <LinkButton
          href={href(addDays(monday, -7))}
          label={t("earlier")}
          icon={<ChevronLeft aria-hidden />}
          aria-keyshortcuts="p"
          scroll={false}
        />
        <LinkButton href={href(today)} aria-keyshortcuts="t" scroll={false}>
          {t("today")}
        </LinkButton>
        <LinkButton
          href={href(addDays(monday, 7))}
          label={t("later")}
          icon={<ChevronRight aria-hidden />}
          aria-keyshortcuts="n"
          scroll={false}
        />
        <AgentChoice
          path={PATH}
          agent={agent}
          agents={agents.ok ? agents.value : []}
          kept={{ week: monday }}
          size="sm"
          className="ms-auto max-sm:w-full"
        />
      </div>
      {!isWhole && (
        <Banner tone="info" className="mb-4">
          {t("cut")}
        </Banner>
      )}
      <WeekCalendar week={placeWeek(calls, monday, viewer.timeZone)} reader={reader} />
    </>
  );
}
