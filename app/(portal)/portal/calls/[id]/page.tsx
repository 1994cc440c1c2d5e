import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { AgreedActions } from "@/components/calls/agreed-actions";
import { CallHistory } from "@/components/calls/call-history";
import { CallNext } from "@/components/calls/call-next";
import { CallStatusBadge } from "@/components/calls/call-status";
import { callTime } from "@/components/calls/call-time";
import { CallPageSkeleton } from "@/components/calls/page-skeleton";
import { Transcript } from "@/components/calls/transcript";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Arrival } from "@/components/ui/arrival";
import { Banner } from "@/components/ui/banner";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { DetailLayout, Facts } from "@/components/ui/detail";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import type { CallDetail } from "@/lib/calls/detail";
import { findCall, getTranscript } from "@/lib/calls/queries";
import { callParams } from "@/lib/calls/schema";
import { formatPhone } from "@/lib/core/phone-words";
import { storable } from "@/lib/tickets/schema";

type Props = PageProps<"/portal/calls/[id]">;

const DONE = ["booked", "moved", "cancelled"] as const;

/** Once per request, for the page and its title. */
const readCall = cache(async (id: string): Promise<CallDetail | null> => {
  const viewer = await requireViewer("customer", "calls");
  const params = callParams.safeParse({ id });
  return params.success ? findCall(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const call = await readCall((await params).id);
  const t = await getTranslations("call-pages.detail");
  return { title: call?.purpose ?? t("missing") };
}

/** One call: when, with whom, what can be done, and afterwards what was said and agreed. */
export default function CallPage(props: Props) {
  return (
    <Arrival skeleton={<CallPageSkeleton />}>
      <Call {...props} />
    </Arrival>
  );
}

async function Call({ params, searchParams }: Props) {
  const [viewer, { id }, query] = await Promise.all([
    requireViewer("customer", "calls"),
    params,
    searchParams,
  ]);
  const call = await readCall(id);
  if (!call) notFound();
  const t = await getTranslations("call-pages");
  const reader = { locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() };
  const done = DONE.find((one) => one === query.done);
  const q = Array.from(storable([query.q].flat()[0] ?? ""))
    .slice(0, 200)
    .join("");
  const transcript = call.hasTranscript ? await getTranscript(viewer, call.id) : null;
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} recordId={call.id} />
      <PageHeader
        back={{ href: "/portal/calls" as Route, label: t("list.title") }}
        title={call.purpose}
        meta={
          <>
            <CallStatusBadge status={call.status} label={t(`status.${call.status}`)} />
            <span>{callTime(call, reader)}</span>
          </>
        }
        className="mb-6"
      />
      {done && <Done kind={done} call={call} />}
      <DetailLayout
        asideLabel={t("detail.facts")}
        aside={
          <div className="flex flex-col gap-6">
            <CallFacts call={call} timeZone={viewer.timeZone} />
            <CallHistory events={call.events} reader={reader} />
          </div>
        }
      >
        <div className="flex flex-col gap-6">
          <CallNext call={call} reader={reader} submitted={submittedState} />
          <AgreedActions call={call} side="customer" reader={reader} submitted={submittedState} />
          {transcript?.ok && (
            <Transcript transcript={transcript.value} path={`/portal/calls/${call.id}` as Route} q={q} />
          )}
        </div>
      </DetailLayout>
    </>
  );
}

/** What has just been done, with what may come next. */
async function Done({ kind, call }: { kind: (typeof DONE)[number]; call: CallDetail }) {
  const t = await getTranslations("call-pages.done");
  // Whoever comes back by a bookmark is told how things are now.
  const isStill = (kind === "cancelled") === (call.status === "cancelled");
  if (!isStill) return null;
  return (
    <Banner
      tone="success"
      title={t(`${kind}.title`)}
      className="mb-6"
      actions={
        kind === "cancelled" ? (
          <LinkButton
            href={
              `/portal/calls/new?again=${call.id}&channel=${call.channel}${call.category ? `&category=${call.category}` : ""}` as Route
            }
          >
            {t("again")}
          </LinkButton>
        ) : (
          <a href={`/api/portal/calls/${call.id}/ics`} download className={buttonStyle({})}>
            {t("calendar")}
          </a>
        )
      }
    >
      {t(`${kind}.body`)}
    </Banner>
  );
}

async function CallFacts({ call, timeZone }: { call: CallDetail; timeZone: string }) {
  const t = await getTranslations("call-pages");
  const facts = [
    { label: t("detail.agent"), value: call.agentName },
    { label: t("detail.topic"), value: call.categoryLabel },
    { label: t("detail.how"), value: t(`channel.${call.channel}`) },
    {
      label: t("detail.number"),
      value: call.channel === "phone" && call.phone ? formatPhone(call.phone) : null,
    },
    { label: t("detail.zone"), value: timeZone.replaceAll("_", " ") },
    { label: t("detail.bookedBy"), value: call.requestedByName },
    {
      label: t("detail.notes"),
      value: call.notes && <span className="whitespace-pre-line break-words">{call.notes}</span>,
    },
    { label: t("detail.reason"), value: call.cancelReason },
  ].filter(({ value }) => Boolean(value));
  return (
    <Card title={t("detail.facts")}>
      <Facts facts={facts} />
    </Card>
  );
}
