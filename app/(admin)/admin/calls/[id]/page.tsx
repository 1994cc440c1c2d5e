import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { AgreedActions } from "@/components/calls/agreed-actions";
import { CallHistory } from "@/components/calls/call-history";
import { CallStatusBadge } from "@/components/calls/call-status";
import { callTime } from "@/components/calls/call-time";
import { DeskCommands } from "@/components/calls/desk-commands";
import { DeskNotes } from "@/components/calls/desk-notes";
import { DeskTranscript } from "@/components/calls/desk-transcript";
import { CallPageSkeleton } from "@/components/calls/page-skeleton";
import { Transcript } from "@/components/calls/transcript";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { DetailLayout, Facts } from "@/components/ui/detail";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import type { CallDetail } from "@/lib/calls/detail";
import { findCall, getTranscript } from "@/lib/calls/queries";
import { callParams } from "@/lib/calls/schema";
import { formatPhone } from "@/lib/core/phone-words";
import { storable } from "@/lib/tickets/schema";

type Props = PageProps<"/admin/calls/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readCall = cache(async (id: string): Promise<CallDetail | null> => {
  const viewer = await requireViewer("staff", "calls");
  const params = callParams.safeParse({ id });
  return params.success ? findCall(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const call = await readCall((await params).id);
  const t = await getTranslations("call-pages.detail");
  return { title: call?.purpose ?? t("missing") };
}

/** A call as staff see it: whose it is, what is to be done, what was said. */
export default function DeskCallPage(props: Props) {
  return (
    <Arrival skeleton={<CallPageSkeleton />}>
      <Call {...props} />
    </Arrival>
  );
}

async function Call({ params, searchParams }: Props) {
  const [viewer, { id }, query] = await Promise.all([requireViewer("staff", "calls"), params, searchParams]);
  const call = await readCall(id);
  if (!call) notFound();
  const t = await getTranslations("call-pages");
  const d = await getTranslations("call-desk.detail");
  const reader = { locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() };
  const q = Array.from(storable([query.q].flat()[0] ?? ""))
    .slice(0, 200)
    .join("");
  const transcript = call.hasTranscript ? await getTranscript(viewer, call.id) : null;
  const page = `/admin/calls/${call.id}` as Route;
  const { customer } = call;
  const facts = [
    {
      label: d("customer"),
      value: customer && (
        <Link
          href={`/admin/customers/${customer.id}` as Route}
          prefetch={false}
          className="underline underline-offset-2"
        >
          {customer.companyName ?? customer.fullName}
        </Link>
      ),
    },
    {
      label: d("customerTime"),
      value: customer && callTime(call, { locale: viewer.locale, timeZone: customer.timeZone }),
    },
    { label: d("agent"), value: call.agentName ?? d("nobody") },
    { label: t("detail.topic"), value: call.categoryLabel },
    { label: t("detail.how"), value: t(`channel.${call.channel}`) },
    {
      label: t("detail.number"),
      value: call.phone && (
        <a href={`tel:${call.phone.replace(/[^+\d]/g, "")}`} className="underline underline-offset-2">
          {formatPhone(call.phone)}
        </a>
      ),
    },
    {
      label: d("room"),
      value: call.videoUrl && (
        <a
          href={call.videoUrl}
          rel="noreferrer noopener"
          target="_blank"
          className="break-all underline underline-offset-2"
        >
          {call.videoUrl}
        </a>
      ),
    },
    { label: t("detail.bookedBy"), value: call.requestedByName },
    { label: d("waits"), value: call.waitsForEarlier ? d("waitsYes") : null },
    {
      label: d("notes"),
      value: call.notes && <span className="whitespace-pre-line break-words">{call.notes}</span>,
    },
    { label: t("detail.reason"), value: call.cancelReason },
  ].filter(({ value }) => Boolean(value));
  return (
    <>
      <LiveRefresh topics={["staff"]} recordId={call.id} />
      <PageHeader
        back={{ href: "/admin/calls" as Route, label: t("list.title") }}
        title={call.purpose}
        meta={
          <>
            <CallStatusBadge status={call.status} label={t(`status.${call.status}`)} />
            <span>{callTime(call, reader)}</span>
            <span>{call.customerName}</span>
          </>
        }
        className="mb-6"
      />
      <DetailLayout
        asideLabel={t("detail.facts")}
        aside={
          <div className="flex flex-col gap-6">
            <Card title={t("detail.facts")}>
              <Facts facts={facts} />
            </Card>
            <CallHistory events={call.events} reader={reader} />
          </div>
        }
      >
        <div className="flex flex-col gap-6">
          <DeskCommands call={call} reader={reader} submitted={submittedState} />
          <DeskNotes call={call} reader={reader} submitted={submittedState} />
          <AgreedActions call={call} side="staff" reader={reader} submitted={submittedState} />
          <DeskTranscript call={call} now={reader.now} submitted={submittedState} />
          {transcript?.ok && <Transcript transcript={transcript.value} path={page} q={q} />}
        </div>
      </DetailLayout>
    </>
  );
}
