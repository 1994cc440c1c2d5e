import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AgentChoice } from "@/components/calls/agent-choice";
import { AvailabilityExtras } from "@/components/calls/availability-extras";
import { AvailabilityPreview } from "@/components/calls/availability-preview";
import { AvailabilityWeek } from "@/components/calls/availability-week";
import { CommandForm } from "@/components/calls/command-form";
import { CallPageSkeleton } from "@/components/calls/page-skeleton";
import { commandTexts } from "@/components/calls/texts";
import { Arrival } from "@/components/ui/arrival";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { DetailLayout } from "@/components/ui/detail";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { callSettingsAction } from "@/lib/calls/desk-actions";
import { getAgentCalendar, getCallDesk, listCallAgents } from "@/lib/calls/queries";
import { type CallSettings, SLOT_MINUTES } from "@/lib/calls/types";
import { isUuid } from "@/lib/core/ids";

type Props = PageProps<"/admin/calls/availability">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

const PATH = "/admin/calls/availability";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("call-desk.availability");
  return { title: t("title") };
}

/** When a colleague can be called: their week, exceptions, time off, and what that makes. */
export default function AvailabilityPage(props: Props) {
  return (
    <Arrival skeleton={<CallPageSkeleton />}>
      <Availability {...props} />
    </Arrival>
  );
}

async function Availability({ searchParams }: Props) {
  const [viewer, query] = await Promise.all([requireViewer("staff", "calls"), searchParams]);
  const named = [query.agent].flat()[0] ?? "";
  const agentId = isUuid(named) ? named : viewer.id;
  const [t, agents, calendar, desk] = await Promise.all([
    getTranslations("call-desk.availability"),
    listCallAgents(viewer),
    getAgentCalendar(viewer, agentId),
    getCallDesk(viewer),
  ]);
  if (!calendar.ok && calendar.error.code === "not_found") notFound();
  if (!calendar.ok || !desk.ok) throw new Error("cannot read when somebody can be called");
  const canChange = agentId === viewer.id || viewer.role === "admin";
  const now = new Date();
  const reader = { locale: viewer.locale, timeZone: calendar.value.timeZone, now };
  return (
    <>
      <PageHeader
        back={{ href: "/admin/calls" as Route, label: t("back") }}
        title={t("title")}
        meta={t("of", { name: calendar.value.agentName })}
        className="mb-4"
      />
      <AgentChoice
        path={PATH}
        agent={agentId}
        agents={agents.ok ? agents.value : []}
        hasEverybody={false}
        className="mb-6 max-w-md"
      />
      {!canChange && (
        <Banner tone="info" className="mb-6">
          {t("readOnly")}
        </Banner>
      )}
      {calendar.value.isAway && (
        <Banner tone="warning" className="mb-6">
          {t("away")}
        </Banner>
      )}
      <DetailLayout
        asideLabel={t("preview")}
        aside={
          <AvailabilityPreview
            calendar={calendar.value}
            canChange={canChange}
            reader={reader}
            submitted={submittedState}
          />
        }
      >
        <div className="flex flex-col gap-6">
          <AvailabilityWeek
            calendar={calendar.value}
            canChange={canChange}
            reader={reader}
            submitted={submittedState}
          />
          <AvailabilityExtras
            calendar={calendar.value}
            canChange={canChange}
            reader={reader}
            categories={desk.value.categories}
            submitted={submittedState}
          />
          {viewer.role === "admin" && <Booking settings={calendar.value.settings} />}
        </div>
      </DetailLayout>
    </>
  );
}

async function Booking({ settings }: { settings: CallSettings }) {
  const t = await getTranslations("call-desk.booking");
  const field = (name: keyof CallSettings) => ({
    name,
    label: t(name),
    hint: t(`hint.${name}`),
    type: "number" as const,
    value: String(settings[name]),
    required: true,
  });
  return (
    <Card title={t("title")}>
      <p className="mb-3 max-w-prose text-fg-muted text-sm">{t("about")}</p>
      <CommandForm
        action={callSettingsAction}
        initial={await submittedState(callSettingsAction)}
        hidden={{}}
        className="grid gap-4 sm:grid-cols-2"
        fields={[
          {
            ...field("slotMinutes"),
            type: "select",
            options: SLOT_MINUTES.map((minutes) => ({
              value: String(minutes),
              label: t("minutes", { minutes }),
            })),
          },
          field("noticeMinutes"),
          field("bufferBefore"),
          field("bufferAfter"),
          field("horizonDays"),
          field("maxOpen"),
        ]}
        texts={{ ...(await commandTexts(t("save"), t("failed"))), saved: t("saved") }}
      />
    </Card>
  );
}
